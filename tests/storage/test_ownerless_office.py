"""One slip at the office: found by its number, with candidates, evidence, overlap and what joining writes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nenkin.interchange.ownerless_files import write_row
from nenkin.interchange.search_slips import Memory, slip_of
from nenkin.interchange.sent_requests import Line
from nenkin.law.months import month
from nenkin.law.ownerless import MemoryKind, OwnerlessRecord, SoughtKind
from nenkin.law.periods import Sex
from nenkin.matching import rules
from nenkin.matching.found import Answer
from nenkin.matching.merging import Hindrance
from nenkin.matching.office import OfficeView, names
from nenkin.matching.rules import Rule
from nenkin.storage.cases import new_number
from nenkin.storage.claims import merge_claim, propose_claim
from nenkin.storage.database import Database
from nenkin.storage.ownerless.office import OfficeSlip, find_slip, look_again
from nenkin.storage.records import read_record
from nenkin.storage.search_memories import keep_memory
from nenkin.storage.searches import keep_search
from tests.matching.lost_records import KNOWLEDGE, lost, name, sought, store_of, strangers
from tests.storage.conftest import NOW
from tests.storage.samples import EMPLOYED, PERSON

ON = date(2026, 12, 1)
BORN = PERSON.born_on.isoformat()
HERS = lost(
    "R1",
    "ミホン ハナコ",
    BORN,
    first=month(1978, 4),
    last=month(1979, 3),
    employer="みほん紡績",
    place="青森県八戸市",
)
OVERLAPS = HERS._replace(id="R2", first=EMPLOYED.first - 2, last=EMPLOYED.first + 1)
OTHER_DAY = HERS._replace(id="R3", born=lost("X", "ア", "1960-02-28").born, employer="丸十商店")
MEMORY = Memory(MemoryKind.WORK, "丸十商店", "", Line("働いた所", "丸十商店"))


async def searched(
    database: Database, person_id: int, *said: Memory, relative: str = ""
) -> OfficeSlip:
    number = new_number()
    query = sought("ミホン ハナコ", BORN)
    if relative:
        others = (name(relative, kind=SoughtKind.RELATIVE),)
        query = replace(query, names=(*query.names, *others))
    slip = slip_of(query, [Line("名前", "見本 花子")])
    async with database.write() as session:
        await keep_search(
            session,
            number=number,
            person_id=person_id,
            criteria=b"a" * 16,
            typed=slip.encoded(),
            answer=Answer.POSSIBLE,
            now=NOW,
        )
        for one in said:
            await keep_memory(session, person_id, number, one.encoded(), NOW)
    found = await find_slip(database, number)
    assert found is not None
    return found


async def view(
    database: Database, folder: Path, slip: OfficeSlip, *records: OwnerlessRecord
) -> OfficeView:
    store = store_of(folder, *records, *strangers(50))
    try:
        own = await read_record(database, slip.person_id)
        query, memories = slip.query(own), slip.memories
        return await look_again(database, store, KNOWLEDGE, query, own, on=ON, memories=memories)
    finally:
        store.close()


async def test_a_slip_is_found_by_its_number_with_all_that_was_typed(
    database: Database, person_id: int
) -> None:
    slip = await searched(database, person_id, MEMORY)
    assert slip.person_id == person_id
    assert slip.answer is Answer.POSSIBLE
    assert list(slip.memories) == [MEMORY]
    assert slip.slip.lines == [Line("名前", "見本 花子")]
    assert (slip.valid_until - slip.on).days == 90
    assert await find_slip(database, new_number()) is None


async def test_each_candidate_comes_with_rule_score_sides_and_what_joining_would_write(
    database: Database, person_id: int, tmp_path: Path
) -> None:
    slip = await searched(database, person_id)
    found = await view(database, tmp_path, slip, HERS, OVERLAPS)
    (first, second) = found.candidates
    assert [first.candidate.record.id, second.candidate.record.id] == ["R1", "R2"]
    assert first.candidate.rule is Rule.SAME
    assert first.candidate.score > second.candidate.score  # 期間重複 lowers it
    assert [side.level for side in first.sides[:3]] == ["same", "same", "same"]
    assert first.shared == ()
    assert first.proposal.span is not None
    assert (first.proposal.span.first, first.proposal.span.last) == (HERS.first, HERS.last)
    ((span, begins, ends),) = second.shared
    assert (span.employer, begins, ends) == (
        EMPLOYED.employer,
        EMPLOYED.first,
        EMPLOYED.first + 1,
    )
    assert second.proposal.hindrances == (Hindrance.OVERLAPS,)
    assert found.rules == rules.VERSION
    assert found.weights == KNOWLEDGE.version
    assert 0 < found.posterior <= 1
    assert found.namesakes >= 2


async def test_what_is_remembered_later_is_looked_at_first(
    database: Database, person_id: int, tmp_path: Path
) -> None:
    without = await searched(database, person_id)
    found = await view(database, tmp_path, without, HERS, OTHER_DAY)
    assert [one.candidate.record.id for one in found.candidates] == ["R1", "R3"]
    slip = await searched(database, person_id, MEMORY)
    found = await view(database, tmp_path, slip, HERS, OTHER_DAY)
    assert [one.candidate.record.id for one in found.candidates] == ["R3", "R1"]
    assert [one.told for one in found.candidates] == [(0,), ()]


async def test_what_was_joined_is_no_candidate_any_more(
    database: Database, person_id: int, tmp_path: Path
) -> None:
    slip = await searched(database, person_id)
    (first,) = (await view(database, tmp_path, slip, HERS)).candidates
    assert first.proposal.span is not None
    async with database.write() as session:
        claim = await propose_claim(
            session,
            first.proposal,
            person_id=person_id,
            case_number=slip.number,
            facts=write_row(HERS),
            clerk=1,
            now=NOW,
        )
    async with database.write() as session:
        await merge_claim(session, claim, first.proposal.span, clerk=2, now=NOW)
    assert (await view(database, tmp_path, slip, HERS)).candidates == ()


async def test_a_relatives_record_is_not_joined_with_the_searchers(
    database: Database, person_id: int, tmp_path: Path
) -> None:
    slip = await searched(database, person_id, relative="ミホン タロウ")
    his = OVERLAPS._replace(id="R4", given_kana="タロウ", sex=Sex.MALE)
    (first,) = (await view(database, tmp_path, slip, his)).candidates
    assert first.candidate.name.kind is SoughtKind.RELATIVE
    assert not first.candidate.overlaps
    assert first.shared == ()
    assert first.proposal.span is None
    assert first.proposal.hindrances == (Hindrance.RELATIVES,)


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("みほん紡績", True),
        ("みほん", True),
        ("みほん紡績の八戸の工場", True),
        ("青森県八戸市、海の近く", True),
        ("ミホン", False),
        ("丸十商店", False),
        ("み", False),
        ("", False),
    ],
)
def test_a_memory_names_a_record_in_part(said: str, fits: bool) -> None:
    assert names(said, HERS) == fits


def test_old_kanji_and_widths_name_it_too() -> None:
    recorded = replace_employer("東亞鐵工")
    assert names("東亜鉄工", recorded)
    assert not names("東亜鉄工", replace_employer(""))


def replace_employer(words: str) -> OwnerlessRecord:
    return HERS._replace(employer=words, place="")
