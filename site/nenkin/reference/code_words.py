"""Reads data/resume/words.txt: the words of resume codes (復帰コード)."""

from itertools import pairwise
from pathlib import Path

from nenkin.interchange.resume_codes import CodeWords
from nenkin.reference.rows import BadData

FILE = Path("resume") / "words.txt"


def load_code_words(data: Path) -> CodeWords:
    """Read the list, one word a line in the order of kana; raises ``BadData`` with file and line.

    The order is part of every code that was handed out: sorted, it cannot be changed unseen.
    """
    path = data / FILE
    try:
        words = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(path, 1, f"cannot be read ({error})") from None
    for line, (former, word) in enumerate(pairwise(words), 2):
        if word <= former:
            raise BadData(path, line, f"«{word}» does not come after «{former}»")
    try:
        return CodeWords(tuple(words))
    except ValueError as error:
        line = next((line for line, word in enumerate(words, 1) if f"«{word}» " in str(error)), 1)
        raise BadData(path, line, str(error)) from None
