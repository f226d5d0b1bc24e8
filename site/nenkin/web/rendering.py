"""Draws pages. What all pages share is drawn once; a request draws its own part alone."""

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from jinja2 import Template
from jinja2.runtime import Context
from litestar import Response
from markupsafe import Markup, escape

from nenkin.clock import JAPAN
from nenkin.law.duties import Duty
from nenkin.web.assets import Assets
from nenkin.web.compiling import compile_all
from nenkin.web.drawn import HTML, Drawn
from nenkin.web.environment import KIOSK, PRINT, Components, Templates, template_folders
from nenkin.web.frames import SLOTS, Frame, mark
from nenkin.web.kept import Kept
from nenkin.web.preferences import FORM
from nenkin.web.ruby import annotator
from nenkin.web.surroundings import Links, Surroundings
from nenkin.web.visits import OnDuty, Visit, for_staff

WRONG = 400  # from here on a status says that something is wrong
# Where a page's ready-made bytes go. Secret, so that nobody's text can be in their place.
SPLICE = f"\ue002{secrets.token_hex(8)}"
_SPLICE = SPLICE.encode()


class Incomplete(Exception):
    """A page's template without a block that every page has."""


class _Token:
    """A form's hidden field, made only where a page has a form: making it begins a visit."""

    __slots__ = ("_made", "_visit")

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._made: str | None = None

    def __str__(self) -> str:
        if self._made is None:
            self._made = self._visit.token()
        return self._made

    __html__ = __str__


_OF_LAYOUTS = ("easy", "large", "marked", "paper", "begins", "ending", "sounds", "timed")
_REMEMBERED = re.compile(r' autocomplete="[^"]*"')  # no text of a page has such quotation marks
# The form whose typed text a press of the page's own buttons brings along, and its address.
_TYPED = re.compile(f'<form id="{FORM}"[^>]* action="([^"#]*)')
Block = Callable[[Context], str]


@dataclass(frozen=True)
class _Page:
    """A page's template, taken apart into its blocks."""

    template: Template
    names: Mapping[str, Any]  # what every template knows
    layout: str
    title: Block
    main: Block
    crumbs: Block
    fragment: Block


