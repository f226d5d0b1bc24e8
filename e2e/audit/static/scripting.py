"""Rules on script, and on what must work without it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from e2e.audit.document import Document, Element
from e2e.audit.findings import Options
from e2e.audit.static import Hit, rule

VERBS = ("get", "post", "put", "patch", "delete")
DATA_TYPES = ("application/json", "application/ld+json", "text/plain")


@rule("on-attr")
def on_attr(document: Document, options: Options) -> Iterator[Hit]:
    """No script in attributes: the page's own policy blocks it."""
    for element in document.every():
        for attribute in element.attrib:
            name = str(attribute).lower().removeprefix("data-")
            if (name.startswith("on") and name == attribute.lower()) or name.startswith("hx-on"):
                yield element, str(attribute)


@rule("inline-script")
def inline_script(document: Document, options: Options) -> Iterator[Hit]:
    """No script in the page: the page's own policy blocks it."""
    for script in document.every("script"):
        if script.get("src") is None and script.get("type", "").lower() not in DATA_TYPES:
            yield script, (script.text or "").strip()[:60]


@rule("accesskey")
def accesskey(document: Document, options: Options) -> Iterator[Hit]:
    """Shortcut keys collide with those of screen readers."""
    for element, value in document.has("accesskey"):
        yield element, f"accesskey={value!r}"


@rule("autofocus")
def autofocus(document: Document, options: Options) -> Iterator[Hit]:
    """A page is read from its top."""
    for element, _ in document.has("autofocus"):
        yield element, "autofocus"


@rule("meta-refresh")
def meta_refresh(document: Document, options: Options) -> Iterator[Hit]:
    """A page does not change by itself."""
    for meta, value in document.has("http-equiv"):
        if value.lower() == "refresh":
            yield meta, meta.get("content", "")


@rule("hx-no-fallback")
def hx_no_fallback(document: Document, options: Options) -> Iterator[Hit]:
    """What htmx fetches can be reached by a plain link or form too."""
    for verb in VERBS:
        for element, address in document.has(f"data-hx-{verb}", f"hx-{verb}"):
            plain = _fallback(element, verb)
            if plain is None:
                yield element, f"{verb} {address}"
            elif urlsplit(document.absolute(plain)).path != _path(document, address):
                yield element, f"{verb} {address} / {plain}"


def _path(document: Document, address: str) -> str:
    return urlsplit(document.absolute(address)).path


def _fallback(element: Element, verb: str) -> str | None:
    """Return the address that serves without script, or None."""
    if element.tag == "a":
        href = element.get("href")
        return str(href) if verb == "get" and href and not href.startswith("#") else None
    form = element if element.tag == "form" else next(element.iterancestors("form"), None)
    if form is None or (form is not element and element.tag not in {"button", "input"}):
        return None
    action = element.get("formaction") or form.get("action")
    method = (element.get("formmethod") or form.get("method") or "get").lower()
    return str(action) if action and (method == "get") == (verb == "get") else None
