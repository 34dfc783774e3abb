"""The shape of `data/knowledge/*.yml`: frozen models that refuse unknown keys."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, Extra, StrictBool, StrictInt, StrictStr, root_validator, validator

Expectation = Literal["gone", "fading", "may_persist", "silent"]
Confidence = Literal["H", "M", "L", "GK"]
ConditionKind = Literal[
    "exception", "repeats", "lower_face", "amount_used", "heading_only", "all_functions", "worse", "first_treatment",
    "if_toxin", "after_effect", "meanwhile", "unhappy", "that_patient",
]  # fmt: skip
Topic = Literal[
    "asymmetry-cause", "size-change", "duration", "permanence", "status-at-4-months", "referral", "reassurance",
    "red-flag", "prevention", "coping", "emotional", "photo-visibility", "photo-limits", "dose-dependency",
    "differential",
]  # fmt: skip


class Model(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True

    @validator("topics", "claims", "sides", "emergency", "crisis", check_fields=False)
    def _not_empty(cls, value: tuple[object, ...]) -> tuple[object, ...]:
        if not value:
            raise ValueError("expected at least one entry")
        return value


def _shaped(field: str, pattern: str, expected: str) -> Any:
    """A validator: the field has that shape."""

    def check(cls: type, value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"expected {expected}, found {value!r}")
        return value

    return validator(field, allow_reuse=True)(check)


class Duration(Model):
    """Months from the injections to `endpoint`; `None` where the doctor gives no figure on that side."""

    min: StrictInt | None
    max: StrictInt
    endpoint: StrictStr
    approximate: StrictBool = False

    @root_validator(skip_on_failure=True)
    def _ordered(cls, values: dict[str, int | None]) -> dict[str, int | None]:
        low, high = values["min"], values["max"]
        if high is None or high <= 0 or (low is not None and not 0 < low <= high):
            raise ValueError(f"expected months with 0 < min <= max, found {low} and {high}")
        return values


class Exposure(Model):
    """Months of repeated treatment; never a time to recover."""

    min: StrictInt
    max: StrictInt
    meaning: StrictStr


class Status(Model):
    at_months: StrictInt
    expectation: Literal["gone", "fading", "may_persist"]


class Referral(Model):
    to: StrictStr
    when: StrictStr | None = None
    medical: StrictBool = True


class Claim(Model):
    """One statement of one answer, in our own words."""

    id: StrictStr
    topics: tuple[Topic, ...]
    says: StrictStr
    mode: Literal["stated", "implied", "conditional", "title-only"]
    tags: tuple[StrictStr, ...] = ()
    condition: StrictStr | None = None
    condition_kind: ConditionKind | None = None
    hedged: StrictBool = False
    duration: Duration | None = None
    status: Status | None = None
    exposure: Exposure | None = None
    referral: Referral | None = None
    requires_all: tuple[StrictStr, ...] = ()
    not_a_duration: StrictBool = False
    not_triage: tuple[StrictStr, ...] = ()
    photo_opinion: StrictBool = False
    comments_on_looks: StrictBool = False
    not_shown: StrictStr | None = None

    _id = _shaped("id", r"([1-9]|10)\.[1-9]", 'answer and claim in quotes, such as "4.8"')

    @property
    def answer(self) -> int:
        return int(self.id.split(".")[0])

    @root_validator(skip_on_failure=True)
    def _traps(cls, values: dict[str, object]) -> dict[str, object]:
        if values["exposure"] and not values["not_a_duration"]:
            raise ValueError("expected not_a_duration: true beside exposure")
        if values["exposure"] and values["duration"]:
            raise ValueError("expected either exposure or duration, not both")
        if values["comments_on_looks"] and not values["not_shown"]:
            raise ValueError("expected not_shown with a reason beside comments_on_looks: true")
        if values["mode"] in ("conditional", "title-only") and not values["condition"]:
            raise ValueError(f"expected a condition for mode {values['mode']}")
        if values["condition_kind"] and not values["condition"]:
            raise ValueError("expected a condition beside condition_kind")
        return values


class DoctorAnswer(Model):
    answer: StrictInt
    claims: tuple[Claim, ...]


class Side(Model):
    view: StrictStr
    claims: tuple[StrictStr, ...]
    not_shown: StrictStr | None = None


class Disagreement(Model):
    id: StrictStr
    question: StrictStr
    sides: tuple[Side, ...]


class Doctors(Model):
    """`doctors.yml`."""

    asked_at_months: StrictInt
    tags: dict[StrictStr, StrictStr]
    answers: tuple[DoctorAnswer, ...]
    disagreements: tuple[Disagreement, ...]


class Evidence(Model):
    """A row of evidence.yml: `fact` is a plain sentence that may be shown, `figure` the number in it, if any."""

    id: StrictStr
    fact: StrictStr
    figure: StrictStr | None = None
    source: StrictStr | None = None
    year: StrictInt | None = None
    confidence: Confidence
    general_knowledge: StrictBool = False

    _id = _shaped("id", r"[A-L]\d{1,2}", "a letter and a number, such as A7")

    @root_validator(skip_on_failure=True)
    def _cited(cls, values: dict[str, object]) -> dict[str, object]:
        if (values["confidence"] == "GK") != values["general_knowledge"]:
            raise ValueError("expected general_knowledge: true exactly where confidence is GK")
        if not values["general_knowledge"] and not values["source"]:
            raise ValueError("expected a source, as the row is not general knowledge")
        return values


class Contact(Model):
    """A service: who answers, the number if certain, how to reach it, and what the entry rests on."""

    name: StrictStr
    number: StrictStr | None = None
    how: StrictStr | None = None
    source: StrictStr
    confidence: Confidence

    @property
    def text(self) -> str:
        """Name, number and how, for a sentence: `Samaritans, 116 123 (free, day and night)`."""
        named = not self.number or self.number in self.name
        said = self.name if named else f"{self.name}, {self.number}"
        return f"{said} ({self.how})" if self.how else said


class Country(Model):
    """The services of one country; `code` is ISO 3166 in lower case, or `unknown`."""

    code: StrictStr
    name: StrictStr
    emergency: tuple[Contact, ...]
    same_day: Contact
    crisis: tuple[Contact, ...]
    regulator: Contact

    _code = _shaped("code", r"[a-z]{2}|unknown", "two lower-case letters, or unknown")

    @property
    def emergency_text(self) -> str:
        """The emergency numbers for a sentence: `999 or 112`; with the place or service where the number has one."""
        plain = "emergency number"
        numbers = [str(c.number) if c.name == plain else f"{c.number} ({c.name})" for c in self.emergency]
        return numbers[0] if len(numbers) == 1 else ", ".join(numbers[:-1]) + " or " + numbers[-1]

    @property
    def emergency_numbers(self) -> str:
        """The bare emergency numbers: `999 or 112`."""
        numbers = [str(c.number) for c in self.emergency]
        return numbers[0] if len(numbers) == 1 else ", ".join(numbers[:-1]) + " or " + numbers[-1]

    @property
    def crisis_text(self) -> str:
        return "; ".join(c.text for c in self.crisis)
