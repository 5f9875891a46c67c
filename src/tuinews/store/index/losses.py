"""Articles that a damaged file lost: told by their headlines, and asked of their feeds again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from tuinews.counting import counted
from tuinews.store.errors import StoreError
from tuinews.store.index import feedindex, reading
from tuinews.store.index.connections import Connections
from tuinews.store.views import IMPORTED
from tuinews.values import dataclass

NAMED = 8  # articles of a file that are named
HEADLINE = 80  # characters of a headline


@dataclass(frozen=True, slots=True)
class _Missed:
    headline: str
    fed: bool  # whether a feed brought it


class Losses:
    """What files that were cut off no longer hold, of which the index still knows."""

    def __init__(
        self,
        data: Path,
        index: Connections,
        notify: Callable[[str], None],
        ask_again: Callable[[Collection[str] | None], None],
    ) -> None:
        """`notify` takes what the user has to know, `ask_again` feeds by address; None: all."""
        self._data, self._index, self._notify, self._ask_again = data, index, notify, ask_again
        self._missed: dict[str, dict[str, _Missed]] = {}  # by file and id
        self.said: list[str] = []  # what was told so far

    def note(self, name: str, left: Collection[str]) -> None:
        """Note what the index knows of a file that is damaged, but for the ids that are `left`.

        The feeds that brought it are read whole the next time; all of them where the index
        has not read that file, so that nobody knows what it held. Call before the index forgets
        it: whoever is killed after that has not lost what a feed still has.
        """
        rows = self._index.db.execute(
            "select a.id, a.key, a.headline from articles a join files f on f.num = a.file"
            " where f.name = ? order by a.key desc",
            (name,),
        ).fetchall()
        if not rows:
            self._forget_entries(None)
            return
        lost = {key: (identity, headline) for identity, key, headline in rows}
        lost = {key: one for key, one in lost.items() if one[0] not in left}
        if not lost:
            return
        through = feedindex.feeds_of(self._index.db, lost.keys())
        imported = set(feedindex.numbers(self._index.db, [IMPORTED]))
        self._missed[name] = {
            identity: _Missed(headline, bool(through[key] - imported))
            for key, (identity, headline) in lost.items()
        }
        self._forget_entries(set().union(*through.values()))

    def _forget_entries(self, feeds: Collection[int] | None) -> None:
        """Have feeds, given by their numbers, or all bring again what they brought before."""
        with self._index.transaction() as db:
            urls = feedindex.forget_entries(db, feeds)
        try:
            self._ask_again(urls)
        except StoreError as error:
            self._notify(str(error))

    def tell(self) -> None:
        """Say which of the noted articles are gone: not those that another file has, too."""
        for name, missed in self._missed.items():
            there = reading.known(self._index.db, missed)
            lost = [one for identity, one in missed.items() if identity not in there]
            if lost:
                self.said.append(_sentence(self._data / name, lost))
                self._notify(self.said[-1])
        self._missed = {}


def _sentence(path: Path, lost: list[_Missed]) -> str:
    named = ", ".join(f'"{_short(one.headline)}"' for one in lost[:NAMED])
    more = f" and {len(lost) - NAMED:,} more" if len(lost) > NAMED else ""
    again = "; a refresh brings back what its feed still has" if any(o.fed for o in lost) else ""
    return f"{path}: {counted(len(lost), 'article')} lost: {named}{more}{again}"


def _short(headline: str) -> str:
    return headline if len(headline) <= HEADLINE else headline[: HEADLINE - 1].rstrip() + "…"
