"""A page for paper as a PDF file: drawn by the page's own template, so that both say the same."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from litestar import Response
from litestar.response import Redirect

from nenkin.web.paper_parts import Mark, Paragraph, Part, Post, Run, read_parts
from nenkin.web.rendering import Renderer
from nenkin.web.typesetting import INSTEAD, NoFont, Sheet, Typesetter
from nenkin.web.visits import Visit

PDF = "application/pdf"


class Press:
    """Turns pages that extend web/print.html into files."""

    def __init__(self, renderer: Renderer, fonts: Path, locks: Path | None = None) -> None:
        """Take what draws pages, the folder below which fonts are, and one for a lock file."""
        self._renderer = renderer
        self._typesetter = Typesetter(fonts, locks)

    def close(self) -> None:
        """Let the thread go that typesets."""
        self._typesetter.close()

    async def ready(self) -> bool:
        """Whether files can be made here; pages say so where not, in place of the button."""
        return await self._typesetter.has_font()

    async def file(
        self, visit: Visit, template: str, *, name: str, day: date, page: str, **values: Any
    ) -> Response[bytes] | Redirect:
        """Give a page as a file, or lead to the page where no font is here.

        ``name`` says nothing of the person, ``day`` is when it is printed, ``values`` are the page's
        own, ``large`` among them. Raises ``TooBusy``.
        """
        title, main = self._renderer.on_paper(visit, template, **values)
        try:
            sheet = await self._sheet(title, main, day, large=bool(values.get("large")))
            made = await self._typesetter.typeset(sheet)
        except NoFont:
            return Redirect(page, status_code=303)
        headers = {"content-disposition": f'attachment; filename="{name}.pdf"'}
        return Response(made, media_type=PDF, headers=headers)

    async def letters(
        self, visit: Visit, template: str, title: str, each: Sequence[Mapping[str, Any]], day: date
    ) -> bytes:
        """Give one file of many letters, each drawn by the page's template with values of its own.

        Raises ``NoFont`` and ``TooBusy``.
        """
        posts = []
        for values in each:
            _, main = self._renderer.on_paper(visit, template, **values)
            parts = await self._parts(main)
            posts.append(Post(parts, large=bool(values.get("large"))))
        return await self._typesetter.typeset(self._whole(title, posts, day, large=False))

    async def _sheet(self, title: str, main: str, day: date, *, large: bool) -> Sheet:
        return self._whole(title, await self._parts(main), day, large=large)

    async def _parts(self, main: str) -> tuple[Part, ...]:
        drawable = await self._typesetter.without_missing(main)
        parts = read_parts(drawable)
        if drawable.count(INSTEAD) > main.count(INSTEAD):
            missing = self._renderer.words("paper.missing")
            parts = (*parts, Paragraph((Run(missing),)))
        return parts

    def _whole(self, title: str, parts: Sequence[Part], day: date, *, large: bool) -> Sheet:
        words = self._renderer.words
        return Sheet(
            title=title,
            parts=parts,
            day=day,
            foot=words("paper.foot"),
            numbering=words("paper.page", page=1, pages=1),
            mark=next((part.text for part in parts if isinstance(part, Mark)), ""),
            sample=self._renderer.sample,
            large=large,
        )
