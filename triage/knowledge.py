"""What the bot may say, loaded once from `data/knowledge/`: the ten doctors' claims, the evidence, the services.

    knowledge()                 everything, cached
    load(folder)                everything, from another folder (tests)
    knowledge().claim("4.8")    one claim; .row("A7") one row of evidence; .country("gb") the services of one country

Any fault of a file raises `KnowledgeError`, naming file, entry and field and what was expected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from triage.knowledge_models import Claim, Country, Disagreement, Doctors, Evidence, Model

FOLDER = Path(__file__).resolve().parent.parent / "data" / "knowledge"
ALL_DOCTORS = tuple(range(1, 11))
EU_MEMBERS = frozenset({
    "at", "be", "bg", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu",
    "ie", "it", "lt", "lu", "lv", "mt", "nl", "pl", "pt", "ro", "se", "si", "sk",
})  # fmt: skip

M = TypeVar("M", bound=Model)


class KnowledgeError(ValueError):
    """A knowledge file does not hold what it must; the message says where, and what was expected."""


@dataclass(frozen=True)
class Knowledge:
    """The three files, checked."""

    doctors: Doctors
    evidence: tuple[Evidence, ...]
    countries: tuple[Country, ...]

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, in the order of the answers."""
        return tuple(claim for answer in self.doctors.answers for claim in answer.claims)

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def _rows(self) -> dict[str, Evidence]:
        return {row.id: row for row in self.evidence}

    @cached_property
    def _countries(self) -> dict[str, Country]:
        return {country.code: country for country in self.countries}

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        return self.doctors.disagreements

    def claim(self, id: str) -> Claim:
        """The claim of that id, such as "4.8"; `KeyError` if there is none."""
        return self._claims[id]

    def row(self, id: str) -> Evidence:
        """The evidence of that id, such as "A7"; `KeyError` if there is none."""
        return self._rows[id]

    def country(self, code: str | None) -> Country:
        """The services of a country (ISO 3166, any case); of `unknown` where it is not known or not listed."""
        return self._countries.get((code or "").lower(), self._countries["unknown"])


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The project's own knowledge, read once."""
    return load(FOLDER)


def load(folder: Path) -> Knowledge:
    """Read and check `doctors.yml`, `evidence.yml` and `services.yml` of a folder; raises `KnowledgeError`."""
    doctors = _model(Doctors, _read(folder / "doctors.yml"), "doctors.yml")
    evidence = _rows(Evidence, _read(folder / "evidence.yml"), "evidence", "evidence.yml", name="row", key="id")
    countries = _rows(Country, _read(folder / "services.yml"), "countries", "services.yml", name="country", key="code")
    _check_doctors(doctors)
    _check_evidence(evidence)
    _check_services(countries)
    return Knowledge(doctors, evidence, countries)


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        raise KnowledgeError(f"{path.name}: expected the file {path}, found none") from None
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path.name}: expected YAML; {error}") from None
    if not isinstance(data, dict):
        raise KnowledgeError(f"{path.name}: expected a mapping at the top, found {type(data).__name__}")
    return data


def _rows(model: type[M], data: dict[str, Any], list_key: str, file: str, *, name: str, key: str) -> tuple[M, ...]:
    rows = data.get(list_key)
    if set(data) != {list_key} or not isinstance(rows, list):
        raise KnowledgeError(f"{file}: expected the one key {list_key} with a list, found {sorted(data)}")
    read = tuple(_model(model, row, f"{file}: {name} {_label(row, key, n)}") for n, row in enumerate(rows, start=1))
    _once(f"{file}: {name}", [str(getattr(row, key)) for row in read])
    return read


def _label(row: object, key: str, n: int) -> str:
    return str(row.get(key, f"number {n}")) if isinstance(row, dict) else f"number {n}"


def _model(model: type[M], data: object, where: str) -> M:
    try:
        return model.parse_obj(data)
    except ValidationError as error:
        first = error.errors()[0]
        path, expected = _path(data, first["loc"]), _expected(first)
        raise KnowledgeError(": ".join(part for part in (where, path, expected) if part)) from None


def _path(data: object, loc: Sequence[int | str]) -> str:
    """The place of an error in words: list positions become the claim or entry found there."""
    words: list[str] = []
    for step in loc:
        if step == "__root__":
            continue
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            data = None
        if isinstance(step, str):
            words.append(step)
        elif isinstance(data, dict):
            words.append(str(data.get("id", data.get("answer", data.get("name", data.get("view", step + 1))))))
        else:
            words.append(str(step + 1))
    return " ".join(words)


def _expected(error: Any) -> str:
    if error["type"] == "value_error.missing":
        return "expected a value, found none"
    if error["type"] == "value_error.extra":
        return "expected no such field"
    message = str(error["msg"])
    return message if message.startswith("expected") else f"expected otherwise: {message}"


def _once(where: str, ids: Iterable[str]) -> None:
    for id, times in Counter(ids).items():
        if times > 1:
            raise KnowledgeError(f"{where} {id}: expected once, found {times} times")


def _check_doctors(doctors: Doctors) -> None:
    numbers = tuple(answer.answer for answer in doctors.answers)
    if numbers != ALL_DOCTORS:
        raise KnowledgeError(f"doctors.yml: answers: expected 1 to 10 in order, found {list(numbers)}")
    claims = [claim for answer in doctors.answers for claim in answer.claims]
    _once("doctors.yml: claim", [claim.id for claim in claims])
    for answer in doctors.answers:
        for claim in answer.claims:
            where = f"doctors.yml: claim {claim.id}"
            if claim.answer != answer.answer:
                raise KnowledgeError(f"{where}: id: expected to start with {answer.answer}.")
            unknown = set(claim.tags) - set(doctors.tags)
            if unknown:
                raise KnowledgeError(f"{where}: tags: expected keys of tags, found {sorted(unknown)}")
        if sum(claim.duration is not None for claim in answer.claims) > 1:
            raise KnowledgeError(f"doctors.yml: answer {answer.answer}: duration: expected at most one a doctor")
    ids = {claim.id for claim in claims}
    _once("doctors.yml: disagreement", [row.id for row in doctors.disagreements])
    for row in doctors.disagreements:
        for side in row.sides:
            if missing := set(side.claims) - ids:
                raise KnowledgeError(
                    f"doctors.yml: disagreement {row.id}: claims: expected ids of claims, found {sorted(missing)}"
                )


def _check_evidence(rows: tuple[Evidence, ...]) -> None:
    for row in rows:
        if row.figure and row.figure not in row.fact:
            expected = f"expected words of the fact, found {row.figure!r}"
            raise KnowledgeError(f"evidence.yml: row {row.id}: figure: {expected}")


def _check_services(countries: tuple[Country, ...]) -> None:
    codes = {country.code for country in countries}
    if missing := sorted((EU_MEMBERS | {"unknown"}) - codes):
        raise KnowledgeError(f"services.yml: country {missing[0]}: expected an entry, found none")
    for country in countries:
        for contact in country.emergency:
            if contact.number is None:
                raise KnowledgeError(f"services.yml: country {country.code}: emergency: expected a number")
        if "findahelpline.com" not in {contact.name for contact in country.crisis}:
            raise KnowledgeError(f"services.yml: country {country.code}: crisis: expected findahelpline.com among them")
