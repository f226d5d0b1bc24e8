"""What a check says: which rule, which element, what is wrong with it, what to do."""

import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One of our own rules, as ``rules.toml`` states it."""

    id: str
    wcag: str
    where: str  # static, or the name of the live pass that runs it
    do: str
    ja: str


@dataclass(frozen=True, kw_only=True, order=True)
class Finding:
    """One thing to repair."""

    rule: str  # our own id, or the engine's name and its id: «axe:color-contrast»
    selector: str
    what: str
    snippet: str = ""
    wcag: str = ""
    do: str = ""
    ja: str = ""
    url: str = ""
    state: str = ""  # under which settings it was seen: «320 px», «forced colours»

    def as_dict(self) -> dict[str, str]:
        """Return the fields for JSON."""
        return asdict(self)

    def as_text(self) -> str:
        """Return the lines a person reads."""
        lines = [f"{self.rule}  {self.selector}" + (f"  [{self.state}]" if self.state else "")]
        if self.snippet:
            lines.append(f"    {self.snippet}")
        lines.append(f"    {self.what}")
        lines.extend(f"    → {hint}" for hint in (self.do, self.ja) if hint)
        return "\n".join(lines)


@dataclass(frozen=True, kw_only=True)
class Budget:
    """The most that a page may weigh (performance.md G16 and G17, accessibility.md §2.4)."""

    transfer: int = 31_000  # bytes on the wire, scripts included
    requests: int = 4
    nodes: int = 800


WHOLE_RECORD = Budget(transfer=40_000, nodes=3_000)  # the whole grid, prints, lists of terms


@dataclass(frozen=True, kw_only=True)
class Options:
    """What differs between the pages and sites that are looked at."""

    service: str = "ねんきん便り"
    terms: frozenset[str] = frozenset()  # explained words: never counted as kanji or too long
    budget: Budget = field(default_factory=Budget)
    ignore: frozenset[str] = frozenset()  # rules that do not apply to this address
    smallest_text: float = 18
    control: float = 48
    target: float = 44


@cache
def rules() -> dict[str, Rule]:
    """Read our own rules."""
    table = tomllib.loads((_HERE / "rules.toml").read_text("utf-8"))
    return {name: Rule(id=name, **entry) for name, entry in table.items()}


def finding(
    rule: str, selector: str, what: str, *, snippet: str = "", url: str = "", state: str = ""
) -> Finding:
    """Make a finding of one of our own rules."""
    entry = rules()[rule]
    return Finding(
        rule=rule,
        selector=selector,
        what=what,
        snippet=snippet[:160],
        wcag=entry.wcag,
        do=entry.do,
        ja=entry.ja,
        url=url,
        state=state,
    )


def kept(findings: Iterable[Finding], options: Options) -> list[Finding]:
    """Drop the rules that an address is excused from, and say the same thing once only."""
    return list(dict.fromkeys(one for one in findings if one.rule not in options.ignore))
