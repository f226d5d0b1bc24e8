"""A survivor's search for a parent: confirmed by two members of staff, answered on the parent's identity."""

from datetime import date, timedelta

import pytest

from nenkin.clock import japanese_day
from nenkin.features.ownerless import answering
from nenkin.interchange.search_slips import decoded
from nenkin.law.relations import Paper, RelationKind, Tie
from nenkin.storage.audit import views_of
from nenkin.storage.correction_plans import Clerk
from nenkin.storage.database import Database
from nenkin.storage.people import restrict
from nenkin.storage.relating import confirm, end, propose
from nenkin.storage.searches import find_search
from nenkin.web.pacing import Pace
from tests.browser import Browser, Page
from tests.features.office_site import CLERK, SECOND, TOWN_HALL, clerk
from tests.features.records_site import Town, record_of
from tests.features.search_site import (
    AT_OFFICE,
    FOUND,
    HIROHARA,
    INAHO,
    OFFICE,
    YUKINO,
    Opens,
    birth,
    name,
    number_of,
    searched,
)
from tests.sites import NOON
from tests.storage.desks import ONE, TWO

THEIRS, OWN = "父か母の記録をさがす", "自分の記録をさがす"
SEND, CONFIRM = "この関係を、2人目に回す", "関係を確かめました"
SEEN = ["identity", "register", "death"]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "PACE", Pace(step=1e-6))


def typed(who: str, **more: str | list[str]) -> dict[str, str | list[str]]:
    """Give what a clerk types of a person."""
    person = record_of(who).person
    born = person.born_on
    return {
        "kind": "survivor",
        "tie": "child",
        "of-number": person.basic_number,
        "of-born-era": "western",
        "of-born-year": str(born.year),
        "of-born-month": str(born.month),
        "of-born-day": str(born.day),
        "papers": SEEN,
        "months": "3",
        **more,
    }


async def asked(browser: Browser) -> str:
    """Ask for a relative's record, which the office is to look for; give the number."""
    await name(browser, name_kind="relative", surname="幸野", surname_kana="ゆきの")
    page = await searched(browser, OFFICE)
    assert page.title.startswith(AT_OFFICE)
    return number_of(page)


async def related(people: Town, db: Database, until: date | None = None) -> int:
    """Let Hirohara search for Yukino."""
    number = await asked(people.browser(HIROHARA))
    async with db.write() as session:
        relation = await propose(
            session,
            number=number,
            of_person_id=people.people[YUKINO],
            kind=RelationKind.SURVIVOR,
            tie=Tie.CHILD,
            papers=[Paper.IDENTITY, Paper.REGISTER, Paper.DEATH],
            until=until or japanese_day(NOON) + timedelta(days=90),
            clerk=ONE,
            now=NOON,
        )
        await confirm(session, relation, clerk=TWO, now=NOON)
    return relation


async def theirs(browser: Browser) -> Page:
    await browser.open("/search")
    return await browser.press(THEIRS)


async def ended(db: Database, relation: int, clerk_: Clerk = ONE) -> None:
    async with db.write() as session:
        assert await end(session, relation, clerk=clerk_, now=NOON)


async def test_two_members_of_staff_let_a_survivor_search_on_the_dead_persons_identity(
    opens: Opens,
) -> None:
    async with opens() as (people, db):
        browser = people.browser(HIROHARA)
        number = await asked(browser)
        one, two = await clerk(people, CLERK), await clerk(people, SECOND)
        await one.open(f"/staff/cases/{number}")
        await one.follow("関係を確かめる")
        page = await one.press(SEND)
        assert len(page.errors) == 6  # nothing is chosen beforehand, no kinship either
        page = await one.press(SEND, typed(YUKINO, papers=["identity"], tie="none"))
        assert page.status == 422
        assert len(page.errors) == 2  # no family, and not all papers: at once
        page = await one.press(SEND, typed(YUKINO, **{"of-born-day": "9"}))
        assert page.status == 422
        assert "番号と生年月日が合う人が、いません" in page.text
        page = await one.press(SEND, typed(HIROHARA))
        assert "さがす人の番号です" in page.text
        page = await one.press(SEND, typed(YUKINO))
        assert page.status == 200, page.errors
        assert "続柄のわかる戸籍" in page.text
        assert CONFIRM not in page.response.text  # nobody confirms alone
        proposal = page.path
        assert THEIRS not in (await browser.open("/search")).response.text
        await two.open("/staff/relations")
        await two.follow("遺族として（子）")
        assert two.page.path == proposal
        page = await two.press(CONFIRM)
        assert "さがせます" in page.text

        page = await theirs(browser)
        assert "父か母の記録をさがしています" in page.text
        assert record_of(YUKINO).person.surname in page.text
        await name(browser)
        page = await searched(browser)
        assert page.title.startswith(FOUND)
        assert "この人のものかもしれない記録が、見つかりました" in page.text
        assert "あなたのもの" not in page.text
        found = await find_search(db, people.people[HIROHARA], number_of(page))
        assert found is not None
        assert decoded(found.typed).whose
        # The slip is no search of one's own that could go on by itself.
        assert "/standing" not in page.response.text
        page = await browser.open(f"/search/slips/{found.number}/standing")
        assert page.status == 404
        for who, said in ((YUKINO, "ownerless.searched-for"), (HIROHARA, "ownerless.searched")):
            told = [one.event for one in await views_of(db, people.people[who])]
            assert [one.actor_id for one in told if one.action == said][:1] == [
                people.people[HIROHARA]
            ]
            words = (await people.browser(who).open("/account/views")).text
            assert "ほかの人の持ち主不明記録をさがせるようにした" in words
        # The office sees what was searched, and does not offer it as the searcher's own.
        page = await browser.open(f"/search/slips/{found.number}/send")
        page = await browser.press("この内容で送る")
        page = await one.open(f"/staff/cases/{found.number}/candidates")
        assert "家族の記録です。関係を確かめてから" in page.text


