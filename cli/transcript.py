"""A conversation on disk, only where the person asks for it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from cli.clean import clean, clean_line
from cli.errors import Usage
from cli.replies import Reply


class Transcript:
    """Appends to a file that only its owner can read (mode 0600). `notice` is told if the disk fails later."""

    def __init__(self, path: Path, notice: Callable[[str], None] = lambda _: None) -> None:
        """Raises `Usage` if the file cannot be written."""
        self.path = clean_line(str(path))
        self._notice = notice
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
            if not stat.S_ISREG(os.fstat(self._file).st_mode):
                raise Usage(f"The transcript must be an ordinary file: {self.path}.")
            os.fchmod(self._file, 0o600)
        except OSError as error:
            raise Usage(f"The transcript cannot be written to {self.path}: {error.strerror}.") from None

    def write(self, message: str, replies: Sequence[Reply]) -> None:
        """One turn: what was sent, and what was said. An answer is never lost for a full disk: that is told and left."""
        said = [_block("You", message)]
        for reply in replies:
            said.append(_block("Assistant", "\n".join(filter(None, (reply.text, *map("  - {}".format, reply.choices))))))
        content = ("\n".join(filter(None, said)) + "\n").encode("utf-8", "replace")
        try:
            while content:
                content = content[os.write(self._file, content) :]
        except OSError as error:
            self._notice(f"The transcript could not be written: {error.strerror}.")


def _block(who: str, text: str) -> str:
    return f"{who}: {clean(text)}\n" if text.strip() else ""
