"""/staff/cases/<number>/candidates: records without an owner that may be the person's, and joining one."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from nenkin import paths
from nenkin.features.office.desk import CONFLICT, Desk, Page
from nenkin.features.office.drafting import Draft, load
from nenkin.features.office.opened import CASES, Opened
from nenkin.features.office.routing import duty, office_router, see_other
from nenkin.interchange.history_sheets import read_sheet
from nenkin.interchange.ownerless_files import write_row
from nenkin.interchange.search_slips import Memory
from nenkin.law.duties import Duty
from nenkin.law.ownerless import (
    MOST_BIRTH_DATES,
    MOST_NAMES,
    OwnerlessRecord,
    Query,
    RecordedBirth,
    SoughtKind,
    SoughtName,
    may_be_born,
)
from nenkin.law.procedures import Procedure
from nenkin.law.remembered import HistorySheet
from nenkin.law.wareki import write_day
from nenkin.matching.evidence import Side
from nenkin.matching.office import OfficeView, Shown
from nenkin.reference.matching import load_knowledge
from nenkin.storage.ownerless.office import OfficeSlip, find_slip, look_again, months_of
from nenkin.storage.ownerless.rows import OtherStore
from nenkin.storage.ownerless.searching import opened_store
from nenkin.web.submissions import Submission, first

ONE = CASES + "/{number:str}/candidates"
_LEVELS = {"family": "name", "given": "name", "birth": "birth", "sex": "sex"}
MOST_PERCENT = 99  # nothing but papers makes it certain


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
    for one in found.view.candidates if found else ():
        fits = one.proposal.record.id == wanted and one.proposal.span is not None
        if fits and _may_propose(desk, here):
            await draft.keep(joined=write_row(one.proposal.record), lines=[])
            return see_other(f"{here.address}/proposal/evidence")
    return await _draw(desk, draft, gone=True)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the search gave, beside what was remembered after it."""

    view: OfficeView
    memories: Sequence[Memory]
    not_own: (
        bool  # the person was told nothing: what was typed is not their own name and birth date
    )


async def _draw(desk: Desk, draft: Draft, *, gone: bool = False) -> Page:
    here, found = draft.here, await _found(desk, draft)
    words = desk.library.words
    return desk.page(
        "candidates",
        status=CONFLICT if gone else 200,
        **desk.heads(here),
        gone=gone,
        none_loaded=found is None,
        answer=words(f"candidate.answer.{found.view.answer}") if found else "",
        not_own=found is not None and found.not_own,
        candidates=[_view(desk, found, one) for one in found.view.candidates] if found else [],
        may_propose=_may_propose(desk, here),
        rules=found.view.rules if found else "",
        weights=found.view.weights if found else "",
    )


def _may_propose(desk: Desk, here: Opened) -> bool:
    return here.may_be_answered and desk.staff.may(Duty.PROPOSE_CORRECTION)


async def _found(desk: Desk, draft: Draft) -> _Found | None:
    slips = await _slips(desk, draft)
    queries = [slip.query(draft.record) for slip in slips]
    if not slips or draft.here.case.kind is not Procedure.SEARCH:
        queries.append(_query_of_sheet(draft))
    memories = [one for slip in slips for one in slip.memories]
    known = await asyncio.to_thread(load_knowledge, paths.DATA)
    on = desk.today(draft.here.known)
    async with opened_store(desk.settings.ownerless_store) as store:
        if store is None:
            return None
        try:
            view = await look_again(
                desk.db, store, known, _together(queries), draft.record, on=on, memories=memories
            )
        except OtherStore:  # gone meanwhile
            return None
    return _Found(view, memories, not_own=any(slip.answer is None for slip in slips))


async def _slips(desk: Desk, draft: Draft) -> Sequence[OfficeSlip]:
    """Give the slip that the case is of, or those that a counter has passed on with it."""
    case = draft.here.case
    numbers = (case.number, *draft.here.sent.searches)
    found = [await find_slip(desk.db, number) for number in numbers]
    return [slip for slip in found if slip is not None and slip.person_id == case.person_id]


def _together(queries: Sequence[Query]) -> Query:
    """Put every name and birth date into one search; the answers are those of the first."""
    names = dict.fromkeys(name for query in queries for name in query.names)
    days = dict.fromkeys(day for query in queries for day in query.born)
    return replace(queries[0], names=tuple(names)[:MOST_NAMES], born=tuple(days)[:MOST_BIRTH_DATES])


