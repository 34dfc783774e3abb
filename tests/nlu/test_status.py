"""Whose sign it is, whether it is there and meant (section 7 of the policy): text and expected code=status.

a affirmed, n negated, h hypothetical, p historical (past), o other_person, f figurative, x not affirmed.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NAMES = {"a": "affirmed", "n": "negated", "h": "hypothetical", "p": "historical", "o": "other_person", "f": "figurative"}
CASES = [
    # runs of denials with one real sign
    ("no fever, no rash, swallowing ok but I see double", "fever=n rash=n dysphagia=n diplopia=a"),
    ("No fever, no headache, no rash, double vision since monday", "fever=n headache_mild=n rash=n diplopia=a"),
    ("no fever, pain or swelling", "fever=n severe_pain=n swelling=n"),
    ("no fever, pain or swelling but my arm is weak", "fever=n swelling=n arm_weakness=a"),
    ("without any fever or rash, my throat is closing", "fever=n rash=n throat_swelling=a"),
    ("left eyelid droops, no double vision, pupils look equal", "ptosis_one=a diplopia=n anisocoria=n"),
    ("no droop no numbness no headache just slurred speech", "headache_mild=n slurred_speech=a"),
    ("denies fever, denies rash. complains of hoarse voice", "fever=n rash=n hoarse_voice=a"),
    ("free of pain and free of fever, though swallowing is a struggle", "fever=n dysphagia=a"),
    ("neither double vision nor blurred vision", "diplopia=n blurred_vision=n"),
    ("I don't have slurred speech, arm weakness or double vision", "slurred_speech=n arm_weakness=n diplopia=n"),
    ("i dont have any trouble swallowing or breathing", "dysphagia=n dyspnoea=n"),
    ("havent got a fever or hives", "fever=n hives=n"),
    ("never had hives, never fainted", "hives=n syncope=n"),
    ("my speech isnt slurred", "slurred_speech=n"),
    ("my arm is not weak, my face is not numb", "arm_weakness=n face_numbness=n"),
    ("its not hot, not red, no pus", "pus=n eye_red=n"),
    ("no pain... and then my leg gave way", "leg_weakness=a severe_pain=n"),
    ("no rash\nno fever\ncant swallow", "rash=n fever=n dysphagia=a"),
    ("fever no, rash no, trouble swallowing yes", "fever=n rash=n dysphagia=a"),
    ("no fever my eyelid is droopy", "fever=n ptosis_one=a"),
    ("w/o fever", "fever=n"),
    ("no double vision or anything like that, my hand is clumsy tho", "diplopia=n arm_weakness=a"),
    # exceptions, blanket denials, double negatives
    ("nothing wrong apart from my hoarse voice", "hoarse_voice=a"),
    ("nothing wrong except my voice", "voice_change=a"),
    ("everything is fine except I can't swallow", "dysphagia=a"),
    ("all normal, only my speech is slurred", "slurred_speech=a"),
    ("none of those", "other_symptoms=n"),
    ("can't say I have no trouble swallowing", "dysphagia=a"),
    ("i cant say i dont have double vision", "diplopia=a"),
    ("not that I can't swallow", "dysphagia=n"),
    ("I'm not without pain: crushing chest pain", "chest_pain=a"),
    ("not just numb arm, also slurred speech", "limb_numbness=a slurred_speech=a"),
    ("its not only my eyelid that droops, i also see double", "diplopia=a ptosis_one=a"),
    ("not weak, just heavy", "heaviness=a"),
    ("not a stroke, just a crooked smile", "smile_asymmetry=a face_droop_sudden=n"),
    ("i dont think my speech is slurred", "slurred_speech=n"),
    ("i dont believe i have double vision", "diplopia=n"),
    ("dont know why my arm is weak", "arm_weakness=a"),
    ("not sure if my speech is slurred", "slurred_speech=a"),
    ("no idea why i cant swallow", "dysphagia=a"),
    ("no improvement, still see double", "diplopia=a"),
    ("no reply from the clinic, arm numb", "limb_numbness=a"),
    # cannot belongs to the sign
    ("my eye won't close at night", "cannot_close_eye=a"),
    ("i can not swallow", "dysphagia=a"),
    ("im not able to swallow properly", "dysphagia=a"),
    ("breathing isn't great", "dyspnoea=a"),
    ("my swallowing isn't right", "dysphagia=a"),
    ("I cant speak properly", "slurred_speech=a"),
    ("cant swallow right. voice going. neck feels weak", "dysphagia=a voice_change=a neck_weakness=a"),
    ("no longer able to lift my arm", "arm_weakness=a"),
    ("can hardly swallow", "dysphagia=a"),
    # until
    ("never had trouble swallowing until yesterday", "dysphagia=a"),
    ("I could swallow fine until this morning", "dysphagia=a"),
    ("my speech was fine until lunch", "slurred_speech=a"),
    ("never any double vision before the botox, now i see two of everything", "diplopia=a"),
    # corrections and jokes
    ("my speech is slurred, wait no it's fine", "slurred_speech=n"),
    ("I have double vision. no wait, scratch that, my glasses were dirty", "diplopia=n"),
    ("i cant breathe! just kidding", "dyspnoea=n"),
    # figures of speech
    ("my heart stopped when I saw the bill", "chest_pain=x"),
    ("I choked up with tears", "choking=x dysphagia=x"),
    ("can't breathe for laughing", "dyspnoea=x"),
    ("I'm dying of shame", "suicidal_active=x"),
    ("honestly kill me now", "suicidal_active=x suicidal_imminent=x"),
    ("it kills me that I paid for this", "suicidal_active=x"),
    ("i could drop dead of embarrassment", "suicidal_active=x"),
    ("the price left me speechless", "speech_garbled=x slurred_speech=x"),
    ("sick to death of this", "suicidal_active=x nausea=x"),
    ("nearly had a heart attack when i looked in the mirror", "chest_pain=x"),
    ("paralysed with fear about it", "face_weak_half=x general_weakness=x"),
    ("that bill was hard to swallow", "dysphagia=x"),
    ("he would have a fit if he saw me", "seizure=x"),
    ("cost me an arm and a leg", "arm_weakness=x leg_weakness=x"),
    ("i look like ive had a stroke haha", "face_droop_sudden=x face_droop=x"),
    ("my eyelid droops like a stroke victim", "face_droop_sudden=x ptosis_one=a"),
    ("as if I had Bell's palsy", "face_weak_half=x"),
    ("my mouth looks as though i had a mini stroke", "face_droop_sudden=x"),
    ("love him to death but he says i look weird", "suicidal_active=x"),
    ("committing social suicide with this face", "suicidal_active=x"),
    # hypotheticals
    ("is there a risk of trouble swallowing?", "dysphagia=h"),
    ("what if i cannot breathe tonight", "dyspnoea=h"),
    ("could it cause double vision or slurred speech?", "diplopia=h slurred_speech=h"),
    ("worried that I might choke", "choking=x"),
    ("if I get trouble swallowing who do I call", "dysphagia=h"),
    ("should I watch for trouble breathing", "dyspnoea=h"),
    ("can botox make you blind?", "vision_loss=x"),
    ("scared of losing my sight", "vision_loss=x"),
    ("can you get a stroke from botox", "face_droop_sudden=x"),
    ("what are the chances of a droopy eyelid", "ptosis_one=x"),
    ("does botox cause double vision", "diplopia=h"),
    ("could botox cause my double vision", "diplopia=a"),
    ("is it normal that i cant swallow", "dysphagia=a"),
    ("I'm worried about my slurred speech", "slurred_speech=a"),
    ("when I drink I choke", "choking=a"),
    ("if i look left i see double", "diplopia=a"),
    ("thinking of getting neck botox but heard people couldnt swallow", "dysphagia=h"),
    ("what should i do if my eye won't close", "cannot_close_eye=h"),
    ("in case my throat swells what do i do", "throat_swelling=h"),
    # leaflet and opinions
    ("the leaflet lists trouble swallowing", "dysphagia=h"),
    ("the website says slurred speech can happen", "slurred_speech=h"),
    ("I read about people who lost their sight", "vision_loss=x"),
    ("my sister says it's a stroke", "face_droop_sudden=x"),
    ("doctor ruled out a stroke", "face_droop_sudden=x"),
    ("my husband says my speech is slurred", "slurred_speech=a"),
    ("my friend thinks my face is drooping", "face_droop=a"),
    ("trouble breathing is a listed side effect", "dyspnoea=h"),
    # whose
    ("my mum had slurred speech in 2015", "slurred_speech=o"),
    ("my mum had a stroke in 2015", "face_droop_sudden=o"),
    ("my nan had a stroke years ago and her face dropped", "face_droop=x"),
    ("a friend of mine couldn't swallow after hers, i am fine", "dysphagia=x"),
    ("someone on tiktok went blind from filler", "vision_loss=x"),
    ("my mum's face dropped an hour ago", "face_droop_sudden=a"),
    ("my mum's speech is slurred since an hour ago", "slurred_speech=a"),
    ("my wife can't swallow since her botox", "dysphagia=a"),
    ("hubby had botox tuesday and now he can't close his eye", "cannot_close_eye=a"),
    ("my daughter is seeing double", "diplopia=a"),
    ("friend says she wants to kill herself over her face", "suicidal_active=a"),
    # past
    ("had trouble swallowing after the last session but that went", "dysphagia=p"),
    ("I had seizures as a child", "seizure=p"),
    ("I had a stroke 10 years ago", "face_droop_sudden=p"),
    ("history of double vision", "diplopia=p"),
    ("used to have vertigo", "vertigo=p"),
    ("last time I had botox my eyelid drooped", "ptosis_one=p"),
    ("my arm went weak this morning for ten minutes, fine now", "arm_weakness=a"),
    ("botox 2 years ago, now my arm is weak", "arm_weakness=a"),
    ("i had botox 3 years ago and my speech is slurred", "slurred_speech=a"),
    ("after my last session i cant swallow", "dysphagia=a"),
    # minds
    ("I don't want to kill myself", "suicidal_active=n"),
    ("not suicidal, just sad", "suicidal_active=n"),
    ("no plan to end my life", "suicidal_imminent=n"),
    ("i dont want to be here anymore", "suicidal_passive=a"),
    ("I don't have a plan", "suicidal_imminent=n"),
    # danger at the end of a ramble
    (
        "hi so i had my frown done by sarah who is lovely and its settled nicely, tiny bruise, bit of a headache first day, no complaints "
        "really, only thing is since last night i keep choking on my tea",
        "choking=a bruise=a",
    ),
    ("1) when does it wear off 2) can i wear makeup 3) is it ok that my left arm feels weak", "arm_weakness=a"),
    ("CANT SWALLOW PLS HELP", "dysphagia=a"),
    ("i can’t breathe", "dyspnoea=a"),
    ("sppech slured, arm wek", "slurred_speech=a"),
    ("speech slurred???? scared 😭", "slurred_speech=a"),
    ("since two days I am not arriving to close the eye", "cannot_close_eye=a"),
    ("i have since yesterday double view", "diplopia=a"),
    # long ago, told with a plain past verb; the first days, over by now
    ("At sixteen I had Bell's and could not shut my left eye", "cannot_close_eye=p"),
    ("Three years ago after Xeomin in the neck I couldn't swallow", "dysphagia=p"),
    ("Six years back my arm suddenly went weak, they found nothing", "arm_weakness=p"),
    ("With the 2019 round my speech went slurry for a fortnight", "slurred_speech=p"),
    ("Xeomin in 2020: choking on food. Xeomin last month: a low brow", "choking=p"),
    ("I had blurry sight the first two days, sharp again since", "blurred_vision=p"),
    ("I was hoarse at first, back to normal by day ten", "hoarse_voice=p"),
    ("at 20 units a side my eye won't close", "cannot_close_eye=a"),
    ("Two years ago I had Dysport and today I can't swallow", "dysphagia=a"),
    ("yesterday I couldn't speak for five minutes, back to normal now", "slurred_speech=a"),
    ("my vision went black for a minute on sunday, sharp again now", "vision_loss=a"),
    ("I see double every evening, fine again by morning", "diplopia_intermittent=a"),
    ("my face suddenly dropped an hour ago", "face_droop_sudden=a"),
    ("Until Monday I could lift my arm, now I can't", "arm_weakness=a"),
    # strangers and pronouns, against "and I have it too"
    ("The waitress at our cafe has an eye that won't close, so I worry about my brow", "cannot_close_eye=o"),
    ("Read about a woman whose eye wouldn't shut after Botox. My lid is a bit low", "cannot_close_eye=x"),
    ("him at number 9 can't lift his arm after a stroke, I just have a low brow", "arm_weakness=o"),
    ("My cousin can't swallow since her op. Me, I've just got a heavy brow", "dysphagia=o"),
    ("my sister had double vision after hers and I have it too", "diplopia=a"),
    ("my colleague had it and was fine, but my eye won't shut", "cannot_close_eye=a"),
    ("I'm a woman who can't swallow her food since Tuesday", "dysphagia=a"),
    ("My neighbour says my speech is slurred", "slurred_speech=a"),
    # a denial denied
    ("there's not a day when I don't see double", "diplopia=a"),
    ("I can't get through a meal without choking", "choking=a"),
    ("nobody can tell me I'm not slurring", "slurred_speech=a"),
    ("nobody has said that I slur my words", "slurred_speech=n"),
    ("It isn't that I can't breathe, I'm just tired", "dyspnoea=n"),
    ("far from being unable to speak, I talk all day", "slurred_speech=n"),
    # lists, questions and what answers them
    ("Slurring, weak leg, fever: I have none of these", "slurred_speech=n leg_weakness=n fever=n"),
    ("Trouble swallowing? Double vision? Neither.", "dysphagia=n diplopia=n"),
    ("Choking, double vision, fever: only the second", "choking=n diplopia=a fever=n"),
    ("Choking, double vision, fever: all but the first", "choking=n diplopia=a fever=a"),
    ("No to all of it, including choking", "choking=n"),
    ("No to everything bar the choking", "choking=a"),
    ("I have slurred speech and a weak arm. None of these were there before", "slurred_speech=a arm_weakness=a"),
    ("Does your voice sound hoarse, do you choke? No and yes.", "hoarse_voice=n choking=a"),
    ("She asked whether I choke on food. I do.", "choking=a"),
    ("She asked whether I choke on food. I don't.", "choking=n"),
    ("the doctor asked if I can swallow. I can't", "dysphagia=a"),
    ("if my eye won't shut, what should I do?", "cannot_close_eye=h"),
    # corrections both ways
    ("I put no for double vision. It should be yes", "diplopia=a"),
    ("I put yes for double vision. It should have been no", "diplopia=n"),
    ("Forget the bit about the slurred speech, that was my son typing", "slurred_speech=n"),
    ("Please don't forget the bit about my slurred speech", "slurred_speech=a"),
    ("I can swallow EDIT: I can't swallow", "dysphagia=a"),
    ("my left lid droops. scratch that, I can't lift my leg", "leg_weakness=a"),
    ("I can't lift my leg, I mean my arm", "leg_weakness=n arm_weakness=a"),
    ("I can't move my arm, I mean my whole arm", "arm_weakness=a"),
    ("they say I don't slur, but I do", "slurred_speech=a"),
    # what may come, against what the leaflet names and the writer has
    ("Should I ever see double, whom do I ring?", "diplopia=h"),
    ("suppose it spreads and I can't breathe", "dyspnoea=h"),
    ("will it travel down so that I can't swallow?", "dysphagia=h"),
    ("Wouldn't my speech be slurred if it had spread?", "slurred_speech=h"),
    ("I've had double vision as a side effect since Monday", "diplopia=a"),
    ("Just as the sheet warns, I did get a weak arm", "arm_weakness=a"),
    ("Should I go to A&E, I can't swallow", "dysphagia=a"),
    ("say what you like, I can't swallow", "dysphagia=a"),
    # more figures of speech, and the same words meant
    ("that fee was tough to swallow", "dysphagia=x"),
    ("my jaw fell when I read the price", "face_droop=x"),
    ("the last month was a blur, my lid droops", "blurred_vision=x"),
    ("patients have no voice at this practice", "hoarse_voice=x voice_change=x"),
    ("I get tongue-tied when strangers ask about my face", "tongue_weakness=x slurred_speech=x"),
    ("the small print nearly gave me a stroke", "face_droop_sudden=x"),
    ("reading is a blur since Monday", "blurred_vision=a"),
    ("this droop left me breathless on the stairs", "dyspnoea=a"),
    ("I have no voice since Tuesday", "hoarse_voice=a"),
    ("bread is hard to swallow", "dysphagia=a"),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:50] for c in CASES])
def test_a_sign_has_its_status(nlp, text: str, expected: str) -> None:
    found: dict[str, set[str]] = {}
    for span in nlp(text).spans["findings"]:
        found.setdefault(span.label_, set()).add(span._.status)
    for item in expected.split():
        code, letter = item.split("=")
        if letter == "x":
            assert "affirmed" not in found.get(code, set()), found
        else:
            assert found.get(code) == {NAMES[letter]}, found


@given(text=st.text(max_size=300))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_crashes_the_pipeline(nlp, text):
    assert all(span._.status for span in nlp(text).spans["findings"])


WORDS = "no not never cant swallow weak arm but , . 😭 \n if my mum had stroke ago until fine breathing or and eye - ' ) ( wait".split(
    " "
)


@given(words=st.lists(st.sampled_from(WORDS), max_size=60))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_its_own_words_crashes_the_pipeline(nlp, words):
    doc = nlp(" ".join(words))
    assert all(span._.status in NAMES.values() for span in doc.spans["findings"])
    assert doc.text == " ".join(words)
