"""How a result is put together with the steps that lead to it."""

from dataclasses import dataclass
from fractions import Fraction

from nenkin.law.doubts import Doubt
from nenkin.law.estimates import Amount, Part, Step
from nenkin.law.parameters import Confidence, Source


@dataclass(frozen=True, slots=True)
class Worked:
    """Yen that were worked out, with the steps and doubts."""

    yen: int
    steps: tuple[Step, ...] = ()
    doubts: frozenset[Doubt] = frozenset()

    def __add__(self, other: "Worked") -> "Worked":
        """Add two amounts, each rounded by itself."""
        return Worked(self.yen + other.yen, self.steps + other.steps, self.doubts | other.doubts)

    def named(self, part: Part) -> Amount:
        """Give it as a part of the pension; numbers from memory are a doubt of their own."""
        doubts = self.doubts
        if any(one.source.confidence is Confidence.RECALLED for one in self.steps):
            doubts |= {Doubt.RECALLED}
        return Amount(part, self.yen, self.steps, doubts)


NOTHING = Worked(0)


def step(
    label: str,
    formula: str,
    result: Fraction | int,
    source: Source,
    **values: int | str | Fraction,
) -> Step:
    """Give one step."""
    return Step(label, formula, Fraction(result), source, values)


def written(number: Fraction | int) -> str:
    """Write a number as a formula shows it: 395, 0.921, or 1/3 where no decimals end."""
    exact = Fraction(number)
    if exact.denominator == 1:
        return str(exact.numerator)
    places, scale = 0, exact.denominator
    for prime in (2, 5):
        count = 0
        while scale % prime == 0:
            scale //= prime
            count += 1
        places = max(places, count)
    if scale != 1:
        return f"{exact.numerator}/{exact.denominator}"
    digits = str(abs(exact.numerator) * 10**places // exact.denominator).rjust(places + 1, "0")
    sign = "-" if exact < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
