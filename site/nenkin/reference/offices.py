"""Reads data/offices: pension offices (年金事務所) with their addresses, as far as an open list has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nenkin.law.parameters import Source
from nenkin.reference.rows import BadData, parameter, table

FOLDER = "offices"
PREFECTURES = tuple(f"{number:02}" for number in range(1, 48))  # JIS X 0401
_POSTCODE = 7


@dataclass(frozen=True)
class Office:
    """A pension office. Nothing says whose it is (管轄): that is not in any open list."""

    prefecture: str  # JIS X 0401, two digits
    name: str
    postcode: str  # seven digits
    address: str  # without the prefecture


@dataclass(frozen=True)
class Offices:
    """The offices that are known here, and how many there are in all."""

    listed: Sequence[Office]
    total: int
    version: str
    checked: date
    source: Source

    def within(self, prefecture: str) -> Sequence[Office]:
        """Give those of a prefecture."""
        return [office for office in self.listed if office.prefecture == prefecture]


def load_offices(data: Path) -> Offices:
    """Read both files; raises ``BadData`` with file and line."""
    folder = data / FOLDER
    head = parameter(folder / "coverage.toml")
    listed = []
    for row in table(folder / "pension-offices.csv"):
        office = Office(
            row.text("prefecture"), row.text("name"), row.text("postcode"), row.text("address")
        )
        if office.prefecture not in PREFECTURES:
            raise row.wrong(f"«{office.prefecture}» is no prefecture")
        if len(office.postcode) != _POSTCODE or not office.postcode.isdecimal():
            raise row.wrong(f"«{office.postcode}» is no postal code")
        if not office.name.endswith("年金事務所") or not office.address:
            raise row.wrong("is no pension office with an address")
        listed.append(office)
    total = head.read("total", int)
    once = {(office.prefecture, office.name) for office in listed}
    if len(once) < len(listed) or len(listed) > total:
        raise BadData(folder / "pension-offices.csv", 1, "has an office twice, or too many")
    return Offices(listed, total, head.text("version"), head.day("checked"), head.source)
