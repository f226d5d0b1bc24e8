"""Sheets of which something can be sent to the office, and the steps of sending it."""

from nenkin.interchange.receipt_numbers import LENGTH
from nenkin.storage.cases import Case, cases_of
from tests.browser import Browser, Page
from tests.features.records_site import Town

NEXT, FINISH, SEND = "次へ進む", "これで終わり", "この内容で送る"
MISSING = {"employer": "まぼろし織物", "first": "平成3年4月", "last": "平成4年2月"}
OTHER = {"employer": "かすみ商店", "first": "昭和63年4月", "last": "平成元年3月"}


async def remember(browser: Browser, job: dict[str, str]) -> None:
    """Write of a job that no record knows."""
    await browser.open("/history/work/new")
    await browser.press(NEXT, job)
    for _ in range(2):
        await browser.press("このページをとばす")
    await browser.press(FINISH, {"kept": ["pension-deducted", "health-card"]})


async def compared(people: Town, who: str, *jobs: dict[str, str]) -> Browser:
    """Begin a sheet anew with these jobs, and look at the record."""
    browser = people.browser(who)
    await browser.open("/history/delete")
    await browser.press("すべて消す")
    for job in jobs or (MISSING,):
        await remember(browser, job)
    await browser.open("/history/compare")
    await browser.press("記録を出して、くらべる")
    return browser


async def checked(browser: Browser, **contact: str | list[str]) -> Page:
    """Go on to the check page."""
    page = await browser.open("/requests/new")
    page = await browser.press(NEXT)
    if page.path.startswith("/requests/new/contact"):
        page = await browser.press(NEXT, contact)
    assert page.path.startswith("/requests/new/check"), page.text
    return page


async def cases(people: Town, who: str) -> list[Case]:
    """Give what lies in the office's queue of one person."""
    return list(await cases_of(people.db, people.people[who]))


async def case_of(people: Town, who: str, page: Page) -> Case:
    """Give the case whose page it is; the clock stands still, so none of them is the latest."""
    number = page.path.split("/")[2][:LENGTH]
    return next(case for case in await cases(people, who) if case.number == number)
