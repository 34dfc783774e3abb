"""spaCy component `trends`: how the change came on and which way it is going, as the patient says it.

Entities: `course` (better, worse, same, fluctuating, resolved) and `onset` (sudden, hours-days, gradual, since-before)
of the contract; `course_new` ("only just started") and `worse_after_better` for the triage's own use. A slow
improvement ("barely improving") is better; "no better, no worse" and "not improving" are the same. What is asked or
hoped ("when will it get better") is no course.
"""

import re

from spacy.language import Language

from nlu.entity_text import Entities, Found, flat


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w])(?:{'|'.join(patterns)})(?!\w)")


_NEG = (
    r"(?:not|no|n't|never|isn'?t|is not|hasn'?t|haven'?t|doesn'?t|didn'?t|don'?t|aint|ain'?t|nor|won'?t|without"
    r"|wasn'?t|neither|zero|nothing)"
)
_MORE = (
    r"(?:(?:a|an|any|much|lot|bit|touch|little|little bit|tiny bit|getting|get|gotten|got|really|been|even|seem\w*"
    r"|look\w*|feel\w*|to|be|gone|going|at all|slightly|noticeably|significantly|either|seen|have|has|started|showing"
    r"|shown)\s+){0,4}"
)

_SAME = _any(
    rf"{_NEG}\s+{_MORE}(?:better|improv\w*|worse|worsen\w*)(?:[\s,]+(?:and|or|but"
    rf"|nor)?[\s,]*{_NEG}?\s*{_MORE}(?:better|worse|improv\w*))?",
    r"neither better nor worse|(?:still |about |pretty much |just |exactly |all |roughly |stayed |it'?s |its |much "
    r"|more or less )*the same(?=\s*(?:$|[.,;!?]|as\b|now|since|still|lol|really|every|for|after|no|i|and"
    r"|but))(?! (?:side|clinic|injector|dr|doctor|place|time|day))",
    r"same as (?:month|week|day|before|last|yesterday|it was|when|ever|always|at)",
    r"still same|same still|same same",
    rf"{_NEG}\s+(?:really\s+|been\s+|any\s+|much\s+|seen\s+|a\s+|has\s+|have\s+)*(?:chang(?:e|ed|ing|es)|differen(?:t|ce)|budg(?:e"
    r"|ed|ing)|shift(?:ed|ing)?|progress(?:ed)?(?! in)|moved on|movement yet|improvements?|sign of (?:improvement"
    r"|improving|change|recovery|it wearing))(?! (?:my|the) )",
    r"unchanged|stable|plateau\w*|staying put|no different|stayed (?:like that|that way|put)|stuck (?:like this"
    r"|like that|at)|same as it was|(?:been|stayed) (?:like (?:that|this)|this way|that way) since",
)
_BETTER = _any(
    r"(?:getting|gets|got|gotten|gettin|slowly|slightly|lot|much|bit|touch|little|tad|definitely|steadily|already"
    r"|it'?s|its|is|feels?|looks?|day|somewhat|tiny|way|gradually|going) better(?! off)",
    r"better (?:than (?:it was|before|last|yesterday|at first|it had|week|a week|when it)|every|each|now|today"
    r"|this week|by the day|day by day|but|and better|tho\b|though)",
    r"(?:improv(?:ing|ed|es)|improvements?|easing(?: off| up| slightly)?|eased|on the mend|mending|recovering"
    r"|settling(?: down)?|settled a bit|fading|lessening|lifting (?:again|a bit|slowly|slightly)|subsiding|loosening"
    r"|softening)",
    r"(?:(?:is|are|slowly|feeling|movement|smile|it'?s|its|starting|all|finally|bit|gradually) coming"
    r"|starting to come|(?:feeling|movement|smile|it) (?:has |have )?come|creeping) back(?! to (?:the|see"
    r"|you))(?: slowly| a bit| bit by bit| now)?",
    r"(?:starting|started|beginning|began) to (?:move|lift|come back|wear off|improve|ease|work again|fade|smile"
    r"|feel normal|get better|settle|open)",
    r"nearly (?:level|even|normal|back|there|gone|symmetrical)(?: again)?|almost (?:level|even|normal|back|gone"
    r"|symmetrical|there|recovered)(?: again| now)?|less (?:droopy|heavy|crooked|uneven|noticeable|obvious|numb|tight"
    r"|lopsided|swollen)|(?:wearing|worn) off (?:now|slowly|a bit|already|gradually)|more movement|moving (?:more"
    r"|again|better)|can (?:nearly|almost) \w+ again",
)
_WORSE = _any(
    r"wors(?:e|er|en|ens|ening|ened)(?! (?:on|than (?:the (?:other|left|right)|my (?:left|right)|other)|side|case"
    r"|at night|when|in the (?:evening|morning)s?|by (?:evening|night)|if|after (?:eating|talking|work)|part|eye"
    r"|looking|thing|one|towards|late))|wurse|wors",
    r"deteriorat\w*|more (?:noticeable|obvious|droopy|pronounced|crooked|uneven|lopsided|swollen|heavy"
    r"|and more)(?: (?:now|each|every|by))?|spreading|(?:going|gone|went) down ?hill|progressively|weaker and weaker"
    r"|heavier and heavier|lower and lower|smaller (?:than the day|every|each)|even smaller than|getting (?:bigger"
    r"|heavier|weaker|lower|droopier|smaller|tighter|more)|fades? (?:a (?:bit|little) )?more|more (?:today"
    r"|each (?:day|week|month)|every (?:day|week|month))|(?:each|every) (?:single )?(?:day|week|fortnight|month|morning)[\s,]+(?:\w+(?:'s)?\s+){0,5}(?:lower|heavier|weaker|droopier"
    r"|smaller|tighter|further down)|(?:lower|heavier|weaker|droopier|smaller|tighter) (?:each|every|by the) (?:single )?(?:day|week"
    r"|fortnight|month|hour|minute)|dropping (?:more|further|lower)|(?:dropped|drooped"
    r"|sunk) (?:more|further|even more)",
)
_FLUCTUATING = _any(
    r"com(?:es|ing|e)(?: and|,|/| n| &) go(?:es|ing)?|on (?:and|n|&) off|off (?:and|n|&) on|some days|good days"
    r"|bad days|(?:it )?varies|vary|fluctuat\w*|up and down(?! (?:my|the))|intermittent\w*|one day (?:it'?s "
    r"|its )?(?:fine|ok|better|good)|depends on the day|different every day",
    r"better (?:after|with|when|once) (?:a |i )?(?:nap|rest\w*|sleep|slept|lie)|worse (?:when|if|once) (?:i'?m |im "
    r"|i am )?(?:tired|shattered|knackered|exhausted|stressed)|worse (?:at|by|in the|towards|every|late"
    r"|later) (?:night|evening|evenings|the evening|in the day|the end of the day|afternoon)"
    r"|by (?:the )?evening(?: it| they|s)?|better in the morning\w*|fine in the morning\w*|waxes and wanes"
    r"|is intermittent|sometimes (?:it'?s|its) (?:fine|ok|normal|worse|better)",
)
_RESOLVED = _any(
    r"(?:has |have |it'?s |its |is |all |completely |totally |fully |now |just )+(?:gone(?: away)?(?! (?:wrong|numb"
    r"|droopy|down|up|pale|worse|lopsided|crooked|weird|off|to|on|stiff|dead|heavy|flat|funny|all|from|back|too|by"
    r"|out|in|red|white|wonky|slack|and|a\b|so|really|past|bad|through|limp|through))|resolved|cleared(?: up)?"
    r"|vanished|disappeared|recovered|healed|sorted|passed|worn off|wore off)(?: (?:now|completely|already"
    r"|entirely))?",
    r"gone now|all gone|went away|wore off completely|cleared up|resolved|back to normal|fully (?:back|recovered"
    r"|better)|completely (?:better|recovered|normal|fine)|all better|100% better|all (?:good|fine|normal) now"
    r"|(?:it'?s|its|i'?m|im) (?:fine|normal|ok|okay) now|no longer (?:droop\w*|crooked|uneven|heavy|there)"
    r"|symptom[- ]free",
)
_NEW = _any(
    r"(?:only |it'?s |its )?just (?:started|begun|began|starting|happened|noticed)|only (?:just )?(?:started|began"
    r"|begun|noticed|spotted|happening)(?: (?:it|today|now|this morning))?|brand new|(?:it'?s|its) new|too (?:soon"
    r"|early) to (?:say|tell|know)|(?:started|began|happened) (?:just now|today|this morning|minutes ago|an hour ago)"
)
_THEN_WORSE = re.compile(
    r"(?:better|improv\w*|fine|recovering|coming back|eased|normal|settl\w*)\b[^.!?]{0,40}\b(?:but|then|and then"
    r"|until|before|now)\b[^.!?]{0,40}\b(?:worse|dropp\w*|droop\w*|came back|come back|back again|relaps\w*"
    r"|deteriorat\w*|weaker|again)\b|relaps\w*|set ?back\b|got worse again|worse again"
)
_HOPED = re.compile(
    r"\b(?:will|would|does|do(?!wn)|when|until|till?|til|want|wants|hope|hoping|can|could|should|going to|gonna|to be"
    r"|to get|ever|if|before|might|may|expect\w*|how (?:long|soon|do|can|many)|make[s]? me|feel(?:s|ing)? a bit|is it"
    r"|are there|waiting|need|any way|what makes|anything|help\w*|to see|make it|once|after it|unless|whether|be|wont"
    r"|won't|supposed to|in case|afraid|scared|worried)\b[^.,;!?]{0,32}$"
)
_DENIED = re.compile(rf"(?:\b(?:{_NEG})|n't)\s+(?:\w+\s+){{0,2}}$")
_NOT_ILL = re.compile(
    r"\b(?:half|frown|wrinkles?|lines?|crinkles?|dimples?|smile|money|movement|(?<!heavy )(?<!tight )(?<!numb )(?<!odd )(?<!funny )(?<!weird )(?<!strange )feeling|expression|11'?s|injector"
    r"|clinic|appetite|confidence)\s*(?:\w+\s*)?$"
)
_TODAY_ONLY = re.compile(r"(?:makes? me|made me)\s+(?:\w+\s+){0,3}$|(?:wish|everyone would be)[^.]{0,20}$")

