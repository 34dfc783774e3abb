"""`triage parse`: JSON lines in, JSON lines out, in order, in little memory."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from typing import Any

import pytest

from cli.parse import LONGEST, run
from tests.cli.conftest import ROOT


class Echo:
    """Understands the length of a text."""

    def understand(self, text: str) -> Mapping[str, Any]:
        if text == "break":
            raise KeyError("the patient's words")
        intent = {"name": "n", "confidence": len(text)}
        return {"intent": intent, "concerns": [], "acts": ["x"], "entities": [], "findings": []}


def parsed(source: bytes) -> tuple[int, list[dict[str, Any]], list[str]]:
    out, errors = io.BytesIO(), io.StringIO()
    status = run(Echo(), io.BytesIO(source), out, errors)
    return status, [json.loads(line) for line in out.getvalue().splitlines()], errors.getvalue().splitlines()


def test_one_object_a_line() -> None:
    status, results, errors = parsed(b'{"id": "m1", "text": "hello", "labels": 1}\n{"text": "\\u00fc"}')
    assert (status, errors) == (0, [])
    assert results == [
        {"id": "m1", "text": "hello", "intent": {"name": "n", "confidence": 5}, "concerns": [], "entities": [], "findings": []},
        {"id": None, "text": "ü", "intent": {"name": "n", "confidence": 1}, "concerns": [], "entities": [], "findings": []},
    ]
    assert list(results[0]) == ["id", "text", "intent", "concerns", "entities", "findings"]


@pytest.mark.parametrize("id_", ["m1", 7, 1.5, None, ["a"], {"a": 1}, "\x1b", "\ud800"])
def test_ids_are_kept(id_: object) -> None:
    assert parsed(json.dumps({"id": id_, "text": ""}).encode())[1][0]["id"] == id_


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"hello", "not JSON"),
        (b"", "empty"),
        (b'{"text": "a"', "not JSON"),
        (b'{"text": NaN}', "not JSON"),
        (b'{"text": "\xff"}', "not JSON"),
        (b"[" * 50_000, "not JSON"),
        (b'["a"]', "not a JSON object"),
        (b"null", "not a JSON object"),
        (b'{"id": 1}', 'no "text"'),
        (b'{"text": 7}', "not a string"),
        (b'{"text": "' + b"a" * LONGEST + b'"}', "longer than 100 kB"),
        (b'{"text": "break"}', "KeyError"),
    ],
    ids=lambda value: value[:12].decode("latin-1") if isinstance(value, bytes) else None,
)
def test_a_bad_line_is_told_by_number_and_the_rest_goes_on(line: bytes, words: str) -> None:
    good = b'{"id": 1, "text": "a"}\n'
    status, results, errors = parsed(good + line + b"\n" + good)
    assert status == 1
    assert [result["id"] for result in results] == [1, 1]
    assert len(errors) == 1
    assert errors[0].startswith("triage parse: line 2: ") and words in errors[0]
    assert "patient" not in errors[0]


def test_the_longest_line() -> None:
    text = "a" * (LONGEST - len('{"text": ""}'))
    status, [result], _ = parsed(json.dumps({"text": text}).encode() + b"\r\n")
    assert (status, result["text"]) == (0, text)


def test_nothing_in_nothing_out() -> None:
    assert parsed(b"") == (0, [], [])


def test_results_are_flushed_as_they_come() -> None:
    flushed: list[int] = []

    class Out(io.BytesIO):
        def flush(self) -> None:
            flushed.append(self.getvalue().count(b"\n"))

    run(Echo(), io.BytesIO(b'{"text": "a"}\n' * 3), Out(), io.StringIO())
    assert flushed[:3] == [1, 2, 3]


def test_progress_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("cli.parse.PROGRESS_SECONDS", 0)
    errors = Terminal()
    run(Echo(), io.BytesIO(b'{"text": "a"}\n' * 3), io.BytesIO(), errors)
    assert "3 lines" in errors.getvalue()


PROGRAM = textwrap.dedent(
    """
    import os, sys
    from unittest import mock
    from cli import main, parse
    class Echo:
        def understand(self, text):
            return {"intent": {}, "concerns": [], "entities": [], "findings": []}
    def load():
        print("a library chatters")
        os.write(1, b"and below Python too\\n")
        return Echo()
    with mock.patch.object(parse, "_load", load):
        sys.exit(main.main(["parse"]))
    """
)


def test_nothing_else_on_stdout(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input='{"text": "a"}\n', env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["a"]
    assert "chatters" in done.stderr and "below Python" in done.stderr


def test_ten_thousand_lines_in_bounded_memory(environment: dict[str, str]) -> None:
    """120 MB go through a process that may hold 100 MB of data, Python itself included."""
    line = json.dumps({"id": 1, "text": "a" * 12_000}) + "\n"
    limited = "import resource; resource.setrlimit(resource.RLIMIT_DATA, (100_000_000, 100_000_000))\n" + PROGRAM
    done = subprocess.run(
        [sys.executable, "-c", limited], input=line * 10_000, env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 10_000


def test_a_reader_that_has_had_enough(environment: dict[str, str]) -> None:
    command = ["bash", "-o", "pipefail", "-c", f"'{sys.executable}' -c \"$PROGRAM\" | head -1"]
    done = subprocess.run(
        command,
        input='{"text": "a"}\n' * 5000,
        env={**environment, "PROGRAM": PROGRAM},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr
    assert done.stdout.count("\n") == 1


def test_a_missing_model_is_one_line(environment: dict[str, str]) -> None:
    program = PROGRAM.replace('print("a library chatters")', 'raise FileNotFoundError("run `make train`")').replace(
        'with mock.patch.object(parse, "_load", load):', "sys.modules['nlu.local'] = mock.Mock(load=load)\nif True:"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], stdin=subprocess.DEVNULL, env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and "make train" in done.stderr