class Renderer:
    """Draws every page of the site."""

    def __init__(
        self,
        *,
        assets: Assets,
        phrases: Mapping[str, str],
        readings: Mapping[str, str],
        surroundings: Surroundings,
        kept: Kept | None = None,
    ) -> None:
        """Compile every template, or take it from what is kept; raises where one cannot be drawn."""
        self._environment, pages = _compiled(template_folders(), phrases, assets, kept)
        self._pages = dict(pages)
        self._annotate = annotator(readings)
        self._phrases = phrases
        self._surroundings = surroundings
        self._in_menus = surroundings.in_menus
        self._frames: dict[tuple[object, ...], Frame] = {}

    @property
    def components(self) -> Components:
        """Give the ``ui`` of templates, for pages that show components by name."""
        return cast("Components", self._environment.globals["ui"])

    def page(
        self, visit: Visit, template: str, status: int = 200, *, spliced: bytes = b"", **values: Any
    ) -> Response[bytes]:
        """Draw a page, or for htmx its own part alone.

        ``spliced`` is finished HTML without ふりがな for the place that the page marks with
        ``SPLICE``: a large table is then never text that must be joined and encoded again.
        """
        if visit.shown_again and status < HTTPStatus.INTERNAL_SERVER_ERROR:
            status = HTTPStatus.OK  # nothing was sent that could be wrong
        # What somebody may not see is no mistake of theirs.
        wrong = status >= WRONG and status != HTTPStatus.FORBIDDEN
        html = self.draw(visit, template, wrong=wrong, **values).encode()
        if spliced:
            html = html.replace(_SPLICE, spliced, 1)
        return Drawn(html, status_code=status, media_type=HTML)

    def draw(self, visit: Visit, template: str, *, wrong: bool = False, **values: Any) -> str:
        """Draw a page as text.

        ``wrong``, ``errors`` or those of ``form`` put «エラー：» before the title; ``above``, finished
        HTML of a component, stands over the page's own part. Four more values are for the layout:
        ``easy`` offers やさしい日本語 (the page has it), ``large`` prints large letters, ``marked``
        says that the paper has a mark and a telephone of its own, and ``timed`` until when somebody may
        use the page who has not signed in. Two are for a kiosk's own pages: ``begins``, and ``ending``.
        A form whose id is ``typed`` loses nothing when the look is changed or time is asked for: its
        address takes those presses itself (``web.preferences``).
        """
        page = self._pages[template]
        token = _Token(visit)
        # shared: the context takes this dictionary as its own, where it would copy all names twice
        given = {**page.names, **values, "visit": visit, "token": token}
        context = page.template.new_context(given, shared=True)
        form = values.get("form")
        wrong = wrong or bool(values.get("errors") or (form is not None and form.errors))
        title = self._title(page.title(context), wrong=wrong)
        above = str(values.get("above", ""))
        if visit.fragment:
            # In a head: a title alone, standing first, keeps browsers from reading rows of a table.
            own = above + page.fragment(context)
            return f"<head><title>{title}</title></head>{self._readable(visit, own)}"
        main = page.main(context)
        kept = _TYPED.search(main)
        slots = {
            "title": title,
            "crumbs": self._readable(visit, page.crumbs(context)),
            "main": self._readable(visit, above + main),
            "back": str(escape(visit.path)),
            "again": quote(visit.path, safe="/"),
            "press": kept[1] if kept else "",
        }
        values = {**values, "keeps": FORM if kept else ""}
        somebody = visit.signed_in
        ends_at = somebody.ends_at if somebody else values.get("timed")
        if ends_at is not None:
            until = ends_at.astimezone(JAPAN)
            slots["until"] = f"{until.hour:02}:{until.minute:02}"
            slots["left"] = str(max(0, int((ends_at - visit.now).total_seconds())))
            slots["token"] = str(token)
        if visit.at_kiosk:
            slots["token"] = str(token)
            paper = page.layout == PRINT
            return self._frame(
                visit, KIOSK, {**values, "paper": paper, "sounds": visit.sound}
            ).fill(slots)
        if somebody is not None:
            where = (
                f"{somebody.place}　{somebody.terminal}　" if isinstance(somebody, OnDuty) else ""
            )
            slots["name"] = str(escape(where + somebody.name))
        return self._frame(visit, page.layout, values).fill(slots)

    def on_paper(self, visit: Visit, template: str, **values: Any) -> tuple[str, str]:
        """Give a page's title as text and its main part as HTML without ふりがな, to be typeset."""
        page = self._pages[template]
        context = page.template.new_context({**values, "visit": visit, "token": ""})
        return unescape(self._title(page.title(context), wrong=False)), page.main(context)

    def words(self, name: str, **values: object) -> str:
        """Give a phrase, as templates do."""
        return self._phrases[name].format(**values)

    @property
    def sample(self) -> str:
        """What every page says of itself where the site is a demonstration."""
        day = self._surroundings.demonstration_day
        if not day:
            return ""
        return f"{self.words('layout.sample')} {self.words('layout.sample-day', day=day)}"

    def staff_links(self, duties: frozenset[Duty]) -> Links:
        """Give the pages for staff that are open to somebody with these duties."""
        return self._surroundings.staff_links(duties)

    def _title(self, own: str, *, wrong: bool) -> str:
        phrase = self._phrases["layout.title-error" if wrong else "layout.title"]
        return phrase.format(page=own.strip())

    def _readable(self, visit: Visit, html: str) -> str:
        if visit.at_kiosk:  # the next person's fields must not offer what this one typed
            html = _REMEMBERED.sub("", html).replace("<form ", '<form autocomplete="off" ')
        return self._annotate(html) if visit.preferences.ruby else html

    def _frame(self, visit: Visit, layout: str, values: Mapping[str, Any]) -> Frame:
        """Give the layout as this visitor sees it; each kind is drawn when first seen."""
        address = visit.path.partition("?")[0]
        current = address if address in self._in_menus else ""
        more: dict[str, object] = {name: bool(values.get(name)) for name in _OF_LAYOUTS}
        more["keeps"] = values["keeps"]
        staff = for_staff(address)
        duties = visit.staff.duties if visit.staff else None
        in_ = visit.signed_in is not None
        key = (layout, visit.preferences, staff, duties, in_, current, *more.values())
        frame = self._frames.get(key)
        if frame is None:
            html = self._environment.get_template(layout).render(
                preferences=visit.preferences,
                signed_in=in_,
                staff=staff,
                menu=self._surroundings.menu(visit),
                current=current,
                **more,
                site=self._surroundings,
                slot={name: Markup(mark(name)) for name in SLOTS},  # noqa: S704  # our own marks
            )
            frame = self._frames[key] = Frame.cut(self._readable(visit, html))
        return frame


# By folders, words and files: tests put hundreds of sites together that have the same.
_COMPILED: dict[bytes, tuple[Templates, Mapping[str, _Page]]] = {}


def _compiled(
    folders: Mapping[str, Path], phrases: Mapping[str, str], assets: Assets, kept: Kept | None
) -> tuple[Templates, Mapping[str, _Page]]:
    """Compile every template, once a process."""
    whole = repr((folders, sorted(phrases.items()), assets.digest))
    key = hashlib.sha256(whole.encode()).digest()
    if key not in _COMPILED:
        made = compile_all(folders, phrases, assets.address, kept)
        pages = {
            name: _take_apart(made.templates.get_template(name), layout, made.constant[name])
            for name, layout in made.layouts.items()
        }
        _COMPILED[key] = made.templates, pages
    return _COMPILED[key]


def _take_apart(template: Template, layout: str, unchanging: frozenset[str] = frozenset()) -> _Page:
    def block(part: str) -> Block | None:
        drawn = template.blocks.get(part)
        if drawn is None:
            return None
        if part in unchanging:
            always = "".join(drawn(template.new_context()))
            return lambda _: always
        return lambda context: "".join(drawn(context))

    title, main = block("title"), block("main")
    if title is None or main is None:
        raise Incomplete(f"{template.name} must have the blocks title and main")
    return _Page(
        template=template,
        names=dict(template.globals),
        layout=layout,
        title=title,
        main=main,
        crumbs=block("crumbs") or (lambda _: ""),
        fragment=block("fragment") or main,
    )