_SUDDEN = _any(
    r"sudden(?:ly)?|suddely|suddenley|all at once|all of a sudden|out of (?:nowhere|the blue)|in an instant"
    r"|instant(?:ly|aneous\w*)|abrupt(?:ly)?|straight ?away|over ?night|from one (?:moment|minute|second) to the"
    r"|in (?:a )?(?:seconds|minutes|a flash|one go)|within (?:seconds|minutes|a minute|an hour|the hour)|immediately"
    r"|like (?:a light )?switch|boom|bam",
    r"w[oa]ke(?:n|s)? up (?:this morning |today |one (?:day|morning) |yesterday |on \w+ |and |one day )?(?:with|to"
    r"|and|unable|my|like this|like that|droopy|crooked)(?! (?:anxiety|every))|woke(?: up)?,? (?:and )?(?:it|my|the)"
    r"|on waking|when i woke|waking up to",
    r"the (?:second|moment|minute|instant)(?= (?:the|they|she|he|it|i|that|my)\b)|as soon as (?:the needle|they|she"
    r"|he|it)|(?:just|literally|suddenly) (?:dropped|slid|sagged|collapsed|fell|gave way)|(?:was |were |looked )?(?:fine|normal|ok|okay|level) (?:at|over|before|after) (?:lunch|breakfast|dinner|noon|tea|work|midday|bedtime)|dropped (?:hard|just like that)|(?:seconds|\d+ (?:min|mins|minutes|sec"
    r"|seconds)) (?:after|later|ago)|half an hour ago",
)
_HOURS_DAYS = _any(
    r"(?<!been )(?<!just )(?<!well )(?<!bit )(?<!hours )(?<!hrs )(?<!times )(?<!minutes )(?:over|within|in|in the space of|across|during) (?:about |around "
    r"|the (?:next |following |course of "
    r"|space of )?|a |next |only )*(?:(?:a|one|two|three|four|few|couple(?: of)?|several|\d+|24|48|72)(?:\s*(?:-|to"
    r"|or)\s*(?:two|three|so|\d+))? ?)+(?:hours?|hrs?|days?|h)(?: or (?:two|so|three))?(?! (?:ago|later|after))",
    r"over (?:the )?(?:next|following|first) (?:few |couple of )?days|over a day(?: or (?:two|so))?|over hours"
    r"|over days|within (?:a day|hours|days)|(?:built|build|came|crept) up over|by (?:the )?(?:next|following) (?:day"
    r"|morning|evening)|by (?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:night|morning|evening))?"
    r"|(?:a )?bit more each day|day by day(?! (?:better|it'?s better))|in a matter of (?:hours|days)"
    r"|overnight and then",
)
_GRADUAL = _any(
    r"gradual(?:ly)?|graduly|gradully|slow(?:ly|er)?(?! (?:better|improving|coming|wearing|getting better|easing"
    r"|fading|recovering|moving|lifting|settling|returning|healing|normally|to (?:heal|improve|recover|wear)|recovery"
    r"|improvement|motion))|bit by bit|little by little|crept (?:up|in|on)|creeping (?:up|in)|sneaked up|snuck up"
    r"|(?:over|across) (?:(?:the|a|past|last|next) (?:few |several |couple of |\d+ |two |three |four )?"
    r"|several )?(?:weeks|months"
    r"|time)(?! (?:ago|old))|(?:each|every) (?:week|fortnight|month)|progressively|insidious\w*|step by step|weaker and weaker",
)
_BEFORE = _any(
    r"(?:it |i |i'?ve |have |has |was |were |'?s |she |face )*always (?:had|been|was|were|a bit|slightly|uneven"
    r"|crooked|higher|lower|looked|like (?:this|that)|chubbier|bigger|smaller|there)|(?:was |were |been |it'?s "
    r"|its )*(?:already|there|like (?:this|that)|uneven|crooked|droopy) (?:there |like (?:this|that) |uneven "
    r"|crooked |a bit )?(?:long )?(?:even )?before (?:the |my |any |i had |i got |having |getting "
    r"|this )?(?:injections?|botox|treatment|dysport|jabs?|tox|it\b|that)|already there(?! is)|already had (?:it|this"
    r"|an? (?:uneven|crooked|droopy)|one)",
    r"since (?:birth|childhood|i was (?:a )?(?:kid|child|born|little|young|small|baby|\d+|teen\w*|at school)|forever"
    r"|school|before (?:the |my )?(?:botox|injections?|treatment))|born with|born like|old (?:photos?|pics?|pictures?"
    r"|selfies?|photographs?)(?: (?:also )?(?:show|from|prove|of)\w*)?|photos (?:from|before)[^.,]{0,14}(?:same|show)"
    r"|naturally (?:uneven|asymmetric\w*|lower|higher|crooked|droopy|hooded)|(?:my )?(?:whole|entire|all my) life"
    r"|life ?long|as long as i can remember|for as long as|pre ?dates|before i ever had|had it for years"
    r"|used to be (?:a bit )?(?:uneven|crooked) (?:before|too)|always a bit",
)
_DENIES_ONSET = re.compile(r"\b(?:not|wasn'?t|isn'?t|never|didn'?t|rather than|instead of|no|nothing)\s+(?:\w+\s+)?$")
_ASKED = re.compile(r"\b(?:does it|do they|will it|is it|can it|would it|could it|normally|what if|how)\b[^.,;!?]{0,40}$")

