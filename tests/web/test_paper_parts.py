"""A page's HTML is read into parts for paper; nothing that a browser prints is lost."""

import pytest

from nenkin.web.paper_parts import (
    Cell,
    Heading,
    Lines,
    Listing,
    Mark,
    Pair,
    Pairs,
    Paragraph,
    Part,
    Run,
    Table,
    Together,
    read_parts,
)

ONE = (Run("一"),)


@pytest.mark.parametrize(
    ("html", "parts"),
    [
        ("<h1>一</h1>", (Heading(1, ONE),)),
        ("<div><h3>一</h3></div>", (Heading(3, ONE),)),
        ('<p class="paper-mark">一</p>', (Mark("一"),)),
        ("<p></p>", ()),
        ("一<p>二</p> 三 ", (Paragraph(ONE), Paragraph((Run("二"),)), Paragraph((Run("三"),)))),
        (
            "<p>\n <b>一</b>\n二 <a href='/'>三</a>\t</p>",
            (Paragraph((Run("一", strong=True), Run(" 二"), Run(" 三"))),),
        ),
        ("<p>一<br>二</p>", (Paragraph((*ONE, Run(" 二"))),)),
        ("<p>&lt;b&gt; &amp; 一　二</p>", (Paragraph((Run("<b> & 一　二"),)),)),
        (
            '<p class="screen">一</p><p>二<span class="hidden">三</span></p>',
            (Paragraph((Run("二"),)),),
        ),
        ('<p><span aria-hidden="true">▲ </span>一</p>', (Paragraph(ONE),)),
        (
            "<ol><li>一</li><li><p>二</p><p>三</p></li></ol>",
            (
                Listing(
                    (
                        (Together((Paragraph(ONE),)),),
                        (Together((Paragraph((Run("二"),)), Paragraph((Run("三"),)))),),
                    ),
                    ordered=True,
                ),
            ),
        ),
        (
            '<ul class="plain"><li>一</li></ul>',
            (Listing(((Together((Paragraph(ONE),)),),), plain=True),),
        ),
        (
            '<dl><div><dt>一</dt><dd>二</dd><dd class="screen">三</dd></div></dl>',
            (Pairs((Pair(ONE, (Run("二"),)),)),),
        ),
        (
            "<dl><dt>一</dt><dd>二</dd><dd>三</dd></dl>",
            (Pairs((Pair(ONE, (Run("二"), Run(" "), Run("三"))),)),),
        ),
        (
            (
                '<div><table><caption>一</caption><thead><tr><th scope="col">甲</th>'
                '<th class="number">乙</th></tr></thead><tbody><tr><th scope="row">'
                '<span class="table__label">甲：</span>二</th><td class="number">三</td></tr></tbody>'
                "</table></div>"
            ),
            (
                Table(
                    ONE,
                    (Cell((Run("甲"),), head=True), Cell((Run("乙"),), head=True, number=True)),
                    ((Cell((Run("二"),), head=True), Cell((Run("三"),), number=True)),),
                ),
            ),
        ),
        (
            (
                '<section class="keep"><p>一</p><p class="note-lines__line" aria-hidden="true"></p>'
                '<p class="note-lines__line" aria-hidden="true"></p></section>'
            ),
            (Together((Paragraph(ONE), Lines(2))),),
        ),
    ],
)
def test_each_kind_of_block_becomes_its_part(html: str, parts: tuple[Part, ...]) -> None:
    assert read_parts(html) == parts


def test_what_is_longer_than_a_page_is_not_kept_together() -> None:
    (part,) = read_parts(f"<ul><li>{'長' * 301}</li></ul>")
    assert part == Listing(((Paragraph((Run("長" * 301),)),),))
