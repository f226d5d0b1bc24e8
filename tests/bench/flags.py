"""What finding the months to look at costs: ``python -m tests.bench.flags`` prints µs a life.

Reported, not held to a limit here: the goal is that all flags of a 50-year record take under 1 ms.
"""

from datetime import date
from itertools import islice

from nenkin.law.career import career
from nenkin.law.flags import flags
from nenkin.law.months import Month, month
from nenkin.law.parameters import Law
from nenkin.law.periods import Kind, Person, Record, Scheme, Sex, Span
from nenkin.paths import DATA
from nenkin.reference import load
from tests.bench.timing import in_turn

DAY = date(2026, 11, 20)
BEGAN: Month = month(1976, 12)  # fifty years before
PERSON = Person(
    surname="見本",
    given_name="太郎",
    surname_kana="ミホン",
    given_name_kana="タロウ",
    born_on=date(1956, 11, 2),
    sex=Sex.MALE,
    basic_number="9999000000",
)


def _job(first: Month, last: Month, pay: int, employer: str) -> Span:
    return Span(
        scheme=Scheme.EMPLOYEES,
        kind=Kind.MEN,
        first=first,
        last=last,
        known_from=DAY,
        pay=pay,
        employer=employer,
    )


def _national(first: Month, last: Month, status: str) -> Span:
    return Span(
        scheme=Scheme.NATIONAL,
        kind=Kind.CATEGORY_1,
        first=first,
        last=last,
        known_from=DAY,
        status=status,
    )


def _record(spans: list[Span]) -> Record:
    return Record(person=PERSON, data_date=DAY, spans=tuple(spans))


def steady() -> Record:
    """Sixty spans of ten months with one employer, a raise at each."""
    firsts = islice(range(BEGAN, month(2027, 1), 10), 60)
    return _record([_job(at, at + 9, 100_000 + at, "みほん社") for at in firsts])


def troubled() -> Record:
    """Sixty spans in turn: a job, unpaid, half exempt and unpaid, another job after a hole."""
    spans: list[Span] = []
    for turn in range(15):
        at = BEGAN + 40 * turn
        spans += [
            _job(at, at + 9, 300_000, f"会社{turn}"),
            _national(at + 10, at + 19, "*"),
            _national(at + 20, at + 29, "ア"),
            _job(at + 32, at + 39, 100_000, f"会社{turn}"),
        ]
    return _record(spans)


def single_months() -> Record:
    """As many spans as there are months of compulsory insurance, paid and unpaid in turn."""
    return _record([_national(at, at, "*A"[at % 2]) for at in range(BEGAN, BEGAN + 480)])


def measure(law: Law, *, times: int = 100) -> dict[str, float]:
    """Give the CPU seconds of deriving months and flags, by life."""
    records = {each.__name__: each() for each in (steady, troubled, single_months)}
    return in_turn(
        {
            name: lambda record=record: flags(law, career(record), DAY)  # type: ignore[misc]
            for name, record in records.items()
        },
        times=times,
    )


if __name__ == "__main__":
    for name, seconds in measure(load(DATA)).items():
        print(f"{name:14} {seconds * 1e6:7.0f} µs")  # noqa: T201
