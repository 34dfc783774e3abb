"""Long steps with a line of progress; their noise goes to a log file."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "logs"
QUIET = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "RASA_TELEMETRY_ENABLED": "false",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONPATH": str(ROOT),
}


class StepFailed(Exception):
    """A step ended badly; the message says which, and where its log is."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def environment(**more: str) -> dict[str, str]:
    """The environment of every child process."""
    return {**os.environ, **QUIET, **more}


def run(title: str, command: Sequence[str], log: str) -> None:
    """Run a command, showing the seconds and the last progress it wrote; raise StepFailed if it fails."""
    LOGS.mkdir(exist_ok=True)
    path = LOGS / log
    start = time.monotonic()
    shows = sys.stderr.isatty()
    with path.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=out, stderr=subprocess.STDOUT)
        try:
            last = 0.0
            while True:
                try:
                    process.wait(timeout=0.5)
                    break
                except subprocess.TimeoutExpired:
                    passed = time.monotonic() - start
                    if shows or passed - last >= 15:
                        last = passed
                        end = "" if shows else "\n"
                        print(
                            f"\r• {title} … {passed:3.0f} s {progress(path)}\033[K"
                            if shows
                            else f"• {title} … {passed:3.0f} s {progress(path)}",
                            end=end,
                            file=sys.stderr,
                            flush=True,
                        )
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            raise
    done = f"• {title}: {time.monotonic() - start:.0f} s"
    say(f"\r{done}\033[K" if shows else done)
    if process.returncode:
        raise StepFailed(f"{title} failed; the reason is in {path.relative_to(ROOT)}{_reason(path)}")


def progress(path: Path) -> str:
    """The share done, from the last progress line of a log."""
    lines = [line for line in path.read_text(errors="replace").splitlines()[-40:] if line.startswith("concerns ")]
    return lines[-1].split(" epoch")[0].replace("concerns ", "") if lines else ""


def _reason(path: Path) -> str:
    lines = [line.strip() for line in path.read_text(errors="replace").splitlines() if line.strip()]
    return f": {lines[-1][:160]}" if lines else ""


def fingerprint(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files, folders walked."""
    digest = hashlib.sha256()
    for path in sorted(file for p in paths for file in ([p] if p.is_file() else p.rglob("*")) if file.is_file()):
        if "__pycache__" in path.parts:
            continue
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def fresh(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value
