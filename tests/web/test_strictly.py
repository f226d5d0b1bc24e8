"""Reading a page as XML gives the very tree that html5lib gives, and lets no mistake through."""

import random

import html5lib
import pytest

from tests import strictly
from tests.strictly import Element, NotStrict, read

PAGE = (
    '<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8"><title>%s</title></head>\n'
    '<body><main id="%s"><p class="lead">%s</p><textarea name="x" rows="5" required>%s</textarea>'
    '<svg viewBox="0 0 1 1"><path d="%s"/></svg><table><tbody><tr><td>%s</td></tr></tbody></table>'
    "</main></body>\n</html>\n"
)
PLAIN = ("題", "main", "本文", "ab", "M0 0", "1")
WORDS = (
    PLAIN,
    ("別の題", "other", "ほかの\n 本文  ", "\u3000", "M1 1h2", "2,000円"),
    ("a&amp;b", "a&quot;b\n\tc", "1 &lt; 2", "\n\nfirst line", "M'0'", "x &amp; y"),
    ("\xa0", "漢字", "\u3000 ", " ab ", "", "𠮷😀"),
    ("", "", "", "", "", ""),
    ("\n", "a  b", "\n", "\n", "M", "<b>9</b>\n<i></i>"),
    ("<p>", "a > b", "a > b ]]> c", "<p>&#34;", "M", "<!-- a --><br><br/><ruby>a<rt>b</rt></ruby>"),
    ("&lt;", "m", "<svg><rect/><desc>a</desc></svg>", "&nbsp;", "M", "<table><tr><td>1</table>"),
    ("", "m", "<script>a && b</script>", "x", "M", "<ul><li>1<li>2</ul><a\nhref='/'\n>x</a>"),
)
BROKEN = (
    *(
        "</p>",
        "a < b",
        "&nosuch;",
        "\x01",
        "<b>",
        "a &lt b",
        "\ufdd0",
        "&#0;",
        "\U0001fffe",
        "\x85",
    ),
    *("<table>loose</table>", '<a href="x" href="y">z</a>', '<a href="x"id="y">z</a>', "<x"),
    *("<b></i>", "<div></div>", "<b/>", "<a><b><a></a></b></a>", "<b></b><i>", "</br>", "<?php ?>"),
    *("<option></b></option>", "<h2></h2>", "<tr></tr>", "<body></body>", "<head></head>"),
    *('<svg xmlns="x"><path></svg>', "<button><button></button></button>", "<![CDATA[a]]>"),
)
NAMES = "a b p div ul li table tbody tr td caption form button select option ruby rt svg path h2 br"


def told(element: Element) -> object:
    children = [told(child) for child in element]
    return str(element.tag), dict(element.items()), element.text, element.tail, children


def by_html5lib(page: str) -> object:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(page)
    return "not strict" if parser.errors else told(root)


def by_us(page: str) -> object:
    try:
        return told(read(page))
    except NotStrict:
        return "not strict"


@pytest.mark.parametrize("words", WORDS)
def test_the_tree_is_that_of_the_page_itself(words: tuple[str, ...]) -> None:
    assert by_us(PAGE % words) == by_html5lib(PAGE % words) != "not strict"


def test_a_page_as_we_write_them_is_not_read_by_html5lib(monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(PAGE % PLAIN)  # which learns how elements may stand in one another
    monkeypatch.setattr(strictly, "_parsed", pytest.fail)
    next(read(PAGE % WORDS[1]).iter("p")).text = "changed"
    assert next(first.iter("p")).text == next(read(PAGE % PLAIN).iter("p")).text == "本文"


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_not_strict_is_found_after_pages_that_are(broken: str) -> None:
    read(PAGE % PLAIN)
    page = PAGE % ("題", "main", broken, "ab", "M0 0", "1")
    assert by_html5lib(page) == "not strict"
    for _ in range(2):  # it is not taken for known the second time
        with pytest.raises(NotStrict):
            read(page)


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><head></head><body></body></html>x",
        "<!DOCTYPE html><html><head></head>x<body></body></html>",
        "<!DOCTYPE html><html><body></body><head></head></html>",
        "<!DOCTYPE html><html><head><p></p></head><body></body></html>",
        "<!DOCTYPE html><html><head>x</head><body></body></html>",
        "<html><head></head><body></body></html>",
    ],
)
def test_what_is_wrong_with_a_whole_page_is_found(page: str) -> None:
    assert by_us(page) == by_html5lib(page) == "not strict"


def test_whatever_stands_in_whatever_is_judged_as_html5lib_judges_it() -> None:
    drawn = random.Random(7)
    names, words = NAMES.split(), ("", "", " ", "x", "\n")

    def element(depth: int) -> str:
        name = drawn.choice(names)
        if name == "br":
            return "<br>"
        inside = "".join(element(depth - 1) for _ in range(drawn.randrange(3 if depth else 1)))
        return f"<{name}>{drawn.choice(words)}{inside}</{name}>\n"

    judged = []
    for _ in range(300):
        body = "".join(element(2) for _ in range(drawn.randrange(1, 3)))
        page = f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>"
        judged.append(by_us(page))
        assert judged[-1] == by_html5lib(page), page
    assert 50 < judged.count("not strict") < 250


@pytest.mark.parametrize("broken", ['a"b', "a\x01b", "a\ufdd0", "&nosuch;"])
def test_a_value_that_is_not_strict_is_found(broken: str) -> None:
    read(PAGE % PLAIN)
    with pytest.raises(NotStrict):
        read(PAGE % ("題", broken, "本文", "ab", "M0 0", "1"))
