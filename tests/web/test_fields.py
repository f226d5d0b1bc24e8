"""Fields take what people really type, and say what they cannot take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.web.fields import Agreement, Choice, Digits, Field, Kana, Mail, Mistake, Secret, Text

NAME = Text(23)
KANA = Kana(23)
NUMBER = Digits(40, length=10)
MAIL = Mail()


def read(field: Field, *values: str) -> object:
    return field.read({"x": list(values)}, "x")


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (NAME, " 年金\u3000", "年金"),
        (NAME, "𠮷髙﨑", "𠮷髙﨑"),
        (NAME, "神", "神"),  # NFC already turns the compatibility form into this
        (NAME, "葛󠄀城", "葛󠄀城"),  # a variation selector belongs to the name
        (NAME, "ＡＢＣ　Ｄ", "ABC D"),
        (KANA, "ﾈﾝｷﾝ", "ネンキン"),
        (KANA, "ねんきん", "ネンキン"),
        (KANA, "ﾀﾞｲｺﾞﾛｰ", "ダイゴロー"),
        (KANA, "ヴィ", "ヴィ"),
        (KANA, "が", "ガ"),
        (KANA, "すゞ", "スズ"),
        (KANA, "ツヽミ", "ツツミ"),
        (KANA, "イー-", "イーー"),
        (NUMBER, "００４５－１３５７８４", "0045135784"),
        (NUMBER, " 0045-135784 ", "0045135784"),
        (NUMBER, "0045ー135784", "0045135784"),
        (MAIL, " hanako @example.jp", "hanako@example.jp"),
        (MAIL, "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", "hanako@example.jp"),
        (Secret(), " 朝の ＡＢＣ ", " 朝の ABC "),
        (Choice(("a", "b")), "b", "b"),
        (Agreement(), "yes", True),
    ],
)
def test_what_people_type_is_taken(field: Field, typed: str, value: object) -> None:
    assert read(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        (NAME, "", "missing"),
        (NAME, " \u3000\t", "missing"),
        (NAME, "x" * 24, "too-long"),
        (NAME, "花\0子", "unreadable"),
        (NAME, "花\ud800", "unreadable"),
        (NAME, "花\ufffd", "unreadable"),
        (NAME, "花\u202e子", "unreadable"),
        (NAME, "花子😀", "emoji"),
        (KANA, "年金", "not-kana"),
        (KANA, "abc", "not-kana"),
        (NUMBER, "00451357", "wrong-length"),
        (NUMBER, "0045-13578O", "not-digits"),
        (NUMBER, "٠٠٤٥١٣٥٧٨٤", "not-digits"),
        (MAIL, "hanako", "bad-mail"),
        (MAIL, "hanako@example", "bad-mail"),
        (MAIL, "花子@example.jp", "bad-mail"),
        (MAIL, "a..b@example.jp", "bad-mail"),
        (Secret(), "", "missing"),
        (Secret(), "a\0b", "unreadable"),
        (Secret(), "x" * 129, "too-long"),
        (Choice(("a",)), "", "missing"),
        (Choice(("a",)), "b", "not-a-choice"),
        (Agreement(), "no", "missing"),
    ],
)
def test_what_cannot_be_taken_is_named(field: Field, typed: str, code: str) -> None:
    with pytest.raises(Mistake) as mistake:
        read(field, typed)
    assert mistake.value.code == code
    assert code in field.codes


def test_a_field_that_was_not_sent_is_missing() -> None:
    with pytest.raises(Mistake) as mistake:
        NAME.read({}, "x")
    assert mistake.value.code == "missing"


def test_of_a_repeated_field_the_first_counts() -> None:
    assert read(NAME, "一郎", "二郎") == "一郎"


def test_a_field_that_may_be_empty_is_not_missing() -> None:
    assert read(Text(10, required=False), " ") == ""
    assert "missing" not in Text(10, required=False).codes


@pytest.mark.parametrize("field", [NAME, KANA, NUMBER, MAIL, Secret(), Choice(("a",)), Agreement()])
@given(typed=st.text(st.characters(), max_size=300))
def test_nothing_typed_ever_breaks_a_field(field: Field, typed: str) -> None:
    try:
        read(field, typed)
    except Mistake as mistake:
        assert mistake.code in field.codes
    field.arguments({"x": [typed]}, "x")


def test_a_password_is_never_shown_again() -> None:
    assert "value" not in Secret().arguments({"x": ["secret"]}, "x")


def test_what_no_page_may_hold_is_marked_when_it_is_shown_again() -> None:
    assert NAME.arguments({"x": ["花\0子"]}, "x")["value"] == "花\ufffd子"
