"""What a pension record consists of: spans of months, bonuses, and whose they are.

A span is an unbroken run of months in which nothing changes: one scheme, one kind of insured
person, one employer, one standard monthly remuneration, one payment status. The month grid, the
totals and the flags are all derived from spans; nothing stores months.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nenkin.law.months import Month


class Scheme(StrEnum):
    """The pension scheme (制度) a span belongs to."""

    NATIONAL = "national"  # 国民年金
    EMPLOYEES = "employees"  # 厚生年金保険
    SEAMEN = "seamen"  # 船員保険 (until 1986-03; later months are 厚生年金, kind 3)
    MUTUAL = "mutual"  # 共済組合等
    COMPLEMENTARY = "complementary"  # 合算対象期間: no scheme, but counted towards the 10 years


class Kind(StrEnum):
    """The kind of insured person (被保険者の種別) within a scheme."""

    # 国民年金
    CATEGORY_1 = "category-1"  # 第1号被保険者
    CATEGORY_3 = "category-3"  # 第3号被保険者
    VOLUNTARY = "voluntary"  # 任意加入被保険者
    # 厚生年金保険, numbered as on the official printout (種別 1…7)
    MEN = "men"  # 1 男子
    WOMEN = "women"  # 2 女子
    MINERS_SEAMEN = "miners-seamen"  # 3 坑内員・船員
    CONTINUED = "continued"  # 4 任意継続
    FUND_MEN = "fund-men"  # 5 基金 男子
    FUND_WOMEN = "fund-women"  # 6 基金 女子
    FUND_MINERS = "fund-miners"  # 7 基金 坑内員
    # 船員保険
    SEAMAN = "seaman"
    # 共済組合等
    NATIONAL_SERVANT = "national-servant"  # 国家公務員
    LOCAL_SERVANT = "local-servant"  # 地方公務員
    PRIVATE_SCHOOL = "private-school"  # 私立学校教職員
    # 合算対象期間: why the months count
    ABROAD = "abroad"  # 海外在住
    SPOUSE = "spouse"  # 被用者の配偶者 (until 1986-03)
    STUDENT = "student"  # 学生 (until 1991-03)
    OTHER = "other"


# 種別 of 厚生年金保険 as the official printout numbers them, from 1 on.
NUMBERED_KINDS = (
    *(Kind.MEN, Kind.WOMEN, Kind.MINERS_SEAMEN, Kind.CONTINUED),
    *(Kind.FUND_MEN, Kind.FUND_WOMEN, Kind.FUND_MINERS),
)


class Reporter(StrEnum):
    """Who reported a span to the office (届出をした人)."""

    PERSON = "person"
    EMPLOYER = "employer"
    SPOUSE_EMPLOYER = "spouse-employer"  # 配偶者の勤務先 (第3号)
    OFFICE = "office"  # 職権
    MUTUAL_AID = "mutual-aid"  # 共済組合等からの情報


class Sex(StrEnum):
    """Sex as recorded (性別)."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An unbroken run of months in which nothing changes.

    ``first`` and ``last`` are both counted; ``last`` is ``None`` while the person is still insured.
    ``status`` is the official one-character month code of 国民年金 (``A``, ``*``, ``Z``, …), only for
    ``Scheme.NATIONAL``. ``pay`` is 標準報酬月額 in yen a month, only for the employees' schemes;
    ``None`` where it is not known. ``acquired_on`` and ``lost_on`` are 資格取得日 and 資格喪失日 of
    the whole employment or enrolment that the span is a part of. ``known_from`` is the day the
    office learned of it, ``known_until`` the day it was replaced by a correction (``None``: it still
    stands). ``corrected`` marks a span that replaced what was recorded before. ``disputed`` marks
    months that the office is looking into (確認中).
    """

    scheme: Scheme
    kind: Kind
    first: Month
    last: Month | None
    known_from: date
    known_until: date | None = None
    status: str | None = None
    employer: str | None = None
    pay: int | None = None
    acquired_on: date | None = None
    lost_on: date | None = None
    reported_by: Reporter | None = None
    reported_on: date | None = None
    corrected: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus:
    """A bonus (標準賞与額) in yen, before any cap, with the day it was paid (賞与支払日)."""

    scheme: Scheme
    paid_on: date
    amount: int
    employer: str | None = None
    known_from: date
    known_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whose record it is, as the office has it."""

    surname: str
    given_name: str
    surname_kana: str  # full-width katakana
    given_name_kana: str
    born_on: date
    sex: Sex
    basic_number: str  # 基礎年金番号, ten digits
    handbooks: tuple[str, ...] = ()  # other 年金手帳記号番号 merged into it, as printed
    entitled_since: date | None = None  # 老齢基礎年金の受給権発生日


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One person's whole record as of a day.

    ``data_date`` is the day the data are of. ``spans`` are sorted by ``first``; those that still
    stand (``known_until is None``) and, where asked for, those that were replaced. Spans may overlap
    across schemes: overlaps are something to show, never an error.
    """

    person: Person
    data_date: date
    spans: tuple[Span, ...]
    bonuses: tuple[Bonus, ...] = ()
    # 登録住所 as on an envelope, where a file brings it; what is stored never gives it back.
    address: tuple[str, ...] = ()
    # 照会番号, nine digits, where a file brings it; nor is this given back.
    inquiry_number: str = ""
