"""`make eval` from end to end with an understanding that is told what to say: page, CSV, PNG, errors."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bench import evaluate
from bench.analysis import BINS, THRESHOLDS
from bench.hearing import Understanding
from bench.messages import BadInput, read_pairs
from bench.metrics import HEADLINES
from bench.pairs import judge
from bench.report import COLUMNS
from tests.bench.fakes import Fake, message, row, understood, write_rows

EXAM = [
    message("m1", "duration", "cause", text="How long & why <b>me</b>?", side="left", product="botox"),
    message("m2", "red_flag_eye", "referral", text="my eye won't shut, whom do I see"),
    message("m3", "red_flag_bulbar", text="can't swallow"),
    message("m4", "out_of_scope", text="does this moisturiser help with acne scars"),
    message("m5", text="the left one"),
]
KNOWN = {
    EXAM[0].text: {"duration": 0.93, "permanence": 0.71, "cause": 0.2},
    EXAM[1].text: {"red_flag_eye": 0.97, "referral": 0.88},
    EXAM[2].text: {"red_flag_stroke": 0.8},
    EXAM[3].text: {"out_of_scope": 0.99},
}
PAIRS = [
    {
        "id": "p1",
        "kind": "negate",
        "a": "can't swallow",
        "b": "can swallow",
        "expect": {"red_flag_a": ["red_flag_bulbar"], "red_flag_b": []},
    },
    {
        "id": "p2",
        "kind": "side",
        "a": "left lid",
        "b": "right lid",
        "expect": {"entity": "side", "value_a": "left", "value_b": "right"},
    },
]


def side(value: str) -> dict[str, Any]:
    return understood({}, entities=[{"entity": "side", "value": value}])


NLU = Fake(KNOWN, {f"{value} lid": side(value) for value in ("left", "right")})


def settings(folder: Path) -> list[str]:
    """The arguments that name a set, another, the pairs and where to write, all in a folder."""
    exam = write_rows(folder / "exam.jsonl", [row(one) for one in EXAM])
    other = write_rows(folder / "other.jsonl", [row(one) for one in EXAM[1:2]])
    pairs = write_rows(folder / "pairs.jsonl", PAIRS)
    return ["--set", f"exam={exam}", "--set", f"other={other}", "--pairs", str(pairs), "--out", str(folder / "out" / "eval")]


@pytest.fixture()
def files(tmp_path: Path) -> list[str]:
    return settings(tmp_path)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report that several tests look at."""
    folder = tmp_path_factory.mktemp("report")
    assert evaluate.main(settings(folder), lambda: NLU) == 0
    return folder / "out" / "eval"


