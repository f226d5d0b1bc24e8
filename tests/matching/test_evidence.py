"""A candidate as the office sees it."""

from dataclasses import replace
from pathlib import Path

from nenkin.law.months import month
from nenkin.law.ownerless import WorkKind
from nenkin.matching.evidence import Side, shared_months, sides
from tests.matching.lost_records import find, lost, sought, store_of
from tests.storage.samples import RECORD

LOST = lost(
    "R1",
    "フルタニ ハナ",
    "05-04-02",
    first=month(1948, 4),
    last=month(1952, 3),
    place="青森県八戸市",
    employer="みほん紡績",
)


def test_what_was_typed_stands_beside_what_is_recorded(tmp_path: Path) -> None:
    query = sought(
        "フルヤ ハナ",
        "1930-04-02",
        kanji="古谷 花",
        prefectures=("青森県",),
        work=WorkKind.FACTORY,
        years=(1950, 1951),
    )
    (candidate,) = find(store_of(tmp_path, LOST), query).candidates
    assert sides(candidate, query) == (
        Side("family", "古谷 フルヤ", "フルタニ", "reading"),
        Side("given", "花 ハナ", "ハナ", "same"),
        Side("birth", "1930-04-02", "05-04-02", "era"),
        Side("sex", "female", "female", "same"),
        Side("place", "青森県", "青森県八戸市", "fits"),
        Side("work", "factory", "みほん紡績", "fits"),
        Side("years", "1950-1951", "1948-1952", "fits"),
    )


def test_shared_months_are_named_by_span(tmp_path: Path) -> None:
    held = RECORD.spans[0]
    assert held.last is not None
    record = LOST._replace(first=held.first - 2, last=held.first + 1)
    (candidate,) = find(
        store_of(tmp_path, record), sought("フルタニ ハナ", "1930-04-02")
    ).candidates
    ended = replace(held, known_until=held.known_from)
    own = replace(RECORD, spans=(held, ended))
    assert list(shared_months(candidate, own)) == [(held, held.first, held.first + 1)]
    endless = replace(candidate, record=record._replace(first=None, last=None))
    assert list(shared_months(endless, own)) == []
