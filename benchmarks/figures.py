"""Measured figures: how they are kept, printed and compared."""

from __future__ import annotations

import json
import math
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement at one size; `value` is the median of `runs` and what is compared."""

    name: str
    size: int  # articles stored
    unit: str
    value: float
    best: float
    p95: float
    runs: int


def figure(name: str, size: int, unit: str, values: Iterable[float | None]) -> Figure:
    """Return the figure of these values; a run that never came to its end counts as infinite."""
    known = sorted(math.inf if value is None else value for value in values)
    last = known[min(len(known) - 1, math.ceil(0.95 * len(known)) - 1)]
    return Figure(name, size, unit, statistics.median(known), known[0], last, len(known))


def machine() -> dict[str, str]:
    """Return what a figure depends on besides the program."""
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "textual": version("textual"),
        "system": f"{platform.system()} {platform.machine()}",
    }


def write(path: Path, figures: Sequence[Figure]) -> None:
    """Write the figures as JSON, with the machine they were measured on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [
        {key: None if value == math.inf else value for key, value in asdict(row).items()}
        for row in figures  # JSON knows no infinity: null stands for it
    ]
    document = {"machine": machine(), "figures": rows}
    path.write_text(json.dumps(document, indent=1) + "\n")


def read(path: Path) -> list[Figure]:
    """Read figures that `write` wrote."""
    rows: list[dict[str, Any]] = json.loads(path.read_text())["figures"]
    for row in rows:
        row.update({key: math.inf for key, value in row.items() if value is None})
    return [Figure(**row) for row in rows]


def shown(value: float) -> str:
    """Return a value with three figures or so: "0.042", "17.3", "1,204", "never"."""
    if not math.isfinite(value):
        return "never"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"


def table(figures: Sequence[Figure]) -> str:
    """Return one row a measurement and one column a size: median, and p95 in brackets.

    The last column tells how many times as much the largest size takes as the smallest that
    has articles.
    """
    sizes = sorted({row.size for row in figures})
    names = list(dict.fromkeys((row.name, row.unit) for row in figures))
    found = {(row.name, row.size): row for row in figures}
    wide = max((len(name) + len(unit) + 2 for name, unit in names), default=10)
    filled = [size for size in sizes if size]
    times = f"{filled[-1]:,} / {filled[0]:,}" if len(filled) > 1 else ""
    lines = [("".ljust(wide) + "".join(f"{size:>20,}" for size in sizes) + f"{times:>20}").rstrip()]
    for name, unit in names:
        cells = []
        for size in sizes:
            row = found.get((name, size))
            spread = f" ({shown(row.p95)})" if row and row.runs > 1 else ""
            cells.append(f"{shown(row.value) + spread if row else '-':>20}")
        if times:
            ends = [found.get((name, size)) for size in (filled[0], filled[-1])]
            cells.append(f"{_grown(*ends):>20}")
        lines.append((f"{name}, {unit}".ljust(wide) + "".join(cells)).rstrip())
    return "\n".join(lines)


def _grown(small: Figure | None, large: Figure | None) -> str:
    """Return how many times as much a measurement is at the larger size."""
    if small is None or large is None or not small.value or not math.isfinite(large.value):
        return "-"
    return f"x {shown(large.value / small.value)}"


def comparison(before: Sequence[Figure], after: Sequence[Figure]) -> str:
    """Return both medians of each measurement and how many times as much the second is."""
    old = {(row.name, row.size): row for row in before}
    lines = [f"{'':44}{'size':>9}{'before':>11}{'after':>11}{'ratio':>8}"]
    for row in after:
        was = old.get((row.name, row.size))
        if was is None:
            continue
        ratio = row.value / was.value if was.value and math.isfinite(row.value) else math.nan
        label = f"{row.name}, {row.unit}"
        lines.append(
            f"{label:44}{row.size:>9,}{shown(was.value):>11}{shown(row.value):>11}"
            f"{'-' if math.isnan(ratio) else f'{ratio:.2f}':>8}"
        )
    return "\n".join(lines)
