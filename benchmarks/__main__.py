"""Run the benchmarks, or compare two runs of them."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks import bringing, figures, in_store, meanwhile, on_screen, opening, refreshing, soak
from benchmarks.figures import Figure, figure
from benchmarks.shelf import build

RESULTS = Path(__file__).parent / "results"
PARTS = ("start", "session", "open", "store", "import", "feeds", "meanwhile", "long")


def main(argv: list[str] | None = None) -> int:
    """Measure, or compare; returns the exit code."""
    words = sys.argv[1:] if argv is None else argv
    if words[:1] == ["compare"]:
        return _compare(words[1:])
    options = _options(words)
    sizes = [_size(word) for word in options.sizes.split(",")]
    out = options.out or RESULTS / f"{datetime.now():%Y-%m-%d-%H%M%S}.json"
    measured: list[Figure] = []
    try:
        with tempfile.TemporaryDirectory(
            prefix="tuinews-bench-", ignore_cleanup_errors=True
        ) as scratch:
            for size in sizes:
                for row in _measure(size, options, Path(scratch)):
                    measured.append(row)
                    _print(row)
    finally:  # what was measured before something failed is worth having
        print(f"\n{figures.table(measured)}\n\nmedian (p95); articles stored are the columns")
        figures.write(out, measured)
        print(f"written to {out}")
    if options.compare:
        print(f"\n{figures.comparison(figures.read(options.compare), measured)}")
    return 0


def _print(row: Figure) -> None:
    print(f"{row.size:>9,}  {row.name}: {figures.shown(row.value)} {row.unit}", flush=True)


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", epilog="python -m benchmarks compare OLD NEW"
    )
    parser.add_argument("--sizes", default="0,1k,10k", help="articles stored: 0,1k,10k,100k")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, of {', '.join(PARTS)}")
    parser.add_argument("--runs", type=int, default=20, help="repetitions of what is short")
    parser.add_argument("--starts", type=int, default=7, help="starts of the program")
    parser.add_argument("--imports", type=int, default=300, help="captures to import")
    parser.add_argument("--idle", type=float, default=10.0, help="seconds to watch an idle screen")
    parser.add_argument(
        "--shelves", type=Path, help="keep the filled shelves there, use them again"
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=100,
        help="searches and opens of each stretch of the long session",
    )
    parser.add_argument("--compare", type=Path, help="figures of before, to compare these with")
    parser.add_argument("--out", type=Path, help="write the figures there")
    return parser.parse_args(words)


def _size(word: str) -> int:
    return int(word[:-1]) * 1000 if word.endswith("k") else int(word)


def _measure(size: int, options: argparse.Namespace, scratch: Path) -> Iterator[Figure]:
    """Yield the figures of one size."""
    parts = options.only.split(",")
    shelf, built = build(options.shelves or scratch / "shelves", size)
    if built.adding and size:
        yield figure("shelf filled", size, "articles/s", [size / built.adding])
        yield figure("stories found", size, "articles/s", [size / built.relating])
    if "start" in parts:
        yield from on_screen.start(shelf, options.starts)
        if not size:
            yield from on_screen.first_start(scratch, min(3, options.starts))
    if "session" in parts:
        yield from on_screen.session(shelf.copy(scratch / "session"), options.runs, options.idle)
    if "open" in parts and size:
        yield from opening.measure(shelf.copy(scratch / "opening"), min(10, options.runs))
    if "store" in parts:
        yield from in_store.measure(shelf, scratch, options.runs, min(100, options.imports))
    if "import" in parts:
        yield from bringing.measure(shelf, scratch, options.imports)
    if "feeds" in parts and size:
        yield from refreshing.measure(size, scratch)
    if "meanwhile" in parts and size:
        yield from meanwhile.measure(shelf, scratch)
    if "long" in parts and size:
        yield from soak.measure(shelf.copy(scratch / "long"), options.rounds)


def _compare(words: list[str]) -> int:
    if len(words) != 2:
        print("usage: python -m benchmarks compare OLD.json NEW.json", file=sys.stderr)
        return 2
    print(figures.comparison(figures.read(Path(words[0])), figures.read(Path(words[1]))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
