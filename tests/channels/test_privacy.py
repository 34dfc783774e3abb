"""No patient's words in any log: unit tests of the filters, and failing paths with a marker word at DEBUG."""

import io
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from channel_server import Server
from test_web import events, say

from channels import privacy

MARKER = "wobblyword"


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    privacy.install()
    yield


def test_records_inside_say_where_but_not_what(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("rasa.core.processor")
    with privacy.handling():
        log.error("User said %s", MARKER)
        log.debug(f"User said {MARKER}")
        try:
            raise ValueError(MARKER)
        except ValueError:
            log.exception("failed")
    assert MARKER not in caplog.text
    assert "rasa.core.processor: withheld (test_privacy.test_records" in caplog.text
    assert "ValueError [" in caplog.text


def test_records_outside_are_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("rasa.core.run").info("Starting Rasa server on %s", "http://localhost:5005")
    assert "Starting Rasa server on http://localhost:5005" in caplog.text


def test_no_handler_of_any_kind_sees_more() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s %(args)s %(exc_info)s"))
    log = logging.getLogger("some.library")
    log.addHandler(handler)
    try:
        with privacy.handling():
            try:
                raise KeyError(MARKER)
            except KeyError:
                log.warning("no %s", MARKER, exc_info=True, stack_info=True)
    finally:
        log.removeHandler(handler)
    assert MARKER not in stream.getvalue()
    assert "withheld" in stream.getvalue()


def test_causes_are_named_without_their_words() -> None:
    try:
        try:
            raise KeyError(MARKER)
        except KeyError as error:
            raise RuntimeError(MARKER) from error
    except RuntimeError as error:
        text = privacy.where(error)
    assert text.startswith("RuntimeError [")
    assert " from KeyError [" in text
    assert MARKER not in text


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error", "exception", "critical"])
def test_structlog_keeps_the_name_of_the_event_only(
    level: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    log = structlog.get_logger()
    with privacy.handling():
        try:
            raise ValueError(MARKER)
        except ValueError:
            getattr(log, level)("rest.message.received.failure", text=MARKER, slot_values={"a": MARKER})
        getattr(log, level)(f"free text {MARKER}", text=MARKER)
    out, err = capfd.readouterr()
    assert MARKER not in caplog.text + out + err
    assert "rest.message.received.failure" in caplog.text


def test_loggers_that_structlog_has_bound_already_are_covered(capfd: pytest.CaptureFixture[str]) -> None:
    bound = structlog.get_logger().bind(session=MARKER)
    with privacy.handling():
        bound.info("processor.message.parse", parse_data_text=MARKER)
    out, err = capfd.readouterr()
    assert MARKER not in out + err


def test_rasas_logging_set_up_later_is_covered_by_installing_again(capfd: pytest.CaptureFixture[str]) -> None:
    from rasa.utils.log_utils import configure_structlog

    before = structlog.get_config()
    try:
        configure_structlog(logging.DEBUG)
        privacy.install()
        with privacy.handling():
            structlog.get_logger().debug("processor.slots.log", slot_values=MARKER)
        out, err = capfd.readouterr()
        assert MARKER not in out + err
    finally:
        structlog.configure(**before)


def test_even_without_installing_again_structlogs_output_is_withheld(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    from rasa.utils.log_utils import configure_structlog

    before = structlog.get_config()
    try:
        configure_structlog(logging.DEBUG)
        with privacy.handling():
            structlog.get_logger().debug("processor.slots.log", slot_values=MARKER)
    finally:
        structlog.configure(**before)
    out, err = capfd.readouterr()
    assert MARKER not in caplog.text + out + err


def test_warnings_are_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(privacy, "_original_showwarning", lambda *parts: shown.append(" ".join(map(str, parts))))
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = privacy._show
        with privacy.handling():
            warnings.warn(f"Failed to parse '{MARKER}'", stacklevel=1)
        warnings.warn("Loading took long.", stacklevel=1)
    inside, outside = shown
    assert inside.startswith("withheld <class 'UserWarning'>")
    assert MARKER not in inside
    assert "Loading took long." in outside


async def _rasa_like_failure(message: Any, say: Any) -> None:
    """Logs and raises as Rasa's processor and action endpoint do."""
    log = logging.getLogger("rasa.core.processor")
    log.debug(f"Received user message '{message.text}'")
    structlog.get_logger().exception("rest.message.received.failure", text=message.text)
    try:
        raise RuntimeError(f"500, tracker: {message.text}")
    except RuntimeError:
        log.exception(f"Encountered an exception: {message.text}")
    raise ValueError(message.text)


@pytest.mark.parametrize("text", [MARKER, f"/{MARKER}", f'/inform{{"a": "{MARKER}"}}', f"{MARKER} " * 10])
def test_failing_turns_leave_no_words_in_any_log(
    server: Server, text: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    server.agent.script = _rasa_like_failure
    token = server.session()["token"]
    assert server.rest(text).status_code == 200
    events(say(server, token, text))
    server.get("/chat/v1/history", token)
    server.post("/chat/v1/forget", token)
    out, err = capfd.readouterr()
    assert MARKER not in caplog.text + out + err
    assert "A message could not be answered: ValueError" in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        f'{{"sender": "{MARKER}", "message": "{MARKER}"}}',
        f'{{"sender": ["{MARKER}"], "message": "{MARKER}"}}',
        f'{{"message": "{MARKER}',
        MARKER,
        f'["{MARKER}"]',
        MARKER * 100_000,
        f'{{"sender": "3f9c2a7e51d84b06a1c0", "message": "choice.v1.{MARKER}"}}',
        f'{{"sender": "3f9c2a7e51d84b06a1c0", "message": ["{MARKER}"]}}',
    ],
)
def test_refused_requests_leave_no_words_in_logs_or_answers(
    server: Server, body: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    response = server.post(
        "/webhooks/rest/webhook", data=body, headers={"Content-Type": "application/json", "Idempotency-Key": MARKER}
    )
    assert 400 <= response.status_code < 500
    response = server.post("/webhooks/rest/webhook", data=body, headers={"Content-Type": "application/json"})
    assert 400 <= response.status_code < 500
    out, err = capfd.readouterr()
    assert MARKER not in response.text + caplog.text + out + err


def test_a_store_that_fails_leaves_no_words(
    server: Server, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    async def save(tracker: Any) -> None:
        raise OSError(f"[parameters: {[event.as_dict() for event in tracker.events]}]")

    server.agent.tracker_store._tracker_store.save = save
    assert server.rest(MARKER).status_code == 200
    out, err = capfd.readouterr()
    assert MARKER not in caplog.text + out + err
