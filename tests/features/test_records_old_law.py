"""Who has a pension by the law of before 1986-04 is sent to the office, not told a number."""

from dataclasses import replace
from datetime import date

from nenkin.features.records.desk import Opened
from nenkin.features.records.overview import ten_years
from nenkin.law.career import career
from nenkin.law.totals import totals
from tests.features.records_site import record_of
from tests.reading import read_law, read_words


def test_who_is_under_the_law_of_before_is_sent_to_the_office() -> None:
    record = record_of("antei")
    old = replace(record, person=replace(record.person, born_on=date(1926, 4, 1)))
    lived, library = career(old), read_words()
    opened = Opened(old, lived, (), old.data_date)
    said = ten_years(read_law(), library, opened, totals(lived))
    assert said.sentences == (library.words("record.ten-years-old-law"),)
    assert not said.reached
