"""What a password must be: two profiles, and never one that can be guessed."""

import ast
import importlib.util
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from nenkin.web import answers
from nenkin.web.guesses import REASONS, BadList, Guesser, read_list

_FREQUENT = re.compile(r'\s*"passwords": (".+")\.split\(","\),?')
_LETTER = re.compile("[A-Za-z]")
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True)
class Profile:
    """One set of rules (security.md §2.2); ``Secret`` refuses what is longer than 128."""

    name: str
    shortest: int
    guesses: float  # the power of ten that a password must withstand
    letter_and_digit: bool = False
    suggested_longest: int = 128  # longer ones are accepted all the same
    max_age: timedelta | None = None
    staff_max_age: timedelta | None = None
    former: int = 0  # how many passwords of before are refused
    secret_question: bool = False  # asked beside another proof, never alone


# NIST SP 800-63B-4 and ASVS 5: length counts, no rule of composition, no change by the calendar.
STANDARD = Profile("standard", shortest=15, guesses=10)
# The rules of the official screen, except that symbols and longer ones are accepted.
SEED = Profile(
    "seed",
    shortest=8,
    guesses=8,
    letter_and_digit=True,
    suggested_longest=20,
    max_age=timedelta(days=180),
    staff_max_age=timedelta(days=90),
    former=5,
    secret_question=True,
)
PROFILES = {profile.name: profile for profile in (STANDARD, SEED)}

# Every reason that ``Policy.refusal`` can give; each form that sets a password has words for them.
CODES = frozenset({"too-short", "letter-and-digit", "common", *REASONS})


class Policy:
    """Judges new passwords by one profile."""

    def __init__(self, profile: Profile, folder: Path) -> None:
        """Read the lists of data/security/ and the frequent passwords of the world; raises ``BadList``."""
        self.profile = profile
        version = read_list(folder / "version.txt").strip()
        if not re.fullmatch("[0-9]{1,6}", version):
            raise BadList(folder / "version.txt", 1, "is not a number")
        self.version = int(version)
        self._common, self._guesser, self._guessable = _lists(folder)

    def refusal(
        self, password: str, *, own: Iterable[str] = (), born: date | None = None
    ) -> str | None:
        """Give the code of what is wrong with a new password, or ``None``.

        ``own``: its owner's names, readings, user ID, mail address and numbers.
        """
        profile = self.profile
        if len(unicodedata.normalize("NFKC", password)) < profile.shortest:
            return "too-short"
        if profile.letter_and_digit and not (_LETTER.search(password) and _DIGIT.search(password)):
            return "letter-and-digit"
        if f"\n{_folded(password)}\n" in self._common:
            return "common"
        found = self._guesser.count(password, own=own, born=born)
        if found.power >= profile.guesses:
            return None
        return next((reason for reason in REASONS if reason in found.reasons), "pattern")

    def answer_refusal(self, answer: str, *, own: Iterable[str], born: date | None) -> str | None:
        """Give the code of what is wrong with a new answer to a secret question, or ``None``."""
        return answers.refusal(answer, self._guessable, self._guesser, own=own, born=born)

    def expired(self, changed_at: datetime, now: datetime) -> bool:
        """Whether a password is older than the profile lets it become."""
        return self.profile.max_age is not None and now - changed_at >= self.profile.max_age

    def expired_for_staff(self, changed_at: datetime, now: datetime) -> bool:
        """Whether a password of staff is older than the profile lets it become."""
        longest = self.profile.staff_max_age
        return longest is not None and now - changed_at >= longest


@cache
def _lists(folder: Path) -> tuple[str, Guesser, frozenset[str]]:
    """Read the lists once for all policies: a third of a second.

    The first is one text of a word a line, which is sought through once for a new password: a set
    would be two megabytes in each worker.
    """
    common = frequent_passwords()
    return (
        "\n".join(("", *map(_folded, common), "")),
        Guesser(folder, common),
        answers.read_guessable(folder / "answers.txt"),
    )


def _folded(password: str) -> str:
    return unicodedata.normalize("NFKC", password).casefold()


def frequent_passwords() -> list[str]:
    """Give the 30,000 most frequent passwords of the package zxcvbn.

    One line of its source is read: importing it would build lists of 95,000 English words too,
    of which eight megabytes would never be given back. Raises ``BadList``.
    """
    package = importlib.util.find_spec("zxcvbn")
    assert package is not None
    assert package.submodule_search_locations is not None
    path = Path(package.submodule_search_locations[0]) / "frequency_lists.py"
    for line in read_list(path).splitlines():
        if found := _FREQUENT.fullmatch(line):
            words: str = ast.literal_eval(found[1])
            return words.split(",")
    raise BadList(path, 1, "has no line of passwords")
