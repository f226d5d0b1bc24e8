"""The history sheet answers the search first: names, birth dates and the three questions; nothing twice."""

import json
from collections.abc import Mapping

import pytest

from nenkin import paths
from nenkin.content.library import load
from nenkin.features.ownerless import answering
from nenkin.features.ownerless.from_sheet import from_sheet
from nenkin.interchange.search_slips import memory
from nenkin.storage.database import Database
from nenkin.storage.search_memories import MOST, memories_of
from nenkin.storage.sheets import Answer, Holder, Typed, keep_answer
from nenkin.web.pacing import Pace
from tests.features.records_site import record_of
from tests.features.search_site import INAHO, NEXT, YUKINO, Opens, number_of, searched
from tests.matching.lost_records import KNOWLEDGE
from tests.sites import NOON

ADD = "これを足す"
LIBRARY = load(paths.CONTENT, names={"service": "", "operator": "", "telephone": ""})
Pages = Mapping[str, Mapping[str, str]]
FORMER: Pages = {
    "name": {"name-kind": "former", "surname": "深山"},
    "reading": {"surname-kana": "みやま"},
}
BORN: Pages = {
    "day": {"other-birth-era": "showa", "other-birth-year": "2", "other-birth-month": "10"}
    | {"other-birth-day": "4"}
}
MILL: Pages = {
    "job": {"employer": "みほん製糸", "first": "昭和19年4月", "last": "昭和24年3月"},
    "place": {"place": "岩手県盛岡市"},
}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "PACE", Pace(step=1e-6))


async def write(db: Database, person_id: int, entry: str, pages: Pages) -> None:
    section, _, key = entry.partition(".")
    async with db.write() as session:
        for page, fields in pages.items():
            sent = Typed(
                section=section,
                entry=key,
                page=page,
                typed=json.dumps({name: [text] for name, text in fields.items()}),
                written_by="person",
                record_shown=False,
                expected=0,
            )
            await keep_answer(session, Holder.person(person_id), sent, NOON)


async def test_what_the_sheet_has_is_there_already_and_answered_first(opens: Opens) -> None:
    async with opens() as (people, db):
        await write(db, people.people[YUKINO], "names.a", FORMER)
        await write(db, people.people[YUKINO], "birth-dates.b", BORN)
        await write(db, people.people[YUKINO], "work.c", MILL)
        browser = people.browser(YUKINO)
        assert "深山（ミヤマ）" in (await browser.open("/search/names")).text
        assert "1927年（昭和2年）10月4日" in (await browser.open("/search/births")).text
        for question, name, value in (
            ("place", "prefecture", "03"),
            ("work", "work", "factory"),
            ("years", "years", "1942"),
        ):
            page = await browser.open(f"/search/{question}")
            assert page.form_with(NEXT).values[name] == [value]
            assert "私の履歴整理表に書いたことから選びました" in page.text
        await browser.press(NEXT, {"years": "1945"})
        page = await browser.open("/search/years")
        assert page.form_with(NEXT).values["years"] == ["1945"]
        assert "私の履歴整理表に書いたことから" not in page.text
        page = await searched(browser)
        assert "変わる前の姓でもさがしました" in page.text
        assert "/requests/new" in {href for _, href in page.links}


async def test_what_is_taken_out_stays_out_and_what_is_written_later_comes(opens: Opens) -> None:
    async with opens() as (people, db):
        browser = people.browser(YUKINO)
        await browser.open("/search/names/new")
        await browser.press(ADD, {"name-kind": "alias", "given-name-kana": "キヨコ"})
        await write(db, people.people[YUKINO], "names.a", FORMER)
        page = await browser.open("/search/names")
        assert "深山（ミヤマ）" in page.text
        page = await browser.press("深山（ミヤマ）：結婚などで変わる前の姓を消す")
        assert "深山" not in page.text
        await write(
            db, people.people[YUKINO], "names.z", {**FORMER, "reading": {"surname-kana": "ミサン"}}
        )
        page = await browser.open("/search/names")
        assert "ミサン" in page.text
        assert "ミヤマ" not in page.text
        assert page.text.count("キヨコ") >= 1


async def test_a_surname_that_a_marriage_ended_is_asked_for_its_reading_alone(opens: Opens) -> None:
    async with opens() as (people, db):
        turn = {"turn": {"at": "昭和24年", "surname-before": "川辺"}}
        await write(db, people.people[INAHO], "marriage.m", turn)
        again = {"turn": {"at": "昭和30年", "surname-before": "川辺"}}
        await write(db, people.people[INAHO], "divorce.n", again)
        browser = people.browser(INAHO)
        page = await browser.open("/search/names")
        assert page.text.count("「川辺」の読みかたを足す") == 1
        page = await browser.follow("「川辺」の読みかたを足す")
        form = page.form_with(ADD)
        assert form.values["surname"] == ["川辺"]
        assert form.values["name-kind"] == ["former"]
        page = await browser.press(ADD)
        assert page.status == 422
        assert page.form_with(ADD).values["surname"] == ["川辺"]
        page = await browser.press(ADD, {"surname-kana": "かわべ"})
        assert "川辺（カワベ）" in page.text
        assert "読みかたを足す" not in page.text


