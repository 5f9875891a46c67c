"""The x-ray: the whole capture in order, what was cut beside what was kept, and moving lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from tuinews import overrides
from tuinews.model import BODY_KINDS, Article, Block, Cut
from tuinews.text import shown, shown_line
from tuinews.ui.reading.items import block_item, head, stand_together
from tuinews.ui.reading.page import Item, Look, Page
from tuinews.values import dataclass

FOLD_FROM = 4  # cut lines with one reason in a row that are folded into one


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """A line of the capture: what it is, and its place in `blocks` or in `cut`."""

    what: Block | Cut
    number: int

    @property
    def key(self) -> tuple[str, int]:
        """The key of its item on the page."""
        return ("block" if isinstance(self.what, Block) else "cut", self.number)


def numbered(article: Article, order: Iterable[Block | Cut]) -> list[CaptureLine]:
    """Find the lines of a capture in the article; `order` is what `overrides.xray` gives."""
    places: dict[Block | Cut, list[int]] = {}
    kinds: tuple[Sequence[Block | Cut], ...] = (article.blocks, article.cut)
    for several in kinds:
        for number, what in enumerate(several):
            places.setdefault(what, []).append(number)
    for numbers in places.values():
        numbers.reverse()
    return [CaptureLine(what, places[what].pop()) for what in order if places.get(what)]


def xray_items(
    page: Page,
    lines: Sequence[CaptureLine],
    unfolded: frozenset[Cut] = frozenset(),
) -> list[Item]:
    """Return the x-ray of an article as items: kept blocks, cut lines, folded runs of these.

    A run of which a line is in `unfolded` is shown in full.
    """
    kept = sum(isinstance(line.what, Block) for line in lines)
    items = head(
        page,
        note=f"X-ray: {kept} kept, {len(lines) - kept} cut; Space moves a line",
    )
    offset = 0
    before: Block | None = None
    for run in _runs(lines):
        first = run[0]
        if isinstance(first.what, Cut):
            items.extend(_cut_items(run, items[-1], unfolded, offset))
            before = None
            continue
        in_body = first.what.kind in BODY_KINDS
        length = len(first.what.text) if in_body else 0
        gap = before is None or not stand_together(before, first.what)
        item = block_item(first.what, first.number, offset, length, gap)
        items.append(replace(item, reason=overrides.KEPT) if first.what.was else item)
        offset += length + in_body
        before = first.what
    return items


def run_of(lines: Sequence[CaptureLine], key: tuple[str, int]) -> list[CaptureLine]:
    """Return the lines that are folded together with the line `key`, itself among them."""
    return next((run for run in _runs(lines) if any(line.key == key for line in run)), [])


def _runs(lines: Sequence[CaptureLine]) -> list[list[CaptureLine]]:
    """Part the lines into kept ones, each alone, and runs of cut ones with one reason."""
    runs: list[list[CaptureLine]] = []
    for is_cut, group in groupby(lines, key=lambda line: isinstance(line.what, Cut)):
        if not is_cut:
            runs.extend([line] for line in group)
            continue
        for _, alike in groupby(group, key=lambda line: getattr(line.what, "reason", "")):
            runs.append(list(alike))
    return runs


def _cut_items(
    run: Sequence[CaptureLine], above: Item, unfolded: frozenset[Cut], offset: int
) -> Iterable[Item]:
    """Yield the items of a run of cut lines: one for all of them where it is folded."""
    number = run[0].number
    reason = shown_line(getattr(run[0].what, "reason", ""), 60)
    gap = above.look not in (Look.CUT, Look.FOLD)
    shown_whole = reason == overrides.CUT or any(line.what in unfolded for line in run)
    if len(run) >= FOLD_FROM and not shown_whole:
        noun = "headlines" if "headline" in reason or "read-next" in reason else "lines"
        text = f"{len(run)} {noun} (Enter unfolds)"
        yield Item(
            ("cut", number), Look.FOLD, text, gap=gap, offset=offset, reason=reason, count=len(run)
        )
        return
    for place, line in enumerate(run):
        yield Item(
            line.key,
            Look.CUT,
            shown(line.what.text).strip("\n"),
            gap=gap and not place,
            offset=offset,
            source=line.what if isinstance(line.what, Cut) else None,
            reason='"' if place else reason,
        )


class LineMover:
    """Moves lines between kept and cut, and knows what a line was before it was moved."""

    def __init__(self) -> None:
        """Begin with nothing moved."""
        self._before: dict[tuple[int, str], Block | Cut] = {}

    def move(
        self, article: Article, lines: Sequence[CaptureLine], at: int
    ) -> tuple[Article, Block | Cut]:
        """Move line `at` between kept and cut; returns the article with it, and the line.

        The line keeps its place in the capture; moved back, it is what it was.
        """
        what, number = lines[at].what, lines[at].number
        before = self._before.get((what.line, what.text))
        self._before[what.line, what.text] = what
        blocks, cut = list(article.blocks), list(article.cut)
        moved: Block | Cut
        if isinstance(what, Block):
            moved = before if isinstance(before, Cut) else overrides.as_cut(what)
            del blocks[number]
            cut.insert(_place(lines[:at], Cut), moved)
        else:
            moved = before if isinstance(before, Block) else overrides.as_block(what)
            del cut[number]
            blocks.insert(_place(lines[:at], Block), moved)
        return replace(article, blocks=tuple(blocks), cut=tuple(cut)), moved


def _place(above: Sequence[CaptureLine], kind: type[Block] | type[Cut]) -> int:
    """Return where, among its kind, a line stands that has the lines `above` over it."""
    return next((line.number + 1 for line in reversed(above) if isinstance(line.what, kind)), 0)
