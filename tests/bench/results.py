"""What a benchmark found: figures to be told, and ratios that must hold."""

import os
import platform
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Results:
    """The figures of one run, in order."""

    lines: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def tell(self, what: str, value: float, unit: str) -> None:
        """Report a figure; nothing depends on it."""
        self.lines.append(f"  {what:<62} {value:>12,.2f} {unit}")

    def hold(self, what: str, ratio: float, *, at_least: float = 0, at_most: float = 0) -> None:
        """Report a ratio that must hold."""
        kept = ratio >= at_least if at_least else ratio <= at_most
        goal = f"≥ {at_least:g}" if at_least else f"≤ {at_most:g}"
        self.lines.append(f"{'✓' if kept else '✗'} {what:<62} {ratio:>12,.2f} × (goal {goal})")
        if not kept:
            self.missed.append(what)

    def title(self, words: str) -> None:
        """Begin a part."""
        self.lines.append(f"\n{words}")


def machine() -> str:
    """Name the machine that measured."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    system = f"{platform.system()} {platform.release()}"
    return f"{model}, {os.cpu_count()} cores, {system}, Python {platform.python_version()}"
