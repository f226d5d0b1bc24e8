"""思い出すヒント: questions that bring back a time, tied to what everybody knows and to lives nearby.

Pure choosing only: which events, ages and marks of a life to ask about, never in what words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from nenkin.law.dated import Source
from nenkin.law.months import APRIL, Month, month, month_of
from nenkin.law.recalled import Events, folded_event

SCHOOL_AGE = 6  # 学校教育法17条: from the school year after six years are complete
MIDDLE_SCHOOL = 6  # years of primary school, then 中学校
COME_OF_AGE = 20  # 国民年金 begins; also the 成人の日 of most people who use this sheet
_NEAR = 12  # months beside the time in question that may help where nothing stands inside it
# What choosing costs, in months of distance: the same kind again, a place elsewhere, and so on.
_SAME_KIND = 9
_ELSEWHERE = 30
_AT_HOME = 10
_NAMED = 2  # people have a word of their own for it


class EventKind(StrEnum):
    """What an event is about."""

    NEWS = "news"
    PRICE = "price"  # 物価
    MONEY = "money"  # お金そのもの: 紙幣, 為替
    SONG = "song"
    FILM = "film"
    BROADCAST = "broadcast"
    SPORT = "sport"
    OPENING = "opening"  # 開通, 開業, 博覧会
    FASHION = "fashion"  # 流行, 売り出し
    PENSION = "pension"  # 年金の制度


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEvent:
    """What many people remember. ``words`` ends where «とき» may follow: 東京タワーができた.

    ``names`` are what people call it (東京オリンピック). ``sensitive``: a disaster, an accident, a
    crime or a death; shown only to who opens it. ``prefectures``: where it is known best; empty where
    everybody knows it.
    """

    month: Month
    kind: EventKind
    words: str
    names: tuple[str, ...]
    sensitive: bool
    prefectures: frozenset[str]
    source: Source


@dataclass(frozen=True)
class KnownEvents:
    """All events, in the order of months."""

    events: tuple[KnownEvent, ...]
    months: Events = field(init=False)  # by the names that people use

    def __post_init__(self) -> None:
        """Collect the names; a name stands for one month."""
        named = {folded_event(name): one.month for one in self.events for name in one.names}
        object.__setattr__(self, "months", named)

    def between(
        self, first: Month, last: Month, *, sensitive: bool = False
    ) -> tuple[KnownEvent, ...]:
        """Give the events of these months, both counted: the harmless, or else the sensitive ones."""
        return tuple(
            event
            for event in self.events
            if first <= event.month <= last and event.sensitive == sensitive
        )


class Mark(StrEnum):
    """A turn in the life of the person or of somebody near, by which other times are found."""

    BIRTH = "birth"  # 子どもが生まれた
    PRIMARY = "primary"  # 子どもが小学校に入った
    MIDDLE = "middle"  # 子どもが中学校に入った
    TWENTY = "twenty"  # 子どもが20歳になった
    MARRIAGE = "marriage"  # 結婚した
    MOVE = "move"  # 引っ越した


@dataclass(frozen=True, slots=True)
class LifeMark:
    """Such a turn and its month. ``child``: which child it was, the oldest being 1; else 0."""

    mark: Mark
    month: Month
    child: int = 0


@dataclass(frozen=True, slots=True)
class Hint:
    """One question to ask: about an event, an age (満年齢, years) or a turn, and its month."""

    month: Month
    event: KnownEvent | None = None
    age: int | None = None
    mark: LifeMark | None = None


def enters_school(born_on: date) -> Month:
    """学校教育法17条: give April of the year in which a child enters primary school.

    Six years are complete on the day before the birthday (年齢計算ニ関スル法律), so a child of 1 April
    enters with those born in March (早生まれ).
    """
    # By the day before the birth, because 1 April belongs to the class of March.
    before = born_on - timedelta(days=1)
    year = before.year + SCHOOL_AGE + (before.month >= APRIL)
    return month(year, APRIL)


def child_marks(born_on: date, child: int) -> tuple[LifeMark, ...]:
    """Give the turns in a child's life that parents remember."""
    primary = enters_school(born_on)
    return (
        LifeMark(Mark.BIRTH, month_of(born_on), child),
        LifeMark(Mark.PRIMARY, primary, child),
        LifeMark(Mark.MIDDLE, primary + 12 * MIDDLE_SCHOOL, child),
        LifeMark(Mark.TWENTY, month_of(born_on) + 12 * COME_OF_AGE, child),
    )


