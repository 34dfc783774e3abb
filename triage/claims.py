"""What the ten doctors said, counted: every figure the bot quotes is computed here from `doctors.yml`, never typed.

All times are months from the injections. Each function takes another `Knowledge` for tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from triage.facts import Facts, Tri
from triage.knowledge import ALL_DOCTORS, Knowledge, knowledge
from triage.knowledge_models import Claim, Disagreement, Expectation

DAYS_A_MONTH = 365.25 / 12
REMARK_HOLDS = 0.5  # months either side of the age a remark was made at


@dataclass(frozen=True)
class Support:
    """Who holds a statement: the claims behind it and the answers they stand in."""

    claims: tuple[Claim, ...]

    @property
    def answers(self) -> tuple[int, ...]:
        return tuple(sorted({claim.answer for claim in self.claims}))

    @property
    def n(self) -> int:
        return len(self.answers)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(claim.id for claim in self.claims)

    def where(self, condition_kind: str | None) -> Support:
        """Those of them made under that condition."""
        return Support(tuple(c for c in self.claims if c.condition_kind == condition_kind))


@dataclass(frozen=True)
class DurationRow:
    """One doctor's figure in months; `min` is None where only an upper limit is given."""

    answer: int
    claim: str
    min: int | None
    max: int
    endpoint: str
    approximate: bool
    condition: str | None
    condition_kind: str | None


@dataclass(frozen=True)
class ReferralRow:
    """Whom one doctor would send the patient to, and when (None: without condition)."""

    answer: int
    claim: str
    to: str
    when: str | None
    medical: bool


def support(tag: str, k: Knowledge | None = None) -> Support:
    """The claims that bear a tag of `doctors.yml`; `KeyError` for a tag that is not in its list."""
    k = k or knowledge()
    if tag not in k.doctors.tags:
        raise KeyError(f"no tag {tag!r} in doctors.yml")
    return Support(tuple(claim for claim in k.claims if tag in claim.tags))


def supporters(tag: str, k: Knowledge | None = None) -> tuple[int, ...]:
    """The answers, 1 to 10, that hold a statement."""
    return support(tag, k).answers


def count(tag: str, k: Knowledge | None = None) -> int:
    """How many of the ten hold a statement."""
    return support(tag, k).n


def duration_table(k: Knowledge | None = None) -> tuple[DurationRow, ...]:
    """The doctors who gave a figure, in order of their answers. Years of repeats (1.3) are no duration: not in it."""
    k = k or knowledge()
    return tuple(
        DurationRow(
            c.answer, c.id, c.duration.min, c.duration.max, c.duration.endpoint, c.duration.approximate,
            c.condition, c.condition_kind,
        )
        for c in k.claims
        if c.duration is not None and not c.not_a_duration
    )  # fmt: skip


def envelope(k: Knowledge | None = None) -> tuple[int, int]:
    """The shortest and the longest figure in months."""
    table = duration_table(k)
    return min(row.min for row in table if row.min is not None), max(row.max for row in table)


def common_point(k: Knowledge | None = None) -> int | None:
    """The month that all figures include: the highest lower limit, if no upper limit lies below it; else None.

    A row without a lower limit includes every month up to its upper one.
    """
    table = duration_table(k)
    highest_start = max(row.min for row in table if row.min is not None)
    return highest_start if all(row.max >= highest_start for row in table) else None


def including(months: float, k: Knowledge | None = None) -> tuple[DurationRow, ...]:
    """The figures that include that month."""
    return tuple(row for row in duration_table(k) if (row.min or 0) <= months <= row.max)


def still_possible_at(months: float, k: Knowledge | None = None) -> tuple[int, ...]:
    """The answers whose figure still reaches that month (upper limit included)."""
    return tuple(row.answer for row in duration_table(k) if row.max >= months)


def expectation_at(months: float, k: Knowledge | None = None) -> dict[int, Expectation]:
    """What each of the ten expects so many months after the injections.

    Where a doctor gave a figure, the figure decides: `gone` once its upper limit is reached, `may_persist` before. A
    remark without a figure ("weaker at this stage") was made to a patient at about four months, so it holds within
    half a month of that and the doctor is `silent` at any other time. Who said neither is `silent`. At more than the
    longest figure nobody expects the effect to be there. Raises `ValueError` for negative months.
    """
    if months < 0:
        raise ValueError(f"months after the injections cannot be negative: {months}")
    k = k or knowledge()
    expected: dict[int, Expectation] = dict.fromkeys(ALL_DOCTORS, "silent")
    for claim in k.claims:
        if claim.status and abs(months - claim.status.at_months) <= REMARK_HOLDS:
            expected[claim.answer] = claim.status.expectation
    for row in duration_table(k):
        expected[row.answer] = "gone" if row.max <= months else "may_persist"
    return expected


def expecting(months: float, what: Expectation, k: Knowledge | None = None) -> Support:
    """The doctors who expect `what` at that time, with the claims that say so."""
    k = k or knowledge()
    answers = {a for a, e in expectation_at(months, k).items() if e == what}
    if what == "silent":
        raise ValueError("who is silent has no claim")

    def speaks(claim: Claim) -> bool:
        remark = claim.status and abs(months - claim.status.at_months) <= REMARK_HOLDS
        return claim.answer in answers and bool(claim.duration or remark)

    return Support(tuple(claim for claim in k.claims if speaks(claim)))


def silent(months: float, k: Knowledge | None = None) -> tuple[int, ...]:
    """The answers that say nothing about that time."""
    return tuple(a for a, e in expectation_at(months, k).items() if e == "silent")


def referrals(k: Knowledge | None = None) -> tuple[ReferralRow, ...]:
    """Whom each doctor would send the patient to, with the condition; the make-up expert is `medical=False`."""
    k = k or knowledge()
    return tuple(ReferralRow(c.answer, c.id, c.referral.to, c.referral.when, c.referral.medical) for c in k.claims if c.referral)


def referring(to: str, k: Knowledge | None = None) -> Support:
    """The claims that send the patient to `to` (injector, ENT doctor, neurologist, make-up expert)."""
    k = k or knowledge()
    return Support(tuple(c for c in k.claims if c.referral and c.referral.to == to))


def disagreements(k: Knowledge | None = None) -> tuple[Disagreement, ...]:
    """The points on which the ten part, side by side."""
    return (k or knowledge()).disagreements


def answers_of(ids: Iterable[str], k: Knowledge | None = None) -> tuple[int, ...]:
    """The answers that claims of those ids stand in."""
    k = k or knowledge()
    return tuple(sorted({k.claim(id).answer for id in ids}))


def months_since(facts: Facts) -> float | None:
    """Months since the injections, to the nearest half (four months are told as 120 to 124 days); None if not known."""
    if facts.days_since_injection is None or facts.days_since_injection < 0:
        return None
    return round(2 * facts.days_since_injection / DAYS_A_MONTH) / 2


def functions_confirmed(facts: Facts, k: Knowledge | None = None) -> bool:
    """Whether claim 6.4 may be told: all of its functions, and the danger list, were explicitly answered as well."""
    gates = support("function_gate", k).claims
    works = all(getattr(facts, name) is Tri.YES for claim in gates for name in claim.requires_all)
    return works and facts.danger_checked is Tri.YES and bool(gates)
