"""How long it lasts and whether it passes: the ten doctors' months, with their conditions."""

from __future__ import annotations

from triage.answers_parts import Ask, Need, Piece, listed, months_text, number, time_text, upper, verb
from triage.claims import (
    DAYS_A_MONTH,
    Support,
    common_point,
    duration_table,
    envelope,
    expecting,
    including,
    silent,
)
from triage.knowledge_models import Expectation
from triage.timing import NINE_MONTHS

_CONDITIONS = {  # what a doctor's figure hangs on: the verb for one and for several, and the condition
    "if_toxin": ("adds", "add", "“if Botox is the cause”"),
    "first_treatment": ("speaks", "speak", "of a first treatment only"),
    "amount_used": ("says", "say", "it depends on the amount used"),
}
_EXPECTED: dict[Expectation, tuple[str, str]] = {
    "gone": ("expects it to be gone", "expect it to be gone"),
    "fading": ("expects it to be fading", "expect it to be fading"),
    "may_persist": ("says it may still be there", "say it may still be there"),
}
_BY_AREA = (
    (("upper_lip_perioral",), "B1"),
    (("crows_feet_periocular", "under_eye"), "B4"),
    (("masseter_jaw",), "C3"),
    (("mouth_corner_dao", "lower_lip", "chin"), "B3"),
)
_BY_PRODUCT = {"dysport": "A10", "xeomin": "A9", "bocouture": "A9"}


def duration(ask: Ask) -> list[Piece]:
    if ask.long_acting:
        return [long_acting(ask), *beyond(ask), no_date(ask)]
    first = upper_face(ask) if ask.upper_face else [_usual(ask)]
    return [
        *first,
        figures(ask),
        *status(ask),
        *beyond(ask),
        _endpoint(ask),
        *_early(ask),
        *_product(ask),
        *_area(ask),
        no_date(ask, Need.SPARE),
    ]


def permanence(ask: Ask) -> list[Piece]:
    first = long_acting(ask) if ask.long_acting else passes(ask)
    return [first, *_balance(ask), natural(ask, Need.WANTED), *beyond(ask), no_date(ask, Need.WANTED)]


def natural(ask: Ask, need: Need) -> Piece:
    s = ask.support("natural_asymmetry")
    text = f"{upper(number(s.n))} of {{ten}} {verb(s.n, 'says', 'say')} no face is even to begin with."
    return ask.say("natural", text, need, natural_asymmetry=s)


def no_date(ask: Ask, need: Need = Need.MUST) -> Piece:
    return ask.say("no_date", "No one can give you a sure date.", need)


def long_acting(ask: Ask) -> Piece:
    text = f"{ask.row('A11')} The figures of {{the ten}} are about Botox and do not fit it. Go by its leaflet."
    return ask.say("duration.long_acting", text, evidence=["A11"])


def beyond(ask: Ask) -> list[Piece]:
    """More months than any doctor's figure (or than Daxxify may last): a specialist's check."""
    high = envelope(ask.k)[1]
    months = ask.months
    if months is None or months <= high or (ask.long_acting and months * DAYS_A_MONTH <= NINE_MONTHS):
        return []
    text = f"At {time_text(ask.facts)} you are past the longest figure any of {{the ten}} gave, {months_text(high)}. "
    text += "That calls for a check by a specialist."
    longest = [row.claim for row in duration_table(ask.k) if row.max == high]
    return [ask.say("duration.beyond", text, Need.SAFETY, longest=_figure_support(ask, longest))]


def passes(ask: Ask) -> Piece:
    temporary, never = ask.support("temporary"), ask.support("never_seen_permanent")
    who = f"{upper(number(temporary.n))} of {{ten}} {verb(temporary.n, 'says', 'say')}"
    seen = f"{number(never.n)} {verb(never.n, 'has', 'have')} never seen it stay for good" if never.n else ""
    text = f"If Botox is the cause, expect it to pass. {who} its effect fades or ends"
    brief = f"{who} the effect of Botox fades or ends"
    return ask.say(
        "permanence.passes",
        f"{text}, and {seen}." if seen else f"{text}.",
        brief=f"{brief}; {seen}." if seen else f"{brief}.",
        temporary=temporary,
        never_seen_permanent=never,
    )


def _figure_support(ask: Ask, ids: list[str] | None = None) -> Support:
    wanted = {row.claim for row in duration_table(ask.k)} if ids is None else set(ids)
    return Support(tuple(c for c in ask.k.claims if c.id in wanted))


