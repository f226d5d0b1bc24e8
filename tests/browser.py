"""A browser without a screen: it reads every page strictly and checks what must hold on all.

It knows what a person knows: links and buttons by their words, fields by their labels. It runs no
script, so every journey walked with it works without.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

from tests import strictly
from tests.asgi import HOST, Answer, Client

ADDRESS = f"http://{HOST}"
INTERACTIVE = {"input", "select", "textarea"}
NO_LABEL = {"hidden", "submit", "button"}
TOKENLESS = {"/prefs", "/kiosk/end"}
MOST_REDIRECTS = 5

Element = Any  # xml.etree elements, as html5lib builds them


class Wrong(AssertionError):
    """A page that no page of ours may be."""


def text_of(element: Element) -> str:
    """Give an element's text, spaces collapsed, readings of furigana left out."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.tag in {"rt", "rp", "script", "style"}:
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


@dataclass
class Form:
    """A form of a page, with what it would send if a button were pressed now."""

    element: Element
    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    outside: tuple[Element, ...] = ()  # buttons elsewhere on the page that send it

    @property
    def buttons(self) -> dict[str, tuple[str, str]]:
        """Give each button's words with the name and value that it sends."""
        found = {}
        for button in (*self.element.iter("button"), *self.outside):
            if button.get("type", "submit") == "submit":
                words = button.get("aria-label") or text_of(button)
                found[words] = (button.get("name", ""), button.get("value", ""))
        return found


@dataclass
class Page:
    """One page, parsed strictly."""

    response: Answer
    root: Element

    @property
    def status(self) -> int:
        """Give the HTTP status."""
        return self.response.status

    @property
    def path(self) -> str:
        """Give the address without the host."""
        return self.response.path

    @property
    def title(self) -> str:
        """Give the title."""
        return text_of(next(self.root.iter("title")))

    @property
    def main(self) -> Element:
        """Give the main part."""
        return next(self.root.iter("main"))

    @property
    def text(self) -> str:
        """Give the words of the main part."""
        return text_of(self.main)

    @property
    def errors(self) -> dict[str, str]:
        """Give the summary's messages with the fields that they lead to."""
        summary = self.by_id("err")
        links = [] if summary is None else list(summary.iter("a"))
        return {text_of(link): link.get("href", "") for link in links}

    @property
    def links(self) -> list[tuple[str, str]]:
        """Give the words and address of every link of the page."""
        return [(text_of(link), link.get("href", "")) for link in self.root.iter("a")]

    @property
    def forms(self) -> list[Form]:
        """Give every form of the page."""
        elsewhere = [one for one in self.root.iter("button") if one.get("form")]
        return [_form(element, self.path, elsewhere) for element in self.root.iter("form")]

    def by_id(self, name: str) -> Element | None:
        """Find an element."""
        return next((one for one in self.root.iter() if one.get("id") == name), None)

    def form_with(self, button: str) -> Form:
        """Find the form that a button belongs to."""
        found = [form for form in self.forms if any(button in words for words in form.buttons)]
        assert found, (
            f"no button «{button}» on {self.path}: {[list(f.buttons) for f in self.forms]}"
        )
        return found[-1] if len(found) > 1 else found[0]


def _form(element: Element, here: str, elsewhere: Sequence[Element] = ()) -> Form:
    action = urljoin(here, element.get("action", here)).partition("#")[0]
    outside = tuple(one for one in elsewhere if one.get("form") == element.get("id"))
    form = Form(element, action, element.get("method", "get").lower(), outside=outside)
    for one in element.iter():
        name = one.get("name")
        if one.tag not in INTERACTIVE or not name:
            continue
        kind = one.get("type", "text")
        if kind in {"radio", "checkbox"} and one.get("checked") is None:
            continue
        if one.tag == "textarea":
            value = one.text or ""
        elif one.tag == "select":
            chosen = [option for option in one.iter("option") if option.get("selected") is not None]
            value = (chosen or list(one.iter("option")))[0].get("value", "")
        else:
            value = one.get("value", "")
        form.values.setdefault(name, []).append(value)
    return form


def parse(response: Answer) -> Page:
    """Parse a page strictly and check what must hold on every page; raises ``Wrong``."""
    try:
        root = strictly.read(response.text)
    except strictly.NotStrict as error:
        raise Wrong(f"{response.path}: not strict HTML: {error}") from None
    page = Page(response, root)
    for problem in problems(page):
        raise Wrong(f"{response.path}: {problem}")
    return page