def _born(desk: Desk, born: RecordedBirth) -> str:
    """Write a birth date as it is recorded: its era may be missing, a part of it unreadable."""
    words = desk.library.words
    era = words(f"office.candidates.era-{born.era}") if born.era else ""
    year = born.year if born.year_of_era is None else born.year_of_era
    none = words("office.candidates.unreadable")
    said = words(
        "office.candidates.born-on",
        year=f"{era}{year}",
        month=born.month or none,
        day=born.day or none,
    )
    is_bare = born.year_of_era is not None and not era
    return said + (words("office.candidates.no-era") if is_bare else "")


def _query_of_sheet(draft: Draft) -> Query:
    """Give all that the sheet, as it was sent, knows of names and birth dates."""
    here, person = draft.here, draft.record.person
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
        days += [day.born_on for day in sheet.birth_dates if may_be_born(day.born_on)]
    return Query(
        names=tuple(dict.fromkeys(names))[:MOST_NAMES],
        born=tuple(dict.fromkeys(days))[:MOST_BIRTH_DATES],
        sex=person.sex,
        own=tuple(months_of(draft.record)),
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


def _view(desk: Desk, found: _Found, one: Shown) -> Mapping[str, Any]:
    words, record = desk.library.words, one.proposal.record
    said = partial(_said, desk, record)
    rows = (
        ("register", words(f"office.candidates.register-{record.scheme}")),
        ("ledger", record.ledger),
        ("months", _months(desk, record)),
        ("overlap", words(f"candidate.overlap.{one.candidate.evidence['overlap']}")),
        ("shared", "、".join(desk.words.run(begins, ends) for _, begins, ends in one.shared)),
        ("told", "、".join(found.memories[place].line.value for place in one.told)),
        ("score", _percent(desk, one.candidate.posterior)),
    )
    return {
        "id": record.id,
        "name": f"{record.family_kanji} {record.given_kanji}".strip()
        or f"{record.family_kana} {record.given_kana}",
        "rule": words(f"candidate.rule.{one.candidate.rule}"),
        "rows": [
            {"key": words(f"office.candidates.{key}"), "value": value}
            for key, value in rows
            if value
        ],
        "evidence": [
            (
                words(f"candidate.field.{side.field}"),
                *said(side),
                words(f"candidate.{_LEVELS.get(side.field, 'told')}.{side.level}"),
            )
            for side in one.sides
        ],
        "hindrances": [words(f"candidate.hindrance.{why}") for why in one.proposal.hindrances],
        "beside": [desk.words.row(span, amounts=False)[0] for span in one.proposal.beside],
    }


def _percent(desk: Desk, posterior: float) -> str:
    """Say how likely it is, and never that it is certain."""
    words, of = desk.library.words, round(100 * posterior)
    if of > MOST_PERCENT:
        return words("office.candidates.at-least", of=MOST_PERCENT)
    return words("office.candidates.percent", of=of)


def _months(desk: Desk, record: OwnerlessRecord) -> str:
    if record.first is None:
        return desk.library.words("office.candidates.no-months")
    return desk.words.run(record.first, record.last or record.first)


def _said(desk: Desk, record: OwnerlessRecord, side: Side) -> tuple[str, str]:
    """Give both sides of a field in words: what was typed, and what is recorded."""
    words, typed, recorded = desk.library.words, side.typed, side.recorded
    if side.field == "birth":
        days = "、".join(write_day(date.fromisoformat(day)) for day in typed.split())
        return days, _born(desk, record.born)
    if side.field == "sex":
        both = (words(f"office.candidates.sex-{sex}") if sex else "" for sex in (typed, recorded))
        typed, recorded = both
    if side.field == "work" and typed:
        typed = desk.library.forms["search"].fields["work"].options[typed].label
    if side.field == "years":
        if typed:
            first, last = typed.split("-")
            typed = words("office.candidates.years", first=first, last=last)
        recorded = _months(desk, record)
    none = words("office.candidates.blank")
    return typed or none, recorded or none


ROUTES: tuple[Any, ...] = (office_router(listed, choose),)
