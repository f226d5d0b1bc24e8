"""Reads the start and scope of compulsory cover (強制適用) from data/tables/cover_*.csv."""

from pathlib import Path

from nenkin.law.cover import CoverLaw, Least, Start, Trade
from nenkin.law.months import read_month
from nenkin.reference.rows import Row, table

STARTS = frozenset(
    {
        *("seamen", "manual-men", "everyone", "okinawa", "national", "one-number"),
        *("student-voluntary-ends", "spouse-voluntary-ends", "leaving-allowance-ends"),
    }
)


def load_cover(data: Path) -> CoverLaw:
    """Read the tables; raises ``BadData`` with file, line and reason."""
    tables = data / "tables"
    starts = {}
    for row in table(path := tables / "cover_starts.csv"):
        who = row.text("who")
        if who not in STARTS or who in starts:
            raise row.wrong(f"«who» is {who!r}, which is unknown or stands there twice")
        starts[who] = Start(first=row.read("first", read_month), source=row.source)
    if missing := STARTS - set(starts):
        raise next(table(path)).wrong(f"no row says {', '.join(sorted(missing))}")
    return CoverLaw(
        starts=starts,
        trades={row.text("trade"): _trade(row) for row in table(tables / "cover_trades.csv")},
        personal=_sizes(tables, "personal"),
        company=_sizes(tables, "company"),
        hours=[
            _least(row, "hours", row.yen("people")) for row in table(tables / "cover_hours.csv")
        ],
        exemptions={
            row.text("employment"): row.yen("months")
            for row in table(tables / "cover_exemptions.csv")
        },
        ages=[_least(row, "below") for row in table(tables / "cover_ages.csv")],
    )


def _trade(row: Row) -> Trade:
    return Trade(
        personal_since=row.optional("personal_since", read_month),
        company_since=row.optional("company_since", read_month),
        source=row.source,
    )


def _sizes(tables: Path, form: str) -> list[Least]:
    rows = [row for row in table(tables / "cover_sizes.csv") if row.text("form") == form]
    return [_least(row, "least") for row in rows]


def _least(row: Row, name: str, people: int = 0) -> Least:
    first, last = row.months()
    return Least(first=first, last=last, least=row.yen(name), people=people, source=row.source)
