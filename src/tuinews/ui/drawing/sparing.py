"""The same picture in fewer bytes, for a slow line: a style is not said again while it holds.

Textual writes the whole style before each run of cells, and takes it back behind: of what a list
of headlines sends six parts of seven are colours. Here only what is another than before is
written. Text from outside has no part in it: it holds no escape sequence (`text.safe`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_MOVE = re.compile(r"(?:\x1b\[[0-9;]*H|[\r\n])*")  # what draws nothing, so that no style matters
#: Moves before one that goes somewhere whatever was before.
_NEEDLESS = re.compile(r"(?:\x1b\[[0-9;]*H|[\r\n])+(?=\x1b\[[0-9]+;[0-9]+H)")
_RESET = "\x1b[0m"


class _Style(NamedTuple):
    """What a sequence sets: bold, underlined ...; the colours as they are written, or ""."""

    flags: frozenset[str]
    front: str
    ground: str


def spared(data: str) -> str:
    """Return what draws the same as `data` on a terminal whose style is reset, and resets it.

    Where a style is set on top of another, or is not taken back, `data` itself is returned.
    """
    written: list[str] = []
    held, wanted, at = "", "", 0  # styles: of the terminal, of what comes next; "" for a reset one

    def put(text: str) -> None:
        nonlocal held
        if text and held != wanted and not _MOVE.fullmatch(text):
            written.append(_from(held, wanted))
            held = wanted
        written.append(text)

    data = _NEEDLESS.sub("", data)
    for found in _STYLE.finditer(data):
        put(data[at : found.start()])
        at, said = found.end(), found[1]
        if said.strip("0;") and wanted:  # on top of another
            return data
        wanted = said if said.strip("0;") else ""
    if wanted:
        return data
    put(data[at:])
    return "".join(written) + (_RESET if held else "")


@lru_cache(maxsize=1024)
def _from(held: str, wanted: str) -> str:
    """Return what leads from one style to another."""
    if not wanted:
        return _RESET
    before, after = _style(held), _style(wanted)
    taken = before.flags - after.flags
    if taken or (before.front and not after.front) or (before.ground and not after.ground):
        return f"\x1b[0;{wanted}m"
    added = [*sorted(after.flags - before.flags)]
    added += [after.front] if after.front != before.front else []
    added += [after.ground] if after.ground != before.ground else []
    return f"\x1b[{';'.join(added)}m" if added else ""


def _style(said: str) -> _Style:
    """Return what the arguments of a sequence set."""
    flags, front, ground = set(), "", ""
    codes = said.split(";")
    while codes:
        code = codes.pop(0)
        if code in ("38", "48"):  # 2 and three numbers follow, or 5 and one
            length = 4 if codes[:1] == ["2"] else 2
            code, codes = ";".join([code, *codes[:length]]), codes[length:]
        number = int(code.partition(";")[0] or 0)
        if 30 <= number <= 39 or 90 <= number <= 97:
            front = code
        elif 40 <= number <= 49 or 100 <= number <= 107:
            ground = code
        else:
            flags.add(code)
    return _Style(frozenset(flags), front, ground)
