"""/staff/cases/<number>/candidates: records without an owner that may be the person's, and joining one."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from nenkin import paths
from nenkin.features.office.desk import (
    CASES,
    CONFLICT,
    Desk,
    Opened,
    Page,
    duty,
    office_router,
    see_other,
)
from nenkin.features.office.drafting import Draft, load
from nenkin.interchange import search_slips
from nenkin.interchange.history_sheets import read_sheet
from nenkin.interchange.ownerless_files import write_row
from nenkin.law.duties import Duty
from nenkin.law.ownerless import MOST_BIRTH_DATES, MOST_NAMES, Query, SoughtKind, SoughtName
from nenkin.law.remembered import HistorySheet
from nenkin.matching.found import Candidate, Found
from nenkin.matching.merging import propose
from nenkin.reference.matching import load_knowledge
from nenkin.storage.claims import claimed_among
from nenkin.storage.ownerless.rows import OtherStore
from nenkin.storage.ownerless.searching import Store, gather, judge, open_store
from nenkin.storage.searches import find_search
from nenkin.web.submissions import Submission, first

ONE = CASES + "/{number:str}/candidates"
_LEVELS = {"family": "name", "given": "name", "birth": "birth", "sex": "sex", "overlap": "overlap"}


@get(ONE, opt=duty(Duty.SEARCH_BY_NAME))
async def listed(desk: NamedDependency[Desk], number: FromPath[str]) -> Page:
    """Search with every name and birth date that the person has told, inside this case alone."""
    here = await desk.open(number, "candidates")
    return await _draw(desk, await load(desk, here))


@post(ONE, opt=duty(Duty.SEARCH_BY_NAME))
async def choose(
    desk: NamedDependency[Desk], number: FromPath[str], submission: NamedDependency[Submission]
) -> Page:
    """Begin a proposal that joins one of them."""
    here = await desk.open(number, "candidates")
    draft = await load(desk, here)
    wanted = first(submission, "record")
    found = await _found(desk, draft)
    for one in found.candidates if found else ():
        merging = propose(one.record, draft.record, desk.today(here.known))
        fits = one.record.id == wanted and merging.span is not None
        if fits and _may_propose(desk, here):
            await draft.keep(joined=write_row(one.record), lines=[])
            return see_other(f"{here.address}/proposal/evidence")
    return await _draw(desk, draft, gone=True)


async def _draw(desk: Desk, draft: Draft, *, gone: bool = False) -> Page:
    here, found = draft.here, await _found(desk, draft)
    words = desk.library.words
    return desk.page(
        "candidates",
        status=CONFLICT if gone else 200,
        **desk.heads(here),
        gone=gone,
        none_loaded=found is None,
        answer=words(f"candidate.answer.{found.answer}") if found else "",
        candidates=[_view(desk, draft, one) for one in found.candidates] if found else [],
        may_propose=_may_propose(desk, here),
    )


def _may_propose(desk: Desk, here: Opened) -> bool:
    return here.may_be_answered and desk.staff.may(Duty.PROPOSE_CORRECTION)


async def _found(desk: Desk, draft: Draft) -> Found | None:
    query = await _query(desk, draft)
    known = await asyncio.to_thread(load_knowledge, paths.DATA)
    async with _store(desk) as store:
        if store is None:
            return None
        gathered = await asyncio.to_thread(gather, store, query, known)
        claimed = await claimed_among(desk.db, gathered.ids)
        return await asyncio.to_thread(judge, gathered, known, claimed)


@asynccontextmanager
async def _store(desk: Desk) -> AsyncIterator[Store | None]:
    try:
        store = await asyncio.to_thread(open_store, desk.settings.ownerless_store)
    except OtherStore:
        yield None
        return
    try:
        yield store
    finally:
        await asyncio.to_thread(store.close)


async def _query(desk: Desk, draft: Draft) -> Query:
    """Give what is looked for: the search that was sent, or all that the sheet knows of names and days."""
    here, person = draft.here, draft.record.person
    own = [(span.first, span.last) for span in draft.record.spans if span.last is not None]
    search = await find_search(desk.db, here.case.person_id, here.case.number)
    if search is not None:
        return search_slips.decoded(search.typed).query(person.sex, own)
    sheet = read_sheet(here.sent.sheet)
    current = SoughtName(
        family_kana=person.surname_kana,
        given_kana=person.given_name_kana,
        family_kanji=person.surname,
        given_kanji=person.given_name,
    )
    names, days = [current], [person.born_on]
    if isinstance(sheet, HistorySheet):
        names += _names(sheet)
        days += [day.born_on for day in sheet.birth_dates]
    return Query(
        names=tuple(dict.fromkeys(names))[:MOST_NAMES],
        born=tuple(dict.fromkeys(days))[:MOST_BIRTH_DATES],
        sex=person.sex,
        own=tuple(own),
    )


def _names(sheet: HistorySheet) -> Iterator[SoughtName]:
    for name in sheet.names:
        if name.surname_kana or name.given_name_kana:  # without, nothing could be compared
            yield SoughtName(
                kind=SoughtKind(name.kind),
                family_kana=name.surname_kana,
                given_kana=name.given_name_kana,
                family_kanji=name.surname,
                given_kanji=name.given_name,
            )


def _view(desk: Desk, draft: Draft, one: Candidate) -> Mapping[str, Any]:
    words, record = desk.library.words, one.record
    merging = propose(record, draft.record, desk.today(draft.here.known))
    months = words("office.candidates.no-months")
    if record.first is not None:
        months = desk.words.run(record.first, record.last or record.first)
    return {
        "id": record.id,
        "name": f"{record.family_kanji} {record.given_kanji}".strip()
        or f"{record.family_kana} {record.given_kana}",
        "rule": words(f"candidate.rule.{one.rule}"),
        "rows": [
            {"key": words(f"office.candidates.{key}"), "value": value}
            for key, value in (
                ("kana", f"{record.family_kana} {record.given_kana}".strip()),
                ("born", str(record.born)),
                ("months", months),
                ("employer", record.employer),
                ("place", record.place),
            )
            if value
        ],
        "evidence": _evidence(desk, one),
        "hindrances": [words(f"candidate.hindrance.{why}") for why in merging.hindrances],
        "beside": [desk.words.row(span, amounts=False)[0] for span in merging.beside],
    }


def _evidence(desk: Desk, one: Candidate) -> Sequence[tuple[str, str]]:
    words = desk.library.words
    return [
        (
            words(f"candidate.field.{field}"),
            words(f"candidate.{_LEVELS.get(field, 'told')}.{level}"),
        )
        for field, level in one.evidence.items()
    ]


ROUTES: tuple[Any, ...] = (office_router(listed, choose),)
