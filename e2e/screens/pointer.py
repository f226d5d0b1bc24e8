"""A person with a mouse or a finger, in a real browser."""

import re

from playwright.sync_api import Locator, Page

from e2e.screens.reader import NotThere, without_blanks


class Pointer:
    """Finds everything by its words and presses it."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.site.rstrip("/") + path)

    def fill(self, label: str, text: str, group: str = "") -> None:
        """Write into a field."""
        place: Page | Locator = self.page
        if group:
            place = self.page.get_by_role("group", name=group).last
        self._one(place.get_by_label(label, exact=True), label).fill(text)

    def fill_day(self, era: str, year: str, month: str, day: str) -> None:
        """Write a day."""
        self.choose(era)
        for label, number in (("年", year), ("月", month), ("日", day)):
            self.fill(label, number)

    def choose(self, label: str) -> None:
        """Take an answer."""
        self._one(self.page.get_by_label(_spaced(label, start=True)), label).check()

    def press(self, button: str) -> None:
        """Press a button."""
        self._one(self.page.get_by_role("button", name=_spaced(button)), button).click()
        self.page.wait_for_load_state()

    def follow(self, link: str) -> None:
        """Follow a link."""
        exact = self.page.get_by_role("link", name=_spaced(link, whole=True))
        wanted = exact if exact.count() else self.page.get_by_role("link", name=_spaced(link))
        self._one(wanted, link).click()
        self.page.wait_for_load_state()

    def read(self) -> str:
        """Return the words of the page."""
        return without_blanks(self.page.locator("body").inner_text())

    def _one(self, found: Locator, words: str) -> Locator:
        if not found.count():
            raise NotThere(f"«{words}» is not on {self.page.url}")
        # Where the same words stand twice, the main part of the page has the one that is meant.
        main = self.page.locator("main").filter(has=found)
        return found.last if found.count() > 1 and main.count() else found.first


def _spaced(words: str, *, start: bool = False, whole: bool = False) -> re.Pattern[str]:
    """Match words also where readings stand above them: Playwright sees blanks around each."""
    pattern = r"\s*".join(re.escape(letter) for letter in words if not letter.isspace())
    return re.compile((r"^\s*" if start or whole else "") + pattern + (r"\s*$" if whole else ""))
