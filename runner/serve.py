"""Start the action server and Rasa, wait until both answer, stay in the foreground; Ctrl-C ends all of it."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from runner.steps import LOGS, ROOT, StepFailed, environment, say
from runner.train import MODELS, train

START_LIMIT = 120.0  # seconds until both must answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def claim(host: str, port: int) -> None:
    """Raise StepFailed if the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StepFailed(f"port {port} on {host} cannot be used ({error.strerror}): try PORT={port + 1} make run") from None


@contextlib.contextmanager
def servers(host: str, port: int, **settings: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The action server and Rasa, ended on leaving, whatever happens. `settings` are environment variables of both."""
    LOGS.mkdir(exist_ok=True)
    (ROOT / "var").mkdir(exist_ok=True)
    actions = settings.get("TRIAGE_ACTION_PORT") or os.environ.get("TRIAGE_ACTION_PORT") or str(free_port())
    settings = {**settings, "TRIAGE_ACTION_PORT": actions, "SANIC_HOST": "127.0.0.1"}
    started: list[subprocess.Popen[bytes]] = []
    try:
        started.append(start_actions(**settings))
        rasa = ["rasa", "run", "--model", str(newest()), "--interface", host, "--port", str(port)]
        started.append(_start("rasa", [*rasa, "--credentials", "credentials.yml", "--endpoints", "endpoints.yml"], settings))
        yield started
    finally:
        for process in started:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in started:
            try:
                process.wait(timeout=8)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def start_actions(**settings: str) -> subprocess.Popen[bytes]:
    """The action server at TRIAGE_ACTION_PORT of `settings`, in a process group of its own."""
    return _start("actions", ["runner.actions", "--port", settings["TRIAGE_ACTION_PORT"]], settings)


def _start(name: str, module: Sequence[str], settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    with (LOGS / f"{name}.log").open("wb") as log:
        command = [sys.executable, "-m", *module]
        return subprocess.Popen(command, cwd=ROOT, env=environment(**settings), stdout=log, stderr=log, start_new_session=True)


def newest() -> Path:
    return max(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)


def wait_until_ready(url: str, started: list[subprocess.Popen[bytes]]) -> None:
    """Return when `url`/readyz answers 200; StepFailed when a process ends or the limit passes."""
    limit = time.monotonic() + START_LIMIT
    while time.monotonic() < limit:
        for process, name in zip(started, ("actions", "rasa"), strict=True):
            if process.poll() is not None:
                raise StepFailed(f"the {name} process ended with {process.returncode}; see logs/{name}.log")
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5) as reply:
                if reply.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise StepFailed(f"nothing answered at {url} within {START_LIMIT:.0f} s; see logs/rasa.log")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 5005))
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    shown = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host
    url = f"http://{shown}:{options.port}"
    try:
        claim(options.host, options.port)
        train()
        start = time.monotonic()
        with servers(options.host, options.port) as started:
            say("• starting the action server and Rasa")
            wait_until_ready(url, started)
            say(f"• ready after {time.monotonic() - start:.0f} s. Talk to it:")
            say(f"    page      {url}/chat/\n    terminal  TRIAGE_URL={url} .venv/bin/triage chat")
            say(f"    REST      {url}/webhooks/rest/webhook\n    health    {url}/readyz\n  Ctrl-C stops everything.")
            while all(process.poll() is None for process in started):
                time.sleep(0.3)
            raise StepFailed("a process ended by itself; see logs/actions.log and logs/rasa.log")
    except KeyboardInterrupt:
        say("\n• stopped")
        return 0
    except StepFailed as error:
        say(f"error: {error}")
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
