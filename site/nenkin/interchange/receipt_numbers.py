"""The shape of a receipt number (受付番号): 14 digits, of which the last proves the others.

At random, so that it tells nothing and cannot be counted on from; it opens nothing by itself. No
other number of this service has 14 digits: 基礎年金番号 10, マイナンバー 12, an access key 17.
"""

import unicodedata
from collections.abc import Callable

from nenkin.interchange.access_keys import check_digit

LENGTH = 14
GROUPS = (5, 5, 4)
_BETWEEN = {ord(mark): None for mark in " -‐‑‒–—―−ー・\t"}


def is_whole(number: str) -> bool:
    """Whether a number has its right length and check digit; says nothing of whether it was given."""
    return (
        len(number) == LENGTH
        and number.isascii()
        and number.isdigit()
        and check_digit(number[:-1]) == number[-1]
    )


def make(random_below: Callable[[int], int]) -> str:
    """Make a number out of ``secrets.randbelow`` or its like."""
    digits = f"{random_below(10 ** (LENGTH - 1)):0{LENGTH - 1}}"
    return digits + check_digit(digits)


def grouped(number: str) -> str:
    """Show a number as it is printed and read out, 5-5-4."""
    first, second, _ = GROUPS
    return "-".join((number[:first], number[first : first + second], number[first + second :]))


def read(typed: str) -> str | None:
    """Give the digits of a number as people type it, or ``None`` where it cannot be one."""
    digits = unicodedata.normalize("NFKC", typed).translate(_BETWEEN)
    return digits if is_whole(digits) else None
