"""Rules on the page as a whole: language, title, landmarks, headings."""

from collections.abc import Iterator

from e2e.audit.document import Document, hidden_from_all
from e2e.audit.findings import Options
from e2e.audit.static import Hit, rule

GENERIC_TITLES = frozenset({"ページ", "無題", "タイトル", "page", "untitled", "untitled document"})
ERROR = "エラー："


@rule("lang-ja")
def lang_ja(document: Document, options: Options) -> Iterator[Hit]:
    """Japanese text read by an English voice is noise."""
    language = (document.root.get("lang") or "").lower()
    if language.split("-")[0] != "ja":
        yield document.root, f"lang={language!r}"


@rule("title-form")
def title_form(document: Document, options: Options) -> Iterator[Hit]:
    """A title names the page first and the service after it."""
    title, ending = document.title(), f" - {options.service}"
    own = title.removesuffix(ending).removeprefix(ERROR).strip()
    if not title.endswith(ending) or own.lower() in GENERIC_TITLES | {"", options.service}:
        yield document.root, f"«{title}»"


@rule("title-error")
def title_error(document: Document, options: Options) -> Iterator[Hit]:
    """With a wrong entry the title says so before all else; a form without one does not."""
    wrong = [element for element, value in document.has("aria-invalid") if value == "true"]
    wrong += [
        element
        for element in document.every()
        if element.get("id") == "err" and not hidden_from_all(element) and document.words(element)
    ]
    said = document.title().startswith(ERROR)
    # A page without fields may be the answer to a broken link: its title may well say so.
    asks = next(document.fields(), None) is not None
    if said != bool(wrong) and (wrong or asks):
        yield (wrong or [document.root])[0], f"«{document.title()}»"


@rule("main-1")
def main_1(document: Document, options: Options) -> Iterator[Hit]:
    """One <main>, no more, no less."""
    found = [*document.every("main")]
    if len(found) != 1:
        yield (found or [document.root])[-1], f"{len(found)} <main>"


@rule("nav-name")
def nav_name(document: Document, options: Options) -> Iterator[Hit]:
    """Every <nav> has a name of its own."""
    seen: set[str] = set()
    for nav in document.every("nav"):
        label = document.by_ids(nav.get("aria-labelledby", "")) or nav.get("aria-label", "")
        if not label.strip() or label in seen:
            yield nav, f"«{label}»"
        seen.add(label)


@rule("h1-count")
def h1_count(document: Document, options: Options) -> Iterator[Hit]:
    """One <h1>."""
    found = [*document.every("h1")]
    if len(found) != 1:
        yield (found or [document.root])[-1], f"{len(found)} <h1>"


@rule("h-skip")
def h_skip(document: Document, options: Options) -> Iterator[Hit]:
    """Levels go down one by one."""
    before = 0
    for heading in document.every("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        if before and level > before + 1:
            yield heading, f"h{before} → h{level}"
        before = level
