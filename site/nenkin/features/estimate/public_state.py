"""What a visitor has typed so far: it travels in the form itself and is stored nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from nenkin.features.estimate.public_forms import AboutForm, TypedPeriodForm
from nenkin.law.conditions import Period
from nenkin.law.estimates import Refused
from nenkin.law.estimating import estimate
from nenkin.law.lives import Life, Scenario
from nenkin.law.months import fiscal_year, month_of, spell
from nenkin.law.parameters import Law
from nenkin.law.periods import Sex
from nenkin.law.typed_lives import typed_life, typed_misfits
from nenkin.web.forms import Rejected, Trouble, all_wrong, html_name, kinds
from nenkin.web.submissions import Submission, first

PERIOD = "period"  # the name of the hidden fields that hold a period each
LOST = "lost"  # and of those that hold one that does not fit any more
MOST = 20
_PARTS = ("first", "last", "way", "pay", "bonus")
_ERAS = ("", "-era", "-year", "-month", "-day")
YEAR = 12
ASSUMED_AGE = 50  # of who does not say when they were born
ABOUT = tuple(html_name(name) for name in kinds(AboutForm))


@dataclass(frozen=True)
class Told:
    """Who somebody is, with what was taken where nothing was said."""

    about: AboutForm
    born_on: date
    sex: Sex
    periods: tuple[Period, ...]
    lost: tuple[Period, ...] = ()  # those that do not fit any more, as when the birth is another

    @property
    def scenario(self) -> Scenario:
        """Both parts from one age."""
        age = (self.about.start or 65) * YEAR
        return Scenario(basic=age, employees=age)

    @property
    def bare(self) -> Life:
        """The life without its periods."""
        return Life(born_on=self.born_on, sex=self.sex)

    def life(self, law: Law) -> Life:
        """Give the whole life."""
        return typed_life(law, self.born_on, self.sex, self.periods)

    def fitting(self, read: TypedPeriodForm, sent: Submission) -> "Told | Rejected":
        """Put a period in; sent twice it is there once."""
        if read.period in self.periods:
            return self
        periods = (*self.periods, read.period)
        found = typed_misfits(self.bare, periods, len(periods) - 1)
        if found:
            return Rejected(sent, tuple(Trouble(one.field, one.code) for one in found))
        return replace(self, periods=tuple(sorted(periods, key=lambda one: one.first)))

    def without(self, first_month: str) -> "Told":
        """Take a period out."""
        rest = tuple(one for one in self.periods if spell(one.first) != first_month)
        return replace(self, periods=rest)


def read_told(law: Law, sent: Submission, today: date) -> Told | Rejected:
    """Read who somebody is, and every hidden period that fits; one that does not is let go of."""

    def judged(about: AboutForm) -> AboutForm | Rejected:
        code = _wrong_birth(law, about.born or assumed_birth(today), today)
        return Rejected(sent, (Trouble("born", code),)) if code else about

    read = AboutForm.read(sent)
    read = all_wrong(AboutForm, read, judged) if isinstance(read, Rejected) else judged(read)
    if isinstance(read, Rejected):
        return read
    born_on = read.born or assumed_birth(today)
    told, lost = Told(read, born_on, Sex(read.sex or Sex.MALE), ()), []
    for one in hidden_periods(sent):
        added = told.fitting(one, sent)
        if isinstance(added, Rejected):
            lost.append(one.period)
        else:
            told = added
    return replace(told, lost=tuple(lost))


def assumed_birth(today: date) -> date:
    """Give the birth that is taken for somebody who does not say."""
    return date(today.year - ASSUMED_AGE, 1, 2)


def hidden_periods(sent: Submission) -> Iterator[TypedPeriodForm]:
    """Read the periods that a form brings along."""
    for text in sent.get(PERIOD, [])[:MOST]:
        parts = text.split("/")
        if len(parts) == len(_PARTS):
            read = TypedPeriodForm.read({n: [v] for n, v in zip(_PARTS, parts, strict=True)})
            if not isinstance(read, Rejected):
                yield read


def about_fields(sent: Submission) -> list[tuple[str, str]]:
    """Give the hidden fields that bring along who somebody is, as it was typed."""
    names = [f"{name}{part}" for name in ABOUT for part in _ERAS]
    return [(name, first(sent, name)) for name in names if first(sent, name)]


def period_fields(told: Told) -> list[tuple[str, str]]:
    """Give the hidden fields that bring the periods along, and those that were let go of."""
    fitting = [(PERIOD, _written(one)) for one in told.periods]
    return fitting + [(LOST, _written(one)) for one in told.lost]


def begun_fields(sent: Submission) -> list[tuple[str, str]]:
    """Give what stands in the boxes of a period that is not yet put in, as it was typed."""
    return [(name, first(sent, name)) for name in _PARTS if first(sent, name).strip()]


def _written(one: Period) -> str:
    pay, bonus = ("" if yen is None else str(yen) for yen in (one.pay, one.bonus))
    return "/".join((spell(one.first), spell(one.last), one.way, pay, bonus))


def _wrong_birth(law: Law, born_on: date, today: date) -> str:
    if born_on > today:
        return "future"
    try:
        estimate(law, Life(born_on=born_on, sex=Sex.MALE), Scenario(), fiscal_year(month_of(today)))
    except Refused:
        return "old-law"
    return ""
