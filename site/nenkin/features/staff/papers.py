"""Codes on paper: twelve characters that nobody takes for others, typed once."""

import re
import secrets
from dataclasses import dataclass

from nenkin.web.fields import Mistake, Text

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0, O, 1, I
LENGTH, GROUP = 12, 4
_BETWEEN = re.compile(r"[\s\-‐-―−ー－]+")


def new_code() -> str:
    """Make a code: 60 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(text: str) -> str:
    """Write a code, or a key, in groups of four as people read it."""
    return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


@dataclass(frozen=True)
class PaperCode(Text):
    """A code from paper, typed with any widths, cases, spaces and hyphens."""

    most: int = 40
    autocomplete: str = "off"
    width: str = "medium"

    @property
    def codes(self) -> frozenset[str]:
        """Give every code that ``read`` can raise."""
        return super().codes | {"wrong-length", "not-a-sign"}

    def clean(self, text: str) -> str:
        """Give the characters alone."""
        text = _BETWEEN.sub("", text).upper()
        if not set(text) <= set(ALPHABET):
            raise Mistake("not-a-sign")
        if len(text) != LENGTH:
            raise Mistake("wrong-length")
        return text
