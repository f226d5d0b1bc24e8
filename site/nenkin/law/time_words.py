"""The words in which people name times: eras, seasons, parts of a year, ages, «ごろ»."""

import re

from nenkin.law.wareki import ERAS

_WRITTEN = (
    ("令和", "れいわ", "レイワ", "令", "r"),
    ("平成", "へいせい", "ヘイセイ", "平", "h"),
    ("昭和", "しょうわ", "ショウワ", "昭", "s"),
    ("大正", "たいしょう", "タイショウ", "大", "t"),
    ("明治", "めいじ", "メイジ", "明", "m"),
)
ERA_NAMES = {name: era for era, names in zip(ERAS, _WRITTEN, strict=True) for name in names}
NOT_KNOWN = re.compile(
    r"(?:全然|全く|まったく)?(?:(?:わか|分か|判)[らりん]?|(?:覚え|おぼえ|憶え)てい?|思い出せ|知[らり])"
    r"(?:ない|ません|ぬ|ず)(?:です)?|不明(?:です)?|\?+|忘れ(?:た|ました|てしまった|てしまいました)"
)
BEFORE = re.compile(r"^(?:たぶん|多分|おそらく|だいたい|大体|およそ|確か|たしか|約)")
ABOUT = re.compile(r"(?:の|だった)?(?:ごろ|頃|ころ|くらい|ぐらい|位|前後|あたり|辺り|\?+)$")
THEN = re.compile(r"(?:だ?と思う|と思います|だった|でした|です|から|まで|の時|のとき|のこと|に)$")
BRACKETS = re.compile(r"\(([^()]*)\)")
ERA = "|".join(sorted(ERA_NAMES, key=len, reverse=True))
YEAR = rf"(?:西暦)?(?:(?P<era>{ERA})\.?)?(?P<year>\d{{1,4}}|元)"
DATE = re.compile(
    rf"{YEAR}(?:年(?!代|度)の?|[-/.](?=\d)|$)"
    r"(?:(?P<month>\d{1,2})(?:月の?|[-/.](?=\d)|$)(?:(?P<day>\d{1,2})日?)?)?(?P<rest>\D*)"
)
DIGITS = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})?")
FISCAL = re.compile(rf"{YEAR}年度(?:の?(?P<rest>\D*))")
YEARS = re.compile(rf"{YEAR}年代(?:の?(?P<rest>\D*))")
AGE = re.compile(r"(?P<counted>数え年?で?の?)?満?(?P<age>\d{1,3})(?:歳|才|さい)(?:の?(?P<rest>.*))")
AGES = re.compile(r"(?P<age>[1-9]0)(?:歳|才)?代(?:の?(?P<rest>\D*))")
KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九十百千廿卅]+(?=年|月|日|歳|才|代)")
_KANJI_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
# Of an era, or between two years: «昭和の終わり», «昭和39年か40年».
ERA_PART = re.compile(rf"(?P<era>{ERA})の?(?P<rest>初め|始め|はじめ|終わり|おわり|終り|末)")
EITHER = re.compile(rf"{YEAR}年?(?:か|や|または|~|〜|-|から)(?P<other>\d{{1,4}}|元)年")
STARTS = frozenset({"初め", "始め", "はじめ"})
FEW_YEARS = 3  # what the beginning and the end of an era are

# Parts of a year: first and last month, counted from its January. Winter goes on in the next year.
SEASONS = {
    **dict.fromkeys(("春", "春先"), (2, 4)),
    **dict.fromkeys(("夏", "真夏"), (5, 7)),
    **dict.fromkeys(("秋",), (8, 10)),
    **dict.fromkeys(("冬", "真冬"), (11, 13)),
    **dict.fromkeys(("正月", "お正月", "年初", "年明け", "年の初め"), (0, 0)),
    **dict.fromkeys(("初め", "始め", "はじめ"), (0, 2)),
    **dict.fromkeys(("前半", "上半期"), (0, 5)),
    **dict.fromkeys(("なかば", "半ば", "中ごろ", "中頃", "まんなか"), (4, 7)),
    **dict.fromkeys(("後半", "下半期"), (6, 11)),
    **dict.fromkeys(("終わり", "おわり", "終り", "末"), (9, 11)),
    **dict.fromkeys(("暮れ", "暮", "年末", "年の暮れ", "年の瀬"), (11, 11)),
    **dict.fromkeys(("春休み",), (2, 3)),
    **dict.fromkeys(("梅雨",), (5, 6)),
    **dict.fromkeys(("夏休み",), (6, 7)),
    **dict.fromkeys(("お盆", "盆"), (7, 7)),
    **dict.fromkeys(("冬休み",), (11, 12)),
}
IN_MONTH = frozenset(
    (
        "",
        *("上旬", "初旬", "初め", "始め", "はじめ", "中旬", "なかば", "半ば", "中ごろ"),
        *("下旬", "終わり", "おわり", "末", "月末", "中"),
    )
)
# Parts of ten years: from the first, up to the last.
DECADE = {
    "": (0, 9),
    **dict.fromkeys(("初め", "始め", "はじめ"), (0, 3)),
    "前半": (0, 4),
    **dict.fromkeys(("なかば", "半ば", "中ごろ", "中頃"), (3, 6)),
    "後半": (5, 9),
    **dict.fromkeys(("終わり", "おわり", "終り", "末"), (7, 9)),
}
# Parts of a fiscal year, counted from its April.
FISCAL_PARTS = {
    "": (0, 11),
    **dict.fromkeys(("初め", "始め", "はじめ"), (0, 2)),
    **dict.fromkeys(("末", "終わり", "おわり", "終り"), (9, 11)),
}


def kanji_number(kanji: str) -> int:
    """Read a number in kanji: 三十九, 一九六四, 廿五."""
    written = kanji.replace("廿", "二十").replace("卅", "三十")
    if not set(written) & set(_TENS):
        return int("".join(str(_KANJI_DIGITS[digit]) for digit in written))
    total = held = 0
    for each in written:
        if each in _TENS:
            total += (held or 1) * _TENS[each]
            held = 0
        else:
            held = _KANJI_DIGITS[each]
    return total + held
