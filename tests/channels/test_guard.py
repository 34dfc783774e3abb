"""What may come in, as pure functions."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels import guard
from channels.problem import PROBLEMS, Problem, for_status

ANY_TEXT = st.text(st.characters(blacklist_categories=[]), max_size=300)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("/restart", "restart"),
        ('  / / /inform{"triage_level": "INFO"}', 'inform{"triage_level": "INFO"}'),
        ("\u200b/\u2060restart", "restart"),
        ("\n\t/\u00a0/greet", "greet"),
        ("left/right", "left/right"),
        ("a\u202eb\u0000c\x1b[31m", "abc[31m"),
        ("e\u0301", "é"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("مرحبا وجهي", "مرحبا وجهي"),
        ("😢 my lip", "😢 my lip"),
        ("\ud800 broken", "broken"),
    ],
)
def test_typed_text_becomes_plain_words(typed: str, words: str) -> None:
    assert guard.message(typed) == words


@given(ANY_TEXT)
def test_cleaned_text_is_never_a_command_and_holds_nothing_invisible(text: str) -> None:
    cleaned = guard.clean(text)
    assert not cleaned.strip().startswith("/")
    assert all(c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"} for c in cleaned)
    cleaned.encode()


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert guard.clean(guard.clean(text)) == guard.clean(text)


@given(st.text("abcdefghij klmnop'?.é😢", min_size=1))
def test_ordinary_words_pass_unchanged(text: str) -> None:
    assert guard.clean(text) == text.strip()


@pytest.mark.parametrize("value", [None, 1, 1.5, True, [], ["hi"], {}, "", " ", "/", " / / ", "\u200b", "\x00\x01", "x" * 2001])
def test_anything_but_1_to_2000_characters_of_words_is_refused(value: object) -> None:
    with pytest.raises(Problem) as refused:
        guard.message(value)
    assert refused.value.status == 422


def test_length_is_counted_after_nfc() -> None:
    assert len(guard.message("e\u0301" * 2000)) == 2000
    with pytest.raises(Problem):
        guard.message("e\u0301" * 2001)


@pytest.mark.parametrize("value", ["a" * 16, "Z" * 64, "6f1c2b9e-7d1a-4a7e-9c51-0f2f3f8a1b2c", "a.b_c~d-e" * 2])
def test_random_ids_are_senders(value: str) -> None:
    assert guard.sender(value, trusted=False) == value


@pytest.mark.parametrize(
    "value", [None, 1, [], {}, "", "short", "a" * 65, "a" * 15 + " ", "a" * 15 + "é", "a" * 16 + "\n", "web." + "a" * 30]
)
def test_other_senders_are_refused(value: object) -> None:
    with pytest.raises(Problem):
        guard.sender(value, trusted=False)


@pytest.mark.parametrize("value", ["1", "patient 7", "Ärztin/12", "x" * 255])
def test_with_an_api_key_integrators_bring_their_own_ids(value: str) -> None:
    assert guard.sender(value, trusted=True) == value


@pytest.mark.parametrize("value", ["", " ", "x" * 256, "a\nb", "\u202e", "web.abc", None, 7])
def test_even_with_an_api_key_some_ids_are_refused(value: object) -> None:
    with pytest.raises(Problem):
        guard.sender(value, trusted=True)


def test_the_api_key_is_compared_whole() -> None:
    assert guard.api_key("k" * 20, "k" * 20)
    assert not guard.api_key(None, "k" * 20)
    for wrong in ("", "k" * 19, "k" * 21, "ü" * 20):
        with pytest.raises(Problem):
            guard.api_key(wrong, "k" * 20)
    with pytest.raises(Problem):
        guard.api_key("", "")


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, True),
        ("https://clinic.example", True),
        ("https://CLINIC.example", True),
        ("http://bot.example:5005", True),
        ("https://clinic.example.evil.example", False),
        ("https://evil.example", False),
        ("http://clinic.example", False),
        ("https://clinic.example:8443", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_own_and_listed_origins(origin: str | None, allowed: bool) -> None:
    assert guard.origin_allowed(origin, "bot.example:5005", ("https://clinic.example",)) is allowed


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, "10.0.0.1"),
        ("1.2.3.4", 0, "10.0.0.1"),
        ("9.9.9.9, 1.2.3.4", 1, "1.2.3.4"),
        ("9.9.9.9, 1.2.3.4", 2, "9.9.9.9"),
        ("1.2.3.4", 2, "10.0.0.1"),
        ("nonsense", 1, "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", 1, "1.2.3.4"),
    ],
)
def test_only_trusted_proxies_are_believed_about_addresses(forwarded: str, proxies: int, address: str) -> None:
    assert guard.client_address("10.0.0.1", forwarded, proxies) == address


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        (b"{}", "text/plain", "not-json"),
        (b"{}", "", "not-json"),
        (b"", "application/json", "bad-json"),
        (b"{", "application/json", "bad-json"),
        (b"\xff", "application/json", "bad-json"),
        (b'{"a": NaN}', "application/json", "bad-json"),
        (b"[" * 30_000, "application/json", "bad-json"),
        (b"[]", "application/json", "bad-body"),
        (b"null", "application/json", "bad-body"),
        (b'"hi"', "application/json", "bad-body"),
    ],
)
def test_bodies_that_are_not_a_json_object_are_refused(body: bytes, content_type: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        guard.json_object(body, content_type)
    assert refused.value.code == code


def test_json_is_read_with_any_parameters_of_its_type() -> None:
    assert guard.json_object(b'{"a": 1}', "Application/JSON; charset=utf-8") == {"a": 1}
    assert guard.json_object(b"", "", optional=True) == {}


def test_idempotency_keys_and_countries() -> None:
    assert guard.idempotency_key(None) is None
    assert guard.idempotency_key("a" * 16) == "a" * 16
    assert guard.country("GB") == "GB"
    assert guard.country(None) == ""
    for wrong in ("", "short", "a" * 65, "a b" * 8):
        with pytest.raises(Problem):
            guard.idempotency_key(wrong)
    for value in ("gb", "GBR", 1, ["GB"]):
        with pytest.raises(Problem):
            guard.country(value)


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_has_a_fixed_text(code: str) -> None:
    body = Problem(code).body
    assert body["code"] == code
    assert 400 <= int(body["status"]) < 600
    assert body["title"]
    assert body["detail"]


@pytest.mark.parametrize("status", range(400, 600))
def test_every_status_of_a_library_becomes_a_problem(status: int) -> None:
    assert 400 <= for_status(status).status < 600
