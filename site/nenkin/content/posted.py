"""What a letter says (郵便で送る手紙): drawn from its facts, on the screen and on paper alike."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nenkin.content.library import Library
from nenkin.interchange import access_keys, receipt_numbers

CODE, CASE, NOTE, OUTCOME = "code", "case", "note", "outcome"  # facts
LISTS = ("added", "closed")  # facts with a line for each
VISIT = ("place", "came", "reach", "until")  # facts of who came to a counter in a person's place
CODED = frozenset({"sign-up-code", "access-key"})
_PREFECTURE = re.compile("[0-9]{2}")
_GROUP = 4
_SHOWN = 8  # digits of a letter's own number


def posted(
    library: Library,
    kind: str,
    facts: Mapping[str, str],
    *,
    address: Sequence[str],
    day: str,
    number: int,
) -> Mapping[str, Any]:
    """Give what the component ``posted`` draws; ``number`` is the letter's id."""
    words = library.words
    return {
        "title": words(f"letters.{kind}.title"),
        "to": words("layout.signed-in-as", name=facts["name"]),
        "day": day,
        "number": words("letters.number", number=short_number(number)),
        "address": address_lines(library, address),
        "text": words(f"letters.{kind}.text"),
        "rows": list(_rows(library, kind, facts)),
        "lists": [
            {"title": words(f"letters.part.{name}"), "lines": facts[name].splitlines()}
            for name in LISTS
            if facts.get(name)
        ],
        "after": [
            words(f"letters.{kind}.how"),
            *([words("letters.until")] if kind in CODED else []),
            words("letters.not-asked"),
        ],
    }


def short_number(number: int) -> str:
    """Say which letter it is, on paper and on a clerk's screen: 1234 5678."""
    digits = f"{number:0{_SHOWN}}"[-_SHOWN:]
    return f"{digits[:_GROUP]} {digits[_GROUP:]}"


def address_lines(library: Library, lines: Sequence[str]) -> list[str]:
    """Give the lines of an address, a prefecture by its name."""
    prefectures = library.forms["sign-up"].fields["prefecture"].options
    return [
        prefectures[line].label if _PREFECTURE.fullmatch(line) and line in prefectures else line
        for line in lines
    ]


def _rows(library: Library, kind: str, facts: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    words = library.words
    if kind in CODED:
        code = facts.get(CODE)
        said = access_keys.grouped(code) if code else words("letters.printed")
        yield {"key": words(f"letters.{kind}.name"), "value": said}
    if facts.get("user-id"):  # of who has no mail address: there is no other way to learn it
        yield {"key": words("letters.part.user-id"), "value": facts["user-id"]}
    if facts.get(CASE):
        number = receipt_numbers.grouped(facts[CASE])
        yield {"key": words("letters.part.case"), "value": number}
    for name in VISIT:
        if facts.get(name):
            yield {"key": words(f"letters.part.{name}"), "value": facts[name]}
    if facts.get(OUTCOME) in library.phrases:
        yield {"key": words("letters.part.outcome"), "value": words(facts[OUTCOME])}
    if facts.get(NOTE):
        yield {"key": words("letters.part.note"), "value": facts[NOTE]}
