"""記録が見つかったら, as people read it: what is on the list, what it adds, and the published cases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from markupsafe import Markup

from nenkin import paths
from nenkin.content.library import Library
from nenkin.features.estimate.finding import Listed
from nenkin.features.estimate.found_forms import FoundForm
from nenkin.features.estimate.result import BASIC
from nenkin.features.estimate.why import write_yen
from nenkin.law.counting import employees_months
from nenkin.law.estimates import Estimate
from nenkin.law.found import Trade, Worth, worth
from nenkin.law.future import AT_70
from nenkin.law.lives import Life
from nenkin.law.months import spell
from nenkin.law.parameters import Law
from nenkin.law.settling import settle
from nenkin.law.wareki import write_fiscal_year, write_month_both
from nenkin.reference.examples import Example, read_examples
from nenkin.web.rendering import Renderer

YEAR = 12
BASE = "/estimate/found"
_COLUMNS = ("before", "after", "adds")


@dataclass(frozen=True, slots=True)
class Case:
    """A published case: what was published beside what is worked out here, and why they differ."""

    title: str
    what: str
    rows: tuple[tuple[str, ...], ...]
    why: str
    year: str


def lines(library: Library, listed: Listed, known: Worth | None) -> Iterator[Mapping[str, str]]:
    """Say each period on the list, with what it would add by itself."""
    for place, one in enumerate(listed.found):
        said = [library.forms[FoundForm.words].fields["trade"].options[one.trade].label]
        if one.place:
            said.append(library.words("found.at", place=one.place))
        if one.pay is not None:
            said.append(library.words("found.paid", yen=write_yen(library, one.pay)))
        elif one.trade is not Trade.NATIONAL:
            said.append(library.phrases["found.pay-unknown"])
        if known and len(listed.found) > 1:
            adds = write_yen(library, known.each[place])
            said.append(library.words("found.adds-alone", yen=adds))
        yield {
            "key": library.words(
                "found.from-to",
                first=write_month_both(one.first),
                last=write_month_both(one.last),
                months=one.last - one.first + 1,
            ),
            "value": Markup("<br>").join(said),
            "href": f"{BASE}/{spell(one.first)}",
        }


def sentences(library: Library, known: Worth) -> Iterator[str]:
    """Say what the list adds: the whole of it first."""
    yen = write_yen(library, known.least)
    month = write_yen(library, known.least // YEAR)
    if known.least <= 0 and known.most <= 0:
        yield library.words("found.adds-nothing")
    elif known.most > known.least:
        yield library.words("found.adds-least", yen=yen, month=month, months=known.months)
        yield library.words("found.adds-most", yen=write_yen(library, known.most))
    else:
        yield library.words("found.adds", yen=yen, month=month, months=known.months)
        if known.unknown:
            yield library.words("found.pay-alike")


def beside(library: Library, law: Law, life: Life, after: Life, known: Worth) -> Iterator[str]:
    """Say what the amount leaves out or takes for granted."""
    if known.opened:
        yield library.words("found.opened")
    if not known.reached:
        yield library.words("found.not-reached")
    if known.instead:
        yield library.words("found.instead", months=known.instead)
    enough = law.benefits.conditions.addition
    if _insured(law, life) < enough <= _insured(law, after):
        yield library.words("found.addition")


def _insured(law: Law, life: Life) -> int:
    return int(employees_months(law, life, life.reaches(AT_70)))


_told: WeakKeyDictionary[Renderer, tuple[Case, ...]] = WeakKeyDictionary()


def cases_of(renderer: Renderer, library: Library, law: Law) -> tuple[Case, ...]:
    """Give the published cases of a site, worked out when they are first asked for."""
    found = _told.get(renderer)
    if found is None:
        found = _told[renderer] = _cases(library, law)
    return found


def _cases(library: Library, law: Law) -> tuple[Case, ...]:
    return tuple(
        Case(
            title=library.words(f"found.{one.name}.title"),
            what=library.words(f"found.{one.name}.what"),
            rows=tuple(_rows(library, law, one)),
            why=library.words(f"found.{one.name}.why"),
            year=library.words("found.case-year", year=write_fiscal_year(one.year)),
        )
        for one in read_examples(paths.DATA)
    )


def _rows(library: Library, law: Law, one: Example) -> Iterator[tuple[str, ...]]:
    """Give before, after and what is added: as published, and as worked out here."""
    known = worth(law, settle(one.record).life, [one.found], one.year)
    before, after = (_employees(found) for found in (known.gains.before, known.gains.after[0]))
    published = (one.before, one.after, one.adds)
    for name, said, ours in zip(_COLUMNS, published, (before, after, known.least), strict=True):
        yield (
            library.words(f"found.row-{name}"),
            library.words("found.not-published")
            if said is None
            else library.words("found.about", yen=write_yen(library, said)),
            write_yen(library, ours),
        )


def _employees(found: Estimate) -> int:
    """老齢厚生年金 for life, in yen a year."""
    return sum(one.yen for one in found.phases[-1].amounts if one.part not in BASIC)
