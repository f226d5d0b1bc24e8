"""The codes of this service (番号と言葉), told apart by their shape: so that one in another's field is named.

Every one has another length, or no digits at all. Nobody publishes the shape of the official
照会番号; its nine digits here are our decision.
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

from nenkin.interchange import access_keys, receipt_numbers


class Code(StrEnum):
    """A code, by the name under which content/ has its words."""

    BASIC_NUMBER = "basic-number"  # 基礎年金番号: 4-6
    INQUIRY_NUMBER = "inquiry-number"  # 照会番号: 3-3-3
    ACCESS_KEY = "access-key"  # アクセスキー, and the number in a letter: 4-4-4-4-1
    RECEIPT_NUMBER = "receipt-number"  # 受付番号: 5-5-4
    RESUME_CODE = "resume-code"  # 復帰コード and a helper's: six words
    MY_NUMBER = "my-number"  # マイナンバー: 4-4-4; taken nowhere


DIGITS = {
    9: Code.INQUIRY_NUMBER,
    10: Code.BASIC_NUMBER,
    12: Code.MY_NUMBER,
    receipt_numbers.LENGTH: Code.RECEIPT_NUMBER,
    access_keys.LENGTH: Code.ACCESS_KEY,
}
_BETWEEN = re.compile(r"[\s・･\-‐-―－ー−~〜、，,.。/／]+")
_KANA = re.compile("[ぁ-ゖァ-ヶ]+")
_FEWEST = 12  # kana of six words, half of them lost; no other code has so many


def code_of(typed: str) -> Code | None:
    """Say which code a text looks like, as people type it; ``None`` where it looks like none.

    Whether it was ever given out, and whether its check digit is right, is not asked: somebody who has
    mistyped one digit of a key in the wrong field needs to hear of the field first.
    """
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed))
    if plain.isascii() and plain.isdigit():
        return DIGITS.get(len(plain))
    if _KANA.fullmatch(plain) and len(plain) >= _FEWEST:
        return Code.RESUME_CODE
    return None


def mistaken(*wanted: Code) -> frozenset[str]:
    """Give every code of a mistake that ``taken_for(*wanted)`` can give."""
    return frozenset(f"is-{code}" for code in Code if code not in wanted)


def taken_for(*wanted: Code) -> Callable[[str], str | None]:
    """Give what finds another code than those wanted, for a field of a form."""

    def found(typed: str) -> str | None:
        code = code_of(typed)
        return f"is-{code}" if code not in {None, *wanted} else None

    return found
