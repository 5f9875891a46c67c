"""How the first screen looked when the app drew it last: blank panes, colours, places.

It is kept in the cache folder and knows not a word of the news. With it headlines can be
painted in their place before Textual is loaded; it holds for one size, theme and terminal,
and one make of the program.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tuinews import __version__, wholefile
from tuinews.paths import Places, assets
from tuinews.settings import Ui
from tuinews.values import dataclass

KEPT = 6  # looks in the file: of sizes and themes used last
_LONGEST = 1_000_000  # characters of the file
_TERMINAL = ("TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM")  # what colours depend on


@dataclass(frozen=True, slots=True)
class Look:
    """One screen without its text."""

    blank: tuple[str, ...]  # each line of the screen as it is written, all of it blanks
    left: int  # where the list is
    top: int
    width: int
    height: int
    lines: int  # that a row takes
    #: What is written before a run: of rows, and of the row with the cursor, by component.
    styles: Mapping[str, str]
    chosen: Mapping[str, str]


def file(places: Places) -> Path:
    """Return where looks are kept."""
    return places.cache / "first-screen.json"


def key(size: tuple[int, int], ui: Ui, environ: Mapping[str, str]) -> str:
    """Return what a look holds for; `ui` as the settings and what was chosen in the app have it."""
    terminal = [f"{name}={environ.get(name)}" for name in _TERMINAL]
    terminal += sorted(f"{name}={told}" for name, told in environ.items() if name[:8] == "TEXTUAL_")
    parts = [__version__, str(size), repr(ui), *terminal, *_makes()]
    return "\n".join(parts)


def _makes() -> list[str]:
    """Tell apart makes of the program that have the same number."""
    textual = find_spec("textual")
    files = sorted(assets("styles").glob("*.tcss"))
    files += [Path(__file__).parents[1] / name for name in ("themes.py", "arrangement.py")]
    files += [Path(textual.origin)] if textual and textual.origin else []
    return [f"{path} {(told := path.stat()).st_size} {told.st_mtime_ns}" for path in files]


def recall(path: Path, wanted: str) -> Look | None:
    """Return the look that is kept for `wanted`; None where there is none, or it is damaged."""
    try:
        return _look(_kept(path)[wanted])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def keep(path: Path, wanted: str, look: Look) -> None:
    """Keep a look, unless it is kept already. Raises OSError."""
    if recall(path, wanted) == look:
        return
    try:
        kept = _kept(path)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        kept = {}
    kept.pop(wanted, None)
    kept[wanted] = {name: getattr(look, name) for name in Look.__slots__}
    some = dict(list(kept.items())[-KEPT:])
    wholefile.write(path, json.dumps(some))


def _kept(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as stream:
        kept = json.loads(stream.read(_LONGEST))
    if not isinstance(kept, dict):
        raise TypeError(kept)
    return kept


def _look(kept: Mapping[str, Any]) -> Look:
    """Return a look as it was kept; raises where it is none."""
    numbers = {name: kept[name] for name in ("left", "top", "width", "height", "lines")}
    if not all(isinstance(number, int) and 0 <= number < 10_000 for number in numbers.values()):
        raise ValueError(numbers)
    return Look(
        blank=_texts(kept["blank"]),
        styles=dict(zip(kept["styles"], _texts(kept["styles"].values()), strict=True)),
        chosen=dict(zip(kept["chosen"], _texts(kept["chosen"].values()), strict=True)),
        **numbers,
    )


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    """Return texts that set colours and write blanks, and do nothing else to a terminal."""
    texts = tuple(values)
    if not all(isinstance(text, str) and _is_harmless(text) for text in texts):
        raise ValueError(texts)
    return texts


def _is_harmless(text: str) -> bool:
    parts = text.split("\x1b[")
    numbers = all(part.partition("m")[0].replace(";", "").isdigit() for part in parts[1:])
    rest = parts[0] + "".join(part.partition("m")[2] for part in parts[1:])
    return numbers and not rest.strip(" ")
