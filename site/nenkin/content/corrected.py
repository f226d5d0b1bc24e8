"""How parts of a record, and what a correction does, are said: to clerks and to the person alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET

from nenkin.content.library import Library
from nenkin.correcting.bonuses import BonusChange
from nenkin.correcting.changes import Change
from nenkin.correcting.couples import Missing, Share
from nenkin.correcting.effects import Effect, Fall
from nenkin.law.estimates import Part
from nenkin.law.months import Month
from nenkin.law.periods import Bonus, Scheme, Span
from nenkin.law.wareki import write_day, write_month

Columns = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Wording:
    """Says things of a record."""

    library: Library

    def run(self, first: Month, last: Month | None) -> str:
        """Say months from first to last."""
        words = self.library.words
        if last is None:
            return words("corrected.run-open", first=write_month(first))
        if first == last:
            return write_month(first)
        return words("corrected.run", first=write_month(first), last=write_month(last))

    def what(self, one: Span | Change) -> str:
        """Say what somebody is in a span: the scheme and the kind of insured person, or the month code."""
        words = self.library.words
        scheme = words(f"record.scheme.{one.scheme}")
        kind = words(f"record.kind.{one.kind}") if one.kind else ""
        return f"{scheme} {kind}".strip()

    def status(self, code: str | None) -> str:
        """Say a month code with its word."""
        if code is None:
            return ""
        return f"{self.library.statuses[code].word}（{code}）"

    def pay(self, one: Span | Change, *, amounts: bool) -> str:
        """Say the standard monthly remuneration, where it may be seen."""
        if one.scheme in {Scheme.NATIONAL, Scheme.COMPLEMENTARY} or not amounts:
            return ""
        return self.library.words("corrected.unknown") if one.pay is None else yen(one.pay)

    def row(self, one: Span | Change, *, amounts: bool) -> tuple[str, ...]:
        """Give a row of a table of spans."""
        said = self.status(one.status) or one.employer or ""
        return (self.run(one.first, one.last), self.what(one), said, self.pay(one, amounts=amounts))

    def columns(self) -> Columns:
        """Give the heads of such a table."""
        words = self.library.words
        return [
            {"text": words("corrected.column.months"), "kept": True},
            {"text": words("corrected.column.what"), "kept": True},
            {"text": words("corrected.column.where"), "kept": True},
            {"text": words("corrected.column.pay"), "number": True},
        ]

    def spans(self, spans: Iterable[Span], *, amounts: bool) -> list[tuple[str, ...]]:
        """Give the rows of spans."""
        return [self.row(span, amounts=amounts) for span in spans]

    def bonuses(
        self, bonuses: Iterable[Bonus | BonusChange], *, amounts: bool
    ) -> list[tuple[str, ...]]:
        """Give rows of bonuses for the same table."""
        words = self.library.words
        return [
            (
                words("corrected.bonus", day=write_day(one.paid_on)),
                words(f"record.scheme.{one.scheme}"),
                one.employer or "",
                yen(one.amount) if amounts else "",
            )
            for one in bonuses
        ]

    def effect(self, effect: Effect) -> Mapping[str, Any]:
        """Say what comes of a correction, part by part."""
        words = self.library.words
        parts = [
            (words(f"law.part.{line.part}"), yen(line.before), yen(line.after))
            for line in effect.lines
        ]
        return {
            "parts": [
                *parts,
                (words("corrected.effect.sum"), yen(effect.before), yen(effect.after)),
            ],
            "yearly": effect.yearly,
            "more": yen(abs(effect.yearly)),
            "falls": [self._fall(fall) for fall in effect.falls],
            "working": self._working(effect),
            "couple": [self._share(one, effect.since) for one in effect.shares],
            "missing": [words(f"corrected.effect.missing.{one}") for one in effect.unknown],
            "same": effect.crosses and not effect.shares and Missing.SPOUSE not in effect.unknown,
            "reached": effect.reached,
            "opened": effect.opened,
            "crosses": effect.crosses,
            "rough": effect.rough,
        }

    def _fall(self, fall: Fall) -> str:
        words, at = self.library.words, {"month": write_month(fall.since), "yen": yen(fall.yen)}
        if fall.part is Part.SUSPENDED:
            return words("corrected.effect.fall-suspended", **at)
        return words("corrected.effect.fall", part=words(f"law.part.{fall.part}"), **at)

    def _working(self, effect: Effect) -> Mapping[str, Any] | None:
        """Say what is paid while today's work goes on, and what of it is suspended."""
        if effect.working is UNSET:
            return None
        words, one = self.library.words, effect.working
        return {
            "what": words("corrected.effect.working-what", month=write_month(one.month)),
            "rows": [
                (words("corrected.effect.working-held"), yen(one.held_before), yen(one.held_after)),
                (words("corrected.effect.working-paid"), yen(one.before), yen(one.after)),
            ],
        }

    def _share(self, one: Share, now: Month) -> str:
        """Say what the spouse gains or loses; what was paid already may be asked back."""
        words, less = self.library.words, one.after < one.before
        text = words(
            f"corrected.effect.couple-{one.part}-{'less' if less else 'more'}",
            run=self.run(one.first, one.last),
            first=write_month(one.first),
            yen=yen(abs(one.after - one.before)),
        )
        back = words("corrected.effect.couple-back") if less and one.first <= now else ""
        return text + back


def yen(amount: int) -> str:
    """Say an amount: 66,250円; less than nothing with a sign."""
    return f"{amount:,}円"
