"""What the person's own history sheet (私の履歴整理表) tells the search, so that nothing is typed twice.

Of several jobs it takes the first one that the person's own record does not have: that is the one
that may lie among the records without an owner. It follows from what was typed and from one's own
record, never from those records.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from nenkin.content.library import Library
from nenkin.features.ownerless.forms import (
    SKIPPED,
    YEARS,
    BirthForm,
    MemoryForm,
    NameForm,
    PlaceForm,
)
from nenkin.law.months import Month
from nenkin.law.ownerless import MemoryKind, SoughtKind, WorkKind
from nenkin.law.periods import Record
from nenkin.law.recalled import When
from nenkin.law.remembered import Category, Employment
from nenkin.law.typed_times import read_when
from nenkin.matching.answers import short_prefecture
from nenkin.matching.knowledge import Knowledge
from nenkin.matching.questions import Question
from nenkin.storage.sheets import Answer
from nenkin.web.forms import Rejected
from nenkin.web.submissions import Submission, first

NAMES, BIRTHS = "names", "birth-dates"  # parts of the sheet
# A surname that one of these ended, and why it is looked for.
_ENDED = {
    Category.MARRIAGE: SoughtKind.FORMER,
    Category.DIVORCE: SoughtKind.FORMER,
    Category.ADOPTION: SoughtKind.ADOPTED,
}
_KINDS = {
    Category.WORK: None,
    Category.SEA: WorkKind.SHIP,
    Category.MINE: WorkKind.MINE,
    Category.MUNITIONS: WorkKind.FACTORY,
    Category.SELF_EMPLOYED: WorkKind.OWN_BUSINESS,
    Category.FAMILY_HELPER: WorkKind.OWN_BUSINESS,
}
_PLACES = ("employer", "workplace", "place")
_TOLD: Mapping[Category, tuple[MemoryKind, Sequence[str]]] = {
    Category.WORK: (MemoryKind.WORK, _PLACES),
    Category.MINE: (MemoryKind.WORK, _PLACES),
    Category.MUNITIONS: (MemoryKind.WORK, _PLACES),
    Category.SEA: (MemoryKind.SHIP, ("ship", "employer")),
    Category.MOVE: (MemoryKind.HOME, ("moved-to",)),
    Category.SELF_EMPLOYED: (MemoryKind.HOME, ("place",)),
    Category.FAMILY_HELPER: (MemoryKind.HOME, ("place",)),
    Category.NO_WORK: (MemoryKind.HOME, ("place",)),
}
_SAID = (WorkKind.FACTORY, WorkKind.SHOP, WorkKind.OFFICE, WorkKind.FARM)  # told by words in names


@dataclass(frozen=True, slots=True)
class FromSheet:
    """Names and birth dates by the entry that has them; ``unread``: names without their reading.

    ``answers``: of the three questions, as far as the sheet tells them. ``memories``: where one worked
    and lived, and on which ships, for the office alone (参考情報).
    """

    names: Mapping[str, Submission]
    unread: Mapping[str, Submission]
    births: Mapping[str, Submission]
    answers: Mapping[str, Submission]
    memories: Sequence[MemoryForm] = ()


def from_sheet(
    answers: Sequence[Answer], record: Record, library: Library, knowledge: Knowledge
) -> FromSheet:
    """Read a sheet's answers as they were typed; what the search cannot take as it stands it leaves."""
    entries: dict[tuple[str, str], Submission] = {}
    for answer in answers:
        said = msgspec.json.decode(answer.typed, type=dict[str, list[str]])
        key = answer.section, answer.entry
        entries[key] = {**entries.get(key, {}), **said}
    names = dict(_names(entries))
    births = {
        f"{part}.{key}": said
        for (part, key), said in entries.items()
        if part == BIRTHS and not isinstance(BirthForm.read(said), Rejected)
    }
    read = {key: said for key, said in names.items() if not isinstance(_read(said), Rejected)}
    return FromSheet(
        names=read,
        unread={key: said for key, said in names.items() if key not in read and _is_one(said)},
        births=births,
        answers=_answers(entries, record, library, knowledge),
        memories=tuple(_memories(entries, library)),
    )


