"""Records without an owner (持ち主不明記録、未統合記録), and what a person says who looks for one."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from nenkin.law.months import Month
from nenkin.law.periods import Sex

FIRST_YEAR, LAST_YEAR = 1868, 2027
MOST_NAMES = 6  # the name of today and five more
MOST_BIRTH_DATES = 3
MOST_PREFECTURES = 3

# 元号 as the registers shorten them: what is added to a year of the era.
_ERAS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
_BORN = re.compile(r"(?:([MTSHR])?([0-9]{2})|([0-9]{4}))-([0-9]{2})-([0-9]{2})")
_MOST_OF_ERA, _MONTHS, _DAYS = 64, 12, 31


def may_be_born(day: date) -> bool:
    """Whether a record can have such a birth date: keys have no room for later years."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


class OwnerlessScheme(StrEnum):
    """The register that a record stands in."""

    NATIONAL = "national"  # 国民年金
    EMPLOYEES = "employees"  # 厚生年金保険
    SEAMEN = "seamen"  # 船員保険
    MUTUAL = "mutual"  # 共済組合等
    EMPLOYEES_LEDGER = "employees-ledger"  # 厚生年金 旧台帳: keyed without the employer
    SEAMEN_LEDGER = "seamen-ledger"  # 船員保険 旧台帳


LEDGERS = frozenset({OwnerlessScheme.EMPLOYEES_LEDGER, OwnerlessScheme.SEAMEN_LEDGER})


class WorkKind(StrEnum):
    """What kind of work somebody remembers (仕事の種類)."""

    FACTORY = "factory"  # 工場、製糸、紡績
    SHOP = "shop"  # 店、食堂、旅館
    OFFICE = "office"  # 会社の事務
    SHIP = "ship"  # 船
    MINE = "mine"  # 鉱山、炭鉱
    FARM = "farm"  # 農業、漁業
    OWN_BUSINESS = "own-business"  # 自営業
    PUBLIC = "public"  # 役所、学校
    OTHER = "other"


class MemoryKind(StrEnum):
    """What somebody remembers besides names and birth dates (参考情報)."""

    WORK = "work"  # 勤めた所
    HOME = "home"  # 住んでいた所
    SHIP = "ship"  # 船
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RecordedBirth:
    """A birth date as recorded. Of a missing era (元号なし) ``year`` is ``None``.

    ``year`` is western, ``year_of_era`` as recorded (``None`` of western years); ``month`` and
    ``day`` are 0 where they cannot be read. The day need not be one that the calendar has. ``written``
    is the text it was read from.
    """

    year: int | None
    year_of_era: int | None
    month: int
    day: int
    era: str = ""
    written: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        """Write it as the files do: S05-04-02, 05-04-02 or 1930-04-02."""
        if self.written:
            return self.written
        year = f"{self.year:04d}" if self.year_of_era is None else f"{self.year_of_era:02d}"
        return f"{self.era}{year}-{self.month:02d}-{self.day:02d}"


@lru_cache(maxsize=65536)
def read_birth(text: str) -> RecordedBirth:
    """Read S05-04-02, 05-04-02 or 1930-04-02; raises ``ValueError`` for anything else."""
    found = _BORN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    era, of_era, western, *rest = found.groups()
    month, day = map(int, rest)
    number = None if of_era is None else int(of_era)
    year = int(western) if western else (_ERAS[era] + (number or 0) if era else None)
    if (
        (year is not None and not FIRST_YEAR <= year <= LAST_YEAR)
        or (number is not None and not 1 <= number <= _MOST_OF_ERA)
        or month > _MONTHS
        or day > _DAYS
    ):
        raise ValueError(text)
    return RecordedBirth(year, number, month, day, era or "", text)


class OwnerlessRecord(NamedTuple):
    """One record without an owner, as recorded. Texts that are not there are empty.

    A tuple, because a search makes a hundred of them. ``id`` is stable across loads. ``last``
    ``None``: the end is not recorded. ``place`` begins with the prefecture where that is known. A
    record of a 旧台帳 has no employer.
    """

    id: str
    scheme: OwnerlessScheme
    born: RecordedBirth
    family_kana: str = ""
    given_kana: str = ""
    family_kanji: str = ""
    given_kanji: str = ""
    sex: Sex | None = None
    employer: str = ""
    place: str = ""
    first: Month | None = None
    last: Month | None = None
    ledger: str = ""


class SoughtKind(StrEnum):
    """Why a name is looked for (今のお名前、旧姓、通称 …)."""

    CURRENT = "current"  # 今の名前
    FORMER = "former"  # 旧姓
    ADOPTED = "adopted"  # 養子縁組の姓
    ALIAS = "alias"  # 通称
    READING = "reading"  # 別の読みかた
    WRITING = "writing"  # 別の字
    FOREIGN = "foreign"  # 外国の名前
    RELATIVE = "relative"  # 家族の名前: the office answers, once it has confirmed the relation


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtName:
    """A name to look for. What is left out is as in the first name of the query."""

    kind: SoughtKind = SoughtKind.CURRENT
    family_kana: str = ""
    given_kana: str = ""
    family_kanji: str = ""
    given_kanji: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a person says who looks for a record: names and birth dates, the verified ones first.

    ``prefectures``, ``work`` and ``years`` (calendar years, both counted) answer the three questions;
    left out where they were skipped. ``own`` are the months of the person's own record.
    """

    names: tuple[SoughtName, ...]
    born: tuple[date, ...]
    sex: Sex | None = None
    prefectures: tuple[str, ...] = ()
    work: WorkKind | None = None
    years: tuple[int, int] | None = None
    own: tuple[tuple[Month, Month], ...] = ()

    @property
    def for_relative(self) -> bool:
        """Whether it is for a member of the family, living or dead (家族、遺族)."""
        return any(name.kind is SoughtKind.RELATIVE for name in self.names)

    def __post_init__(self) -> None:
        """Refuse what would be more work than a search may be."""
        if not 1 <= len(self.names) <= MOST_NAMES:
            raise ValueError(f"1 to {MOST_NAMES} names")
        if not 1 <= len(self.born) <= MOST_BIRTH_DATES:
            raise ValueError(f"1 to {MOST_BIRTH_DATES} birth dates")
