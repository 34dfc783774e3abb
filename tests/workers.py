"""The whole suite runs in two processes (pytest-xdist), a choice of it in one; a pytest plugin (pyproject.toml).

`-n 0` or `-p no:xdist` keeps everything in one process, `-n 4` takes four. A file stays together in one of them, and so does all of
tests/live, so that there is one started system.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

PROCESSES = 2
TOGETHER = ("tests/live/",)
#: What takes long begins first, so that the processes end together.
FIRST = ("tests/live/", "tests/channels/test_widget", "tests/browser/", "tests/rasa/", "tests/triage/test_vignettes")


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, Any, Any]:
    """Before pytest-xdist looks at its options."""
    option = config.option
    if config.pluginmanager.has_plugin("xdist") and not hasattr(config, "workerinput"):
        named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
        chosen = named or option.keyword or option.markexpr or getattr(option, "lf", False)
        if option.numprocesses is None and option.dist == "no" and not chosen and not option.usepdb:
            option.numprocesses = PROCESSES
        if option.numprocesses and option.dist == "no":
            option.dist = "loadfile"
        option.loadscopereorder = False  # `FIRST` is the order
    return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hands out files, and folders of `TOGETHER`; pytest-xdist's own scheduler for another `--dist`."""
    if config.option.dist != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Scheduler(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((folder for folder in TOGETHER if nodeid.startswith(folder)), super()._split_scope(nodeid))

    return Scheduler(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In the order of `FIRST`, else as found."""
    items.sort(key=lambda item: next((n for n, path in enumerate(FIRST) if item.nodeid.startswith(path)), len(FIRST)))