def _usual(ask: Ask) -> Piece:
    low, high = envelope(ask.k)
    common = common_point(ask.k)
    if common is None:
        text = f"If Botox is the cause, between {number(low)} and {number(high)} months."
    else:
        text = f"If Botox is the cause, usually about {number(common)} months."
    return ask.say("duration.usual", text, figures=_figure_support(ask))


def upper_face(ask: Ask) -> list[Piece]:
    """Lids, brows and forehead have times of their own (evidence D1, A7); the ten doctors spoke of a smile."""
    lid = "eyelid_or_brow_droop" in ask.concerns or "lid" in ask.facts.parts
    row = "D1" if lid and not ask.asks("brow") else "A7"
    return [ask.cite(row)]


def figures(ask: Ask) -> Piece:
    """Who gave a figure, what all of them include, and under which conditions."""
    figures = _figure_support(ask)
    low, high = envelope(ask.k)
    common = common_point(ask.k)
    text = f"{upper(number(figures.n))} of {{ten}} {verb(figures.n, 'gives', 'give')} a figure"
    if ask.upper_face:
        text += " for a weak smile"
    text += f", from {number(low)} to {number(high)} months"
    if common is not None:
        including_it = len(including(common, ask.k))
        who = f"all {number(figures.n)}" if including_it == figures.n else number(including_it)
        text += f"; {who} include about {number(common)}"
    conditions = [
        f"{number(n)} {verb(n, one, several)} {words}"
        for kind, (one, several, words) in _CONDITIONS.items()
        if (n := figures.where(kind).n)
    ]
    text += f". {upper(listed(conditions))}." if conditions else "."
    return ask.say("duration.figures", text, figures=figures)


def status(ask: Ask) -> list[Piece]:
    """What each doctor would expect by now; nothing in the first month or past the longest figure."""
    months = ask.months
    if months is None or months > envelope(ask.k)[1] or months < 1 or ask.upper_face:
        return []
    said = {what: expecting(months, what, ask.k) for what in _EXPECTED}
    clauses = [f"{number(s.n)} {verb(s.n, *_EXPECTED[what])}" for what, s in said.items() if s.n]
    clauses[0] = clauses[0].replace(" ", " of {ten} ", 1)
    quiet = len(silent(months, ask.k))
    rest = f"; {number(quiet)} {verb(quiet, 'is', 'are')} silent" if quiet else ""
    text = f"At {time_text(ask.facts)}, {listed(clauses)}{rest}."
    return [ask.say("duration.status", text, gone=said["gone"], fading=said["fading"], may_persist=said["may_persist"])]


def _endpoint(ask: Ask) -> Piece:
    """Answer 4 counts to another end than the rest (doctors.md 3.1)."""
    self_conscious = [row.claim for row in duration_table(ask.k) if row.endpoint == "no longer self-conscious"]
    s = _figure_support(ask, self_conscious)
    text = f"{upper(number(s.n))} {verb(s.n, 'counts', 'count')} until you stop feeling self-conscious, not to the very end."
    return ask.say("duration.endpoint", text, Need.SPARE, self_conscious=s)


def _early(ask: Ask) -> list[Piece]:
    starting = ask.asks("kick|start|begin|work yet|take effect|settle")
    return [ask.cite("A7", Need.WANTED)] if starting or (ask.months is not None and ask.months < 1) else []


def _product(ask: Ask) -> list[Piece]:
    row = _BY_PRODUCT.get(ask.facts.product or "")
    return [ask.cite(row, Need.WANTED)] if row else []


def _area(ask: Ask) -> list[Piece]:
    rows = [row for areas, row in _BY_AREA if ask.treated(*areas)]
    return [ask.cite(row, Need.WANTED) for row in rows[:1]]


def _balance(ask: Ask) -> list[Piece]:
    s, smile = ask.support("back_to_baseline"), ask.support("smile_returns")
    text = f"Once it has ended, {number(s.n)} {verb(s.n, 'expects', 'expect')} your own balance from before to return"
    near = f"{upper(number(smile.n))} {verb(smile.n, 'expects', 'expect')} the full smile back."
    return [
        ask.say("permanence.balance", text + ", not a perfectly even face.", back_to_baseline=s),
        ask.say("permanence.smile", near, Need.SPARE, smile_returns=smile),
    ]
