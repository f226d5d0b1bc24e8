"""What the project itself says, read once a process: reading takes longer than most tests do."""

from functools import cache
from pathlib import Path

from nenkin.content.library import Library
from nenkin.content.library import load as load_words
from nenkin.law.parameters import Law
from nenkin.paths import CONTENT, DATA
from nenkin.reference import load as load_law
from nenkin.web.kept import Kept

# Where compiled templates stay from run to run.
KEPT = Kept(Path(__file__).parent.parent / "var" / "kept-of-tests", b"of all tests")


@cache
def read_law() -> Law:
    """Give the law as data/ says it."""
    return load_law(DATA)


@cache
def read_words() -> Library:
    """Give the words of the site."""
    return load_words(CONTENT)
