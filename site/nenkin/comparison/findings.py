"""What comes out of a comparison: every month in its class, and findings with reason, grade and worth."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from nenkin.law.cover import Because
from nenkin.law.months import Month
from nenkin.law.periods import Scheme


class MonthClass(StrEnum):
    """What memory and record say of a month together."""

    NEITHER = "neither"
    BOTH = "both"  # 記録あり・記憶あり
    MISSING = "missing"  # 働いた記憶あり・記録なし
    PERHAPS_MISSING = "perhaps-missing"  # その月に働いたかは、はっきりしない
    ONLY_RECORD = "only-record"  # 記録あり・記憶なし
    OTHER_COMPANY = "other-company"  # 会社名がちがう
    SHIFTED = "shifted"  # 期間が前後する
    OVERLAPPING = "overlapping"  # 重複
    NOT_COVERED = "not-covered"  # 入らなくてよかった
    NATIONAL = "national"  # 勤めの記憶はなく、国民年金がある
    DISPUTED = "disputed"  # 記録にあるが、自分のものではないという


class Pattern(StrEnum):
    """Why a record may be missing (記録がもれやすい場合). The words are in content/patterns.toml."""

    FORMER_NAME = "former-name"  # 旧姓
    SEVERAL_SURNAMES = "several-surnames"  # 改姓のくりかえし
    ALIAS = "alias"  # 本名とちがう名前
    READING = "reading"  # いろいろな読みかた
    OTHER_BIRTH_DATE = "other-birth-date"  # 本来とちがう生年月日
    COMPANY_CHANGED = "company-changed"  # 合併、社名変更、倒産
    PARENT_COMPANY = "parent-company"  # 親会社、派遣元で記録
    MANY_HANDBOOKS = "many-handbooks"  # 転職のたびに年金手帳
    MANY_JOBS = "many-jobs"  # 転職回数が多い
    SHORT_OR_TRIAL = "short-or-trial"  # 短い期間、試用、パート
    TRANSFER = "transfer"  # 転勤、出向
    SEA_OR_MINE = "sea-or-mine"  # 船員、坑内員
    FUND = "fund"  # 厚生年金基金
    MUNITIONS = "munitions"  # 軍需工場
    MUTUAL = "mutual"  # 共済
    CUT_BACK = "cut-back"  # 遡及訂正
    NAME_FORGOTTEN = "name-forgotten"  # 会社名が思い出せない
    LEAVING_ALLOWANCE = "leaving-allowance"  # 脱退手当金
    DEDUCTED = "deducted"  # 引かれていたのに届けられていない
    TOO_SMALL = "too-small"  # 小さくて入れなかった
    STUDENT_VOLUNTARY = "student-voluntary"  # 学生の任意加入
    SPOUSE_VOLUNTARY = "spouse-voluntary"  # 妻、夫の任意加入
    NATIONAL_PAID = "national-paid"  # 国民年金を納めた
    NOT_MINE = "not-mine"  # 私の記録ではない
    OTHER_NAME = "other-name"  # 会社の名前がちがう
    RECORD_DIFFERS = "record-differs"  # 期間、給料がちがう
    NO_RECORD = "no-record"  # ほかに手がかりのない、記録のない仕事


class Grade(StrEnum):
    """How sure a finding is (確か, おそらく, もしかすると)."""

    SURE = "sure"
    LIKELY = "likely"
    MAYBE = "maybe"


GRADES = (Grade.SURE, Grade.LIKELY, Grade.MAYBE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to ask the office about.

    ``key`` stays the same as long as the event and the rule do. ``pattern`` is the first reason and
    ``also`` the others that fit. ``spans`` are the months that may be missing, both ends counted;
    empty where nothing is known of when it was, or where nothing is missing (``NOT_MINE``).
    ``worth`` and ``worth_at_most`` are in yen a year, with the lowest and the highest pay that it can
    have been. ``employer`` is the name remembered, or that of the record. ``in_mine``: the months
    count for more (坑内員). ``recorded`` are the months of the part of the record that the person
    disputes, both ends counted.
    """

    key: str
    pattern: Pattern
    grade: Grade
    scheme: Scheme
    spans: tuple[tuple[Month, Month], ...] = ()
    also: tuple[Pattern, ...] = ()
    events: tuple[str, ...] = ()
    employer: str = ""
    worth: int | None = None
    worth_at_most: int | None = None
    in_mine: bool = False
    recorded: tuple[Month, Month] | None = None

    @property
    def months(self) -> int:
        """Give how many months may be missing."""
        return sum(last - first + 1 for first, last in self.spans)


# Gives what a finding may add, in yen a year, at the least and at the most; ``None``: it cannot be said.
Worth: TypeAlias = Callable[[Finding], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Months of a remembered job that did not have to be insured, both ends counted, and why."""

    event: str
    first: Month
    last: Month
    because: Because


@dataclass(frozen=True, slots=True)
class MonthRun:
    """Months of one class, both ends counted, with the events and employers they are of."""

    first: Month
    last: Month
    months: MonthClass
    events: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A whole comparison. ``findings`` stand in order of worth, then of months, the largest first;
    those of which the person said «心当たりがない» are in ``unrecognised``.

    ``remembered`` has one byte a month from ``first`` to before ``end``: 2 surely worked, 1 perhaps,
    0 not; ``recorded`` too: 2 employees' schemes, 1 国民年金 or other, 0 nothing.
    """

    first: Month
    end: Month
    remembered: bytes
    recorded: bytes
    runs: tuple[MonthRun, ...]
    findings: tuple[Finding, ...]
    unrecognised: tuple[Finding, ...]
    uncovered: tuple[Uncovered, ...]
