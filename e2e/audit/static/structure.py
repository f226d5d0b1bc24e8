"""Rules on tables, pictures and readings."""

import re
from collections.abc import Iterator

from e2e.audit.document import Document, Element, hidden_from_all, squeeze
from e2e.audit.findings import Options
from e2e.audit.static import Hit, rule
from e2e.audit.wordlists import wordlists

SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
LONGEST_ALTERNATIVE = 100


def _tables(document: Document) -> Iterator[Element]:
    for table in document.every("table"):
        if table.get("role") not in {"presentation", "none"}:
            yield table


@rule("empty-cell")
def empty_cell(document: Document, options: Options) -> Iterator[Hit]:
    """A cell says something: colour and emptiness are no words."""
    for table in _tables(document):
        for cell in table.iter("td", "th"):
            has_control = next(cell.iter("input", "select", "textarea", "svg"), None) is not None
            if not document.words(cell).strip("　") and not has_control:
                yield cell, "empty"


@rule("no-caption")
def no_caption(document: Document, options: Options) -> Iterator[Hit]:
    """A table has a caption."""
    for table in _tables(document):
        caption = table.find("caption")
        if caption is None or not document.words(caption):
            yield table, "no caption"


@rule("no-th-scope")
def no_th_scope(document: Document, options: Options) -> Iterator[Hit]:
    """Headings of a table say which cells they head."""
    for table in _tables(document):
        heads = [*table.iter("th")]
        if not heads:
            yield table, "no th"
        for head in heads:
            if head.get("scope") not in SCOPES:
                yield head, document.words(head)


@rule("svg-name")
def svg_name(document: Document, options: Options) -> Iterator[Hit]:
    """A drawing has a name, or is hidden from those who cannot see it."""
    for svg in document.every("svg"):
        around = [svg, *svg.iterancestors()]
        if any(one.get("aria-hidden") == "true" for one in around) or hidden_from_all(svg):
            continue
        if any(one.get("role") == "img" and one.get("aria-label") for one in around[1:]):
            continue
        title = next((one for one in svg if isinstance(one.tag, str) and one.tag == "title"), None)
        name = (
            document.by_ids(svg.get("aria-labelledby", ""))
            or svg.get("aria-label")
            or (squeeze(title.text_content()) if title is not None else "")
        )
        if svg.get("role") != "img" or not name:
            yield svg, f"role={svg.get('role')!r}, «{name}»"


@rule("alt-quality")
def alt_quality(document: Document, options: Options) -> Iterator[Hit]:
    """The alternative says what the picture says."""
    for image in document.every("img", "input", "area"):
        if image.tag == "input" and image.get("type", "").lower() != "image":
            continue
        alternative = image.get("alt")
        if alternative is None:
            yield image, "no alt"
            continue
        text = squeeze(alternative)
        beside = document.words(image.getparent()).replace(text, "", 1)
        if (
            re.search(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)$", text, re.IGNORECASE)
            or re.fullmatch(r"(?:img|dsc|image|photo)[_-]?\d+", text, re.IGNORECASE)
            or text.lower() in wordlists().empty_alternatives
            or len(text) > LONGEST_ALTERNATIVE
            or (text and beside.strip() == text)
        ):
            yield image, f"alt={text!r}"


@rule("img-no-size")
def img_no_size(document: Document, options: Options) -> Iterator[Hit]:
    """The place of a picture is kept free while it loads."""
    for image in document.every("img"):
        if not (image.get("width", "").isdigit() and image.get("height", "").isdigit()):
            yield image, "width, height"


@rule("ruby-no-rp")
def ruby_no_rp(document: Document, options: Options) -> Iterator[Hit]:
    """A text browser puts readings in brackets."""
    for ruby in document.every("ruby"):
        readings, brackets = [*ruby.iter("rt")], [*ruby.iter("rp")]
        if len(brackets) < 2 * len(readings):
            yield ruby, f"{len(readings)} rt, {len(brackets)} rp"


@rule("ruby-in-name")
def ruby_in_name(document: Document, options: Options) -> Iterator[Hit]:
    """A reading is not read aloud after the word."""
    for reading in document.every("rt", "rp"):
        around = [reading, *reading.iterancestors()]
        if not any(one.get("aria-hidden") == "true" for one in around):
            yield reading, document.words(reading.getparent())
