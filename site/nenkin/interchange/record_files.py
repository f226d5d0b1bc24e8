"""Reads and writes the open record file: one person's record as JSON Lines (FORMAT.md)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date

from nenkin.interchange.mistakes import Mistake, Mistakes, show
from nenkin.interchange.month_codes import YearLine, agrees, spans_of, year_lines
from nenkin.interchange.plausibility import (
    Placed,
    bonus_mistakes,
    overlap_mistakes,
    person_mistakes,
    span_mistakes,
)
from nenkin.interchange.raw_lines import RawLine, read_lines
from nenkin.interchange.values import (
    LARGEST_BONUS,
    LARGEST_PAY,
    Key,
    basic_number,
    day,
    exactly,
    grouped_inquiry_number,
    handbooks,
    inquiry_number,
    kana,
    month,
    month_code,
    one_of,
    read_object,
    text,
    year_line,
    yen,
    yes_or_no,
)
from nenkin.law.months import first_of_fiscal_year, month_of, spell
from nenkin.law.periods import Bonus, Kind, Person, Record, Reporter, Scheme, Sex, Span

FORMAT = "nenkin-record"
VERSION = 1

_SHAPES: dict[str, dict[str, Key]] = {
    "record": {
        "type": Key(text, required=True),
        "format": Key(exactly(FORMAT), required=True),
        "version": Key(exactly(VERSION), required=True),
        "data_date": Key(day, required=True),
        "generator": Key(text),
    },
    "person": {
        "type": Key(text, required=True),
        "surname": Key(text, required=True),
        "given_name": Key(text, required=True),
        "surname_kana": Key(kana, required=True),
        "given_name_kana": Key(kana, required=True),
        "born_on": Key(day, required=True),
        "sex": Key(one_of(Sex), required=True),
        "basic_number": Key(basic_number, required=True),
        "handbooks": Key(handbooks),
        "entitled_since": Key(day),
    },
    "span": {
        "type": Key(text, required=True),
        "scheme": Key(one_of(Scheme), required=True),
        "kind": Key(one_of(Kind), required=True),
        "first": Key(month, required=True),
        "last": Key(month),
        "known_from": Key(day, required=True),
        "known_until": Key(day),
        "status": Key(month_code),
        "employer": Key(text),
        "pay": Key(yen(LARGEST_PAY)),
        "acquired_on": Key(day),
        "lost_on": Key(day),
        "reported_by": Key(one_of(Reporter)),
        "reported_on": Key(day),
        "corrected": Key(yes_or_no),
        "disputed": Key(yes_or_no),
    },
    "bonus": {
        "type": Key(text, required=True),
        "scheme": Key(one_of(Scheme), required=True),
        "paid_on": Key(day, required=True),
        "amount": Key(yen(LARGEST_BONUS), required=True),
        "employer": Key(text),
        "known_from": Key(day, required=True),
        "known_until": Key(day),
    },
    "printed": {
        "type": Key(text, required=True),
        "line": Key(year_line, required=True),
        "known_from": Key(day),
    },
    "address": {
        "type": Key(text, required=True),
        "postcode": Key(text),
        "address": Key(text, required=True),
    },
    "inquiry": {
        "type": Key(text, required=True),
        "number": Key(inquiry_number, required=True),
    },
}
_MONTHS = frozenset({"first", "last"})


@dataclass
class _Reading:
    """What has been read so far, and every mistake."""

    data_date: date = date.max
    person: tuple[int, Person] | None = None
    spans: list[Placed] = field(default_factory=list)
    bonuses: list[tuple[int, Bonus]] = field(default_factory=list)
    printed: list[tuple[int, date, YearLine]] = field(default_factory=list)
    address: tuple[str, ...] = ()
    inquiry_number: str = ""
    mistakes: list[Mistake] = field(default_factory=list)
    lines: int = 0

    def take(self, raw: RawLine) -> None:
        """Read one line, and remember what it says."""
        self.lines += 1
        if raw.refused:
            self.mistakes.append(Mistake(raw.number, "", raw.refused))
            return
        kind = raw.content.get("type")
        if not isinstance(kind, str) or kind not in _SHAPES:
            wanted = f"Write one of {', '.join(_SHAPES)}, not {show(kind)}."
            self.mistakes.append(Mistake(raw.number, "type", wanted))
            return
        self._check_order(raw.number, kind)
        values, mistakes = read_object(raw.number, raw.content, _SHAPES[kind])
        self.mistakes += mistakes
        if kind == "record" and isinstance(read := values.get("data_date"), date):
            self.data_date = read
        elif not mistakes:
            del values["type"]
            self._keep(raw.number, kind, values)

    def _check_order(self, line: int, kind: str) -> None:
        place = {"record": 1, "person": 2}.get(kind)
        if place is None and self.lines > 2:  # noqa: PLR2004  # the two above come first
            return
        if place != self.lines:
            wanted = "Write the line record first, then person, each once, then the others."
            self.mistakes.append(Mistake(line, "type", wanted))

    def _keep(self, line: int, kind: str, values: Mapping[str, object]) -> None:
        # Each value was read by the reader of its own key, so the classes get what they ask for.
        if kind == "person":
            self.person = self.person or (line, Person(**values))  # type: ignore[arg-type]
        elif kind == "span":
            whole = {"last": None, **values}
            self.spans.append(Placed(line, Span(**whole)))  # type: ignore[arg-type]
        elif kind == "bonus":
            self.bonuses.append((line, Bonus(**values)))  # type: ignore[arg-type]
        elif kind == "address":
            if self.address:
                self.mistakes.append(Mistake(line, "type", "Write the line address once."))
            lines = (values.get("postcode", ""), values["address"])
            self.address = tuple(str(each) for each in lines if each)
        elif kind == "inquiry":
            if self.inquiry_number:
                self.mistakes.append(Mistake(line, "type", "Write the line inquiry once."))
            self.inquiry_number = str(values["number"])
        elif kind == "printed":
            printed = values["line"]
            assert isinstance(printed, YearLine)
            known_from = values.get("known_from", self.data_date)
            assert isinstance(known_from, date)
            self.printed.append((line, known_from, printed))

    def finish(self) -> Record | Mistakes:
        """Check what only the whole shows, and give the record if nothing is wrong."""
        self._take_printed()
        born_on = None
        if self.person:
            born_on = self.person[1].born_on
            self.mistakes += person_mistakes(*self.person, self.data_date)
        for placed in self.spans:
            self.mistakes += span_mistakes(placed, data_date=self.data_date, born_on=born_on)
        for line, bonus in self.bonuses:
            self.mistakes += bonus_mistakes(line, bonus, self.data_date)
        self.mistakes += overlap_mistakes(self.spans)
        self._check_counts()
        if not self.mistakes and self.person:
            spans = sorted((placed.span for placed in self.spans), key=lambda span: span.first)
            bonuses = tuple(bonus for _, bonus in self.bonuses)
            return Record(
                person=self.person[1],
                data_date=self.data_date,
                spans=tuple(spans),
                bonuses=bonuses,
                address=self.address,
                inquiry_number=self.inquiry_number,
            )
        if not self.mistakes:
            missing = "Add the lines record and person; the file ends before them."
            self.mistakes.append(Mistake(max(self.lines, 1), "", missing))
        return Mistakes(tuple(sorted(self.mistakes, key=lambda mistake: mistake.line)))

    def _take_printed(self) -> None:
        lines: dict[int, int] = {}
        together: dict[date, list[YearLine]] = {}
        for line, known_from, printed in self.printed:
            if not printed.codes:
                continue
            if printed.year in lines:
                again = f"Write each year once: line {lines[printed.year]} has it too."
                self.mistakes.append(Mistake(line, "line", again))
                continue
            lines[printed.year] = line
            together.setdefault(known_from, []).append(printed)
        for known_from, years in together.items():
            for span in spans_of(years, known_from=known_from):
                year = max(year for year in lines if first_of_fiscal_year(year) <= span.first)
                self.spans.append(Placed(lines[year], span))

    def _check_counts(self) -> None:
        stated = [each for each in self.printed if each[2].counts]
        if not stated or self.mistakes:
            return
        spans = (placed.span for placed in self.spans)
        codes = {
            each.year: each.codes for each in year_lines(spans, until=month_of(self.data_date))
        }
        for line, _, printed in stated:
            if printed.counts and not agrees(printed.counts, codes.get(printed.year, "")):
                april = spell(first_of_fiscal_year(printed.year))
                wanted = f"Check the counts against the months of the year from {april}."
                self.mistakes.append(Mistake(line, "line", wanted))


def read_record(lines: Iterable[str]) -> Record | Mistakes:
    """Read a whole file, strictly: a record, or every mistake by line."""
    reading = _Reading()
    for raw in read_lines(lines):
        reading.take(raw)
    return reading.finish()


def write_record(record: Record, *, generator: str = "nenkin") -> Iterator[str]:
    """Give the lines of the file, each with its line end; reading them gives the same record."""
    head = {"format": FORMAT, "version": VERSION, "data_date": record.data_date}
    yield _line("record", {**head, "generator": generator})
    yield _line("person", _values(record.person))
    if record.address:
        *postcode, address = record.address
        yield _line(
            "address", {**({"postcode": postcode[0]} if postcode else {}), "address": address}
        )
    if record.inquiry_number:
        yield _line("inquiry", {"number": grouped_inquiry_number(record.inquiry_number)})
    for kind, things in (
        ("span", record.spans),
        ("bonus", record.bonuses),
    ):
        for thing in things:
            yield _line(kind, _values(thing))


def _values(thing: Person | Span | Bonus) -> Mapping[str, object]:
    return {each.name: getattr(thing, each.name) for each in _said(thing)}


def _said(thing: Person | Span | Bonus) -> Iterator[Field[object]]:
    for each in fields(thing):
        value = getattr(thing, each.name)
        if value is not None and (each.default is MISSING or value != each.default):
            yield each


def _line(kind: str, values: Mapping[str, object]) -> str:
    plain = {name: _plain(name, value) for name, value in values.items()}
    return json.dumps({"type": kind, **plain}, ensure_ascii=False) + "\n"


def _plain(name: str, value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if name in _MONTHS and isinstance(value, int):
        return spell(value)
    return value
