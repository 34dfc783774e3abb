"""The understanding without a server, for `triage parse`: the spaCy pipeline and the newest trained model."""

from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any

from nlu.concerns import ConcernModel
from nlu.pipeline import load as load_pipeline
from nlu.understand import understand
from triage.clock import today

ROOT = Path(__file__).resolve().parent.parent
COMPONENT = "nlu.rasa.understanding.Understanding"


class Local:
    """Understands single messages in this process."""

    def __init__(self, language: Path, model: Path) -> None:
        self.nlp = load_pipeline(language)
        self.concerns = ConcernModel(model)

    def understand(self, text: str) -> dict[str, Any]:
        return understand(self.nlp, text, concerns=self.concerns, today=today())


def load() -> Local:
    """The trained understanding; FileNotFoundError, with the command that makes it, when there is none."""
    return Local(ROOT / "build" / "language", unpacked(ROOT / "models", ROOT / "build" / "concerns"))


def unpacked(models: Path, target: Path) -> Path:
    """The concern model's folder, taken out of the newest Rasa model unless it is there already."""
    newest = max(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)
    if newest is None:
        raise FileNotFoundError(f"{models} holds no trained model: run `make train`")
    folder = target / newest.name.removesuffix(".tar.gz")
    labels = folder / "labels.json"
    if not labels.is_file() or labels.stat().st_mtime < newest.stat().st_mtime:
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(newest) as archive:
            for member in archive:
                parts = Path(member.name).parts
                if member.isfile() and any(COMPONENT in part for part in parts):
                    content = archive.extractfile(member)
                    assert content is not None
                    (folder / parts[-1]).write_bytes(content.read())
    return folder
