"""Our own vignettes, at least one a rule: what the patient says, the facts behind it, the level and the rule it must come to.

Written from section 3 of the policy, none taken from the development set. Played by `simulate` in the tests.
"""

from __future__ import annotations

from typing import Any


def case(rule: str, level: str, text: str | list[str], also: str = "", **facts: Any) -> dict[str, Any]:
    """A vignette of the shared schema. `also`: levels that are no error; signs as one string."""
    for name in ("sx", "neg", "hist"):
        if isinstance(facts.get(name), str):
            facts[name] = facts[name].split()
    facts.setdefault("sx", [])
    turns = [text] if isinstance(text, str) else text
    return {"why": rule, "disposition": level, "also_ok": also.split(), "turns": turns, "facts": facts}


E, U, S, D, R, W, N = "EMERGENCY SAME_DAY SPECIALIST SUPPORT INJECTOR WATCH INFO".split()
CASES = [
    # -- emergencies
    case("E1", E, "had masseter botox 3 weeks ago. since last night i get out of breath just talking", area="masseter",
         days_since=21, sx="dyspnoea"),
    case("E1", E, "my mum had her neck bands done ten days ago and she is gasping for air lying down", who="other:mum",
         area="platysma", days_since=10, sx="dyspnoea orthopnoea"),
    case("E2", E, "chin botox a week ago, my voice has gone hoarse and weak. clinic says totally normal, don't worry",
         area="mentalis", days_since=7, sx="hoarse_voice"),
    case("E2", E, "it's a little thing but tablets get stuck in my throat since the jaw injections two months ago",
         area="masseter", days_since=60, sx="dysphagia"),
    case("E2", E, "Everything is fine, no pain, no fever, no double vision, eyes close. Only that soup comes back through my "
         "nose since yesterday. Botox was 2 weeks ago.", days_since=14, sx="nasal_regurgitation",
         neg="fever diplopia eye_closure"),
    case("E3", E, "forehead botox in may. this afternoon my right arm went numb for ten minutes, then it was fine again",
         area="forehead", sx="limb_numbness", onset="sudden", course="resolved"),
    case("E3", E, "worst headache of my life hit me like a hammer an hour ago, had frown botox yesterday", area="glabella",
         days_since=1, sx="thunderclap_headache", onset="sudden"),
    case("E3", E, "My husband is talking nonsense and can't walk straight since this morning. He had botox 2 days ago",
         who="other:husband", days_since=2, sx="speech_garbled loss_of_balance", onset="sudden"),
    case("E4", E, "woke up this morning and the whole left side of my face has dropped. botox in forehead 5 weeks ago",
         area="forehead", days_since=35, onset="sudden", sx="face_droop", side="one"),
    case("E4", E, "an hour ago the right side of my face suddenly fell. jaw botox 8 days ago, surely it is just that?",
         area="masseter", days_since=8, onset="sudden", sx="face_droop_sudden", side="one"),
    case("E5", E, "got my forehead done 15 min ago and now my throat feels tight and swollen", area="forehead", days_since=0,
         sx="throat_swelling", onset="sudden"),
    case("E5", E, "hives all over and i fainted in the car park right after the injections", days_since=0, sx="hives syncope"),
    case("E6", E, "6 days after a botox party both my eyelids are drooping and my mouth is bone dry", provider="unlicensed",
         days_since=6, sx="ptosis_both dry_mouth"),
    case("E6", E, "neck botox 3 weeks ago. my neck is so weak i can't hold my head up and one eyelid is drooping",
         area="platysma", days_since=21, sx="neck_weakness ptosis_one"),
    case("E7", E, "lip filler and botox today, the skin above my lip has turned white and mottled", filler=True, days_since=0,
         sx="blanching mottling", onset="sudden"),
    case("E7", E, "suddenly cannot see anything out of my left eye. botox was months ago", sx="vision_loss", onset="sudden"),
    case("E8", E, "lid droops since yesterday, the pupil on that side is smaller and my neck hurts. crow's feet botox 3 weeks ago",
         area="crows_feet", days_since=21, sx="ptosis_one small_pupil neck_pain"),
    case("E8", E, "I hit my head on a cupboard on Friday and now one side of my mouth does not move. Botox in spring.",
         sx="head_injury smile_weakness", days_since=200),
    case("E9", E, "she had a seizure twenty minutes after botox and is not responding", who="other:friend", days_since=0,
         sx="seizure unresponsive"),
    case("E10", E, "I have the pills in front of me. I can't do this face any more. goodbye", sx="smile_weakness",
         suicidal="imminent", distress="severe"),
    case("E11", E, "my eye is swollen shut, hurts to move it, and i have a fever of 39. under eye botox 4 days ago",
         area="under_eye", days_since=4, sx="eye_swollen_shut eye_movement_pain fever"),
    # -- same day
    case("U1", U, "Over the weekend the left half of my face got weaker and weaker, brow too. It is Monday now. My last botox was "
         "in the forehead 5 months ago. Arms, speech normal.", "EMERGENCY", area="forehead", days_since=150,
         onset="hours-days", side="one", sx="face_weak_half", neg="speech arm_weakness"),
    case("U1", U, "never had anything injected. since 3 days my smile is paralysed on one side, came on over a day or two",
         "EMERGENCY", onset="hours-days", side="one", sx="smile_weakness"),
    case("U1b", U, "four days ago one side of my face dropped all of a sudden and it is still like that. never saw anyone. frown "
         "botox 3 months ago", "EMERGENCY", area="glabella", days_since=90, onset="sudden", side="one", sx="face_droop"),
    case("U1b", U, "noticed this morning when i smiled that my lip lifts less on one side, level at rest. gummy smile botox 6 days "
         "ago, all of a sudden", "EMERGENCY INJECTOR", area="gummy_smile", days_since=6, onset="sudden", sx="smile_weakness"),
    case("U2", U, "bad ear pain for two days and now food tastes odd and my mouth is crooked. botox last year",
         "EMERGENCY", onset="hours-days", sx="ear_pain taste_change smile_asymmetry", side="one", days_since=365),
    case("U3", U, "left eye won't close since crow's feet botox 10 days ago and it is red and sore, light hurts", "EMERGENCY",
         area="crows_feet", days_since=10, sx="cannot_close_eye eye_red photophobia"),
    case("U3", U, "my eye doesn't blink fully since the botox last week, i wear contact lenses", area="under_eye", days_since=7,
         sx="incomplete_blink contact_lens"),
    case("U4", U, "everything is blurry since my crow's feet injections 5 days ago", "EMERGENCY", area="crows_feet",
         days_since=5, sx="blurred_vision"),
    case("U5", U, "The spot on my jaw is hot, swollen and there is pus coming out. Injected six days ago.", area="masseter",
         days_since=6, sx="hot_swelling pus"),
    case("U6", U, "itchy hives on my arms and belly since the botox two days ago, breathing ok, tongue normal", "EMERGENCY",
         days_since=2, sx="hives", neg="dyspnoea tongue_swelling"),
    case("U7", U, "my smile was nearly back to normal and since yesterday it suddenly got much worse again. jaw botox 9 weeks ago",
         "EMERGENCY", area="masseter", days_since=63, course="worse", sx="smile_weakness"),
    case("U8", U, "both sides of my face have become weak over the last days, i had a tick bite in june", "EMERGENCY",
         onset="hours-days", side="both", sx="face_weak_both tick_bite"),
    case("U9", U, "I have myasthenia gravis and since forehead botox 5 days ago my eyelid is drooping", "EMERGENCY",
         area="forehead", days_since=5, hist="myasthenia", sx="ptosis_one"),
    case("U10", U, "I'm 68. new headache, my scalp is tender when I brush my hair, jaw aches when I chew. Botox a month ago.",
         "EMERGENCY", days_since=30, sx="headache_new scalp_tenderness jaw_claudication"),
    case("U11", U, "my hairdresser did my forehead 4 days ago. now my smile droops on one side and i feel weak and sick",
         "EMERGENCY", provider="unlicensed", area="forehead", days_since=4, sx="smile_weakness nausea", side="one"),
    case("U12", U, "my 16 year old daughter had lip botox ten days ago and her smile is weak on one side", "EMERGENCY",
         who="other:daughter", area="lip_flip", days_since=10, onset="gradual", sx="smile_weakness", side="one"),
    case("U12", U, "I am 34 weeks pregnant and since Tuesday the corner of my mouth does not lift. no botox this year",
         "EMERGENCY", sx="smile_weakness", onset="hours-days", side="one"),
    # -- support
    case("D1", D, "since my smile went i sometimes wish i just wouldn't wake up. i would never do anything though",
         "EMERGENCY", days_since=45, suicidal="passive", distress="severe", sx="smile_weakness"),
    case("D2", D, "I haven't left the house for three weeks because of this crooked smile. Botox 6 weeks ago, nothing else wrong",
         "INJECTOR", days_since=42, distress="severe", sx="smile_asymmetry", neg="other_symptoms"),
    case("D3", D, "three doctors say nothing is wrong but i check the mirror for hours every day and i want it corrected again",
         distress="severe", sx="perceived_asymmetry appearance_checking"),
    # -- specialist
    case("S1", S, "It's been seven months and my smile still doesn't lift on the left. A bit better than it was.",
         days_since=213, course="better", side="one", sx="smile_weakness"),
    case("S1", S, "5 and a half months after jaw botox and no change at all in my lopsided smile", area="masseter",
         days_since=167, course="stable", side="one", sx="smile_asymmetry"),
    case("S2", S, "crow's feet botox was in march, the mouth began to sag slowly in june and it is august now, no change lately",
         area="crows_feet", days_since=150, onset_after_days=90, onset="gradual", course="stable", side="one",
         sx="mouth_corner_droop"),
    case("S3", S, "10 weeks after botox and my smile is getting weaker bit by bit each week", days_since=70, course="worse",
         onset="gradual", sx="smile_weakness"),
    case("S4", S, "frown botox 7 weeks ago, and for five weeks my lower lip has been uneven. same since then.", area="glabella",
         days_since=49, onset_after_days=14, onset="gradual", course="stable", side="one", sx="lower_lip_asymmetry"),
    case("S5", S, "cheek botox 3 months back. there is a numb patch and a lump in front of my ear that grows", "SAME_DAY",
         area="cheek", days_since=90, course="worse", sx="face_numbness parotid_lump", onset="gradual"),
    case("S5", S, "I had skin cancer removed from my cheek years ago and now that side of the mouth is slowly getting weaker. botox "
         "5 weeks ago", "SAME_DAY", days_since=35, course="worse", onset="gradual", hist="facial_skin_cancer",
         sx="smile_weakness", side="one"),
    case("S6", S, "had bell's palsy ten years ago. botox for gummy smile 6 weeks ago and the same side is weak again, no change",
         area="gummy_smile", days_since=42, course="stable", hist="palsy", onset="gradual", onset_after_days=5,
         sx="smile_weakness", side="one"),
    case("S7", S, "my left eye stays a little open when i sleep since under eye botox 12 days ago. no pain, not red, sight fine",
         "SAME_DAY", area="under_eye", days_since=12, sx="cannot_close_eye", neg="eye_pain eye_red vision"),
    case("S8", S, "my eyelids get heavier every evening and chewing tires me out, mornings are fine. botox 4 months ago",
         "SAME_DAY", days_since=120, course="fluctuating", onset="gradual", sx="fatigable_ptosis chewing_fatigue"),
    case("S9", S, "eyes burning and dry for a month now since crow's feet botox 5 weeks ago", "INJECTOR", area="crows_feet",
         days_since=35, sx="eye_dry", course="stable"),
    case("S10", S, "after my palsy last year my eye closes whenever I smile. could botox help with that?", hist="palsy",
         course="stable", sx="synkinesis"),
    # -- injector
    case("I1", R, "crow's feet botox three weeks ago, since day 5 my cheek doesn't lift when i smile on one side. it built up over a "
         "couple of days, staying the same", area="crows_feet", days_since=21, onset_after_days=5, onset="hours-days",
         course="stable", side="one", sx="cheek_weakness"),
    case("I1", R, "Dysport in my DAO 10 days ago, lower lip is crooked since day 3, not getting worse", area="dao",
         days_since=10, onset_after_days=3, onset="gradual", course="stable", side="one", sx="lower_lip_asymmetry"),
    case("I2", R, "my brow feels low and heavy since forehead botox 16 days ago", "WATCH", area="forehead", days_since=16,
         onset="gradual", sx="brow_ptosis heaviness", course="stable"),
    case("I2", R, "one upper eyelid is half shut since frown botox, day 9 now, noticed it on day 4. no double vision",
         area="glabella", days_since=9, onset_after_days=4, sx="ptosis_one", neg="diplopia", side="one", course="stable"),
    case("I3", R, "bite feels weak after masseter botox two weeks ago but i swallow fine", "WATCH", area="masseter",
         days_since=14, sx="weak_bite", neg="dysphagia", course="stable"),
    case("I4", R, "four months after the injections one side still does not smile properly and feels heavy. is that normal?",
         days_since=122, course="stable", side="one", sx="smile_weakness heaviness"),
    case("I5", R, "lip flip 6 days ago, can't drink through a straw and p and b sounds come out funny. swallowing and voice are "
         "normal", area="lip_flip", days_since=6, sx="lip_seal_difficulty bilabial_speech", neg="dysphagia voice",
         onset="gradual", course="stable"),
    case("I6", R, "my injector ignores my messages. smile a bit crooked 5 weeks after botox, unchanged, otherwise well",
         days_since=35, course="stable", side="one", sx="smile_asymmetry", neg="other_symptoms"),
    case("I7", R, "after four years of jaw botox every few months one side of my face looks thinner. nothing is weak", "WATCH",
         area="masseter", days_since=60, sx="volume_loss", neg="weakness", course="stable"),
    # -- watch
    case("W1", W, "day 5 after forehead and one brow is a bit higher than the other, it only just started", "INJECTOR",
         area="forehead", days_since=5, sx="brow_asymmetry", course="new"),
    case("W2", W, "9 weeks since my lip flip went wrong but it's much better now, almost back to normal", area="lip_flip",
         days_since=63, course="better", sx="lip_asymmetry_mild"),
    case("W3", W, "looking at pictures from before, my face was always uneven like that. botox 3 weeks ago. nothing feels weak",
         "INJECTOR", days_since=21, onset="since-before", sx="natural_asymmetry", neg="weakness", course="stable"),
    case("W4", W, "small bruise and a mild headache 2 days after forehead botox, getting better", "INJECTOR", area="forehead",
         days_since=2, sx="bruise headache_mild", course="better"),
    # -- information
    case("N1", N, "can botox around the mouth change your smile, and how long would that last?"),
    case("N1", N, "what do the ten doctors say about symmetry after botox?"),
    # -- cross-rules
    case("N1", N, "hello"),
    case("I1", R, "my cousin had a stroke with a droopy face last year, so I worry. mine: smile a bit uneven since day 4 after "
         "masseter botox, 3 weeks now, same. arms, speech, swallowing all fine", area="masseter", days_since=21,
         onset_after_days=4, onset="gradual", course="stable", sx="smile_asymmetry",
         neg="speech arm_weakness dysphagia", side="one"),
    case("E2", E, ["smile is uneven 2 weeks after jaw botox", "oh and drinks make me cough since three days"], area="masseter",
         days_since=14, sx="smile_asymmetry choking"),
    case("I4", R, "I choke up when I see photos, this is killing me lol. 17 weeks since botox, smile uneven, no change, I can eat, "
         "speak and swallow", days_since=119, course="stable", sx="smile_asymmetry", neg="dysphagia speech", side="one"),
    case("S10", S, "my face dropped two weeks ago, A&E did a CT and said it's not a stroke but bell's palsy. eye closes. botox last "
         "year", "INJECTOR SAME_DAY", onset="sudden", sx="face_droop", course="stable", side="one", days_since=300),
    case("I1", S, "my 17 year old son has a bulge in his jaw when he clenches, masseter botox 3 weeks ago", "SAME_DAY INJECTOR",
         area="masseter", days_since=21, sx="masseter_bulge", course="stable"),
]  # fmt: skip
for _number, _case in enumerate(CASES):
    _case["id"] = f"{_case['why']}-{_number}"
