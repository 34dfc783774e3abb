"""What has changed and why: an uneven face, a weak smile, heaviness, lids and brows, the cause."""

from __future__ import annotations

from triage.answers_order import COMPLAINTS, SIZE
from triage.answers_parts import Ask, Need, Piece, number, upper, verb
from triage.answers_time import natural
from triage.claims import functions_confirmed
from triage.decide import decide
from triage.facts import Course, Tri
from triage.levels import Level

_SMILE_BY_AREA = (
    (("crows_feet_periocular", "under_eye"), "B4"),
    (("masseter_jaw",), "C4"),
    (("mouth_corner_dao", "lower_lip", "chin"), "B6"),
    (("upper_lip_perioral",), "B5"),
)


def asymmetry(ask: Ask) -> list[Piece]:
    asks_size = not ask.asked_text or ask.asks(SIZE)
    need = Need.MUST if asks_size else Need.SPARE
    pieces = [*size(ask, need), *jaw(ask, need)]
    return [movement(ask), natural(ask, Need.WANTED), *pieces]


def smile_weakness(ask: Ask) -> list[Piece]:
    return [known_effect(ask), *gate(ask), movement(ask, Need.WANTED), uncommon(ask, Need.WANTED), *_smile_area(ask)]


def heaviness(ask: Ask) -> list[Piece]:
    lid = ask.upper_face or ask.asks("lid|brow|forehead|eye")
    s = ask.support("heaviness")
    none = unexplained(ask).text.removesuffix(".")
    known = ask.row("A18") if lid else "A weakened muscle may feel heavy, though proof is thin."
    return [
        ask.say(
            "heaviness",
            f"{none}, so this comes from other sources. {known} Tell your injector about it.",
            brief=f"{none}. {known} Tell your injector.",
            heaviness=s,
            evidence=["A18"],
        ),
        ask.say(
            "heaviness.danger",
            "A weak neck, or trouble swallowing or breathing, needs help at once.",
            Need.WANTED,
            evidence=["A2", "E2"],
        ),
    ]


def unexplained(ask: Ask) -> Piece:
    """How many of the ten speak of heaviness."""
    s = ask.support("heaviness")
    text = f"{upper(number(s.n))} of {{ten}} {verb(s.n, 'explains', 'explain')} the heaviness."
    return ask.say("heaviness.doctors", text, heaviness=s)


def eyelid_or_brow_droop(ask: Ask) -> list[Piece]:
    danger = "Both lids low, double sight, unequal pupils or new neck pain need help at once."
    return [
        silent_on(ask, "eye_care", "lids or brows"),
        ask.cite("D1"),
        *([ask.cite("H1", Need.SAFETY)] if ask.facts.closes_eye is Tri.NO else []),
        ask.say("lid.danger", danger, Need.SAFETY, evidence=["E2", "D5"]),
        drops(ask, Need.WANTED),
    ]


def cause(ask: Ask) -> list[Piece]:
    if ask.concerns & COMPLAINTS.keys() == {"heaviness"}:
        return [when(ask), other_cause(ask, Need.WANTED)]
    first = [silent_on(ask, "eye_care", "lids or brows")] if ask.upper_face else [movement(ask), uncommon(ask)]
    pieces = [known_effect(ask), *first, other_cause(ask, Need.WANTED)]
    if ask.facts.onset is None and ask.facts.onset_after_days is None:
        pieces.append(when(ask, Need.WANTED))
    return pieces


def when(ask: Ask, need: Need = Need.MUST) -> Piece:
    return ask.say("cause.when", "When and how fast it began tells most about the cause.", need)


def known_effect(ask: Ask) -> Piece:
    """That the toxin can do this: lids in the first big trial (A13), otherwise a crooked smile (A23)."""
    if ask.upper_face:
        return ask.cite("A13")
    return ask.say("cause.known", f"{ask.row('A23')} It is not the usual result.", evidence=["A23"])


def movement(ask: Ask, need: Need = Need.MUST) -> Piece:
    s = ask.support("movement_changed")
    low = s.where("lower_face")
    text = f"{upper(number(s.n))} of {{ten}} {verb(s.n, 'says', 'say')} Botox can change how the face moves"
    where = f", {number(low.n)} of them when it is put near the mouth or in the lower face" if low.n else ""
    brief = f", {number(low.n)} of them near the mouth or low on the face" if low.n else ""
    return ask.say("cause.movement", f"{text}{where}.", need, brief=f"{text}{brief}.", movement_changed=s)


