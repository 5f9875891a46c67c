"""What the screen remembers from one start to the next: theme, searches, where one left off."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import Any, Literal

from tuinews import wholefile
from tuinews.settings import Ui
from tuinews.store.views import Order, Show
from tuinews.values import dataclass

MAX_SEARCHES = 50
MAX_FEEDS = 10_000  # of a folder
MAX_NEAR = 100
MAX_LIBRARIES = 20  # whose places are remembered


@dataclass(frozen=True, slots=True)
class Left:
    """Where the user left off: what the list showed, and the row under its cursor."""

    show: str = ""  # as `Show` has it
    followed: bool = False
    source: str = ""  # its name; "" for all feeds
    folder: str = ""  # its key, where the source is a folder
    feeds: tuple[str, ...] = ()  # URLs of the source
    near: tuple[str, ...] = ()  # ids of the article under the cursor and of those around it
    above: int = 0  # rows in sight above the cursor
    row: int = 0  # that the cursor was on

    @property
    def shown(self) -> Show:
        """Which articles were shown."""
        return next((show for show in Show if show == self.show), Show.ALL)


@dataclass(frozen=True, slots=True)
class Memory:
    """Small things that are pleasant to find again and harmless to lose."""

    theme: str = ""
    searches: tuple[str, ...] = ()  # newest last
    welcomed: bool = False
    folded: tuple[str, ...] = ()  # folders of feeds
    piped: str = ""  # the program that an article was given to last, as typed
    fold: bool | None = None  # stories in lists; None as configured
    list: Literal["", "beside", "above"] = ""  # where it stands; "" as configured
    #: What the settings said of theme, fold and list when these were chosen.
    over: Mapping[str, Any] = field(default_factory=dict)
    order: str = ""  # of lists, as `Order` has it
    lefts: Mapping[str, Left] = field(default_factory=dict)  # by the folder of a library

    def ui(self, configured: Ui) -> Ui:
        """Return how the screen looks: as was chosen on it, unless the settings changed since."""
        chosen: dict[str, Any] = {"theme": self.theme, "fold": self.fold, "list": self.list}
        holding = {
            name: value
            for name, value in chosen.items()
            if value not in ("", None) and self.over.get(name) in (None, getattr(configured, name))
        }
        return replace(configured, **holding)

    def choosing(self, configured: Ui, **chosen: Any) -> Memory:
        """Return the memory with a theme, fold or list that was chosen on the screen."""
        over = {name: getattr(configured, name) for name in chosen}
        return replace(self, **chosen, over={**self.over, **over})

    @property
    def sorted(self) -> Order:
        """The order of lists: newest first where nothing else was said."""
        kept = [order for order in Order if order == self.order and order is not Order.RELEVANCE]
        return kept[0] if kept else Order.NEWEST

    def left(self, library: Path) -> Left:
        """Return where the user left off in the library that lies in a folder."""
        return self.lefts.get(str(library), Left())

    def leaving(self, library: Path, left: Left) -> Memory:
        """Return the memory with the place where the user leaves a library."""
        others = {folder: one for folder, one in self.lefts.items() if folder != str(library)}
        kept = [*others.items(), (str(library), left)]
        return replace(self, lefts=dict(kept[-MAX_LIBRARIES:]))

    def searched(self, text: str) -> Memory:
        """Return the memory with `text` as the newest search."""
        text = text.strip()
        if not text:
            return self
        others = tuple(search for search in self.searches if search != text)
        return replace(self, searches=(*others, text)[-MAX_SEARCHES:])


def recall(path: Path) -> Memory:
    """Read the memory; a missing or damaged file is an empty memory, nothing worse."""
    try:
        stored = json.loads(path.read_text("utf-8"))
        return Memory(
            theme=str(stored.get("theme", "")),
            searches=tuple(str(search)[:500] for search in stored.get("searches", ()))[
                -MAX_SEARCHES:
            ],
            welcomed=stored.get("welcomed") is True,
            folded=tuple(str(folder) for folder in stored.get("folded", ())),
            piped=str(stored.get("piped", ""))[:500],
            fold=fold if isinstance(fold := stored.get("fold"), bool) else None,
            over=_over(stored.get("over")),
            list=place if (place := stored.get("list")) in ("beside", "above") else "",
            order=str(stored.get("order", "")),
            lefts={folder: _left(one) for folder, one in stored.get("lefts", {}).items()},
        )
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Memory()


def _over(stored: Any) -> Mapping[str, Any]:
    """Return what settings were chosen over, as far as that is sound."""
    found = stored if isinstance(stored, dict) else {}
    return {name: found[name] for name in ("theme", "fold", "list") if name in found}


def _left(stored: Any) -> Left:
    """Return where the user left off, as stored; raises where that is damaged."""
    return Left(
        show=str(stored.get("show", "")),
        followed=stored.get("followed") is True,
        source=str(stored.get("source", "")),
        folder=str(stored.get("folder", "")),
        feeds=tuple(str(url) for url in stored.get("feeds", ()))[:MAX_FEEDS],
        near=tuple(str(identity) for identity in stored.get("near", ()))[:MAX_NEAR],
        above=above if isinstance(above := stored.get("above"), int) else 0,
        row=row if isinstance(row := stored.get("row"), int) else 0,
    )


def keep(path: Path, memory: Memory) -> None:
    """Write the memory whole or not at all.

    Raises:
        OSError: The folder cannot be written.
    """
    wholefile.write(path, json.dumps(asdict(memory)))


class Remembered:
    """The memory, written to its file whenever it changes."""

    def __init__(self, path: Path, configured: Ui, unkept: Callable[[str], object]) -> None:
        """`unkept` is told in words why a change could not be written; it holds all the same.

        `configured` is what the settings say of the screen.
        """
        self._path, self._configured, self._unkept = path, configured, unkept
        self.memory = recall(path)

    @property
    def ui(self) -> Ui:
        """How the screen looks: as chosen on it, else as configured."""
        return self.memory.ui(self._configured)

    def choose(self, **chosen: Any) -> None:
        """Remember a theme, fold or list that was chosen on the screen."""
        self.put(self.memory.choosing(self._configured, **chosen))

    def put(self, changed: Memory) -> None:
        """Remember this from now on."""
        if changed == self.memory:
            return
        self.memory = changed
        try:
            keep(self._path, changed)
        except OSError as error:
            self._unkept(f"cannot remember this: {self._path.parent}: {error.strerror}")