def problems(page: Page) -> Iterator[str]:
    """Give everything that no page of ours may have."""
    elements = list(page.root.iter())
    ids = [one.get("id") for one in elements if one.get("id")]
    yield from _misbuilt(page, elements, ids)
    yield from _unlabelled(elements, set(ids))
    for form in page.forms:
        action = urlsplit(form.action).path
        if form.method == "post" and action not in TOKENLESS and not form.values.get("token"):
            yield f"the form to {action} has no token"
    for link in page.root.iter("a"):
        target = link.get("href") or ""
        if target.startswith("#") and target[1:] not in ids:
            yield f"a link to {target}, which is not there"
        if target in {"", "#"} or target.startswith("javascript:"):
            yield "a link to nowhere"


def _misbuilt(page: Page, elements: list[Element], ids: list[str | None]) -> Iterator[str]:
    tags = [one.tag for one in elements]
    attributes = {name for one in elements for name in one.keys()}  # noqa: SIM118
    scripts = [one for one in elements if one.tag == "script" and not one.get("src")]
    findings = {
        "the language is not said": page.root.get("lang") != "ja",
        f"{tags.count('h1')} first headings": tags.count("h1") != 1,
        "no single main part": tags.count("main") != 1,
        f"an id twice: {sorted(str(i) for i, times in Counter(ids).items() if times > 1)}": len(ids)
        != len(set(ids)),
        "a style in an element": "style" in attributes,
        "a script in an attribute": any(name.startswith("on") for name in attributes),
        "a script or style in the page": bool(scripts) or "style" in tags,
        # a page that asks somebody who may not see it yet has no mistake of theirs to name
        f"status {page.status} with the title «{page.title}»": page.status != 403
        and (page.status >= 400) != page.title.startswith("エラー："),
    }
    yield from (finding for finding, found in findings.items() if found)


def _unlabelled(elements: list[Element], ids: set[str | None]) -> Iterator[str]:
    labelled = {one.get("for") for one in elements if one.tag == "label"}
    wrapped = {id(i) for one in elements if one.tag == "label" for i in one.iter()}
    for one in elements:
        if one.tag not in INTERACTIVE or one.get("type") in NO_LABEL:
            continue
        if one.get("id") not in labelled and id(one) not in wrapped and not one.get("aria-label"):
            yield f"the field {one.get('name')} has no label"
        described = (one.get("aria-describedby") or "").split()
        if not set(described) <= ids:
            yield f"the field {one.get('name')} is described by something that is not there"


class Browser:
    """Opens pages, presses buttons, follows links; keeps its cookies."""

    def __init__(self, app: Any) -> None:
        """Take the whole application, gate included."""
        self.client = Client(app)
        self.page: Page

    async def open(self, path: str) -> Page:
        """Open an address and follow where it leads."""
        return await self.follow_from(await self.client.get(_asked(path)))

    async def follow(self, words: str) -> Page:
        """Follow the first link with these words."""
        target = next(href for text, href in self.page.links if words in text)
        return await self.open(urljoin(self.page.path, target))

    async def press(
        self, button: str, answers: Mapping[str, str | list[str]] | None = None
    ) -> Page:
        """Press a button of the page, after filling in the fields named."""
        form = self.page.form_with(button)
        values = dict(form.values)
        for name, value in (answers or {}).items():
            values[name] = value if isinstance(value, list) else [value]
        name, value = next(sent for words, sent in form.buttons.items() if button in words)
        if name:
            values[name] = [value]
        return await self.send(form.action, values, form.method)

    async def send(
        self, path: str, values: Mapping[str, list[str] | str], method: str = "post"
    ) -> Page:
        """Send a form as it is."""
        path = _asked(path)
        if method == "get":
            asked = f"{path.partition('?')[0]}?{urlencode(values, doseq=True)}"
            return await self.follow_from(await self.client.get(asked))
        return await self.follow_from(await self.client.post(path, values))

    async def follow_from(self, answer: Answer) -> Page:
        """Follow where an answer leads."""
        for _ in range(MOST_REDIRECTS):
            if answer.status != 303:
                break
            answer = await self.client.get(_asked(urljoin(answer.path, answer.get("location"))))
        self.page = parse(answer)
        return self.page


def _asked(address: str) -> str:
    """Give what a browser asks for: no fragment, and every sign as an address may have it."""
    path = address.partition("#")[0]
    return path if path.isascii() else quote(path, safe="/?&=%+:;,@!$'()*~")
