"""The examples of docs/rest.md run as they stand."""

import re
import shutil
import subprocess
import sys

import pytest
from channel_server import Server

from channels.settings import ROOT

DOCS = (ROOT / "docs" / "rest.md").read_text()
RUNNERS = {"sh": ["bash", "-euc"], "python": [sys.executable, "-c"], "js": ["node", "--input-type=module", "-e"]}


@pytest.mark.parametrize("language", RUNNERS)
def test_the_example_gets_an_answer(server: Server, language: str) -> None:
    program = shutil.which(RUNNERS[language][0])
    if not program or (language == "sh" and not shutil.which("curl")):
        pytest.skip(f"no program here for {language}")
    (code,) = re.findall(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    code = code.replace("http://127.0.0.1:5005", server.url)
    done = subprocess.run([program, *RUNNERS[language][1:], code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "You said: " in done.stdout
