"""Sessions, choices and tickets are signed, and good for one thing only."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.problem import Problem
from channels.tokens import Choice, Signer, load_secret

SIGNER = Signer(b"s" * 32, clock=lambda: 1000.0)
CHOICE = Choice('/inform{"side": "left"}', "Left — links", 3)


def test_a_session_reads_back() -> None:
    session, token = SIGNER.new_session(60)
    assert SIGNER.session(token) == session
    assert session.id.startswith("web.")
    assert session.expires == 1060


def test_sessions_cannot_be_guessed() -> None:
    ids = {SIGNER.new_session(60)[0].id for _ in range(200)}
    assert len(ids) == 200
    assert all(len(one) >= 30 for one in ids)


def test_a_session_ends() -> None:
    _, token = SIGNER.new_session(60)
    with pytest.raises(Problem) as refused:
        Signer(b"s" * 32, clock=lambda: 1060.0).session(token)
    assert refused.value.code == "session-expired"


def test_a_secret_outlives_the_process_and_another_secret_does_not_fit() -> None:
    session, token = SIGNER.new_session(60)
    assert Signer(b"s" * 32, clock=lambda: 1001.0).session(token) == session
    with pytest.raises(Problem):
        Signer(b"t" * 32, clock=lambda: 1001.0).session(token)


@given(st.integers(0, 500), st.characters())
def test_a_changed_token_is_refused(position: int, char: str) -> None:
    _, token = SIGNER.new_session(60)
    position %= len(token)
    changed = token[:position] + char + token[position + 1 :]
    if changed != token:
        with pytest.raises(Problem):
            SIGNER.session(changed)


@given(st.text())
def test_nonsense_is_refused_by_every_reader(text: str) -> None:
    for read in (SIGNER.session, SIGNER.read_ticket, lambda t: SIGNER.read_choice("a", t)):
        for token in (text, f"session.v1.{text}", f"choice.v1.{text}.", f"ticket.v1.{text}.{text}"):
            with pytest.raises(Problem):
                read(token)


def test_one_kind_of_token_is_no_other() -> None:
    session, token = SIGNER.new_session(60)
    ticket = SIGNER.ticket(session.id)
    for wrong in (ticket, ticket.replace("ticket", "session")):
        with pytest.raises(Problem):
            SIGNER.session(wrong)
    with pytest.raises(Problem):
        SIGNER.read_ticket(token.replace("session", "ticket"))


def test_a_choice_reads_back_in_its_own_conversation_only() -> None:
    token = SIGNER.choice("mine", CHOICE)
    assert SIGNER.read_choice("mine", token) == CHOICE
    with pytest.raises(Problem) as refused:
        SIGNER.read_choice("yours", token)
    assert refused.value.code == "bad-choice"


def test_a_ticket_ends_after_ten_minutes() -> None:
    ticket = SIGNER.ticket("mine")
    assert SIGNER.read_ticket(ticket) == "mine"
    with pytest.raises(Problem):
        Signer(b"s" * 32, clock=lambda: 1600.0).read_ticket(ticket)


def test_the_secret_is_made_once_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret"
    first = load_secret("", path)
    assert len(first) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_secret("", path) == first
    assert [one.name for one in path.parent.iterdir()] == ["secret"]
    assert load_secret("given" * 8, path) == b"given" * 8


def test_a_damaged_secret_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("short")
    with pytest.raises(ValueError, match="at least 32"):
        load_secret("", path)
