"""A record without an owner, found inside a case and joined with its person by two."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from nenkin.storage.keys import Keys
from tests.browser import Browser
from tests.features.conftest import held
from tests.features.office_site import CLERK, ELSEWHERE, SECOND, asked, clerk
from tests.features.records_site import Town
from tests.features.search_site import (
    HIROHARA,
    INAHO,
    OFFICE,
    YUKINO,
    birth,
    name,
    number_of,
    search_town,
    searched,
)
from tests.features.test_office import APPROVE, EVIDENCE, MOVE, NEXT, UP

CANDIDATES = "/staff/cases/{}/candidates"


@pytest.fixture
async def searchable(sqlite_url: str, tmp_path: Path, keys: Keys) -> AsyncIterator[Town]:
    async for running in held(search_town(sqlite_url, tmp_path, keys)):
        yield running


@pytest.fixture
async def empty_handed(sqlite_url: str, tmp_path: Path, keys: Keys) -> AsyncIterator[Town]:
    async for running in held(search_town(sqlite_url, tmp_path, keys, loaded=False)):
        yield running


async def test_a_record_is_found_joined_and_freed_again(searchable: Town) -> None:
    number = await asked(searchable, YUKINO)
    one, two = await clerk(searchable, CLERK), await clerk(searchable, SECOND)
    person = searchable.browser(YUKINO)
    before = await _own_pages(person)
    await one.open(f"/staff/cases/{number}")
    await one.press(MOVE, {"to": "investigating"})
    page = await one.follow("持ち主不明記録をさがす")
    assert "候補1を統合する案を作る" in page.response.text
    assert "昭和2年10月3日" in page.text
    assert "99%以上" in page.text
    assert "100%" not in page.text
    assert "本人の記録との重なり" in page.text
    assert all("".join(cell.itertext()).strip() for cell in page.main.iter("td"))
    page = await one.press("候補1を統合する案を作る")
    assert page.path.startswith(f"/staff/cases/{number}/proposal/evidence")
    page = await one.press(NEXT, EVIDENCE)
    page = await one.press(UP)
    proposal = page.path
    page = await one.open(CANDIDATES.format(number))
    await two.open(proposal)
    if "本人の返事を待っています" in two.page.text:
        await person.open(f"/requests/{number}/answer")
        await person.press("進めてください")
        await two.open(proposal)
    page = await two.press(APPROVE)
    assert "記録を直しました" in page.text
    page = await person.open(f"/requests/{number}")
    assert "見つかった記録を、あなたの記録に入れました。" in page.text
    joined = page.text
    shown = await _own_pages(person)
    seen = (await person.open("/account/views")).text
    assert f"職員（みほん年金事務所 端末 {SECOND}） 見つかった記録を統合した" in seen
    page = await one.open(CANDIDATES.format(number))
    assert "候補1を統合する案を作る" not in page.response.text  # it has an owner now
    await two.open(proposal)
    await two.follow("取り消しの案を作る")
    page = await two.press(UP, {"reason": "別の方の記録でした"})
    undoing = page.path
    await person.open(f"/requests/{number}/answer")
    await person.press("進めてください")
    third = await clerk(searchable, ELSEWHERE)
    await third.open(undoing)
    assert "記録を直しました" in (await third.press(APPROVE)).text
    assert "元の記録に戻しました" in (await person.open(f"/requests/{number}")).text
    assert "元の記録に戻しました" not in joined
    assert "みほん製糸" in shown["/record/print"]
    assert "みほん製糸" not in before["/record/print"]
    freed = await _own_pages(person)
    for path, text in before.items():
        assert shown[path] != text, path  # at once, on every page that is worked out from it
        assert freed[path] == text, path


async def _own_pages(person: Browser) -> Mapping[str, str]:
    """Give what the person's record, its flags and the estimate say."""
    return {
        path: (await person.open(path)).text for path in ("/record/print", "/record", "/estimate")
    }


async def test_nothing_is_chosen_that_is_no_candidate(searchable: Town) -> None:
    number = await asked(searchable, YUKINO)
    one = await clerk(searchable, CLERK)
    page = await one.open(CANDIDATES.format(number))
    assert "統合する案を作る" not in page.response.text  # nobody looks into it yet
    await one.open(f"/staff/cases/{number}")
    await one.press(MOVE, {"to": "investigating"})
    page = await one.open(CANDIDATES.format(number))
    page = await one.press("候補1を統合する案を作る", {"record": "somebody-elses"})
    assert page.status == 409
    assert "もう選べません" in page.text


async def test_without_a_store_the_page_says_so(empty_handed: Town) -> None:
    number = await asked(empty_handed, YUKINO)
    one = await clerk(empty_handed, CLERK)
    page = await one.open(CANDIDATES.format(number))
    assert page.status == 200
    assert "この見本に入っていません" in page.text


async def test_a_relatives_record_is_not_offered_to_be_joined_with_the_searchers(
    searchable: Town,
) -> None:
    browser = searchable.browser(YUKINO)
    await name(browser, name_kind="relative")
    number = number_of(await searched(browser, OFFICE))
    one = await clerk(searchable, CLERK)
    await one.open(f"/staff/cases/{number}")
    await one.press(MOVE, {"to": "investigating"})
    page = await one.open(CANDIDATES.format(number))
    assert "家族の記録です。関係を確かめてから" in page.text
    assert "統合する案を作る" not in page.response.text
    case = await one.open(f"/staff/cases/{number}")
    token = next(form.values["token"] for form in case.forms if "token" in form.values)
    fields = {"record": ["DEMO-TOHOKU85"], "token": token}
    page = await one.send(CANDIDATES.format(number), fields)
    assert page.status == 409


async def test_a_clerk_is_told_that_what_was_searched_is_not_the_persons_own(
    searchable: Town,
) -> None:
    """Hirohara types Yukino's names and birth date."""
    warning = "本人のものとちがいます"
    browser, one = searchable.browser(HIROHARA), await clerk(searchable, CLERK)
    await name(browser, given_name="キヨ", given_name_kana="キヨ")
    await birth(browser, "昭和2", "10", "3")
    number = number_of(await searched(browser, OFFICE))
    assert warning in (await one.open(CANDIDATES.format(number))).text
    number = await asked(searchable, HIROHARA)
    assert warning not in (await one.open(CANDIDATES.format(number))).text


async def test_what_a_counter_passes_on_is_looked_for_by_the_names_of_its_searches(
    searchable: Town,
) -> None:
    person, one = searchable.browser(INAHO), await clerk(searchable, CLERK)
    await name(person, surname="川辺", surname_kana="カワベ")
    slip = number_of(await searched(person))
    bare, with_slip = [
        (await one.open(CANDIDATES.format(await asked(searchable, INAHO, searches=slips)))).text
        for slips in ((), (slip,))
    ]
    assert "姓がちがう記録" in bare
    assert "姓がちがう記録" not in with_slip
    other = await asked(searchable, YUKINO, searches=(slip,))  # another's slip adds nothing
    assert "カワベ" not in (await one.open(CANDIDATES.format(other))).text
