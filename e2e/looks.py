"""How elements look to a style sheet: what looks as another did is not judged again in other colours.

A look is everything by which the sheet can give colours: an element's name, its classes, the attributes that
selectors ask for, what stands before it, whether it has words, and the look of what it lies in
(`test_looks.py` proves that no selector asks for more).
"""

from playwright.sync_api import Page

FRESH = "auditFresh"  # where the page keeps the outermost elements that look new
LOOKS = """() => {
  const rules = (list) => [...list].flatMap((one) => [one, ...rules(one.cssRules ?? [])]);
  const named = [...document.styleSheets].flatMap((sheet) => rules(sheet.cssRules))
    .flatMap((rule) => [...(rule.selectorText ?? "").matchAll(/\\[([\\w-]+)/g)]);
  const asked = [...new Set(["class", "fill", "stroke", "style", ...named.map((one) => one[1])])];
  // 53 bits of a look (cyrb53): of a hundred thousand looks two are taken for one once in a million runs.
  const number = (text) => {
    let [one, other] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      one = Math.imul(one ^ code, 2654435761);
      other = Math.imul(other ^ code, 1597334677);
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
    other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
    return 4294967296 * (2097151 & other) + (one >>> 0);
  };
  const looks = window.auditLooks = new Map();
  const walk = (element, above) => {
    const words = [...element.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    const its = asked.map((name) => element.getAttribute(name) ?? "");
    const before = element.previousElementSibling;
    const place = before ? before.localName + before.className : "first";
    const look = number([above, element.localName, words, element.disabled ?? "", place, ...its].join("|"));
    looks.set(element, look);
    for (const one of element.children) walk(one, look);
  };
  walk(document.body, document.documentElement.className);
  return [...new Set(looks.values())];
}"""
# What lies in an element that looks new looks new too.
MARK = """([name, looks]) => {
  const fresh = new Set(looks);
  window[name] = [...window.auditLooks].filter(([one, look]) =>
    fresh.has(look) && !fresh.has(window.auditLooks.get(one.parentElement))).map(([one]) => one);
}"""


class Looks:
    """The looks that were judged in this run, by this worker."""

    def __init__(self) -> None:
        self.known: set[int] = set()

    def fresh(self, page: Page) -> set[int]:
        """Give the open page's looks that are not known, and let the page keep which elements have them."""
        found = set(page.evaluate(LOOKS)) - self.known
        if found:
            page.evaluate(MARK, [FRESH, list(found)])
        return found
