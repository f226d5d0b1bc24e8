"""PDF/UA-1 (ISO 14289-1), as far as structure shows it: no veraPDF is in Debian, PyPI or npm.

What a machine cannot see (whether an order makes sense) is held by tests that compare the words with
those of the page. ``problems`` says what is wrong in words; nothing means that no rule was broken.
"""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

Node = Any  # of a file: pikepdf gives numbers, names, texts and dictionaries alike

PAINTS = {*("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "Do", "sh")}
HEADINGS = tuple(f"/H{level}" for level in range(1, 7))
KINDS = {
    *("/Document", "/P", "/Span", "/L", "/LI", "/Lbl", "/LBody", "/Part", "/Div", "/Figure"),
    *("/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/Caption", *HEADINGS),
}
# Nothing in a file may act, fetch, or bring another file along.
ACTING = {
    *("/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/EmbeddedFiles", "/EmbeddedFile"),
    *("/URI", "/AcroForm", "/RichMedia", "/GoToR", "/SubmitForm", "/ImportData"),
}


@dataclass(frozen=True)
class Element:
    """One element of the structure tree."""

    kind: str
    node: Node
    depth: int


def elements(pdf: Pdf) -> Iterator[Element]:
    """Walk the structure tree in reading order."""
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())

    def walk(node: Node, depth: int) -> Iterator[Element]:
        for kid in kids(node):
            if isinstance(kid, Dictionary) and "/S" in kid:
                kind = str(kid.S)
                kind = str(roles.get(kind, kind)) if kind not in KINDS else kind
                yield Element(kind, kid, depth)
                yield from walk(kid, depth + 1)

    yield from walk(pdf.Root.StructTreeRoot, 0)


def kids(node: Node) -> list[Node]:
    """Give what stands in an element, elements and pieces of pages alike."""
    found = node.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def inside(node: Node, *kinds: Node) -> list[Node]:
    """Give an element's own children of these kinds."""
    return [kid for kid in kids(node) if isinstance(kid, Dictionary) and kid.get("/S") in kinds]


def attribute(node: Node, name: str) -> Node:
    """Give an attribute of an element, whichever of its attribute objects has it."""
    found = node.get("/A", Dictionary())
    for one in found if isinstance(found, Array) else [found]:
        if isinstance(one, Dictionary) and name in one:
            return one[name]
    return None


def problems(data: bytes) -> list[str]:
    """Say what is wrong with a file as PDF/UA-1; empty where nothing was found."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        found = list(_document(pdf))
        if not found:  # the rest reads what the first rules have found to be there
            for rule in (_acting, _tree, _tables, _lists, _pages, _fonts):
                found += rule(pdf)
        return found


def _document(pdf: Pdf) -> Iterator[str]:
    root: Node = pdf.Root
    if not bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False)):
        yield "not marked as tagged"
    if bool(root.get("/MarkInfo", Dictionary()).get("/Suspects", False)):
        yield "its tags are only suspected"
    if "/StructTreeRoot" not in root or "/ParentTree" not in root.StructTreeRoot:
        yield "no structure tree"
    if not str(root.get("/Lang", "")).startswith("ja"):
        yield "its language is not Japanese"
    if not bool(root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)):
        yield "the window would show the file's name, not the title"
    with pdf.open_metadata() as metadata:
        if str(metadata.get("pdfuaid:part")) != "1":
            yield "it does not call itself PDF/UA-1"
        if not metadata.get("dc:title"):
            yield "no title"
    if pdf.is_encrypted:
        yield "encrypted"


def _acting(pdf: Pdf) -> Iterator[str]:
    for one in pdf.objects:
        if isinstance(one, Dictionary):
            for name in ACTING.intersection(one.keys()):
                # Where to begin reading may be said as a place, never as an action.
                if name != "/OpenAction" or isinstance(one[name], Dictionary):
                    yield f"something in it acts: {name}"


def _tree(pdf: Pdf) -> Iterator[str]:
    last = 0
    for one in elements(pdf):
        if one.kind not in KINDS:
            yield f"unknown kind {one.kind}"
        if one.kind == "/Figure" and not str(one.node.get("/Alt", "")):
            yield "a picture without words"
        if one.kind in HEADINGS:
            level = HEADINGS.index(one.kind) + 1
            if level > last + 1:
                yield f"a heading of level {level} after one of level {last}"
            last = level


def _tables(pdf: Pdf) -> Iterator[str]:
    for table in (one.node for one in elements(pdf) if one.kind == "/Table"):
        bodies = inside(table, Name.THead, Name.TBody, Name.TFoot) or [table]
        rows = [row for body in bodies for row in inside(body, Name.TR)]
        widths = {
            sum(int(attribute(cell, "/ColSpan") or 1) for cell in inside(row, Name.TH, Name.TD))
            for row in rows
        }
        if len(widths) != 1:
            yield f"a table whose rows have {sorted(widths)} cells"
        heads = [cell for row in rows for cell in inside(row, Name.TH)]
        if not heads:
            yield "a table without headers"
        if any(attribute(cell, "/Scope") is None for cell in heads):
            yield "a header of a table that does not say what it is for"


def _lists(pdf: Pdf) -> Iterator[str]:
    for one in elements(pdf):
        if one.kind == "/L":
            for kid in kids(one.node):
                if kid.get("/S") not in {Name.LI, Name.L, Name.Caption}:
                    yield f"a list with {kid.get('/S')} in it"
        if one.kind == "/LI" and not inside(one.node, Name.LBody):
            yield "an entry of a list without a body"


def _pages(pdf: Pdf) -> Iterator[str]:
    parents = dict(_numbers(pdf.Root.StructTreeRoot.ParentTree))
    for number, page in enumerate(pdf.pages, 1):
        if "/Annots" in page and page.get("/Tabs") != Name.S:
            yield f"page {number}: its links are not in the order of reading"
        owners = parents.get(int(page.get("/StructParents", -1)), ())
        seen: Counter[int] = Counter()
        for problem in _marks(page, seen):
            yield f"page {number}: {problem}"
        for mark, times in seen.items():
            if times > 1:
                yield f"page {number}: two pieces of content have the number {mark}"
            if mark >= len(owners) or "/S" not in owners[mark]:
                yield f"page {number}: piece {mark} is in no element"


def _marks(page: Node, seen: Counter[int]) -> Iterator[str]:
    """Count the pieces of a page; give what is in none of them and is no decoration."""
    inside_of: list[str] = []  # «content», «decoration», or nothing of either
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name in {"BDC", "BMC"}:
            mark = operands[1].get("/MCID") if name == "BDC" else None
            if mark is not None:
                seen[int(mark)] += 1
            decoration = operands[0] == Name.Artifact
            if decoration and "content" in inside_of:
                yield "decoration inside of content"
            inside_of.append("decoration" if decoration else "" if mark is None else "content")
        elif name == "EMC":
            inside_of.pop()
        elif name in PAINTS and not any(inside_of):
            yield f"{name} is neither content nor decoration"


def _numbers(node: Node) -> Iterator[tuple[int, Node]]:
    """Give what a number tree holds."""
    held = node.get("/Nums", [])
    yield from ((int(held[at]), held[at + 1]) for at in range(0, len(held), 2))
    for kid in node.get("/Kids", []):
        yield from _numbers(kid)


def _fonts(pdf: Pdf) -> Iterator[str]:
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/Type") == Name.Font:
            name = str(one.get("/BaseFont", ""))
            if one.get("/Subtype") == Name.Type0 and "/ToUnicode" not in one:
                yield f"{name} does not say which letters it draws"
            if one.get("/Subtype") != Name.Type0:
                has: Node = one.get("/FontDescriptor", {})
                if not any(file in has for file in ("/FontFile", "/FontFile2", "/FontFile3")):
                    yield f"{name} is not in the file"
                if name[7:8] != "+":
                    yield f"{name} is in the file as a whole"
