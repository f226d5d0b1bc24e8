"""特にご確認いただきたい月: which months a person should look at, why, and what they may cost.

Each rule is a function of its own from a career to flags. The cost is months lost, each weighted by
what it would have counted for: our own design decision, until the estimate gives it in yen. The
words for each code are in content/flags.toml.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction

from nenkin.law.career import Career, overlapping_runs
from nenkin.law.flagging import NOTHING, Flag, FlagCode, View, view
from nenkin.law.holes import between_jobs, missing, reentries, unpaid
from nenkin.law.months import Month, month_of
from nenkin.law.parameters import Law, Source
from nenkin.law.periods import Reporter, Scheme, Span

__all__ = ["RULES", "Flag", "FlagCode", "flagged_months", "flags"]

Rule = Callable[[View], Iterator[Flag]]


def overlaps(view: View) -> Iterator[Flag]:
    """重複: nothing is lost for the pension, but a premium may have been paid twice."""
    for run in overlapping_runs(view.career):
        yield Flag(FlagCode.OVERLAP, run.first, run.last, NOTHING, spans=run.spans)


def pay_changes(view: View) -> Iterator[Flag]:
    """標準報酬月額の大幅な変更: a fall against the month before, by our threshold of share or grades.

    The flag is of the first such month; its cost is that of the months until the pay is back or the
    employment ends, by the share that is missing. The grades (等級) of most of the past are not
    known; there only the share decides.
    """
    career, law = view.career, view.law
    part, whole = law.attention.pay_fall.as_integer_ratio()
    for spans in _by_employer(career).values():
        for place in range(1, len(spans)):
            before, after = spans[place - 1], spans[place]
            was, now = before.pay or 0, after.pay or 0
            if now >= was or after.first != career.last_of(before) + 1:
                continue
            grades, sources = _grades_down(law, before, after)
            if (was - now) * whole < part * was and (grades or 0) < law.attention.pay_grades:
                continue
            if not view.weighs:
                yield Flag(FlagCode.PAY_CHANGE, after.first, after.first, NOTHING)
                continue
            cost = _until_it_is_back(career, spans[place:], was)
            facts: dict[str, object] = {"before": was, "after": now, "employer": after.employer}
            if grades is not None:
                facts["grades"] = grades
            yield Flag(
                FlagCode.PAY_CHANGE,
                after.first,
                after.first,
                cost,
                spans=(before, after),
                facts=facts,
                sources=sources,
            )


def _until_it_is_back(career: Career, spans: Iterable[Span], was: int) -> Fraction:
    """Weigh the months until the pay is what it was, by the share that is missing."""
    missing = 0
    for span in spans:
        pay = span.pay or 0
        if pay >= was:
            break
        missing += (career.last_of(span) - span.first + 1) * (was - pay)
    return Fraction(missing, was)


def _by_employer(career: Career) -> dict[str | None, list[Span]]:
    found: dict[str | None, list[Span]] = {}
    for span in career.spans:
        if span.pay is not None:
            found.setdefault(span.employer, []).append(span)
    return found


def _grades_down(law: Law, before: Span, after: Span) -> tuple[int | None, tuple[Source, ...]]:
    """Give how many grades a pay fell, both taken in the grades of the month of the fall."""
    row = law.pay_grades.find(after.first)
    if row is not None:
        was, now = (row.grades.get(span.pay or 0) for span in (before, after))
        if was is not None and now is not None:
            return was - now, (law.attention.source, row.source)
    return None, (law.attention.source,)


def retroactive(view: View) -> Iterator[Flag]:
    """遡及訂正: months of an employment that were changed long after they had passed.

    The cost is the share by which the pay lies below that of the month before the change: what was
    recorded for these months themselves before is not in what a page reads.
    """
    career, attention = view.career, view.law.attention
    if not any(span.corrected for span in career.spans):
        return
    for spans in _by_employment(career):
        was: Span | None = None  # the last one that was not changed
        for span in spans:
            if not span.corrected:
                was = span
            elif (
                # What the office itself wrote (職権), it wrote because somebody had asked for it.
                span.reported_by is not Reporter.OFFICE
                and span.reported_on is not None
                and month_of(span.reported_on) - span.first >= attention.retroactive_months
            ):
                last = career.last_of(span)
                facts: dict[str, object] = {
                    "reported_on": span.reported_on,
                    "employer": span.employer,
                }
                cost = Fraction(0)
                if was and was.pay and span.pay is not None and span.pay < was.pay:
                    cost = (last - span.first + 1) * (1 - Fraction(span.pay, was.pay))
                    facts |= {"before": was.pay, "after": span.pay}
                yield Flag(
                    FlagCode.RETROACTIVE_CHANGE,
                    *(span.first, last, cost, None, None, (span,), facts, (attention.source,)),
                )


def _by_employment(career: Career) -> Iterable[list[Span]]:
    found: dict[tuple[Scheme, str | None], list[Span]] = {}
    for span in career.spans:
        if span.scheme not in {Scheme.NATIONAL, Scheme.COMPLEMENTARY}:
            found.setdefault((span.scheme, span.employer), []).append(span)
    return found.values()


def disputed(view: View) -> Iterator[Flag]:
    """確認中: months that the office is looking into."""
    for span in view.career.spans:
        if span.disputed:
            last = view.career.last_of(span)
            yield Flag(FlagCode.DISPUTED, span.first, last, NOTHING, spans=(span,))


# In this order: the first two speak for the months of their holes before the next two look.
RULES: tuple[Rule, ...] = (
    reentries,
    between_jobs,
    unpaid,
    missing,
    overlaps,
    pay_changes,
    retroactive,
    disputed,
)


def flags(law: Law, career: Career, today: date, *, weighs: bool = True) -> tuple[Flag, ...]:
    """Give every flag, the dearest first; runs of one reason that touch become one.

    Without ``weighs`` a flag only marks its months: costs are 0, what else is known of a hole is
    left out, and the order is that of the rules. For the page that shows a whole life at once.
    """
    seen = view(law, career, today, weighs=weighs)
    found = [flag for rule in RULES for flag in rule(seen)]
    if not weighs:
        return tuple(found)
    found.sort(key=lambda flag: (flag.code, flag.first))
    return tuple(
        sorted(_joined(found), key=lambda flag: (-float(flag.cost), flag.first, flag.code))
    )


# Of these one rule gives each span alone; a person sees one run and not its parts.
_JOINED = frozenset({FlagCode.OVERLAP, FlagCode.RETROACTIVE_CHANGE, FlagCode.DISPUTED})


def _joined(found: list[Flag]) -> Iterator[Flag]:
    touching: list[Flag] = []
    for flag in found:
        if touching:
            held = touching[-1]
            if flag.code is held.code and flag.first == held.last + 1 and flag.code in _JOINED:
                touching.append(flag)
                continue
            yield _one(touching)
        touching = [flag]
    if touching:
        yield _one(touching)


def _one(touching: list[Flag]) -> Flag:
    if len(touching) == 1:
        return touching[0]
    begin = touching[0]
    spans = {id(span): span for flag in touching for span in flag.spans}
    return Flag(
        begin.code,
        begin.first,
        touching[-1].last,
        sum((flag.cost for flag in touching), Fraction(0)),
        spans=tuple(spans.values()),
        facts=begin.facts,
        sources=begin.sources,
    )


def flagged_months(found: tuple[Flag, ...]) -> frozenset[Month]:
    """Give each month that needs attention, once."""
    return frozenset(at for flag in found for at in range(flag.first, flag.last + 1))
