"""What a search keeps: the office can make the same search again."""

import dataclasses
from datetime import date

import pytest

from nenkin.interchange.search_slips import decoded, slip_of
from nenkin.interchange.sent_requests import Line
from nenkin.law.ownerless import Query, SoughtKind, SoughtName, WorkKind
from nenkin.law.periods import Sex

WHOLE = Query(
    names=(
        SoughtName(
            family_kana="ユキノ", given_kana="キヨ", family_kanji="雪野", given_kanji="キヨ"
        ),
        SoughtName(kind=SoughtKind.FORMER, family_kana="ミヤマ"),
    ),
    born=(date(1927, 10, 3), date(1927, 10, 4)),
    sex=Sex.FEMALE,
    prefectures=("岩手県",),
    work=WorkKind.FACTORY,
    years=(1945, 1949),
    own=((23_000, 23_010),),
)


@pytest.mark.parametrize(
    "query", [WHOLE, dataclasses.replace(WHOLE, prefectures=(), work=None, years=None, own=())]
)
def test_the_office_searches_for_just_what_was_typed(query: Query) -> None:
    slip = decoded(slip_of(query, [Line("名前", "雪野 キヨ")]).encoded())
    assert slip.query(Sex.FEMALE, query.own) == query
    assert slip.lines == [Line("名前", "雪野 キヨ")]
