"""Rules on words: what everybody can read at once."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from e2e.audit.document import (
    BLOCKS,
    UNREAD,
    VERBATIM,
    Document,
    Element,
    hidden_from_all,
    squeeze,
)
from e2e.audit.findings import Options
from e2e.audit.static import Hit, rule
from e2e.audit.wordlists import wordlists

LONGEST_SENTENCE = 50
MOST_KANJI = 13
LONGEST_RUN = 6
KANJI = "一-龯々〆"
JAPANESE = f"{KANJI}ぁ-んァ-ヶ"
SPACED = re.compile(
    f"(?<![^\\s、。「」（）])[{KANJI}](?:[ 　\u00a0][{JAPANESE}])+(?![^\\s、。「」（）])"
)
# After a family name and a given name, which may be one letter long.
HONORIFIC = re.compile(r"(?<=\S \S) 様(?!\S)")
# Numbers with what they count, and years of an era, read as one thing each.
COUNTED = re.compile(
    "(?:明治|大正|昭和|平成|令和)?(?:[0-9０-９,，．.]+|元)(?:年度|年|か月|ヶ月|月|日|時|分|歳|才|円|回|人|件|枚|万|千|百|番|号|桁|つ)?"
)
TOO_LONG = re.compile(f"[{KANJI}]{{{LONGEST_RUN + 1},}}")
NODES = frozenset({"script", "style", "template", *VERBATIM})


def _is_unread(node: Element) -> bool:
    """Whether nobody reads it here: these rules are for Japanese."""
    if not isinstance(node.tag, str) or node.tag in UNREAD or hidden_from_all(node):
        return True
    return not node.get("lang", "ja").startswith("ja")


@lru_cache(maxsize=1)  # every rule here asks for it of the same page
def _read(document: Document) -> Sequence[tuple[Element, str]]:
    """Give blocks of running text: each with what is read there without a break."""
    buffer: list[str] = []
    found: list[tuple[Element, str]] = []

    def flush(owner: Element) -> None:
        text = squeeze("".join(buffer))
        buffer.clear()
        if text:
            found.append((owner, text))

    def walk(node: Element, owner: Element) -> None:
        block = node.tag in BLOCKS
        if block:
            flush(owner)
            owner = node
        buffer.append(node.text or "")
        for child in node:
            if _is_unread(child):
                pass
            elif child.tag in VERBATIM or child.tag == "cite":  # names of laws stay as they are
                buffer.append("…")
            elif child.tag == "br":
                flush(owner)
            else:
                walk(child, owner)
            buffer.append(child.tail or "")
        if block:
            flush(owner)

    body = document.root.find("body")
    walk(document.root if body is None else body, document.root)
    return found


def _sentences(document: Document) -> Iterator[tuple[Element, str]]:
    for element, text in _read(document):
        for sentence in re.split(r"(?<=[。！？!?])(?![」』）)])", text):
            if sentence.strip():
                yield element, sentence.strip()


def _without(text: str, terms: frozenset[str]) -> str:
    """Return the text with explained terms taken out, the longest first.

    To look for thousands of terms takes long: it is asked of texts that are at fault otherwise.
    """
    inside = sorted((term for term in terms if term and term in text), key=len, reverse=True)
    for term in inside:
        text = text.replace(term, "・")
    return text


@rule("spaced-word")
def spaced_word(document: Document, options: Options) -> Iterator[Hit]:
    """A word spaced out with blanks falls apart when it is read aloud or searched for."""
    for element in document.every():
        if element.tag in NODES:
            continue
        for text in (element.text, *(child.tail for child in element)):
            for match in SPACED.finditer(HONORIFIC.sub("", squeeze(text or ""))):
                yield element, f"«{match[0]}»"


@rule("machine-char")
def machine_char(document: Document, options: Options) -> Iterator[Hit]:
    """Characters that some machines cannot show, and voices cannot read."""
    for element, text in _read(document):
        if found := "".join(dict.fromkeys(wordlists().machine.findall(text))):
            yield element, f"«{found}»"


@rule("sentence-50")
def sentence_50(document: Document, options: Options) -> Iterator[Hit]:
    """A sentence of at most 50 characters is still known at its end."""
    for element, sentence in _sentences(document):
        length = len(re.sub(r"\s", "", sentence))
        if length > LONGEST_SENTENCE:
            yield element, f"{length}: «{sentence}»"


def _kanji(text: str) -> int:
    return len(re.findall(f"[{KANJI}]", text))


@rule("kanji-13")
def kanji_13(document: Document, options: Options) -> Iterator[Hit]:
    """At most 13 kanji a sentence, explained terms, dates and numbers left out."""
    for element, sentence in _sentences(document):
        if "。" not in sentence or _kanji(sentence) <= MOST_KANJI:
            continue
        count = _kanji(COUNTED.sub("", _without(sentence, options.terms)))
        if count > MOST_KANJI:
            yield element, f"{count}: «{sentence}»"


@rule("kanji-run-6")
def kanji_run_6(document: Document, options: Options) -> Iterator[Hit]:
    """A long row of kanji is a term: explain it or take it apart."""
    for element, text in _read(document):
        if not TOO_LONG.search(text):
            continue
        rest = COUNTED.sub("・", _without(text, options.terms))
        for match in TOO_LONG.finditer(rest):
            yield element, f"«{match[0]}»"


@rule("double-neg")
def double_neg(document: Document, options: Options) -> Iterator[Hit]:
    """Say it the straight way round."""
    for element, text in _read(document):
        if match := wordlists().double_negative.search(text):
            yield element, f"«{match[0]}»"


@rule("jargon")
def jargon(document: Document, options: Options) -> Iterator[Hit]:
    """Words that the reader does not use."""
    for element, text in _read(document):
        here = [word for word in wordlists().jargon if word in text]
        rest = _without(text, options.terms) if here else ""
        if word := next((word for word in here if word in rest), None):
            yield element, f"«{word}»"
