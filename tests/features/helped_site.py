"""To be asked for help with a history sheet on a running site, and to begin."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from nenkin.clock import japanese_day
from nenkin.interchange.resume_codes import proof
from nenkin.paths import DATA
from nenkin.reference.code_words import load_code_words
from nenkin.storage.database import Database
from nenkin.storage.helpers import EndedBy, Power, end, invite
from tests.browser import Browser, Page
from tests.features.records_site import Town, record_of
from tests.sites import NOON

if TYPE_CHECKING:
    from nenkin.app import House

OWNER, HELPER, STRANGER = "tenshoku", "antei", "jieigyo"
WORDS = load_code_words(DATA)
NEXT, BEGIN = "次へ進む", "手伝いを始める"
UNTIL = japanese_day(NOON) + timedelta(days=30)
SHEET_ONLY, WITH_RECORD, LOOKING = Power.WRITE, Power.WRITE | Power.SEE_RECORD, Power.SEND


def database(town: Town) -> Database:
    return cast("House", town.gate.door.find_session.__self__).db  # type: ignore[attr-defined]


def code(number: int) -> str:
    """Give words that belong together, others for each number."""
    chosen = [*WORDS.words[number : number + 5]]
    return "・".join((*chosen, proof(WORDS, chosen)))


async def asked(
    town: Town, number: int, powers: Power = SHEET_ONLY, until: date = UNTIL, who: str = OWNER
) -> int:
    async with database(town).write() as session:
        return await invite(
            session,
            town.people[who],
            code(number),
            called=f"手伝い{number}",
            powers=powers,
            until=until,
            now=NOON,
        )


def birth(who: str = OWNER) -> dict[str, str]:
    born = record_of(who).person.born_on
    day = {"year": born.year, "month": born.month, "day": born.day}
    return {"born-era": "western", **{f"born-{part}": str(value) for part, value in day.items()}}


async def enter(browser: Browser, typed: str, **more: str) -> Page:
    await browser.open("/helping/code")
    return await browser.press(BEGIN, {"code": typed, "knows-as": "母", **birth(), **more})


async def own_sheet(town: Town, who: str, employer: str) -> Browser:
    browser = town.browser(who)
    page = await browser.open("/history/delete")
    if "すべて消す" in page.response.text:
        await browser.press("すべて消す")
    await browser.open("/history/work")
    await browser.follow("書き始める")
    await browser.press(NEXT, {"employer": employer})
    return browser


async def helping(town: Town, number: int, powers: Power = SHEET_ONLY) -> tuple[Browser, str]:
    """Give a helper's browser, and the address of the sheet that it may open."""
    await own_sheet(town, OWNER, "みほん紡績")
    helper_id = await asked(town, number, powers)
    browser = town.browser(HELPER)
    page = await enter(browser, code(number))
    assert page.path == f"/helping/{helper_id}"
    return browser, page.path


async def stop(town: Town, sheet: str) -> None:
    async with database(town).write() as session:
        assert await end(session, int(sheet.rpartition("/")[2]), EndedBy.PERSON, NOON)
