"""The same picture in fewer bytes, for a slow line: a style is not said again while it holds.

Textual writes the whole style before each run of cells, and takes it back behind: of what a list
of headlines sends six parts of seven are colours. Here only what is another than before is
written. Text from outside has no part in it: it holds no escape sequence (`text.safe`).
"""

from __future__ import annotations

import re
from functools import lru_cache

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_MOVE = re.compile(r"(?:\x1b\[[0-9;]*H|[\r\n])*")  # what draws nothing, so that no style matters
#: Moves before one that goes somewhere whatever was before.
_NEEDLESS = re.compile(r"(?:\x1b\[[0-9;]*H|[\r\n])+(?=\x1b\[[0-9]+;[0-9]+H)")
_RESET = "\x1b[0m"


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
    before, after = _parts(held), _parts(wanted)
    if before.keys() - after.keys():
        return f"{_RESET[:-1]};{wanted}m"
    added = [said for what, said in after.items() if before.get(what) != said]
    return f"\x1b[{';'.join(added)}m" if added else ""


def _parts(said: str) -> dict[str, str]:
    """Return what the arguments of a sequence set, by what it is: a colour, or itself (bold)."""
    parts: dict[str, str] = {}
    codes = said.split(";") if said else []
    while codes:
        code = codes.pop(0)
        if code in ("38", "48"):  # 2 and three numbers follow, or 5 and one
            length = 4 if codes[:1] == ["2"] else 2
            code, codes = ";".join([code, *codes[:length]]), codes[length:]
        number = int(code.partition(";")[0] or 0)
        if 30 <= number <= 39 or 90 <= number <= 97:
            parts["front"] = code
        elif 40 <= number <= 49 or 100 <= number <= 107:
            parts["ground"] = code
        else:
            parts[code] = code
    return parts
