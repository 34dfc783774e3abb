"""Build the spaCy pipeline and train the model, each only when something it is made from has changed."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from nlu import weights
from runner.steps import ROOT, StepFailed, fingerprint, fresh, run, say

LANGUAGE = ROOT / "build" / "language"
MODELS = ROOT / "models"
FOLDERS = ("data/nlu", "data/rules", "data/stories")
LEAST_FREE = 600 * 2**20  # bytes that a training needs


def language_sources() -> list[Path]:
    return [*ROOT.glob("nlu/*.py"), ROOT / "data" / "language", ROOT / "data" / "knowledge" / "signs.yml"]


def model_sources() -> list[Path]:
    folders = [ROOT / name for name in FOLDERS]
    return [ROOT / "config.yml", ROOT / "domain.yml", *folders, *weights.CODE, ROOT / "nlu" / "rasa", ROOT / "data" / "concerns"]


def train(*, force: bool = False) -> None:
    """Raises StepFailed with one clear line."""
    if shutil.disk_usage(ROOT).free < LEAST_FREE:
        raise StepFailed("the disk is nearly full: training needs 600 MB")
    python = sys.executable
    built = fingerprint(language_sources())
    stamp = ROOT / "build" / "language.stamp"
    if force or not fresh(stamp, built):
        stamp.parent.mkdir(exist_ok=True)
        run("checking the encoder's weights", [python, "-c", "from nlu import weights; weights.folder()"], "weights.log")
        run("building the spaCy pipeline", [python, "-m", "nlu.pipeline", str(LANGUAGE)], "pipeline.log")
        stamp.write_text(built)
    made = fingerprint(model_sources())
    stamp = MODELS / "stamp"
    if force or not fresh(stamp, made) or not any(MODELS.glob("*.tar.gz")):
        MODELS.mkdir(exist_ok=True)
        command = [python, "-m", "rasa", "train", "--skip-validation", "--out", "models", "--fixed-model-name", "triage", "--data", *FOLDERS]
        run("making the model (half an hour where the training messages have changed)", [*command, *(["--force"] if force else [])], "train.log")
        stamp.write_text(made)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make train", description=__doc__)
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    try:
        train(force=parser.parse_args().force)
    except StepFailed as error:
        say(f"error: {error}")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
