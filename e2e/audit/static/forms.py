"""Rules on forms."""

import re
from collections import defaultdict
from collections.abc import Iterator

from e2e.audit.document import Document, Element, kind, squeeze
from e2e.audit.findings import Options
from e2e.audit.static import Hit, rule
from e2e.audit.wordlists import wordlists

DATE_PART = re.compile(r"(.+)-(era|year|month|day)")


@rule("no-submit")
def no_submit(document: Document, options: Options) -> Iterator[Hit]:
    """A form has a button that sends it."""
    for form in document.every("form"):
        buttons = [
            button
            for button in document.every("button", "input")
            if _submits(button)
            and (button.get("form") == form.get("id", object()) or form in button.iterancestors())
        ]
        if not buttons:
            yield form, form.get("action", "")


def _submits(button: Element) -> bool:
    default = "submit" if button.tag == "button" else "text"
    return button.get("type", default).lower() in {"submit", "image"}


@rule("placeholder")
def placeholder(document: Document, options: Options) -> Iterator[Hit]:
    """An example stands beside the field, where it does not vanish."""
    for field, value in document.has("placeholder"):
        yield field, f"«{value}»"


def _grouped(field: Element) -> Element | None:
    """Return the named group around a field."""
    for one in field.iterancestors():
        if one.tag == "fieldset" and one.find("legend") is not None:
            if squeeze(one.find("legend").text_content()):
                return one
        elif one.get("role") in {"group", "radiogroup"} and (
            one.get("aria-labelledby") or one.get("aria-label")
        ):
            return one
    return None


@rule("no-fieldset")
def no_fieldset(document: Document, options: Options) -> Iterator[Hit]:
    """Fields that answer one question together stand in a named group."""
    groups: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for field in document.fields():
        name = field.get("name") or ""
        if kind(field) in {"radio", "checkbox"}:
            groups[kind(field), name].append(field)
        elif match := DATE_PART.fullmatch(name):
            groups["date", match[1]].append(field)
    for (what, name), fields in groups.items():
        group = _grouped(fields[0])
        if len(fields) > 1 and (group is None or any(_grouped(one) is not group for one in fields)):
            yield fields[0], f"{len(fields)} × {what} {name}"


@rule("no-autocomplete")
def no_autocomplete(document: Document, options: Options) -> Iterator[Hit]:
    """The browser may fill in what it knows of its own user."""
    for field in document.fields():
        if kind(field) in {"radio", "checkbox", "file"}:
            continue
        question = document.label_of(field)
        part = DATE_PART.fullmatch(field.get("name") or "")
        group = _grouped(field)
        if part and group is not None:
            if part[2] == "era":
                continue
            question = group.find("legend")
        if question is None:
            continue
        text = re.sub(r"[\s　]|（必須）|（任意）|※|必須$|任意$", "", document.words(question))
        for label, allowed in wordlists().own_data:
            given = squeeze(field.get("autocomplete", "")).lower()
            if label.fullmatch(text) and given not in allowed:
                yield field, f"«{text}»: autocomplete={given!r}, {' / '.join(sorted(allowed))}"


@rule("no-visible-label")
def no_visible_label(document: Document, options: Options) -> Iterator[Hit]:
    """A field has a label in words on the page (the browser's pass sees whether it shows)."""
    for field in document.fields():
        label = document.label_of(field)
        text = document.words(label) if label is not None else ""
        if not text and not document.by_ids(field.get("aria-labelledby", "")):
            yield field, field.get("aria-label") or field.get("title") or field.get("name") or ""


@rule("err-unassoc")
def err_unassoc(document: Document, options: Options) -> Iterator[Hit]:
    """A message is tied to its field, and the summary uses the same words."""
    described: set[str] = set()
    for attribute in ("aria-describedby", "aria-errormessage"):
        for _, value in document.has(attribute):
            described.update(value.split())
    for element in document.every():
        marked = (element.get("id") or "").endswith("-error") or bool(
            {"error", "error-message", "field-error"} & set((element.get("class") or "").split())
        )
        if marked and document.words(element) and not _tied(element, described):
            yield element, document.words(element)
    for field, value in document.has("aria-invalid"):
        if value == "true" and not _messages(document, field):
            yield field, field.get("name") or ""
    summary = document.ids.get("err")
    for link in [] if summary is None else summary.iter("a"):
        field = document.ids.get((link.get("href") or "#")[1:])
        if field is not None and document.words(link) not in _messages(document, field):
            yield link, f"«{document.words(link)}» / «{_messages(document, field)}»"


def _tied(element: Element, described: set[str]) -> bool:
    """Whether a field names the message, something inside it or something around it."""
    if next(element.iterancestors("form", "fieldset"), None) is None:
        return True  # a message of the whole page, such as the summary
    around = [element, *element.iterancestors()]
    return any(one.get("id") in described for one in [*around, *element.iter()])


def _messages(document: Document, field: Element) -> str:
    """Return everything that describes a field or the group it is in."""
    group = next(field.iterancestors("fieldset"), None)
    return " ".join(
        document.by_ids(one.get(attribute, ""))
        for one in (field, group)
        if one is not None
        for attribute in ("aria-describedby", "aria-errormessage")
    ).strip()


@rule("disabled")
def disabled(document: Document, options: Options) -> Iterator[Hit]:
    """Nothing is greyed out: a press says why it cannot be."""
    for element, _ in document.has("disabled"):
        yield element, document.name(element)
    for element, value in document.has("aria-disabled"):
        if value == "true":
            yield element, document.name(element)


@rule("date-number")
def date_number(document: Document, options: Options) -> Iterator[Hit]:
    """Three text fields work everywhere; the browser's own date and number fields do not."""
    for field in document.every("input"):
        if kind(field) in {"date", "month", "week", "time", "datetime-local", "number", "range"}:
            yield field, f"type={kind(field)}"
