"""An unsafe or mistyped setting stops the start with a sentence that says what to write."""

import pytest

from nenkin.settings import BadSettings, Settings, from_environment


def test_a_demonstration_reads_its_switches() -> None:
    settings = from_environment({"NENKIN_DEMO": "1", "NENKIN_WORKERS": "2"})
    assert settings.demo
    assert settings.workers == 2
    assert settings.host == "127.0.0.1:8000"


@pytest.mark.parametrize(
    "environment",
    [
        {},  # no way to send mail
        {"NENKIN_DEMO": "1", "NENKIN_ORIGIN": "https://example.jp"},
        {"NENKIN_SMTP": "smtp://mail:25", "NENKIN_ORIGIN": "http://example.jp"},
        {"NENKIN_DEMO": "1", "NENKIN_ORIGIN": "example.jp"},
        {"NENKIN_DEMO": "yes"},
        {"NENKIN_DEMO": "1", "NENKIN_WORKERS": "many"},
        {"NENKIN_DEMO": "1", "NENKIN_DEMONSTRATION_DAY": "2026-02-30"},
        {"NENKIN_DEMO": "1", "NENKIN_PASSWORD_PROFILE": "weak"},
        {"NENKIN_DEMO": "1", "NENKIN_DATABASE_URL": "postgres://secret@host/nenkin"},
        {"NENKIN_DEMO": "1", "NENKIN_PROXIES": "127.0.0.1,proxy.example.jp"},
    ],
)
def test_what_is_unsafe_or_unreadable_is_refused(environment: dict[str, str]) -> None:
    with pytest.raises(BadSettings, match="NENKIN_"):
        from_environment(environment)


def test_proxies_are_addresses_between_commas() -> None:
    settings = from_environment({"NENKIN_DEMO": "1", "NENKIN_PROXIES": "127.0.0.1, ::1,"})
    assert settings.proxies == {"127.0.0.1", "::1"}


def test_https_needs_no_loopback() -> None:
    settings = Settings(smtp="smtp://mail:25", origin="https://example.jp")
    assert settings.secure
