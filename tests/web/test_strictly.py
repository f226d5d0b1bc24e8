"""Reading a page as others of its build gives the very tree that reading it anew gives."""

import html5lib
import pytest

from tests import strictly
from tests.strictly import Element, NotStrict, read

PAGE = (
    '<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8"><title>%s</title></head>\n'
    '<body><main id="%s"><p class="lead">%s</p><textarea name="x" rows="5">%s</textarea>'
    '<svg viewBox="0 0 1 1"><path d="%s"/></svg><table><tr><td>%s</table></main></body></html>'
)
PLAIN = ("題", "main", "本文", "ab", "M0 0", "1")
WORDS = (
    ("別の題", "other", "ほかの\n 本文  ", "\u3000", "M1 1h2", "2,000円"),
    ("a&amp;b", "a&quot;b", "1 &lt; 2", "\n\nfirst line", "M'0'", "x &amp; y"),
    ("\xa0", "漢字", "\u3000 ", " ab ", "", "𠮷😀"),
    ("", "", "", "", "", ""),
    ("\ue0f00\ue0f1", "main", "\ue0f0", "\ue0f1", "M", "9"),
)
BROKEN = (
    *("</p>", "a < b", "&nosuch;", "\x01", "<b>", "a &lt b", "\ufdd0", "&#0;"),
    *("<table>loose</table>", '<a href="x" href="y">z</a>', '<a href="x"id="y">z</a>', "<x"),
)


def told(element: Element) -> object:
    children = [told(child) for child in element]
    return str(element.tag), dict(element.items()), element.text, element.tail, children


@pytest.mark.parametrize("words", WORDS)
def test_the_tree_is_that_of_the_page_itself(words: tuple[str, ...]) -> None:
    for page in (PAGE % PLAIN, PAGE % words):
        whole = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page)
        assert told(read(page)) == told(whole)


def test_pages_of_one_build_are_read_once_and_each_is_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = read(PAGE % PLAIN)
    monkeypatch.setattr(strictly, "_parsed", pytest.fail)
    second = read(PAGE % WORDS[0])
    next(second.iter("p")).text = "changed"
    assert next(first.iter("p")).text == "本文"
    assert next(read(PAGE % PLAIN).iter("p")).text == "本文"


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_not_strict_is_found_after_pages_that_are(broken: str) -> None:
    read(PAGE % PLAIN)
    for _ in range(2):  # it is not taken for known the second time
        with pytest.raises(NotStrict):
            read(PAGE % ("題", "main", broken, "ab", "M0 0", "1"))


@pytest.mark.parametrize("broken", ['a"b', "a\x01b", "a\ufdd0", "&nosuch;"])
def test_a_value_that_is_not_strict_is_found(broken: str) -> None:
    read(PAGE % PLAIN)
    with pytest.raises(NotStrict):
        read(PAGE % ("題", broken, "本文", "ab", "M0 0", "1"))


def test_a_value_that_decides_is_no_word() -> None:
    page = '<!DOCTYPE html><title>a</title><body><table><input type="%s" name="x"><tr><td>b</table>'
    with pytest.raises(NotStrict):
        read(page % "text")
