"""What holds for the program as a whole: help, version, completion, replay, imports, documentation."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from channels import fallback
from cli import words
from cli.arguments import DEFAULT_URL, SHELLS, parser
from cli.commands import NAMES
from tests.cli.conftest import ROOT, Run

COMMANDS = ("chat", "ask", "parse", "replay", "completion")
DOCUMENT = ROOT / "docs" / "terminal.md"


def options(command: str) -> set[str]:
    """The long options of a command."""
    [commands] = [action for action in parser()._actions if action.choices]
    assert isinstance(commands.choices, dict)
    return {option for option in commands.choices[command]._option_string_actions if option.startswith("--")}


def test_the_emergency_line_is_the_servers() -> None:
    assert words.EMERGENCY_LINE == fallback.EMERGENCY_LINE


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(triage: Run, command: str) -> None:
    done = triage(command, "--help")
    assert done.returncode == 0
    assert re.search(rf"example.*triage {command}", done.stdout, re.DOTALL)


def test_help_and_version(triage: Run) -> None:
    assert all(command in triage("--help").stdout for command in COMMANDS)
    assert re.fullmatch(r"triage (\d+\.\d+\.\d+|\(not installed\))\n", triage("--version").stdout)


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["ask", "--help"], ("rich", "http", "readline", "nlu", "triage", "importlib.metadata")),
        (["chat"], ("rich", "nlu", "triage", "spacy", "rasa", "channels")),
        (["ask", "hello"], ("rich", "nlu", "triage", "spacy", "rasa", "channels")),
    ],
)
def test_what_a_command_does_not_need_is_not_imported(triage: Run, arguments: list[str], absent: tuple[str, ...]) -> None:
    done = triage(*arguments, PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "import time:" in line}
    assert "cli.arguments" in imported
    assert not imported & set(absent)


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command_and_option(triage: Run, shell: str) -> None:
    script = triage("completion", shell).stdout
    assert script == (ROOT / "cli" / "completions" / f"triage.{shell}").read_text()
    wanted = {*COMMANDS, *SHELLS, *(option.removeprefix("--") for option in options("ask") | options("chat") | options("replay"))}
    assert not {word for word in wanted if word not in script}


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_is_valid(shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    assert subprocess.run([shell, "-n", ROOT / "cli" / "completions" / f"triage.{shell}"]).returncode == 0


@pytest.mark.parametrize(
    ("typed", "offered"), [("triage co", "completion"), ("triage ask --tran", "--transcript"), ("triage completion z", "zsh")]
)
def test_bash_completes(typed: str, offered: str) -> None:
    script = ROOT / "cli" / "completions" / "triage.bash"
    line = f"source {script}; COMP_WORDS=({typed}); COMP_CWORD=$(({len(typed.split())} - 1)); _triage; echo ${{COMPREPLY[@]}}"
    assert subprocess.run(["bash", "-c", line], capture_output=True, text=True).stdout.split() == [offered]


@pytest.mark.parametrize(
    ("typed", "offered"), [("triage co", "completion"), ("triage ask --tran", "--transcript"), ("triage completion z", "zsh")]
)
def test_fish_completes(typed: str, offered: str) -> None:
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    script = ROOT / "cli" / "completions" / "triage.fish"
    done = subprocess.run(["fish", "-c", f"source {script}; complete -C '{typed}'"], capture_output=True, text=True)
    assert done.stdout.split("\t")[0].strip() == offered


@pytest.mark.parametrize(("typed", "offered"), [("triage co", "mpletion"), ("triage ask --tran", "--transcript")])
def test_zsh_completes(tmp_path: Path, typed: str, offered: str) -> None:
    if not shutil.which("zsh"):
        pytest.skip("zsh is not installed")
    import pexpect

    script = ROOT / "cli" / "completions" / "triage.zsh"
    shell = pexpect.spawn(
        "zsh", ["-f"], env={**os.environ, "TERM": "xterm", "ZDOTDIR": str(tmp_path)}, encoding="utf-8", timeout=20, use_poll=True
    )
    shell.sendline(f"PS1='> '; autoload -Uz compinit && compinit -u -d {tmp_path}/dump && source {script} && print re''ady")
    shell.expect_exact("ready\r\n")
    shell.expect_exact("> ")
    shell.send(f"{typed}\t")
    shell.expect_exact(offered)
    shell.close(force=True)


def test_the_document_names_everything() -> None:
    text = DOCUMENT.read_text()
    wanted = {*NAMES, *(f"triage {name}" for name in COMMANDS), DEFAULT_URL, "TRIAGE_URL", "TRIAGE_API_KEY", "NO_COLOR"}
    wanted |= (
        options("chat") | options("ask") | options("replay") | {"--version"} | {f"| {status} |" for status in (0, 1, 2, 69, 130)}
    )
    assert not {word for word in wanted if word not in text}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert named <= options("chat") | options("replay") | {"--version", "--help"}


@pytest.mark.parametrize(
    "file", sorted((ROOT / "cli").rglob("*.py")) + sorted((ROOT / "tests" / "cli").glob("*.py")), ids=lambda f: f.name
)
def test_a_file_fits_in_the_head(file: Path) -> None:
    assert len(file.read_text().splitlines()) < 300
