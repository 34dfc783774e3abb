"""Settings come from the environment, are checked, and are documented."""

import re
from pathlib import Path

import pytest

from channels.problem import PROBLEMS
from channels.settings import ROOT, Settings, SettingsError

DOCS = (ROOT / "docs" / "rest.md").read_text()
SOURCE = (ROOT / "channels" / "settings.py").read_text()


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_env({}) == Settings()
    assert Settings.from_env({"TRIAGE_RATE_LIMIT": "", "TRIAGE_SECRET": ""}) == Settings()


def test_every_setting_is_read() -> None:
    settings = Settings.from_env(
        {
            "TRIAGE_ALLOWED_ORIGINS": "https://Clinic.example, http://localhost:8000",
            "TRIAGE_FRAME_ANCESTORS": "https://clinic.example",
            "TRIAGE_RATE_LIMIT": "0",
            "TRIAGE_TRUSTED_PROXIES": "1",
            "TRIAGE_REPLY_TIMEOUT": "2.5",
            "TRIAGE_SECRET": "s" * 32,
            "TRIAGE_API_KEY": "k" * 16,
            "TRIAGE_CLINIC_NAME": "Harbour Clinic",
            "TRIAGE_CLINIC_PHONE": "+44 20 7946 0000",
            "TRIAGE_COUNTRY": "gb",
            "TRIAGE_SECRET_FILE": "/tmp/s",
        }
    )
    assert settings.allowed_origins == ("https://clinic.example", "http://localhost:8000")
    assert settings.rate_limit == 0
    assert settings.reply_timeout == 2.5
    assert settings.country == "GB"
    assert settings.secret_file == Path("/tmp/s")
    assert "s" * 32 not in repr(settings)
    assert "k" * 16 not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRIAGE_ALLOWED_ORIGINS", "*"),
        ("TRIAGE_ALLOWED_ORIGINS", "https://*.example"),
        ("TRIAGE_ALLOWED_ORIGINS", "https://clinic.example/"),
        ("TRIAGE_ALLOWED_ORIGINS", "clinic.example"),
        ("TRIAGE_FRAME_ANCESTORS", "https://a.example;script-src"),
        ("TRIAGE_RATE_LIMIT", "-1"),
        ("TRIAGE_RATE_LIMIT", "many"),
        ("TRIAGE_RATE_BURST", "0"),
        ("TRIAGE_MAX_BODY", "10"),
        ("TRIAGE_REPLY_TIMEOUT", "60"),
        ("TRIAGE_HEARTBEAT", "0"),
        ("TRIAGE_SECRET", "short"),
        ("TRIAGE_API_KEY", "short"),
        ("TRIAGE_CLINIC_NAME", "a\nb"),
        ("TRIAGE_CLINIC_PHONE", "call us"),
        ("TRIAGE_COUNTRY", "Britain"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({name: value})


@pytest.mark.parametrize("name", sorted(set(re.findall(r"TRIAGE_[A-Z_]+[A-Z]", SOURCE))))
def test_every_setting_is_documented(name: str) -> None:
    assert f"| `{name}` |" in DOCS


def test_no_setting_is_documented_that_does_not_exist() -> None:
    assert set(re.findall(r"TRIAGE_[A-Z_]+[A-Z]", DOCS)) <= set(re.findall(r"TRIAGE_[A-Z_]+[A-Z]", SOURCE))


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_is_documented(code: str) -> None:
    assert f"`{code}`" in DOCS
