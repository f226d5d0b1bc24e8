"""Names as they are compared: one person's name is written in more than one way."""

import unicodedata

# Forms of one character of which a register has one and its owner types another.
_SAME = str.maketrans(
    "髙﨑𠮷邊邉濵濱澤廣嶋嶌眞德國櫻惠榮瀨龍齋齊斎桒栁𣘺黑冨壽藏曾條傳淵槇凛彌禮與萬靜圓學關應"
    "槗鷗鄕塚寬敎淸晴諸都神羽",
    "高崎吉辺辺浜浜沢広島島真徳国桜恵栄瀬竜斉斉斉桑柳橋黒富寿蔵曽条伝渕槙凜弥礼与万静円学関応"
    "橋鴎郷塚寛教清晴諸都神羽",
)
_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶヴヂヅ", "アイウエオツヤユヨワカケブジズ")
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def folded_name(name: str) -> str:
    """Give a name without what only a printer tells apart."""
    plain = unicodedata.normalize("NFKC", name)
    return "".join(
        character
        for character in plain.translate(_SAME)
        if character not in _SELECTORS and not character.isspace()
    ).casefold()


def folded_kana(kana: str) -> str:
    """Give a reading without what people leave out or write small."""
    plain = unicodedata.normalize("NFKC", kana).translate(_LARGE)
    return "".join(character for character in plain if character not in "ー・ヽヾ -")