def choose_events(
    known: KnownEvents,
    first: Month,
    last: Month,
    *,
    count: int = 3,
    prefectures: frozenset[str] = frozenset(),
) -> tuple[KnownEvent, ...]:
    """Choose harmless events spread over these months (both counted) and over kinds, always the same.

    Events of ``prefectures`` come first, those known in other places only last. Where too few stand
    inside, up to a year on both sides helps out.
    """
    left = list(known.between(first, last))
    if len(left) < count:
        beside = known.between(first - _NEAR, first - 1) + known.between(last + 1, last + _NEAR)
        beside_first = sorted(
            beside, key=lambda event: max(first - event.month, event.month - last)
        )
        left += beside_first[: count - len(left)]
    chosen: list[KnownEvent] = []
    for place in range(min(count, len(left))):
        # The middle of each of so many equal parts of the time.
        aim = first + (last - first) * (2 * place + 1) // (2 * count)
        best = min(left, key=lambda event: (_cost(event, aim, chosen, prefectures), event.month))
        left.remove(best)
        chosen.append(best)
    return tuple(sorted(chosen, key=lambda event: event.month))


def hints(
    known: KnownEvents,
    first: Month,
    last: Month,
    *,
    born_on: date,
    marks: Sequence[LifeMark] = (),
    count: int = 3,
    prefectures: frozenset[str] = frozenset(),
) -> tuple[Hint, ...]:
    """Choose what to ask about these months (both counted), in the order of time.

    At most ``count`` events, one age and ``count`` turns of the lives that the sheet knows. What was
    before the person's birth is left out.
    """
    first = max(first, month_of(born_on))
    if last < first:
        return ()
    found = [
        Hint(event.month, event=event)
        for event in choose_events(known, first, last, count=count, prefectures=prefectures)
        if event.month >= month_of(born_on)
    ]
    found += [Hint(at, age=age) for at, age in _ages(born_on, first, last)]
    inside = sorted((one for one in marks if first <= one.month <= last), key=_by_time)
    found += [Hint(one.month, mark=one) for one in _spread(inside, count)]
    return tuple(sorted(found, key=lambda hint: hint.month))


def _cost(
    event: KnownEvent, aim: Month, chosen: Iterable[KnownEvent], prefectures: frozenset[str]
) -> int:
    cost = abs(event.month - aim)
    cost += _SAME_KIND * sum(one.kind == event.kind for one in chosen)
    if event.prefectures:
        cost += -_AT_HOME if event.prefectures & prefectures else _ELSEWHERE
    return cost - (_NAMED if event.names else 0)


def _ages(born_on: date, first: Month, last: Month) -> Iterator[tuple[Month, int]]:
    """Give the middle one of the birthdays in these months, or else the one before, with the age."""
    born = month_of(born_on)
    youngest, oldest = -((born - first) // 12), (last - born) // 12
    age = (youngest + oldest) // 2 if youngest <= oldest else oldest
    if age > 0:
        yield born + 12 * age, age


def _spread(marks: Sequence[LifeMark], count: int) -> Iterator[LifeMark]:
    """Give so many of them, the first and the last among them."""
    if len(marks) <= count:
        yield from marks
        return
    for place in range(count):
        yield marks[place * (len(marks) - 1) // (count - 1)] if count > 1 else marks[0]


def _by_time(mark: LifeMark) -> tuple[Month, int]:
    return mark.month, mark.child
