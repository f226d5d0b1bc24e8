"""Which of the three questions are asked."""

import pytest

from nenkin.law.ownerless import Query, WorkKind
from nenkin.law.periods import Sex
from nenkin.matching.questions import Question, questions_for
from tests.matching.lost_records import KNOWLEDGE, name, sought

ALL = tuple(Question)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        (sought("サトウ ハナ", "1930-04-02"), ALL),
        (sought("サトウ ハナ", "1930-04-02", sex=Sex.MALE), ALL),
        (sought("ヌレヌヘ ハナ", "1930-04-02"), ALL),  # a former surname may be missing
        (sought("ヌレヌヘ ジロウ", "1930-04-02", sex=Sex.MALE), ()),
        (
            sought("", "1930-04-02", names=(name("ヌレヌヘ ハナ"), name("ムエケルム"))),
            (),
        ),
        (
            sought("サトウ ハナ", "1930-04-02", work=WorkKind.SHIP, years=(1950, 1951)),
            (Question.PLACE,),
        ),
        (sought("サトウ ハナ", "1930-04-02", prefectures=("青森県",)), ALL[1:]),
    ],
)
def test_what_was_typed_decides(query: Query, asked: tuple[Question, ...]) -> None:
    assert questions_for(query, KNOWLEDGE) == asked