def table(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Page(HTMLParser):
    """Ids, links, what would be requested, and the text outside of styles."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.requests: list[str] = []
        self.said = ""
        self._style = False
        self.feed(source)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._style = tag == "style"
        for name, value in attributes:
            if name == "id":
                self.ids.append(value or "")
            elif tag == "a" and name == "href":
                self.links.append(value or "")
            elif name in ("src", "href", "xlink:href", "srcset", "data", "action") and not (value or "").startswith("#"):
                self.requests.append(f"{tag} {name}={value}")
        if tag in ("script", "link", "iframe", "object", "embed"):
            self.requests.append(tag)

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.said += data


def page(out: Path) -> Page:
    return Page((out / "index.html").read_text(encoding="utf-8"))


def test_every_section_is_there_and_every_link_leads_to_one(out: Path) -> None:
    shown = page(out)
    assert {"headline", "set-exam", "set-other", "typos", "pairs", "definitions"} <= set(shown.ids)
    assert [link for link in shown.links if link[1:] not in shown.ids] == []
    for title in (
        "Headline figures",
        "Concerns",
        "Red flags over the threshold",
        "Confusion between concerns",
        "Calibration",
        "Worst errors",
        "Typing errors",
        "Minimal edits",
    ):
        assert title in shown.said
    for name in HEADLINES:
        assert name.replace("_", " ") in shown.said


def test_the_page_asks_for_nothing_from_elsewhere(out: Path) -> None:
    source = (out / "index.html").read_text(encoding="utf-8")
    assert page(out).requests == []
    assert not re.search(r"@import|url\((?!#)", source)
    assert "default-src 'none'" in source


def test_the_page_has_its_plots_with_ids_of_their_own_and_the_page_s_colours(out: Path) -> None:
    source = (out / "index.html").read_text(encoding="utf-8")
    drawings = re.findall(r"<svg .*?</svg>", source, flags=re.S)
    assert (
        len(drawings) == 1 + 2 * 3 - 1 + 1
    )  # headline; red flags, confusion, calibration a set, but "other" has no error; pairs
    ids = page(out).ids
    assert len(ids) == len(set(ids))
    for drawing in drawings:
        assert "var(--ink)" in drawing
        assert not re.search(r"#0[1-9a]0[1-9a]0[1-9a]", drawing)
        assert 'role="img" aria-label="' in drawing
    assert "prefers-color-scheme: dark" in source


def test_messages_stand_as_they_were_written_with_what_was_wanted_and_got(out: Path) -> None:
    source = (out / "index.html").read_text(encoding="utf-8")
    assert "How long &amp; why &lt;b&gt;me&lt;/b&gt;?" in source
    said = " ".join(page(out).said.split())
    assert "✗ permanence 0.71 ○ cause 0.20 ✓ duration 0.93" in said
    assert "Every message with a red flag missed or wrongly raised (1)" in said
    assert "No red flag was missed and none was raised wrongly." in said


def test_numbers_stand_beside_it(out: Path) -> None:
    headline = table(out, "headline")
    assert list(headline[0]) == ["set", "measure", "value", "low", "high", "of", "aim"]
    assert [one["measure"] for one in headline if one["set"] == "exam"][: len(HEADLINES)] == list(HEADLINES)
    values = {(one["set"], one["measure"]): one for one in headline}
    assert float(values["exam", "concerns, micro-F1"]["value"]) == pytest.approx(2 * 4 / (2 * 4 + 2 + 2))
    assert float(values["exam", "red flags, recall"]["value"]) == 0.5
    assert values["exam", "red flags, recall"]["aim"] == "0.97"
    assert values["other", "side, recall"]["value"] == ""
    concerns = [one for one in table(out, "concerns") if one["set"] == "exam"]
    assert {one["concern"]: (one["tp"], one["fp"], one["fn"]) for one in concerns}["red_flag_bulbar"] == ("0", "0", "1")
    assert len(table(out, "calibration")) == 2 * BINS
    thresholds = table(out, "red_flag_thresholds")
    assert len(thresholds) == 2 * len(THRESHOLDS)
    assert sum(one["working_point"] == "1" for one in thresholds) == 2
    assert {(one["missed"], one["given"]): one["messages"] for one in table(out, "confusion")} == {
        ("cause", "permanence"): "1",
        ("red_flag_bulbar", "red_flag_stroke"): "1",
    }
    assert [(one["id"], one["missed"], one["given"]) for one in table(out, "errors")] == [
        ("m3", "red_flag_bulbar=0.0000", "red_flag_stroke=0.8000"),
        ("m1", "cause=0.2000", "permanence=0.7100"),
    ]
    assert {one["kind"]: (one["right"], one["of"]) for one in table(out, "pairs")} == {"negate": ("0", "1"), "side": ("1", "1")}
    assert [one["id"] for one in table(out, "pairs_wrong")] == ["p1"]
    typos = {(one["set"], one["measure"]): float(one["value"]) for one in table(out, "typos") if one["value"]}
    written, mistyped, lost = (typos["exam", f"concerns, micro-F1: {kind}"] for kind in ("as written", "mistyped", "loss"))
    assert lost == pytest.approx(written - mistyped)


def test_tables_without_a_row_keep_their_columns(tmp_path: Path) -> None:
    flawless = write_rows(tmp_path / "m.jsonl", [row(EXAM[1])])
    right = write_rows(tmp_path / "p.jsonl", PAIRS[1:])
    assert evaluate.main(["--set", f"one={flawless}", "--pairs", str(right), "--out", str(tmp_path)], lambda: NLU) == 0
    for name in ("confusion", "errors", "pairs_wrong"):
        assert (tmp_path / f"{name}.csv").read_text(encoding="utf-8").strip() == ",".join(COLUMNS[name])


def test_plots_stand_beside_it(out: Path) -> None:
    kinds = ("concerns", "confusion", "calibration", "red-flags")
    expected = {"headline.png", "pairs.png", *(f"{name}-{kind}.png" for name in ("exam", "other") for kind in kinds)}
    drawn = {path.name: path.read_bytes() for path in out.glob("*.png")}
    assert set(drawn) == expected
    assert all(content.startswith(b"\x89PNG") and len(content) > 3000 for content in drawn.values())


def test_the_terminal_says_where_it_is_and_the_figures(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate.main(files, lambda: NLU) == 0
    said = capsys.readouterr()
    assert f"report: {tmp_path / 'out' / 'eval' / 'index.html'}" in said.out
    for name in HEADLINES:
        assert name in said.out
    assert "pairs of minimal edits: 1 of 2" in said.out
    assert "examining" in said.err
    assert "14/14" in said.err  # two passes over six messages, two pairs


def test_the_same_seed_gives_the_same_page(out: Path, files: list[str], tmp_path: Path) -> None:
    assert evaluate.main(files, lambda: NLU) == 0
    pages = [(folder / "index.html").read_text(encoding="utf-8") for folder in (out, tmp_path / "out" / "eval")]
    first, second = (re.sub(r'<p class="meta quiet">20.*?</p>', "", source) for source in pages)
    assert first == second


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str], make: Any = lambda: NLU) -> str:
    """The one error line of a run that fails before it writes a page."""
    assert evaluate.main(arguments, make) == 1
    said = capsys.readouterr()
    assert said.out == ""
    lines = [line for line in said.err.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1
    return lines[0]


def test_a_bad_line_is_named(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = write_rows(tmp_path / "bad.jsonl", [json.dumps(row(EXAM[0])), "{"])
    assert refused([*files, "--set", f"bad={bad}"], capsys) == f"error: {bad}:2: not JSON"


def test_a_missing_model_says_what_makes_it(
    files: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import nlu.local
    from bench.hearing import load

    def none() -> Understanding:
        raise FileNotFoundError("models holds no trained model: run `make train`")

    monkeypatch.setattr(nlu.local, "load", none)
    assert refused(files, capsys, load) == "error: models holds no trained model: run `make train`"


def test_a_model_that_does_not_fit_says_what_makes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import nlu.local
    from bench.hearing import load

    def other() -> Understanding:
        raise ValueError("output 'attention' is unknown")

    monkeypatch.setattr(nlu.local, "load", other)
    with pytest.raises(BadInput, match=r"cannot be loaded \(ValueError: output 'attention' is unknown\): run `make train`"):
        load()


def test_a_message_that_breaks_the_model_is_named(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    class Broken(Fake):
        def understand(self, text: str) -> dict[str, Any]:
            raise KeyError("clause")

    assert "message m1 broke the understanding (KeyError: 'clause')" in refused(files, capsys, Broken)
    with pytest.raises(BadInput, match="pair p1 broke the understanding"):
        judge(Broken().understand, read_pairs(Path(files[files.index("--pairs") + 1])))


def test_a_folder_that_cannot_be_made_is_named(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    assert str(taken) in refused([*files[:-1], str(taken / "eval")], capsys)


def test_help_names_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        evaluate.main(["--help"])
    assert done.value.code == 0
    said = capsys.readouterr().out
    assert all(option in said for option in ("--out", "--set", "--pairs", "--seed"))
