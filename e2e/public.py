"""ログインしないで計算する: what a visitor types, and its pages in every state."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from playwright.sync_api import Page

from e2e.audit import WHOLE_RECORD
from e2e.states import State, choose, empty, press, send, typed, wrong

BORN = {"born-year": "45", "born-month": "1", "born-day": "2"}
WORKED = {"first": "平成2年4月", "last": "2010-03", "pay": "３０万", "bonus": "600,000円"}
PAID = {"first": "平成22年4月", "last": "令和11年12月", "pay": "", "bonus": ""}
UNFIT = {"first": "昭和40年1月", "last": "30年4月", "pay": "0", "bonus": "たくさん"}


def _begun(page: Page) -> None:
    choose(page.locator("main [name=born-era][value=showa]"))
    typed(BORN)(page)


def _put_in(page: Page, way: str, values: Mapping[str, str]) -> None:
    choose(page.locator(f"main [name=way][value={way}]"))
    typed(values)(page)


def _filled(page: Page) -> None:
    _begun(page)
    _put_in(page, "employee", WORKED)
    _put_in(page, "pay", PAID)


def _no_longer_fitting(page: Page) -> None:
    _filled(page)
    _press(page, "about")
    typed({"born-year": "60"})(page)


def _press(page: Page, name: str) -> None:
    press(page.locator(f"main button[name={name}]").first)


def _result(page: Page) -> None:
    _filled(page)
    _press(page, "result")


def _bare_result(page: Page) -> None:
    send(page)
    _press(page, "result")


def _begun_and_emptied(page: Page) -> None:
    _begun(page)
    empty(page)


def _refused(page: Page) -> None:
    _begun(page)
    _put_in(page, "pay", UNFIT)


def pages() -> Iterator[State]:
    """Walk both pages empty, filled and refused, and the result of much and of nothing."""
    state = State(name="try", path="/estimate/try")
    yield state
    yield wrong(state, "refused", typed({"born-month": "13", "start": "59"}))
    yield State(name="try, signed in", path="/estimate/try", persona="antei")
    for name, then in (
        ("begun", _begun),
        ("filled", _filled),
        ("no longer fitting", _no_longer_fitting),
        ("result", _result),
        ("result of nothing", _bare_result),
    ):
        yield replace(state, name=f"try, {name}", then=then, budget=WHOLE_RECORD)
    yield wrong(state, "begun, empty", _begun_and_emptied)
    yield wrong(state, "begun, refused", _refused)
