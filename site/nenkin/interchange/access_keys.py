"""The shape of an access key (アクセスキー): 17 digits, of which the last proves the others.

One digit of version, fifteen at random, and the check digit of ISO/IEC 7064 MOD 11,10, which
notices every single wrong digit and nearly every pair exchanged.
"""

from collections.abc import Callable

LENGTH = 17
VERSION = "1"
GROUPS = (4, 4, 4, 4, 1)


def check_digit(digits: str) -> str:
    """Give the check digit of ISO/IEC 7064 MOD 11,10."""
    product = 10
    for digit in digits:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def is_whole(key: str) -> bool:
    """Whether a key has its right length and check digit; says nothing of whether it was issued."""
    return (
        len(key) == LENGTH and key.isascii() and key.isdigit() and check_digit(key[:-1]) == key[-1]
    )


def make(random_below: Callable[[int], int]) -> str:
    """Make a key out of ``secrets.randbelow`` or its like."""
    digits = f"{VERSION}{random_below(10**15):015}"
    return digits + check_digit(digits)


def grouped(key: str) -> str:
    """Show a key as it is printed, 4-4-4-4-1."""
    parts, start = [], 0
    for size in GROUPS:
        parts.append(key[start : start + size])
        start += size
    return "-".join(parts)
