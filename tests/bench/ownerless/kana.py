"""Kana of names: hiragana to katakana, and the signs that people mix up."""

_HIRAGANA = "".join(chr(sign) for sign in range(ord("ぁ"), ord("ゔ") + 1))
_KATAKANA = _HIRAGANA.translate({ord(sign): ord(sign) + 0x60 for sign in _HIRAGANA})
_TO_KATAKANA = str.maketrans(_HIRAGANA, _KATAKANA)

_PLAIN = "カキクケコサシスセソタチツテトハヒフヘホ"
_VOICED = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ"
VOICED = {
    **dict(zip(_PLAIN, _VOICED, strict=True)),
    **dict(zip(_VOICED, _PLAIN, strict=True)),
}  # 濁点 left out or added
LARGE = dict(zip("ァィゥェォッャュョ", "アイウエオツヤユヨ", strict=True))
SAME_SOUND = {"ヅ": "ズ", "ズ": "ヅ", "ヂ": "ジ", "ジ": "ヂ", "ヲ": "オ", "オ": "ヲ"}
# Written alike by hand, and by the readers of punched forms.
ALIKE = {
    "ソ": "ン",
    "ン": "ソ",
    "シ": "ツ",
    "ツ": "シ",
    "ク": "ワ",
    "ワ": "ク",
    "ウ": "ワ",
    "コ": "ユ",
    "ユ": "コ",
    "ナ": "メ",
    "メ": "ナ",
    "ヌ": "ス",
    "ス": "ヌ",
    "ノ": "ソ",
    "チ": "テ",
    "テ": "チ",
    "ル": "レ",
    "マ": "ア",
    "ア": "マ",
}
# One sign for another on a keyboard or a form, of no likeness that anybody can foresee.
EVERY = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"


def katakana(hiragana: str) -> str:
    """Give it in katakana."""
    return hiragana.translate(_TO_KATAKANA)
