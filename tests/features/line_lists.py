"""What holds of every page on which a person keeps periods as lines, whatever the lines are about."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nenkin.law.months import read_month, spell
from tests.browser import Browser, Page

MOST = 20


@dataclass(frozen=True)
class LineList:
    """One such page. ``line`` is what a line is typed as; ``begin`` takes all lines out."""

    base: str
    keep: str  # the words on the button
    line: Mapping[str, str | list[str]]
    typed: tuple[str, ...]  # the boxes that are written into
    begin: Callable[[Browser], Awaitable[Page]]

    async def add(self, browser: Browser, **fields: Any) -> Page:
        """Put a line in."""
        await browser.open(f"{self.base}/new")
        return await browser.press(self.keep, {**self.line, **fields})

    def shown(self, page: Page) -> Sequence[str]:
        """Give the addresses of the lines that stand on a page."""
        return [
            href
            for _, href in page.links
            if href.startswith((f"{self.base}/19", f"{self.base}/20"))
        ]

    async def refuses_and_keeps(
        self, browser: Browser, fields: Mapping[str, str], said: str
    ) -> None:
        """Whatever cannot be is refused in words, and everything typed stands there again."""
        await self.begin(browser)
        page = await self.add(browser, **fields)
        assert page.status == 422
        assert said in page.text
        assert page.errors
        values = page.form_with(self.keep).values
        for name in self.typed:
            assert values[name] == [{**self.line, **fields}[name]]

    async def keeps_what_tabs_send_at_once(self, browser: Browser, years: Sequence[int]) -> None:
        """Tabs that send different lines in the same moment lose none."""
        await self.begin(browser)
        await browser.open(f"{self.base}/new")
        token = browser.page.form_with(self.keep).values["token"]
        lines = [
            {**self.line, "first": f"{year}-04", "last": f"{year}-09", "token": token}
            for year in years
        ]
        await asyncio.gather(*(browser.client.post(f"{self.base}/new", line) for line in lines))
        shown = self.shown(await browser.open(self.base))
        assert {f"{self.base}/{year}-04" for year in years} <= set(shown)

    async def ends(self, browser: Browser, first: str, said: str) -> None:
        """More lines than a page can show are refused in words."""
        page = await self.begin(browser)
        month = read_month(first)
        for at in range(month, month + MOST + 1):
            page = await self.add(browser, first=spell(at), last=spell(at))
        assert len(self.shown(page)) == MOST
        assert said in page.text
