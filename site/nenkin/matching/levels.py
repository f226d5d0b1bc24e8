"""How far one field of a record agrees with what is looked for: the levels that are weighed."""

from enum import StrEnum

# Names are part of data/matching/weights.toml.


class NameLevel(StrEnum):
    """How far one part of a name (姓 or 名) agrees."""

    SAME = "same"  # the same kana, or the same kanji where only those are there
    FOLDED = "folded"  # the same but for 濁点, long vowels, ヂ and ジ
    CONFUSED = "confused"  # but for one kana that hands or card readers confuse
    READING = "reading"  # another reading of the kanji
    SLIP = "slip"  # but for one kana: another, missing, too many, or two changed round
    DIFFERENT = "different"
    UNKNOWN = "unknown"  # nothing that could be compared


HEARD = frozenset(
    {NameLevel.SAME, NameLevel.FOLDED}
)  # what the official first tier takes for alike


class BirthLevel(StrEnum):
    """How far the birth date agrees."""

    SAME = "same"
    ERA = "era"  # the same year number under another era, or none
    NEAR = "near"  # one day before or after
    SWAPPED = "swapped"  # month and day changed round
    PART = "part"  # one of year, month and day differs or cannot be read
    LUNAR = "lunar"  # 旧暦
    LATE = "late"  # registered later, up to three months
    DIFFERENT = "different"


class SexLevel(StrEnum):
    """How far the sex agrees."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class AnswerLevel(StrEnum):
    """How far an answer to a question agrees with the record."""

    FITS = "fits"
    NEAR = "near"
    APART = "apart"
    UNKNOWN = "unknown"


class OverlapLevel(StrEnum):
    """Whether the record shares months with the person's own (期間重複チェック)."""

    CLEAR = "clear"
    OVERLAPS = "overlaps"
    UNKNOWN = "unknown"
