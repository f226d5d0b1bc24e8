"""Names as they are compared: one person's name is written in more than one way."""

import unicodedata
from functools import lru_cache

# Forms of one character of which a register has one and its owner types another.
_SAME = str.maketrans(
    "髙﨑𠮷邊邉濵濱澤廣嶋嶌眞德國櫻惠榮瀨龍齋齊斎桒栁𣘺黑冨壽藏曾條傳淵槇凛彌禮與萬靜圓學關應"
    "槗鷗鄕塚寬敎淸晴諸都神羽",
    "高崎吉辺辺浜浜沢広島島真徳国桜恵栄瀬竜斉斉斉桑柳橋黒富寿蔵曽条伝渕槙凜弥礼与万静円学関応"
    "橋鴎郷塚寛教清晴諸都神羽",
)
# Old kanji (旧字体) that stand in names of companies and in old registers, besides those above.
_OLD = str.maketrans(
    "鐵錢藝戰發變實寶體豐會氣絲縣總聯轉輕賣讀樂藥醫鹽釀鑛礦燒澁瀧亞雜團圖號驛勞燈爐罐壓據擴橫綠黃鷄賴辨麥彈佛假價兩單嚴圍專屬巢帶廢彥從惡戲戶拔拂拜收效敕敍數斷晝曉權歐歡殘沒淨溫滿潛"
    "灣狀獨畫當疊盡硏碎祕禪稅穗竊粹絕經繩纖續缺聲肅膽臺舊莊處虛蟲衞裝覺觀觸證謠豫貳踐辭遙鄰醉釋錄陷隨隱險雙靈顯餘驗髮黨默點齡",
    "鉄銭芸戦発変実宝体豊会気糸県総連転軽売読楽薬医塩醸鉱鉱焼渋滝亜雑団図号駅労灯炉缶圧拠拡横緑黄鶏頼弁麦弾仏仮価両単厳囲専属巣帯廃彦従悪戯戸抜払拝収効勅叙数断昼暁権欧歓残没浄温満潜"
    "湾状独画当畳尽研砕秘禅税穂窃粋絶経縄繊続欠声粛胆台旧荘処虚虫衛装覚観触証謡予弐践辞遥隣酔釈録陥随隠険双霊顕余験髪党黙点齢",
)
_HIRAGANA = {at: at + 0x60 for at in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
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


@lru_cache(maxsize=65_536)
def modern_name(name: str) -> str:
    """Give a folded name with every old kanji (旧字体) as the new one."""
    return folded_name(name).translate(_OLD)


def katakana(kana: str) -> str:
    """Give a reading in katakana, what marks repeat (踊り字) written out: すゞ → スズ, ツヽミ → ツツミ."""
    kana = kana.translate(_HIRAGANA)
    if "ヽ" not in kana and "ヾ" not in kana:
        return kana
    kept = ""
    for each in kana:
        if each in "ヽヾ" and kept:
            plain = unicodedata.normalize("NFD", kept[-1])[0]
            voiced = unicodedata.normalize("NFC", f"{plain}\u3099")
            kept += voiced if each == "ヾ" and len(voiced) == 1 else plain
        else:
            kept += each
    return kept


def folded_kana(kana: str) -> str:
    """Give a reading without what people leave out or write small."""
    plain = unicodedata.normalize("NFKC", kana).translate(_LARGE)
    return "".join(character for character in plain if character not in "ー・ヽヾ -")
