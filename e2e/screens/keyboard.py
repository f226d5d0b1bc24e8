"""A person who uses no mouse: Tab, the arrow keys, Enter and the space bar."""

from pathlib import Path

from playwright.sync_api import Page

from e2e.screens.reader import NotThere, without_blanks

MOST_STOPS = 200
# What the focused element is called, what kind it is, and the question around it.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const read = (node) => {
    const copy = node.cloneNode(true);
    for (const reading of copy.querySelectorAll("rt, rp")) reading.remove();
    return copy.textContent.replace(/\\s+/g, " ").trim();
  };
  const named = (element.getAttribute("aria-labelledby") || "").split(" ")
    .map((name) => document.getElementById(name)).filter(Boolean).map(read).join(" ");
  const labels = [...(element.labels || [])].map(read).join(" ");
  const legend = element.closest("fieldset") && element.closest("fieldset").querySelector("legend");
  const field = /^(input|select|textarea)$/.test(element.localName) && !/^(submit|button)$/.test(element.type);
  return {
    name: named || element.getAttribute("aria-label") || labels || read(element) || element.value || "",
    kind: element.localName === "a" ? "link" : field ? element.type
      : /^(button|input|summary)$/.test(element.localName) ? "button" : "",
    group: legend ? read(legend) : "",
    checked: !!element.checked,
    key: (element.form ? [...document.forms].indexOf(element.form) : "") + "/" + element.name,
  };
}"""


class Keyboard:
    """Reaches everything with the keyboard, and counts the stops it takes."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.stops = 0  # since the page was opened

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.site.rstrip("/") + path)
        self.stops = 0

    def fill(self, label: str, text: str, group: str = "") -> None:
        """Write into a field."""
        self._reach({"text", "password", "email", "tel", "search", "textarea", "url"}, label, group)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def fill_day(self, era: str, year: str, month: str, day: str) -> None:
        """Write a day."""
        self.choose(era)
        for label, number in (("年", year), ("月", month), ("日", day)):
            self.fill(label, number)

    def choose(self, label: str) -> None:
        """Take an answer: Tab to the group, then the arrow keys."""
        seen: set[tuple[str, str]] = set()
        for _ in range(MOST_STOPS):
            here = self._focused()
            if here and here["kind"] in {"radio", "checkbox"}:
                key = (str(here["key"]), str(here["name"]))
                if str(here["name"]).startswith(label):
                    if not here["checked"]:
                        self.page.keyboard.press("Space")
                    return
                if here["kind"] == "radio" and key not in seen:
                    seen.add(key)
                    self.page.keyboard.press("ArrowDown")
                    continue
            self._tab()
        raise NotThere(f"the keyboard does not reach «{label}» on {self.page.url}")

    def pick(self, label: str, option: str) -> None:
        """Take one of a list that opens: Tab to it, then the arrow keys."""
        self._reach({"select-one"}, label, "")
        self.page.keyboard.press("Home")
        for _ in range(MOST_STOPS):
            here = self.page.evaluate("document.activeElement.selectedOptions[0].textContent")
            if without_blanks(here) == without_blanks(option):
                return
            self.page.keyboard.press("ArrowDown")
        raise NotThere(f"«{option}» is not in «{label}» on {self.page.url}")

    def press(self, button: str) -> None:
        """Press a button."""
        self._reach({"button"}, button, "")
        self._enter()

    def save(self, button: str, file: Path) -> None:
        """Press a button that gives a file, and keep that."""
        self._reach({"button"}, button, "")
        with self.page.expect_download() as waiting:
            self.page.keyboard.press("Enter")
        waiting.value.save_as(file)

    def follow(self, link: str) -> None:
        """Follow a link."""
        self._reach({"link"}, link, "")
        self._enter()

    def read(self) -> str:
        """Return the words of the page."""
        return without_blanks(self.page.locator("body").inner_text())

    def _focused(self) -> dict[str, str | bool] | None:
        found: dict[str, str | bool] | None = self.page.evaluate(FOCUSED)
        return found

    def _tab(self) -> None:
        self.page.keyboard.press("Tab")
        self.stops += 1

    def _reach(self, kinds: set[str], words: str, group: str) -> None:
        for _ in range(MOST_STOPS):
            here = self._focused()
            if here and here["kind"] in kinds and _fits(here, kinds, words, group):
                return
            self._tab()
        raise NotThere(f"the keyboard does not reach «{words}» on {self.page.url}")

    def _enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.stops = 0


def _fits(here: dict[str, str | bool], kinds: set[str], words: str, group: str) -> bool:
    name = str(here["name"])
    fits = words in name if kinds & {"button", "link"} else name == words
    return fits and group in str(here["group"])
