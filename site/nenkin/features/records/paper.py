"""What the printed pages say: the whole record, or only the months to take along."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nenkin.content.library import Library
from nenkin.features.records.concerns import Concerns, concerns
from nenkin.features.records.desk import Opened
from nenkin.features.records.overview import Overview, overview
from nenkin.features.records.schemes import SchemesView, schemes_view
from nenkin.features.records.wording import masked, write_name
from nenkin.interchange.month_codes import write_codes, year_lines
from nenkin.law.parameters import Law
from nenkin.law.statuses import NOT_INSURED
from nenkin.law.wareki import write_day

PLAIN = "plain"  # where its words in やさしい日本語 are


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose paper it is."""

    name: str
    kana: str
    born: str
    number: str  # all but its last digits hidden
    data_day: str
    printed: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole record on paper."""

    owner: Owner
    overview: Overview
    schemes: SchemesView
    lines: tuple[str, ...]  # 昭55-*AAAAAAAAAAA
    codes: tuple[tuple[str, str], ...]  # each code of the lines with its word


@dataclass(frozen=True, slots=True)
class UnclearPaper:
    """The months to take along to an office."""

    owner: Owner
    concerns: Concerns
    bring: tuple[str, ...]  # everything once, in the order of the months


def owner_of(opened: Opened) -> Owner:
    """Say whose record it is, and of which day."""
    person = opened.record.person
    return Owner(
        name=write_name(person),
        kana=f"{person.surname_kana} {person.given_name_kana}",
        born=write_day(person.born_on),
        number=masked(person.basic_number, whole=opened.numbers),
        data_day=write_day(opened.record.data_date),
        printed=write_day(opened.today),
    )


def paper(law: Law, library: Library, opened: Opened, phrases: str = "record") -> Paper:
    """Say the whole record; with ``PLAIN`` as ``phrases`` in やさしい日本語."""
    spans = [span for span in opened.career.spans if span.status]
    lines = list(year_lines(spans, until=opened.career.end - 1))
    return Paper(
        owner=owner_of(opened),
        overview=overview(law, library, opened, phrases),
        schemes=schemes_view(library, opened),
        lines=tuple(write_codes(line.year, line.codes, half_width=False) for line in lines),
        codes=tuple(_code_words(library, "".join(line.codes for line in lines))),
    )


def plain_rows(library: Library, view: Paper) -> Mapping[str, Any]:
    """Say in やさしい日本語 which months to look at, and by scheme when and where one was insured."""
    said = library.words
    return {
        "looks": [
            {
                "key": said("plain.look-item", when=item.when, months=item.months),
                "value": said(f"plain.flag.{item.code}"),
            }
            for item in view.overview.concerns.items
        ],
        "periods": {
            scheme.code: [
                {"key": when, "value": said("plain.period", name=name, months=months)}
                for name, when, months, *_ in (period.cells for period in scheme.periods)
            ]
            for scheme in view.schemes.schemes
        },
    }


def unclear_paper(library: Library, opened: Opened) -> UnclearPaper:
    """Say the months to take along."""
    found = concerns(library, opened.flags)
    bring = dict.fromkeys(thing for item in found.items for thing in item.bring)
    return UnclearPaper(
        owner=owner_of(opened),
        concerns=found,
        bring=tuple(bring),
    )


def _code_words(library: Library, codes: str) -> Iterator[tuple[str, str]]:
    for code in sorted(set(codes), key=lambda code: (code == NOT_INSURED, code)):
        yield code, library.statuses[code].word
