"""``python -m e2e.audit URL…``: print what is to be repaired; exit 1 where there is anything."""

import argparse
import json
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error

from e2e.audit import Budget, Finding, Options, audit_page
from e2e.audit.browser import Watch, chromium, remember


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m e2e.audit",
        description="Look at pages with axe and our own rules; exit 1 where anything is found.",
    )
    parser.add_argument("address", nargs="+", help="address of a page, or the name of a HTML file")
    parser.add_argument("--theme", choices=("light", "dark", "warm"), default="")
    parser.add_argument("--size", choices=("m", "l", "x", "xx"), default="")
    parser.add_argument("--ruby", action="store_true", help="with readings above the words")
    parser.add_argument("--service", default=Options().service, help="the name that ends titles")
    parser.add_argument("--terms", type=Path, help="file of explained terms, one a line")
    parser.add_argument("--ignore", action="append", default=[], help="a rule to leave out")
    parser.add_argument("--nodes", type=int, default=Budget().nodes, help="most elements a page")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _look(browser: Browser, address: str, options: Options, preferences: str) -> list[Finding]:
    if Path(address).is_file():
        address = Path(address).resolve().as_uri()
    with browser.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP") as context:
        if address.startswith("http"):
            remember(context, address, preferences)
        watch = Watch(context.new_page())
        watch.page.goto(address)
        return audit_page(watch, options)


def main() -> int:
    """Run the command."""
    given = _arguments()
    terms = given.terms.read_text("utf-8").split() if given.terms else ()
    options = Options(
        service=given.service,
        terms=frozenset(terms),
        ignore=frozenset(given.ignore),
        budget=Budget(nodes=given.nodes),
    )
    parts = (given.size or given.theme or given.ruby) and (
        given.size or "m",
        given.theme or "light",
        *("r" * given.ruby),
    )
    found: list[Finding] = []
    with chromium() as browser:
        for address in given.address:
            try:
                found += _look(browser, address, options, ".".join(parts or ()))
            except Error as error:
                print(f"{address}: {error.message.splitlines()[0]}", file=sys.stderr)
                return 2
    if given.json:
        print(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{one.url}\n{one.as_text()}\n")
        print(f"{len(found)} findings on {len(given.address)} pages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