async def test_what_the_sheet_has_of_places_goes_to_the_office_at_one_press(opens: Opens) -> None:
    async with opens() as (people, db):
        person_id = people.people[YUKINO]
        await write(db, person_id, "work.c", MILL)
        await write(db, person_id, "sea.d", {"ship": {"ship": "第三まぼろし丸", "first": ""}})
        await write(db, person_id, "move.e", {"move": {"moved-to": "あ" * 101, "at": "20歳"}})
        browser = people.browser(YUKINO)
        number = number_of(await searched(browser))
        page = await browser.follow("おぼえていることを足す")
        told = "働いた所：みほん製糸 岩手県盛岡市（昭和19年4月から昭和24年3月まで）"
        assert told in page.text
        page = await browser.press("これをすべて足す")
        assert "これをすべて足す" not in page.text
        lines = [memory(one.said).line.value for one in await memories_of(db, number)]
        assert lines == [told.partition("：")[2], "第三まぼろし丸"]
        page = await browser.press("第三まぼろし丸を消す")
        assert "これをすべて足す" in page.text


async def test_of_a_long_sheet_a_slip_takes_what_there_is_room_for(opens: Opens) -> None:
    async with opens() as (people, db):
        for at in range(MOST + 1):
            job: Pages = {"job": {"employer": f"会社{at}", "first": ""}}
            await write(db, people.people[YUKINO], f"work.k{at}", job)
        browser = people.browser(YUKINO)
        number = number_of(await searched(browser))
        await browser.follow("おぼえていることを足す")
        page = await browser.press("これをすべて足す")
        assert page.status == 200
        assert len(await memories_of(db, number)) == MOST
        assert "これをすべて足す" not in page.text


async def test_an_entry_that_is_not_there_is_a_new_name(opens: Opens) -> None:
    async with opens() as (people, _):
        page = await people.browser(YUKINO).open("/search/names/new?entry=names.x")
        assert page.status == 200
        assert page.form_with(ADD).values["surname"] == [""]


def _answer(section: str, key: str, typed: Mapping[str, str]) -> Answer:
    said = json.dumps({name: [text] for name, text in typed.items()})
    return Answer(
        section=section,
        entry=key,
        page="p",
        typed=said,
        version=1,
        written_by="person",
        record_shown=False,
        created_at=NOON,
        updated_at=NOON,
    )


def told(*answers: Answer, who: str = YUKINO) -> dict[str, str]:
    found = from_sheet(answers, record_of(who), LIBRARY, KNOWLEDGE).answers
    return {question: next(iter(typed.values()))[0] for question, typed in found.items()}


@pytest.mark.parametrize(
    ("section", "typed", "answers"),
    [
        ("sea", {"first": "昭和20年"}, {"work": "ship", "years": "1945"}),
        ("mine", {"first": "昭和18年"}, {"work": "mine", "years": "1942"}),
        ("munitions", {"first": "昭和19年", "place": "大阪"}, {"place": "27", "work": "factory"}),
        ("work", {"first": "昭和20年", "employment": "public"}, {"work": "public"}),
        ("work", {"first": "昭和20年", "employer": "丸十商店", "place": "京都市"}, {"place": "26"}),
        ("work", {"first": "昭和20年", "place": "北海道小樽市"}, {"place": "01"}),
        ("work", {"first": "昭和20年", "place": "小樽市"}, {"years": "1945"}),
        ("work", {"first": "昭和20年", "place": "京橋"}, {"years": "1945"}),
        ("work", {"first": "昭和20年", "place": "諏訪（長野県）"}, {"place": "20"}),
        ("work", {"first": "昭和20年", "place": "工場は奈良県か三重県"}, {"years": "1945"}),
        ("work", {"first": "昭和10年", "employer": "山本銀行"}, {"work": "office"}),
        ("work", {"first": "わからない", "place": "岩手県"}, {}),
        ("work", {"place": "岩手県"}, {}),
        ("school", {"first": "昭和20年", "place": "岩手県"}, {}),
    ],
)
def test_what_a_job_tells(section: str, typed: dict[str, str], answers: dict[str, str]) -> None:
    found = told(_answer(section, "a", typed))
    assert answers.items() <= found.items()
    assert bool(found) == bool(answers)
    assert ("place" in found) == ("place" in answers)


def test_it_is_the_first_job_that_the_own_record_does_not_have() -> None:
    record = record_of(YUKINO)
    span = next(span for span in record.spans if span.last is not None)
    then = f"{span.first // 12}年{span.first % 12 + 1}月"
    known = {"first": then, "last": then, "place": "東京都"}
    assert told(_answer("work", "a", known)) == {}
    later = {"first": "昭和22年", "place": "青森県", "employer": "りんご商店"}
    first = {"first": "昭和19年", "place": "秋田県", "employer": "杉工場"}
    found = told(
        _answer("work", "a", known), _answer("work", "b", later), _answer("work", "c", first)
    )
    assert found == {"place": "05", "work": "factory", "years": "1942"}


def test_a_job_of_which_the_record_has_a_part_alone_is_missing_too() -> None:
    span = next(span for span in record_of(YUKINO).spans if span.last is not None)
    begins, ends = span.first - 24, span.first + 1
    job = {
        "first": f"{begins // 12}年{begins % 12 + 1}月",
        "last": f"{ends // 12}年{ends % 12 + 1}月",
    }
    assert "years" in told(_answer("work", "a", {**job, "place": "東京都"}))


def test_jobs_after_the_last_of_the_years_are_not_placed() -> None:
    assert "years" not in told(_answer("work", "a", {"first": "2005年", "place": "岩手県"}))
