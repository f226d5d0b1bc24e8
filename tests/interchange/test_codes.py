"""The codes of the service are told apart by their shape, as people type them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin import paths
from nenkin.interchange import access_keys, receipt_numbers
from nenkin.interchange.codes import DIGITS, Code, code_of, mistaken, taken_for
from nenkin.interchange.resume_codes import make
from nenkin.reference.code_words import load_code_words
from tests.reading import read_words


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("9999-000115", Code.BASIC_NUMBER),
        ("９９９９ー０００１１５", Code.BASIC_NUMBER),
        ("9999 000115", Code.BASIC_NUMBER),
        ("123-456-789", Code.INQUIRY_NUMBER),
        ("1234-5678-9012-3456-7", Code.ACCESS_KEY),
        ("1234 5678 9012 34567", Code.ACCESS_KEY),
        ("12345-67890-1234", Code.RECEIPT_NUMBER),
        ("1234 5678 9012", Code.MY_NUMBER),
        ("さくら・たぬき・みかん・すずめ・こたつ・わかめ", Code.RESUME_CODE),
        ("サクラ　タヌキ　ミカン　スズメ　コタツ　ワカメ", Code.RESUME_CODE),
        ("ｻｸﾗﾀﾇｷﾐｶﾝｽｽﾞﾒｺﾀﾂﾜｶﾒ", Code.RESUME_CODE),
        ("", None),
        ("0", None),
        ("104-0045", None),
        ("090-1234-5678", None),
        ("ねんきん", None),
        ("hanako0001", None),
        ("年金花子", None),
        ("²" * 10, Code.BASIC_NUMBER),  # NFKC, as the field itself reads it
    ],
)
def test_a_text_is_the_code_that_it_looks_like(typed: str, code: Code | None) -> None:
    assert code_of(typed) is code


def test_no_two_codes_have_one_length() -> None:
    lengths = sorted([7, 11, *DIGITS])  # with postal codes and telephones
    assert all(one < other for one, other in pairwise(lengths))
    assert set(DIGITS.values()) | {Code.RESUME_CODE} == set(Code)


@given(st.integers(0, 10**13 - 1))
def test_what_the_service_makes_is_recognised(number: int) -> None:
    assert code_of(receipt_numbers.grouped(receipt_numbers.make(lambda _: number))) is (
        Code.RECEIPT_NUMBER
    )
    assert code_of(access_keys.grouped(access_keys.make(lambda _: number))) is Code.ACCESS_KEY
    words = make(load_code_words(paths.DATA), lambda below: number % below)
    for between in ("", " ", "・"):
        assert code_of(between.join(words)) is Code.RESUME_CODE


@given(st.text())
def test_any_text_is_read(typed: str) -> None:
    for wanted in Code:
        found = taken_for(wanted)(typed)
        assert found is None or found in mistaken(wanted)


def test_each_has_its_entry_with_its_shape() -> None:
    glossary = read_words().glossary
    shapes = {
        "basic-pension-number": "10けた",
        "inquiry-number": "9けた",
        "access-key": "17けた",
        "receipt-number": "14けた",
        "resume-code": "6つの言葉",
    }
    for slug, shape in shapes.items():
        entry = glossary[slug]
        assert shape in f"{entry.term}{entry.summary}{entry.html}", slug
