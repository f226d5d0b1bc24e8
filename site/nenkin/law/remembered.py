"""A history sheet (年金加入履歴の申立て、履歴整理表): a life as the person remembers it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nenkin.law.months import Month
from nenkin.law.periods import Sex
from nenkin.law.recalled import When


class Category(StrEnum):
    """What kind of time or turn in a life an event is."""

    SCHOOL = "school"  # 学校
    WORK = "work"  # 勤め
    NO_WORK = "no-work"  # 働いていなかった
    SELF_EMPLOYED = "self-employed"  # 自営業
    FAMILY_HELPER = "family-helper"  # 家業の手伝い
    SEA = "sea"  # 船に乗った
    MINE = "mine"  # 鉱山ではたらいた
    MUNITIONS = "munitions"  # 軍需工場、勤労動員
    ABROAD = "abroad"  # 海外
    MOVE = "move"  # 引っ越し
    MARRIAGE = "marriage"  # 結婚、再婚
    DIVORCE = "divorce"  # 離婚
    ADOPTION = "adoption"  # 養子縁組
    BIRTH = "birth"  # 子どもの出生
    OTHER = "other"  # その他


# Somebody else paid for work done there; these have ``LifeEvent.work``.
EMPLOYED = frozenset({Category.WORK, Category.SEA, Category.MINE, Category.MUNITIONS})


class Sureness(StrEnum):
    """How sure the person is of an event (はっきり, だいたい, 自信なし)."""

    CLEAR = "clear"
    ROUGH = "rough"
    UNSURE = "unsure"


class Writer(StrEnum):
    """Who wrote an answer (記入した人)."""

    PERSON = "person"  # 本人
    WITH_CODE = "code"  # 復帰コードで表を開いた人: the person or somebody who helps them
    FAMILY = "family"  # 家族
    CLERK = "clerk"  # 職員
    IMPORTED = "imported"  # 持ってきた表から


class Employment(StrEnum):
    """How somebody was employed (雇われかた)."""

    REGULAR = "regular"  # 正社員
    TRIAL = "trial"  # 試用、見習い
    PART_TIME = "part-time"  # パート、アルバイト
    DAY_LABOUR = "day-labour"  # 日雇い
    SEASONAL = "seasonal"  # 期間工、季節の仕事
    DISPATCHED = "dispatched"  # 派遣、請負
    SECONDED = "seconded"  # 出向
    LIVE_IN = "live-in"  # 住み込み
    PUBLIC = "public"  # 公務員、公立学校、公社
    PRIVATE_SCHOOL = "private-school"  # 私立学校の教職員
    FARM_COOPERATIVE = "farm-cooperative"  # 農協、漁協など
    DIRECTOR = "director"  # 役員


class Keepsake(StrEnum):
    """What was deducted or handed out (引かれていたもの、もらったもの)."""

    PENSION_DEDUCTED = "pension-deducted"  # 厚生年金の保険料が引かれていた
    HEALTH_DEDUCTED = "health-deducted"  # 健康保険の保険料が引かれていた
    HEALTH_CARD = "health-card"  # 健康保険証をもらった
    HANDBOOK = "handbook"  # 年金手帳、被保険者証をもらった
    PAY_SLIPS = "pay-slips"  # 給与明細が残っている
    PHOTOGRAPHS = "photographs"  # 社員証、写真が残っている
    LEAVING_ALLOWANCE = "leaving-allowance"  # 脱退手当金をもらった
    NOTHING = "nothing"  # なにも引かれていなかった


class Size(StrEnum):
    """How many people worked at a workplace (従業員の数)."""

    BELOW_5 = "below-5"
    FROM_5 = "from-5"
    FROM_51 = "from-51"


class NameKind(StrEnum):
    """Why another name was used (名前のちがい)."""

    FORMER = "former"  # 旧姓
    ADOPTED = "adopted"  # 養子縁組の姓
    ALIAS = "alias"  # 通称、本名とちがう名前
    READING = "reading"  # 別の読みかた
    WRITING = "writing"  # 別の字


class Cover(StrEnum):
    """The colour of a handbook (年金手帳の色)."""

    ORANGE = "orange"
    BLUE = "blue"
    BROWN = "brown"  # 国民年金手帳 and others of before 1974
    CARD = "card"  # 厚生年金保険被保険者証
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One page that was saved: which answers (names of fields) it had, and who wrote them.

    ``record_shown`` says that the record of those years had been shown before (先に記録を見た):
    such an answer is worth less as evidence. ``on`` is the day it was written.
    """

    answers: tuple[str, ...]
    by: Writer = Writer.PERSON
    record_shown: bool = False
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedName:
    """A name that was used besides the one of today. Of what did not differ the text is empty."""

    kind: NameKind
    surname: str = ""
    given_name: str = ""
    surname_kana: str = ""
    given_name_kana: str = ""
    first: When | None = None
    last: When | None = None
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedBirthDate:
    """A birth date that was used though another stands in the 戸籍."""

    born_on: date
    note: str = ""
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handbook:
    """A pension handbook (年金手帳) or insurance card that the person has or had."""

    cover: Cover
    number: str = ""  # as printed; empty where the person does not have it at hand
    got: When | None = None
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is remembered of a job (勤め先). Texts that are not remembered are empty.

    ``employer`` is the company as it was called then; ``workplace`` where one really worked (工場,
    営業所, 船の名前, 出向先). ``trade`` is a slug of the table of compulsory cover. ``incorporated``
    says whether it was a company (法人) rather than one person's business (個人). ``hours_a_week``
    and ``days_a_month`` are of usual weeks and months. ``trial_months``: how long the trial lasted.
    """

    employer: str = ""
    workplace: str = ""
    head_office: str = ""
    parent: str = ""  # 親会社
    occupation: str = ""  # 仕事の内容
    employment: Employment | None = None
    kept: frozenset[Keepsake] = frozenset()
    colleagues: str = ""
    size: Size | None = None
    trade: str = ""
    incorporated: bool | None = None
    hours_a_week: int | None = None
    days_a_month: int | None = None
    trial_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """A time or a turn in a life. ``key`` is unique within the sheet and stays when it is edited.

    A turn (結婚, 引っ越し) has ``last`` ``None``; a time that has not ended has ``goes_on``. ``work``
    is there for ``EMPLOYED`` only. ``title`` is the school, the ship or what else it is called.
    ``surname_before`` is the surname that a marriage, divorce or adoption ended (改姓の前の姓).
    ``spouse_insured`` says of a marriage that the other was in 厚生年金 or 共済; ``paid_national`` that
    国民年金 premiums were paid in this time (任意加入 included); ``by_day`` of a school that it was
    daytime (昼間部). ``explains`` are keys of findings or record spans that the event is about.
    """

    key: str
    category: Category
    first: When
    last: When | None = None
    goes_on: bool = False
    title: str = ""
    place: str = ""
    work: Work | None = None
    surname_before: str = ""
    spouse_insured: bool | None = None
    paid_national: bool | None = None
    by_day: bool | None = None
    sureness: Sureness = Sureness.CLEAR
    note: str = ""
    explains: tuple[str, ...] = ()
    written: tuple[Written, ...] = ()


class Objection(StrEnum):
    """What the person says of a part of the record."""

    NOT_MINE = "not-mine"  # この記録は私のものではない
    OTHER_NAME = "other-name"  # 会社の名前がちがう
    OTHER_MONTHS = "other-months"  # 期間がちがう
    OTHER_PAY = "other-pay"  # 給料がちがう


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected:
    """The person's word against a part of the record, from its first month at that employer."""

    objection: Objection
    first: Month
    employer: str = ""
    note: str = ""
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True)
class Unremembered:
    """Months of which the person was asked what they did, and does not know (両端を含む)."""

    first: Month
    last: Month


@dataclass(frozen=True, slots=True, kw_only=True)
class HistorySheet:
    """A whole sheet. ``events`` stand in the order of writing; nothing needs them sorted.

    ``born_on`` and ``sex`` are the person's own, typed or from the record. ``unrecognised`` are the
    keys of findings of which the person said «心当たりがない».
    """

    born_on: date
    sex: Sex | None = None
    names: tuple[UsedName, ...] = ()
    birth_dates: tuple[UsedBirthDate, ...] = ()
    handbooks: tuple[Handbook, ...] = ()
    handbook_count: int | None = None  # how many the person remembers, all told
    events: tuple[LifeEvent, ...] = ()
    objections: tuple[Objected, ...] = ()
    unremembered: tuple[Unremembered, ...] = ()
    unrecognised: frozenset[str] = field(default_factory=frozenset)