def uncommon(ask: Ask, need: Need = Need.WANTED) -> Piece:
    s = ask.support("uncommon")
    text = f"{upper(number(s.n))} {verb(s.n, 'calls', 'call')} this very uncommon after Botox."
    return ask.say("cause.uncommon", text, need, uncommon=s)


def other_cause(ask: Ask, need: Need = Need.MUST) -> Piece:
    bells, unlikely = ask.support("bells_possible"), ask.support("other_cause_unlikely")
    text = f"{upper(number(bells.n))} of {{ten}} {verb(bells.n, 'names', 'name')} Bell's palsy as another cause"
    if unlikely.n:
        text += f", though {number(unlikely.n)} {verb(unlikely.n, 'thinks', 'think')} it not very likely"
    return ask.say("bells.doctors", f"{text}.", need, bells_possible=bells, other_cause_unlikely=unlikely)


def size(ask: Ask, need: Need) -> list[Piece]:
    no, after, nature = (ask.support(tag) for tag in ("no_size_change", "size_change_exception", "natural_fuller_side"))
    text = f"Botox should not make a side bigger, {verb(no.n, 'says', 'say')} {number(no.n)} of {{ten}}"
    exposure = next((claim.exposure for claim in after.claims if claim.exposure), None)
    if exposure:
        years = f"{number(exposure.min // 12)} to {number(exposure.max // 12)} years"
        text += f", though {number(after.n)} makes an exception after {years} of regular repeats"
    pieces = [ask.say("size", f"{text}.", need, no_size_change=no, size_change_exception=after)]
    if nature.n:
        natural_side = f"{upper(number(nature.n))} {verb(nature.n, 'puts', 'put')} a fuller side down to nature."
        pieces.append(ask.say("size.nature", natural_side, Need.WANTED, natural_fuller_side=nature))
    return pieces


def jaw(ask: Ask, need: Need) -> list[Piece]:
    """The bulge of evidence C2, which none of the ten mentions: said where the jaw was treated, asked where unknown."""
    if ask.facts.areas and not ask.treated("masseter_jaw"):
        return []
    fact = ask.row("C2").removesuffix(".")
    text = f"{fact}, which none of them mentions."
    question = "" if ask.facts.areas else " Was your jaw treated?"
    return [ask.say("size.jaw", f"{text}{question}", need, brief=text, evidence=["C2"])]


def drops(ask: Ask, need: Need) -> Piece:
    return ask.cite("D2", need, then="Only a prescriber can decide.")


def gate(ask: Ask) -> list[Piece]:
    """Claim 6.4, told only where all its functions and the whole danger list were answered, nothing is worse, and the
    level is INJECTOR or below.
    """
    worse = ask.facts.course is Course.WORSE or ask.facts.worse_after_better is Tri.YES
    if worse or not functions_confirmed(ask.facts, ask.k) or decide(ask.facts).level.rank > Level.INJECTOR.rank:
        return []
    s = ask.support("function_gate")
    text = f"You told me that your lips move and that you can speak, chew and swallow. {upper(number(s.n))} of {{ten}} "
    text += f"{verb(s.n, 'is', 'are')} at ease only when all {number(len(s.claims[0].requires_all))} work."
    return [ask.say("gate", text, function_gate=s)]


def _smile_area(ask: Ask) -> list[Piece]:
    rows = [row for areas, row in _SMILE_BY_AREA if ask.treated(*areas)]
    return [ask.cite(row, Need.SPARE) for row in rows[:1]]


def silent_on(ask: Ask, tag: str, what: str) -> Piece:
    """That none of the ten speaks of a thing, counted."""
    s = ask.support(tag)
    text = f"{upper(number(s.n))} of {{ten}} {verb(s.n, 'speaks', 'speak')} of {what}"
    other = ", so this comes from other sources" if not s.n else ""
    return ask.say(f"silent.{tag}", f"{text}{other}.", brief=f"{text}.", supports={tag: s})