_ONSETS = (("since-before", _BEFORE), ("sudden", _SUDDEN), ("hours-days", _HOURS_DAYS), ("gradual", _GRADUAL))
_COURSES = (
    ("fluctuating", _FLUCTUATING),
    ("same", _SAME),
    ("better", _BETTER),
    ("worse", _WORSE),
    ("resolved", _RESOLVED),
)
_BARE = re.compile(
    r"^\W*(?:(?:it'?s|its|a bit|bit|much|still|about|slightly|definitely|way|lot|a lot|i think|maybe|probably|feels?"
    r"|kinda|sort of|slowly|getting|the|no,?|yes,?)\s+)*(?P<w>better|worse|same|gone|stable|improving)\W*"
    r"(?:(?:now|lol|thanks?|today|really|so far|tbh|though|tho|ish|every day|each day|i think)\W*)?$"
)
_BARE_VALUE = {
    "better": "better",
    "worse": "worse",
    "same": "same",
    "gone": "resolved",
    "stable": "same",
    "improving": "better",
}


def find(text: str) -> list[Found]:
    """The course and the manner of onset told in a message."""
    low = flat(text)
    bare = _BARE.match(low) if len(low) < 60 else None
    if bare:
        return [Found("course", _BARE_VALUE[bare["w"]], bare.start("w"), bare.end("w"))]
    found = _courses(low) + _onset(low)
    found += [Found("course_new", "new", m.start(), m.end()) for m in _NEW.finditer(low)]
    found += [
        Found("worse_after_better", "yes", m.start(), m.end()) for m in _THEN_WORSE.finditer(low) if not _hoped(low, m.start())
    ]
    return found


