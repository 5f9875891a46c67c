"""Print how well the project's own labelled pages and captures are cleaned.

    python -m benchmarks.cleaning [--worst N] [NAME ...]

With names, only those whose name holds one of them, and what is wrong with each.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.cleaning import own
from benchmarks.cleaning.figures import FIELDS, Result, measure, table


def main(argv: list[str] | None = None) -> int:
    """Run as a program; returns the exit code."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    ask.add_argument("names", nargs="*", metavar="NAME")
    ask.add_argument("--worst", type=int, default=0, metavar="N", help="and what is wrong with N")
    options = ask.parse_args(argv)
    chosen = [
        case
        for case in own.read()
        if not options.names or any(name in case.name for name in options.names)
    ]
    if not chosen:
        print("no labelled page or capture of that name", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        results = measure(chosen, Path(scratch))
    print(table(results))
    shown = len(results) if options.names else options.worst
    for result in sorted(results, key=lambda one: one.f1)[:shown]:
        print(faults(result))
    return 0


def faults(result: Result) -> str:
    """Return what is wrong with one, in lines."""
    lines = [f"\n{result.want.kind} {result.want.name}: body F1 {result.f1:.3f}"]
    lines += [
        f"  {field}: {result.found(field)!r}, not {result.wanted(field)!r}"
        for field in FIELDS
        if not result.right(field)
    ]
    ours, want = result.body.split("\n"), result.want.body.split("\n")
    lines += [f"  missing: {line[:100]}" for line in want if line[:40] not in result.body]
    lines += [f"  too much: {line[:100]}" for line in ours if line[:40] not in result.want.body]
    lines += [f"  lost: {line.strip()[:100]}" for line in result.lost]
    wanted, hit, stray = result.captions()
    if hit < wanted or stray:
        lines.append(f"  captions: {hit} of {wanted} found, {stray} that are none")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
