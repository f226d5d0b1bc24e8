"""What a person should look at: each flag of the law, said in full."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from nenkin.content.entries import Question
from nenkin.content.library import Library
from nenkin.features.records.wording import write_run, write_share, write_yen
from nenkin.law.flags import Flag, FlagCode, flagged_months
from nenkin.law.months import Month, spell
from nenkin.law.periods import Scheme, Span
from nenkin.law.wareki import write_day, write_month_both

_BAD = frozenset(
    {
        FlagCode.UNPAID,
        FlagCode.PARTIAL_UNPAID,
        FlagCode.UNINSURED,
        FlagCode.THIRD_CATEGORY_GAP,
        FlagCode.BETWEEN_JOBS,
    }
)
PAYABLE = frozenset({FlagCode.UNPAID, FlagCode.PARTIAL_UNPAID})


@dataclass(frozen=True, slots=True)
class Concern:
    """One run of months to look at."""

    code: str
    title: str
    tone: str
    when: str
    months: int
    what: str
    why: str
    next: str
    bring: tuple[str, ...]
    ask: str
    question: Question
    facts: tuple[str, ...]  # what the record says of these months
    payable: tuple[str, ...]  # what can still be paid, and until when
    cost: str  # empty where nothing is lost
    month: str  # 1980-04, the first of them
    month_name: str


@dataclass(frozen=True, slots=True)
class Concerns:
    """All of them, and the number of months, each counted once."""

    months: int
    items: tuple[Concern, ...]
    payable: str  # how many months can still be paid, and what is due first; empty where none


def concerns(library: Library, found: Iterable[Flag]) -> Concerns:
    """Say every flag, in the order of the law: the dearest first."""
    found = tuple(found)
    return Concerns(
        months=len(flagged_months(found)),
        items=tuple(concern(library, flag) for flag in found),
        payable=_all_payable(library, found),
    )


def tone_of(flag: Flag) -> str:
    """Give the tone of a flag: whether months are missing, or only to be looked at."""
    return "bad" if flag.code in _BAD else "care"


def concern(library: Library, flag: Flag) -> Concern:
    """Say one flag."""
    words = library.flags[flag.code]
    cost = "record.cost-pay" if flag.code is FlagCode.PAY_CHANGE else "record.cost"
    return Concern(
        code=flag.code,
        title=words.title,
        tone=tone_of(flag),
        when=write_run(library, flag.first, flag.last),
        months=flag.months,
        what=words.what,
        why=words.why,
        next=words.next_over if _is_over(flag) else words.next,
        bring=words.bring,
        ask=words.ask,
        question=library.faq[words.faq],
        facts=tuple(_facts(library, flag)),
        payable=tuple(_payable(library, flag)),
        cost=library.words(cost, months=write_share(flag.cost)) if flag.cost else "",
        month=spell(flag.first),
        month_name=write_month_both(flag.first),
    )


def _all_payable(library: Library, found: tuple[Flag, ...]) -> str:
    months: set[Month] = set()
    days: list[date] = []
    for flag in found:
        if flag.payable_from is not None and flag.payable_until is not None:
            months |= set(range(flag.payable_from, flag.last + 1))
            days.append(flag.payable_until)
    if not days:
        return ""
    return library.words("record.payable-all", months=len(months), day=write_day(min(days)))


def _is_over(flag: Flag) -> bool:
    """Whether months have gone by that could have been paid."""
    return flag.code in PAYABLE and flag.payable_from is None


def _payable(library: Library, flag: Flag) -> Iterator[str]:
    if _is_over(flag):
        yield library.words("record.payable-over")
    if flag.payable_from is None or flag.payable_until is None:
        return
    months = flag.last - flag.payable_from + 1
    if months < flag.months:
        yield library.words("record.payable-some", months=months)
    yield library.words(
        "record.payable-until",
        month=write_month_both(flag.payable_from),
        day=write_day(flag.payable_until),
    )


def _facts(library: Library, flag: Flag) -> Iterator[str]:
    said = library.words
    facts = flag.facts
    if flag.code is FlagCode.PAY_CHANGE and "before" in facts:
        yield said(
            "record.facts.pay",
            before=write_yen(int(str(facts["before"]))),
            after=write_yen(int(str(facts["after"]))),
        )
    elif "before" in facts and "after" in facts and flag.code in _BETWEEN_EMPLOYERS:
        yield said("record.facts.jobs", before=facts["before"], after=facts["after"])
    if "grades" in facts:
        yield said("record.facts.grades", grades=facts["grades"])
    if facts.get("complementary"):
        yield said("record.facts.complementary")
    due_from, due = facts.get("due_from"), facts.get("due")
    if isinstance(due_from, Month) and isinstance(due, date):
        yield said("record.facts.due", month=write_month_both(due_from), day=write_day(due))
    reported_on = facts.get("reported_on")
    if isinstance(reported_on, date):
        yield said("record.facts.reported", day=write_day(reported_on))
    if flag.code in _SAYS_WHERE:
        yield from dict.fromkeys(write_place(library, span) for span in flag.spans)


_BETWEEN_EMPLOYERS = frozenset({FlagCode.BETWEEN_JOBS, FlagCode.UNINSURED})
_SAYS_WHERE = frozenset(
    {
        FlagCode.OVERLAP,
        FlagCode.PAY_CHANGE,
        FlagCode.SAME_EMPLOYER_REENTRY,
        FlagCode.RETROACTIVE_CHANGE,
        FlagCode.DISPUTED,
    }
)


def write_place(library: Library, span: Span) -> str:
    """Say a span by its scheme, and by its employer or the state of its months."""
    scheme = library.words(f"record.scheme.{span.scheme}")
    more = span.employer or ""
    if span.scheme is Scheme.NATIONAL and span.status:
        more = library.statuses[span.status].word
    return library.words("record.place", scheme=scheme, more=more) if more else scheme