def _names(entries: Mapping[tuple[str, str], Submission]) -> Iterator[tuple[str, Submission]]:
    for (part, key), said in entries.items():
        if part == NAMES:
            yield f"{part}.{key}", said
        elif part in _ENDED and first(said, "surname-before"):
            kind = str(_ENDED[Category(part)])
            yield f"{part}.{key}", {"name-kind": [kind], "surname": [first(said, "surname-before")]}


def _read(said: Submission) -> NameForm | Rejected:
    return NameForm.read(said)


def _is_one(said: Submission) -> bool:
    """Whether only readings are missing: with them the search could take it."""
    rejected = _read(said)
    return isinstance(rejected, Rejected) and {one.code for one in rejected.troubles} == {
        "kana-missing"
    }


def _memories(
    entries: Mapping[tuple[str, str], Submission], library: Library
) -> Iterator[MemoryForm]:
    for (part, _), said in entries.items():
        if part not in _TOLD:
            continue
        kind, names = _TOLD[Category(part)]
        words = " ".join(filter(None, (first(said, name) for name in names)))
        typed = {
            "memory-kind": [str(kind)],
            "memory": [words],
            "memory-when": [_span(said, library)],
        }
        form = MemoryForm.read(typed)
        if isinstance(form, MemoryForm):  # of nothing, or of too much, nothing is told
            yield form


def _span(said: Submission, library: Library) -> str:
    begins, ends = first(said, "first") or first(said, "at"), first(said, "last")
    if begins and ends:
        return library.words("search.memory.span", first=begins, last=ends)
    return begins


def _answers(
    entries: Mapping[tuple[str, str], Submission],
    record: Record,
    library: Library,
    knowledge: Knowledge,
) -> Mapping[str, Submission]:
    jobs = [
        (months, Category(part), said)
        for (part, _), said in entries.items()
        if part in _KINDS and (months := _months(said, record)) and _misses(record, *months)
    ]
    if not jobs:
        return {}
    (begins, _), part, said = min(jobs, key=lambda job: job[0])
    found = {
        Question.PLACE: ("prefecture", _prefecture(first(said, "place"), library)),
        Question.WORK: ("work", _work(part, said, knowledge)),
        Question.YEARS: ("years", _years(begins)),
    }
    return {str(question): {name: [said]} for question, (name, said) in found.items() if said}


def _months(said: Submission, record: Record) -> tuple[Month, Month] | None:
    """Give the months that a job surely had, both counted, or else all that it may have had.

    ``None`` where its beginning is not known.
    """
    begins = _when(first(said, "first"), record)
    ends = _when(first(said, "last"), record) or begins
    if begins is None or ends is None:
        return None
    if begins[1] <= ends[0]:
        return begins[1], ends[0]
    return begins[0], max(begins[0], ends[1])


def _when(typed: str, record: Record) -> tuple[Month, Month] | None:
    when = read_when(typed, born_on=record.person.born_on) if typed else None
    return when.months if isinstance(when, When) else None


def _misses(record: Record, begins: Month, ends: Month) -> bool:
    """Whether the person's own record has nothing in one of these months, both counted."""
    spans = [span for span in record.spans if span.known_until is None]
    return any(
        not any(span.first <= month and (span.last is None or month <= span.last) for span in spans)
        for month in range(begins, ends + 1)
    )


def _prefecture(place: str, library: Library) -> str:
    """Give the prefecture that a place begins with, or the only one that it names in full."""
    options = library.forms[PlaceForm.words].fields["prefecture"].options
    labels = {code: option.label for code, option in options.items() if code != SKIPPED}
    for code, label in labels.items():
        if place.startswith(short_prefecture(label)):
            return code
    named = [code for code, label in labels.items() if label in place]
    return named[0] if len(named) == 1 else ""


def _work(part: Category, said: Submission, knowledge: Knowledge) -> str:
    kind = _KINDS[part]
    if kind is not None:
        return str(kind)
    if first(said, "employment") == Employment.PUBLIC:
        return str(WorkKind.PUBLIC)
    words = first(said, "employer") + first(said, "occupation")
    for kind in _SAID:
        if any(word in words for word in knowledge.trades[kind].words):
            return str(kind)
    return ""


def _years(begins: Month) -> str:
    year = begins // 12
    known = [one for one in YEARS if int(one) <= year]
    return known[-1] if known and year < int(YEARS[-1]) + 5 else ""