async def test_what_was_typed_for_oneself_stays_one_s_own(opens: Opens) -> None:
    async with opens() as (people, db):
        await related(people, db)
        browser = people.browser(HIROHARA)
        assert "幸野" in (await browser.open("/search/names")).text
        page = await theirs(browser)
        assert "幸野" not in page.text.replace(record_of(YUKINO).person.surname, "")
        await browser.open("/search")
        page = await browser.press(OWN)
        assert "幸野" in page.text
        assert "さがしています" not in page.text
        assert (await people.browser(INAHO).open("/search")).status == 200
        assert THEIRS not in (await people.browser(INAHO).open("/search")).response.text


async def test_it_is_answered_only_on_that_person_s_own_identity(opens: Opens) -> None:
    async with opens() as (people, db):
        await related(people, db)
        browser = people.browser(HIROHARA)
        await theirs(browser)
        await name(browser, given_name="キヨ", given_name_kana="キヨ")
        await birth(browser, "昭和3", "1", "1")
        page = await searched(browser, OFFICE)
        assert page.title.startswith(AT_OFFICE)


async def test_whose_record_it_is_sees_who_may_search_and_ends_it(opens: Opens) -> None:
    async with opens() as (people, db):
        relation = await related(people, db)
        hers, stranger = people.browser(YUKINO), people.browser(INAHO)
        page = await hers.open("/account/helpers")
        assert record_of(HIROHARA).person.surname in page.text
        # Whoever else sends the same ends nothing: neither a stranger nor who searches.
        form = next(one for one in page.forms if "relation" in one.values)
        for browser in (stranger, people.browser(HIROHARA)):
            own = await browser.open("/account/helpers")
            token = next(one.values["token"] for one in own.forms if "token" in one.values)
            await browser.send(form.action, {"relation": [str(relation)], "token": token})
        assert THEIRS in (await people.browser(HIROHARA).open("/search")).response.text
        (stop,) = (words for words in form.buttons if words.endswith("すぐにやめてもらう"))
        await hers.open("/account/helpers")
        page = await hers.press(stop)
        assert record_of(HIROHARA).person.surname not in page.text
        assert THEIRS not in (await people.browser(HIROHARA).open("/search")).response.text


@pytest.mark.parametrize("how", ["ended", "over", "restricted", "searcher restricted"])
async def test_it_opens_nothing_any_more(opens: Opens, how: str) -> None:
    async with opens() as (people, db):
        browser = people.browser(HIROHARA)
        relation = await related(people, db)
        await theirs(browser)
        await name(browser)
        await browser.open("/search/check")  # with the button on screen
        if how == "ended":
            await ended(db, relation)
        elif how == "over":
            yesterday = japanese_day(NOON) - timedelta(days=1)
            await ended(db, relation)
            await related(people, db, until=yesterday)
        else:
            who = HIROHARA if "searcher" in how else YUKINO
            async with db.write() as session:
                await restrict(session, people.people[who], restricted=True, now=NOON)
        before = len(await views_of(db, people.people[YUKINO]))
        page = await browser.press("さがす")
        assert FOUND not in page.title
        told = [one.event.action for one in await views_of(db, people.people[YUKINO])]
        assert "ownerless.searched-for" not in told
        assert len(told) == before
        assert THEIRS not in (await browser.open("/search")).response.text
        assert "父か母の記録をさがしています" not in (await browser.open("/search/names")).text


async def test_no_counter_confirms_it_and_nobody_whose_duty_it_is_not(opens: Opens) -> None:
    async with opens() as (people, _):
        number = await asked(people.browser(HIROHARA))
        for address in (f"/staff/cases/{number}/relation", "/staff/relations"):
            page = await (await clerk(people, TOWN_HALL)).open(address)
            assert page.status == 403


async def test_who_is_restricted_is_shown_to_no_clerk_and_related_to_nobody(opens: Opens) -> None:
    async with opens() as (people, db):
        relation = await related(people, db)
        number = await asked(people.browser(HIROHARA))
        async with db.write() as session:
            await restrict(session, people.people[YUKINO], restricted=True, now=NOON)
        one = await clerk(people, CLERK)
        page = await one.open(f"/staff/relations/{relation}")
        assert page.status == 403
        assert record_of(YUKINO).person.surname not in page.text
        await one.open(f"/staff/cases/{number}/relation")
        page = await one.press(SEND, typed(YUKINO))
        assert page.status == 409
        assert "この関係は、ここでは確かめられません" in page.text
        told = [one.event.action for one in await views_of(db, people.people[YUKINO])]
        assert told.count("relation.restricted") == 2