def _hoped(low: str, start: int) -> bool:
    before = low[max(0, start - 44) : start]
    return bool(_HOPED.search(before) or _TODAY_ONLY.search(before))


def _courses(low: str) -> list[Found]:
    taken: list[tuple[int, int]] = []
    found = []
    for value, pattern in _COURSES:
        for m in pattern.finditer(low):
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            if value in ("better", "worse", "resolved") and _DENIED.search(low[max(0, m.start() - 24) : m.start()]):
                taken.append(m.span())
                if value != "resolved":
                    found.append(Found("course", "same", m.start(), m.end()))
            elif not _hoped(low, m.start()) and not (
                value == "resolved" and _NOT_ILL.search(low[max(0, m.start() - 24) : m.start()])
            ):
                taken.append(m.span())
                found.append(Found("course", value, m.start(), m.end()))
    worse = [f for f in found if f.value == "worse"]
    if worse and re.search(r"worse,? (?:and )?not better|worse rather than better|worse instead of better", low):
        found = [f for f in found if f.value not in ("same", "better")]
    return found


def _onset(low: str) -> list[Found]:
    taken: list[tuple[int, int]] = []
    found = []
    for value, pattern in _ONSETS:
        for m in pattern.finditer(low):
            before = low[max(0, m.start() - 50) : m.start()]
            if any(a < m.end() and m.start() < b for a, b in taken) or _DENIES_ONSET.search(before) or _ASKED.search(before):
                continue
            taken.append(m.span())
            found.append(Found("onset", value, m.start(), m.end()))
    return found


@Language.factory("trends")
def make_trends(nlp: Language, name: str) -> Entities:
    """The component; it has no settings."""
    return Entities(find)
