"""What differs between installations: read once from the environment, then passed in."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})

DATABASES = ("sqlite:///", "postgresql+psycopg://")


class BadSettings(Exception):
    """A setting that cannot be right; its message says which one and what to write instead."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One installation. Every field is set by ``NENKIN_`` and its name in capitals."""

    database_url: str = "sqlite:///var/nenkin.db"
    keys: Path = Path(
        "var/keys.json"
    )  # secret keys; made on the first start, never in the database
    # Signed anchors of the audit trail, on another machine's disk; empty: beside the keys.
    anchors: str = ""
    origin: str = "http://127.0.0.1:8000"  # the one address people use
    # The records without an owner: a file of their own, or postgresql+psycopg://…
    ownerless_store: str = "var/ownerless.db"
    demo: bool = False  # sample people, /demo/mail and /demo/post; loopback only
    demonstration_day: date = date(2026, 11, 20)  # "today" for the record pages when ``demo``
    service_name: str = "ねんきん便り"
    operator: str = "みほん年金サービス運営室（架空）"
    telephone: str = "0120-000-000（架空の番号）"
    smtp: str = ""  # smtp://user:password@host:port; empty: mail stays in the outbox
    mail_from: str = "no-reply@example.jp"
    password_profile: str = "standard"  # or "seed" (security.md §2.2)  # noqa: S105
    # Our own proxies, by commas: only these may say in X-Forwarded-For who asks.
    proxies: frozenset[str] = frozenset()
    fonts: Path = Path("/usr/share/fonts")  # below it, one that draws Japanese: for PDF files
    workers: int = 1
    idle_minutes: int = 30
    absolute_hours: int = 12
    per_address: int = 200  # requests a second; a town hall's hundred clerks share an address
    per_session: int = 20

    def __post_init__(self) -> None:
        """Refuse what would be unsafe before anything has started."""
        parts = urlsplit(self.origin)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or parts.path not in {"", "/"}
        ):
            raise BadSettings(
                f"NENKIN_ORIGIN must look like https://example.jp, not {self.origin!r}."
            )
        if parts.scheme == "http" and not self.on_loopback:
            raise BadSettings("NENKIN_ORIGIN must begin with https:// unless it is 127.0.0.1.")
        if self.demo and not self.on_loopback:
            raise BadSettings(
                "NENKIN_DEMO=1 works on 127.0.0.1 only: it shows every mail and letter."
            )
        if not self.demo and not self.smtp:
            raise BadSettings("Set NENKIN_SMTP=smtp://host:port, or NENKIN_DEMO=1 to try it out.")
        if not self.database_url.startswith(DATABASES):
            raise BadSettings(
                f"NENKIN_DATABASE_URL must begin with {' or '.join(DATABASES)}, "
                f"not {self.database_url.partition('//')[0]!r}."  # what follows may hold a password
            )
        for proxy in self.proxies:
            try:
                ip_address(proxy)
            except ValueError:
                raise BadSettings(
                    f"NENKIN_PROXIES takes addresses such as 127.0.0.1,::1, not {proxy!r}."
                ) from None
        if self.password_profile not in {"standard", "seed"}:
            raise BadSettings("NENKIN_PASSWORD_PROFILE must be standard or seed.")

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the origin."""
        return (urlsplit(self.origin).hostname or "") in LOOPBACK

    @property
    def secure(self) -> bool:
        """Whether cookies are sent over https only."""
        return self.origin.startswith("https://")

    @property
    def trail(self) -> Path:
        """The file of the audit trail's anchors."""
        return Path(self.anchors) if self.anchors else self.keys.absolute().parent / "anchors.jsonl"

    @property
    def host(self) -> str:
        """The only value of the Host header that is answered, port included."""
        return urlsplit(self.origin).netloc


def _read(kind: object, name: str, text: str) -> object:
    try:
        if kind is bool:
            return {"1": True, "0": False, "": False}[text]
        if kind is int:
            return int(text)
        if kind is date:
            return date.fromisoformat(text)
        if kind == frozenset[str]:
            return frozenset(part for part in text.replace(" ", "").split(",") if part)
    except (KeyError, ValueError):
        raise BadSettings(f"{name} cannot be {text!r}.") from None
    return Path(text) if kind is Path else text


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read the settings; raises ``BadSettings`` with a sentence that says what to write."""
    given = {}
    for field in fields(Settings):
        name = f"NENKIN_{field.name.upper()}"
        if name in environment:
            given[field.name] = _read(field.type, name, environment[name])
    return Settings(**given)  # type: ignore[arg-type]  # read above by each field's own type
