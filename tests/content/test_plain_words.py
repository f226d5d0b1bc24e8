"""Every word people read is plain: the rules, and that each of them bites."""

from pathlib import Path

import pytest

from nenkin.paths import CONTENT
from tests.content.wording import Known, Text, findings, texts
from tests.reading import read_words

KNOWN = Known.of(read_words(), (CONTENT / "katakana.txt").read_text())
FILES = sorted(
    path
    for path in CONTENT.rglob("*")
    if path.suffix in {".md", ".toml"}
    and path.name not in {"README.md", "readings.toml"}
    and path.parent.name != "languages"  # tests/content/test_languages.py
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CONTENT)))
def test_words_are_plain(path: Path) -> None:
    assert [one for text in texts(path) for one in findings(text, KNOWN)] == []


BAD = {
    "long_sentence": "あ" * 51,
    "many_kanji": "本人が市区町村の窓口で書類を出して内容を調べます。",
    "kanji_run": "幹線道路整備局長",
    "plain_form": "記録を見る。",
    "two_statements": "届きますが、見られません。",
    "double_negative": "納めないことはありません。",
    "spaced_word": "年 金",
    "machine_character": "①を見てください。",
    "vague_link": "こちらを見てください。",
    "jargon": "セッション",
    "katakana": "コンプライアンス",
    "year": "1989年（昭和63年）",
    "amount": "66250円",
    "quote": '"未納"',
    "bracket": "未納(みのう)",
}


@pytest.mark.parametrize("rule", BAD)
def test_each_rule_bites(rule: str) -> None:
    assert any(f": {rule}: " in one for one in findings(Text(Path("x"), 1, BAD[rule]), KNOWN))


@pytest.mark.parametrize("words", ["1989年", "昭和64年", "1989年（昭和64年度）", "令和元年5月"])
def test_a_year_and_its_era_stand_together(words: str) -> None:
    assert any(": year: " in one for one in findings(Text(Path("x"), 1, words), KNOWN))


@pytest.mark.parametrize(
    "words",
    [
        "1989年（昭和64年）1月",
        "1989年（平成元年）",
        "2026年度（令和8年度）",
        "「昭和50年」と書いてください。",
    ],
)
def test_a_year_may_be_told_in_these_ways(words: str) -> None:
    assert not any(": year: " in one for one in findings(Text(Path("x"), 1, words), KNOWN))


def test_what_to_type_may_show_an_era_alone() -> None:
    text = Text(Path("forms/x.toml"), 1, "例：昭和25年4月1日")
    assert findings(text, KNOWN) == []


def test_what_to_type_may_show_an_amount_as_people_write_it() -> None:
    assert findings(Text(Path("forms/x.toml"), 1, "例：「30万円」"), KNOWN) == []
    assert findings(Text(Path("forms/x.toml"), 1, "例：30万円"), KNOWN) != []
    assert findings(Text(Path("phrases/x.toml"), 1, "例：「30万円」"), KNOWN) != []


def test_a_sentence_without_its_end_is_noticed() -> None:
    text = Text(Path("x"), 1, "記録を見ます", sentences=True)
    assert findings(text, KNOWN) == ["x:1: plain_form: not a whole sentence: 記録を見ます"]


def test_terms_do_not_count_as_kanji() -> None:
    assert (
        findings(Text(Path("x"), 1, "被保険者記録照会回答票と基礎年金番号通知書です。"), KNOWN)
        == []
    )


def test_the_katakana_list_is_sorted_and_used() -> None:
    listed = (CONTENT / "katakana.txt").read_text().split()
    assert listed == sorted(set(listed))
    everything = "".join(text.words for path in FILES for text in texts(path))
    assert [word for word in listed if word not in everything] == []
