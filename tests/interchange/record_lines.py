"""Lines of an open record file, and what is wrong with them."""

import json

from nenkin.interchange.mistakes import Mistakes
from nenkin.interchange.record_files import read_record

HEAD = '{"type": "record", "format": "nenkin-record", "version": 1, "data_date": "2026-11-20"}'
PERSON = (
    '{"type": "person", "surname": "年金", "given_name": "太郎", "surname_kana": "ネンキン",'
    ' "given_name_kana": "タロウ", "born_on": "1960-04-02", "sex": "male",'
    ' "basic_number": "0000000001"}'
)
SPAN = (
    '{"type": "span", "scheme": "employees", "kind": "men", "first": "1983-04",'
    ' "last": "1990-03", "known_from": "1990-05-01", "employer": "みほん製作所", "pay": 150000}'
)
BONUS = (
    '{"type": "bonus", "scheme": "employees", "paid_on": "2004-07-10", "amount": 1,'
    ' "known_from": "2004-08-01"}'
)


def found(*lines: str) -> list[tuple[int, str, str]]:
    result = read_record(lines)
    assert isinstance(result, Mistakes)
    return [(each.line, each.field, each.message) for each in result.found]


def changed(line: str, **values: object) -> str:
    content = json.loads(line) | values
    return json.dumps({key: value for key, value in content.items() if value != "REMOVE"})
