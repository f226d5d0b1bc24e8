"""How far the sex, the answers to the three questions and the person's own record agree with a record."""

from nenkin.law.months import Month
from nenkin.law.ownerless import OwnerlessRecord, Query
from nenkin.matching.knowledge import Knowledge
from nenkin.matching.levels import AnswerLevel, OverlapLevel, SexLevel

NEAR_YEARS = 2  # memory of when is off by a year or two: our assumption


def sex_level(query: Query, record: OwnerlessRecord) -> SexLevel:
    """Compare the sex (性別)."""
    if query.sex is None or record.sex is None:
        return SexLevel.UNKNOWN
    return SexLevel.SAME if query.sex is record.sex else SexLevel.DIFFERENT


def place_level(query: Query, record: OwnerlessRecord) -> AnswerLevel:
    """Compare the prefectures named with where the record is of (都道府県)."""
    if not query.prefectures or not record.place:
        return AnswerLevel.UNKNOWN
    fits = record.place.startswith(tuple(map(short_prefecture, query.prefectures)))
    return AnswerLevel.FITS if fits else AnswerLevel.APART


def short_prefecture(prefecture: str) -> str:
    """Give a prefecture without 都, 府, 県: registers leave it out."""
    return prefecture[:-1] if prefecture[-1:] in {"都", "府", "県"} else prefecture


def work_level(query: Query, record: OwnerlessRecord, knowledge: Knowledge) -> AnswerLevel:
    """Compare the kind of work with the register and the employer's name (仕事の種類)."""
    trade = knowledge.trades.get(query.work) if query.work is not None else None
    if trade is None:
        return AnswerLevel.UNKNOWN
    if record.scheme not in trade.schemes:
        return AnswerLevel.APART
    if any(word in record.employer for word in trade.words):
        return AnswerLevel.FITS
    return AnswerLevel.NEAR


def years_level(query: Query, record: OwnerlessRecord) -> AnswerLevel:
    """Compare about when with the months of the record (時期)."""
    if query.years is None or record.first is None:
        return AnswerLevel.UNKNOWN
    first = record.first // 12
    return years_agree(query.years, first, first if record.last is None else record.last // 12)


def years_agree(years: tuple[int, int], first: int, last: int) -> AnswerLevel:
    """Compare about when with calendar years."""
    begins, ends = years
    if first <= ends and begins <= last:
        return AnswerLevel.FITS
    if first <= ends + NEAR_YEARS and begins - NEAR_YEARS <= last:
        return AnswerLevel.NEAR
    return AnswerLevel.APART


def overlap_level(own: tuple[tuple[Month, Month], ...], record: OwnerlessRecord) -> OverlapLevel:
    """Check whether the record shares months with the person's own (期間重複チェック)."""
    if not own or record.first is None:
        return OverlapLevel.UNKNOWN
    last = record.first if record.last is None else record.last
    if any(record.first <= end and begin <= last for begin, end in own):
        return OverlapLevel.OVERLAPS
    return OverlapLevel.CLEAR
