"""A form as it was sent: names and their values, before anybody has understood them."""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

Submission = Mapping[str, list[str]]

URL_ENCODED = b"application/x-www-form-urlencoded"
MOST_FIELDS = 1000
# Never kept anywhere and never shown again: whoever reads the page next must not find them.
SECRET = ("password", "token", "secret")


class Unreadable(Exception):
    """A body that no form of ours can have sent."""


def parse(body: bytes) -> Submission:
    """Split a form's body; raises ``Unreadable`` where it has too many fields.

    What is not UTF-8 becomes U+FFFD, which every field refuses in place, with the rest kept.
    """
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise Unreadable from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def first(submission: Submission, name: str) -> str:
    """Give the first value of a field, or the empty string where it was not sent."""
    values = submission.get(name)
    return values[0] if values else ""


def without_secrets(submission: Submission) -> dict[str, list[str]]:
    """Give what may be kept or shown again: everything but passwords and tokens."""
    return {
        name: list(values)
        for name, values in submission.items()
        if not any(word in name for word in SECRET)
    }


def pairs(submission: Submission) -> Iterable[tuple[str, str]]:
    """Give each name with each of its values, as hidden fields repeat them."""
    return ((name, value) for name, values in submission.items() for value in values)
