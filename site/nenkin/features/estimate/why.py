"""なぜこの金額か: every step to a part of the amount, with its article and how sure it is."""

import re
from dataclasses import dataclass

from nenkin.content.library import Library
from nenkin.law.doubts import Doubt
from nenkin.law.estimates import Amount, Step
from nenkin.law.working import written

_DIGITS = re.compile(r"(?<![\d.])\d{4,}")
_LARGER = re.compile(r"max\((.+), (.+)\)")


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a part: what is done, with which numbers, by which article."""

    text: str
    formula: str
    result: str
    article: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Why:
    """One part of the amount, with the steps that lead to it and what is doubtful in it."""

    title: str
    steps: tuple[Reason, ...]
    notes: tuple[str, ...]


def why(library: Library, one: Amount) -> Why:
    """Say how a part comes to its yen."""
    numbers = {step.values["number"] for step in one.steps if "number" in step.values}
    return Why(
        title=library.words(
            "estimate.why-part",
            part=library.phrases[f"law.part.{one.part}"],
            yen=write_rough(library, one),
        ),
        steps=tuple(_reason(library, step, several=len(numbers) > 1) for step in one.steps),
        notes=doubts(library, one.doubts),
    )


def doubts(library: Library, found: frozenset[Doubt]) -> tuple[str, ...]:
    """Say what is doubtful, in one order for all pages."""
    return tuple(library.phrases[f"law.doubt.{doubt}"] for doubt in Doubt if doubt in found)


def write_yen(library: Library, yen: int) -> str:
    """Say an amount: 66,250円."""
    return library.words("estimate.yen", yen=f"{yen:,}")


def write_rough(library: Library, one: Amount) -> str:
    """Say the yen of a part, with 概算 where it is approximate."""
    yen = write_yen(library, one.yen)
    return library.words("estimate.rough", yen=yen) if one.approximate else yen


def _reason(library: Library, step: Step, *, several: bool) -> Reason:
    text = library.phrases[f"law.step.{step.label}"]
    of = []
    if "group" in step.values:
        of.append(library.phrases[f"law.group.{step.values['group']}"])
    if several and "number" in step.values:
        of.append(library.phrases[f"law.insured.{step.values['number']}"])
    for one in of:
        text = library.words("estimate.step-of", step=text, of=one)
    return Reason(
        text=text,
        formula=_formula(library, step.formula),
        result=_grouped(written(step.result)),
        article=step.source.article,
        confidence=library.phrases[f"parameters.confidence.{step.source.confidence.name.lower()}"],
    )


def _formula(library: Library, formula: str) -> str:
    """Write a formula as people read it: digits in groups, words for the larger of two."""
    larger = _LARGER.fullmatch(formula)
    if larger:
        formula = library.words("estimate.larger", first=larger[1], second=larger[2])
    return _grouped(formula)


def _grouped(text: str) -> str:
    return _DIGITS.sub(lambda found: f"{int(found[0]):,}", text)
