"""The words of a mail: what happened, where to go on, and nothing personal.

No name with a number, no number of six digits, no link but to our own host (security.md T17).
"""

from collections.abc import Mapping

from nenkin.content.library import Library

_BLANK = "\n\n"


def write_mail(
    library: Library, kind: str, *, link: str = "", values: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """Give subject and body. ``link``: a whole address that can be used once."""
    words, said = library.words, f"account.mails.{kind}"
    parts = [words("account.mails.greeting"), words(f"{said}.text", **(values or {}))]
    if link:
        parts += [link, words("account.mails.link-note")]
    parts += [words("account.mails.unknown"), words("account.mails.from")]
    return words(f"{said}.subject"), _BLANK.join(parts) + "\n"
