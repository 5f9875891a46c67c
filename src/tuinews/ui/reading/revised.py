"""An article with what its publisher changed: each sentence that came or went on a line of its own.

A "+" stands before what is new and a "-" before what was taken out, so that nothing hangs on
colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tuinews.text import shown
from tuinews.ui.reading.page import Item, Look, Mark, Page, Removed

NEW, GONE, SAME = "+ ", "- ", "  "
_WHOLE = (Look.TABLE, Look.CODE)  # items that are not broken up

Range = tuple[int, int]


def revised(items: Sequence[Item], page: Page) -> Iterator[Item]:
    """Yield the items of a page, its body broken up where it was changed."""
    gone = list(page.removed or ())
    body = [item.key for item in items if item.length]
    if not body:
        yield from items
        yield from map(_removed, gone)
        return
    for item in items:
        if item.key == body[0]:
            yield from _before(gone, item.offset, first=True)
        if not item.length:
            yield item
            continue
        for piece in _pieces(item, page.fresh, gone):
            yield from _before(gone, piece.offset)
            yield piece
        yield from _before(gone, item.offset + item.length + 1)


def _before(gone: list[Removed], offset: int, *, first: bool = False) -> Iterator[Item]:
    """Take what stood before an offset into the body from `gone`, and yield it as items."""
    while gone and (gone[0].at < offset or (first and gone[0].at <= offset)):
        yield _removed(gone.pop(0))


def _removed(one: Removed) -> Item:
    return Item(
        ("removed", one.number),
        Look.REMOVED,
        shown(one.text),
        lead=GONE,
        hang=SAME,
        gap=one.apart,
        offset=one.at,
    )


def _pieces(item: Item, fresh: Sequence[Range], gone: Sequence[Removed]) -> Iterator[Item]:
    """Yield an item of the body in pieces, each new or not, with the sign that says so."""
    start, end = item.offset, item.offset + item.length
    new = [(a, b) for a, b in fresh if a < end and b > start]
    if item.look in _WHOLE:
        yield _signed(item, NEW if new else SAME)
        return
    cuts = {start, end, *(one.at for one in gone if start < one.at < end)}
    cuts.update(min(max(place, start), end) for span in new for place in span)
    places = sorted(cuts)
    for number, (a, b) in enumerate(pairwise(places)):
        is_new = any(x <= a < y for x, y in new)
        piece = _piece(item, a, b)
        if piece.text.strip():
            yield _signed(
                piece if not number else replace(piece, gap=False), NEW if is_new else SAME
            )


def _piece(item: Item, start: int, end: int) -> Item:
    """Return what an item shows of a range of the body, without the blanks around it."""
    first, last = item.place(start), item.place(end)
    text = item.text[first:last]
    blank = len(text) - len(text.lstrip()) if start > item.offset else 0
    first += blank
    start = item.body_offset(first) if blank else start
    text = item.text[first:last].rstrip()
    last = first + len(text)
    whole = start == item.offset
    inside = item.places[start - item.offset : end - item.offset + 1] if item.places else ()
    return replace(
        item,
        key=item.key if whole else ("piece", start),
        text=text,
        marks=tuple(
            Mark(max(m.start, first) - first, min(m.end, last) - first, m.emphasis, m.href)
            for m in item.marks
            if m.start < last and m.end > first
        ),
        lead=item.lead if whole else item.hang,
        offset=start,
        length=end - start,
        places=tuple(min(max(place - first, 0), len(text)) for place in inside) or None,
    )


def _signed(item: Item, sign: str) -> Item:
    return replace(item, lead=sign + item.lead, hang=SAME + item.hang)
