"""Who had to be insured under 厚生年金保険 or 船員保険 (強制適用): by month, sex, trade and size of workplace."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nenkin.law.dated import Source
from nenkin.law.months import Month
from nenkin.law.periods import Sex
from nenkin.law.remembered import Category, Employment, Size, Work

_PEOPLE = {Size.BELOW_5: (1, 4), Size.FROM_5: (5, 50), Size.FROM_51: (51, 100_000)}
# Where most people worked by hand; men there were insured first. Offices came with everybody.
_BY_HAND = frozenset({"manufacturing", "mining", "power", "transport", "loading", "cleaning", ""})
_MUTUAL = frozenset({Employment.PUBLIC, Employment.PRIVATE_SCHOOL, Employment.FARM_COOPERATIVE})
_WHOLE_WEEK = 40  # hours; who works as long is no short-time worker in any year


class Insured(StrEnum):
    """Whether somebody had to be insured."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # the person does not remember what decides it


class Because(StrEnum):
    """Why somebody did not have to be insured, or why it cannot be known."""

    INSURED = "insured"
    BEFORE_SCHEME = "before-scheme"  # 制度が始まる前
    TRADE = "trade"  # 適用されない業種の個人の事業
    SMALL = "small"  # 5人未満
    DAY_LABOUR = "day-labour"  # 日雇い
    SEASONAL = "seasonal"  # 季節の仕事
    TRIAL = "trial"  # 2か月以内の試用
    SHORT_HOURS = "short-hours"  # 短い時間
    AGE = "age"  # 65歳、70歳から
    MUTUAL = "mutual"  # 共済組合
    ABROAD = "abroad"  # 海外の会社


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """From when a group is insured, or a rule holds."""

    first: Month
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """業種: since when one person's business and a company of it are covered; ``None``: they are not."""

    personal_since: Month | None
    company_since: Month | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """A least number in force in some months: of people, hours a week, or the age that ends cover."""

    first: Month
    last: Month | None
    least: int
    people: int = 0  # from how many people it holds, where that matters
    source: Source

    def holds(self, at: Month) -> bool:
        """Whether it is in force in a month."""
        return self.first <= at and (self.last is None or at <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLaw:
    """Start and scope of compulsory cover; every number comes from data/tables/cover_*.csv.

    ``exemptions`` has the months up to which an employment (日雇い, 試用, 季節) is left out.
    """

    starts: Mapping[str, Start]
    trades: Mapping[str, Trade]
    personal: Sequence[Least]
    company: Sequence[Least]
    hours: Sequence[Least]
    exemptions: Mapping[str, int]
    ages: Sequence[Least]

    def start(self, who: str) -> Month:
        """Give the month from which a group is insured or a rule holds."""
        return self.starts[who].first

    def changes(self, first: Month, last: Month) -> list[Month]:
        """Give the months within these in which any rule begins or ends."""
        found = {start.first for start in self.starts.values()}
        for trade in self.trades.values():
            found |= {each for each in (trade.personal_since, trade.company_since) if each}
        for least in (*self.personal, *self.company, *self.hours, *self.ages):
            found |= {least.first} | ({least.last + 1} if least.last is not None else set())
        return sorted(at for at in found if first < at <= last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What decides whether a job was insured: remembered facts and the person's own."""

    category: Category
    work: Work
    sex: Sex | None
    born: Month
    place: str = ""
    lasted: int | None = None  # months, at the longest that is remembered


@dataclass(frozen=True, slots=True)
class Piece:
    """Months of a job, both counted, in which the answer is one and the same."""

    first: Month
    last: Month
    insured: Insured
    because: Because


def cover_of(job: Job, law: CoverLaw, first: Month, last: Month) -> Iterator[Piece]:
    """厚生年金保険法6条・9条・12条: give the pieces of a job by whether it had to be insured."""
    edges = [first, *law.changes(first, last)]
    birthdays = {job.born + 12 * least.least for least in law.ages}
    edges = sorted({*edges, *(at for at in birthdays if first < at <= last)})
    held: Piece | None = None
    for start, after in itertools.pairwise([*edges, last + 1]):
        insured, because = _at(job, law, start)
        if held and (held.insured, held.because) == (insured, because):
            held = Piece(held.first, after - 1, insured, because)
            continue
        if held:
            yield held
        held = Piece(start, after - 1, insured, because)
    if held:
        yield held


def _at(job: Job, law: CoverLaw, at: Month) -> tuple[Insured, Because]:
    """Give whether a job was insured in a month: the first rule that speaks decides."""
    if any(at >= job.born + 12 * age.least for age in law.ages if age.holds(at)):
        return Insured.NO, Because.AGE
    if job.category is Category.SEA:
        return _from(law.start("seamen"), at)
    if job.work.employment in _MUTUAL:
        return Insured.NO, Because.MUTUAL
    insured, because = _by_employment(job, law)
    if insured is not Insured.YES:
        return insured, because
    for decide in (_by_start, _by_trade_and_size, _by_hours):
        insured, because = decide(job, law, at)
        if insured is not Insured.YES:
            return insured, because
    return Insured.YES, Because.INSURED


def _from(start: Month, at: Month) -> tuple[Insured, Because]:
    if at < start:
        return Insured.NO, Because.BEFORE_SCHEME
    return Insured.YES, Because.INSURED


def _by_start(job: Job, law: CoverLaw, at: Month) -> tuple[Insured, Because]:
    if "沖縄" in job.place:
        return _from(law.start("okinawa"), at)
    if at >= law.start("everyone"):
        return Insured.YES, Because.INSURED
    if job.sex is not Sex.MALE or job.work.trade not in _BY_HAND:
        return Insured.NO, Because.BEFORE_SCHEME
    return _from(law.start("manual-men"), at)


def _by_employment(job: Job, law: CoverLaw) -> tuple[Insured, Because]:
    exempt = law.exemptions.get(job.work.employment or "")
    if exempt is None:
        return Insured.YES, Because.INSURED
    because = Because(job.work.employment or "")
    if because is Because.DAY_LABOUR:
        # Hired anew each day: one workplace for longer than a month is the exception.
        return Insured.NO, because
    if job.lasted is None:
        return Insured.UNKNOWN, because
    return (Insured.NO if job.lasted <= exempt else Insured.YES), because


def _by_trade_and_size(job: Job, law: CoverLaw, at: Month) -> tuple[Insured, Because]:
    """Weigh a company and one person's business, where the person does not know which it was."""
    forms = {True: (True,), False: (False,), None: (True, False)}[job.work.incorporated]
    answers = {_of_form(job, law, at, company=company) for company in forms}
    if len(answers) == 1:
        return answers.pop()
    return Insured.UNKNOWN, next(
        because for insured, because in answers if insured is not Insured.YES
    )


def _of_form(job: Job, law: CoverLaw, at: Month, *, company: bool) -> tuple[Insured, Because]:
    trade = law.trades.get(job.work.trade)
    if trade is not None:
        since = trade.company_since if company else trade.personal_since
        if since is None or at < since:
            return Insured.NO, Because.TRADE
    sizes = law.company if company else law.personal
    least = next((each.least for each in sizes if each.holds(at)), 1)
    if job.work.size is None:
        # Most who remember nothing of it worked where it did not matter.
        return Insured.YES, Because.INSURED
    fewest, most = _PEOPLE[job.work.size]
    if most < least:
        return Insured.NO, Because.SMALL
    return (Insured.YES, Because.INSURED) if fewest >= least else (Insured.UNKNOWN, Because.SMALL)


def _by_hours(job: Job, law: CoverLaw, at: Month) -> tuple[Insured, Because]:
    hours = job.work.hours_a_week
    rule = [each for each in law.hours if each.holds(at)]
    if hours is None or hours >= _WHOLE_WEEK or not rule:
        unsure = job.work.employment is Employment.PART_TIME and hours is None
        return (Insured.UNKNOWN, Because.SHORT_HOURS) if unsure else (Insured.YES, Because.INSURED)
    # The rule of three quarters has gone on beside those for larger companies.
    whole = law.hours[0].least
    if hours >= whole:
        return Insured.YES, Because.INSURED
    if hours < rule[0].least:
        return Insured.NO, Because.SHORT_HOURS
    people = _PEOPLE[job.work.size] if job.work.size else (1, 100_000)
    if people[1] < rule[0].people:
        return Insured.NO, Because.SHORT_HOURS
    enough = people[0] >= rule[0].people
    return (Insured.YES, Because.INSURED) if enough else (Insured.UNKNOWN, Because.SHORT_HOURS)
