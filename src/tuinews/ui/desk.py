"""What the user is doing, without a screen: shelf, view, search, undo, the way back.

The user is the person who uses the program. A shelf is a library that can be shown: their
own, or the samples; the one that is shown lies on the desk. The desk decides and remembers; the
screen draws. Every change goes to the library first and is durable before the screen shows it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from tuinews.model import Article
from tuinews.store.folding import Folds
from tuinews.store.library import Library
from tuinews.store.query.tree import UNMUTED
from tuinews.store.views import Change, Counts, Row
from tuinews.ui.heldkeys import HeldKeys
from tuinews.ui.view import View, folds_of, unread_followed
from tuinews.values import dataclass

if TYPE_CHECKING:
    from tuinews.ui.lists.relatedlines import Group

FIRST = 500  # keys loaded before the first paint; the rest follows behind


@dataclass(frozen=True, slots=True)
class Undoable:
    """Something done that can be undone, and what it is called."""

    summary: str
    ids: tuple[str, ...]
    undo: Callable[[], object]
    undone: Callable[[], object] | None = None  # called afterwards
    at: float = 0.0  # when it was done, on the desk's clock
    moot: Callable[[], bool] | None = None  # whether nobody can mean it any more


class Shelves(Protocol):
    """Where libraries come from: the user's own, and the samples while they are out."""

    own: Library

    @property
    def samples_away(self) -> bool:
        """Whether the user has put the samples away."""
        ...

    def open_samples(self) -> Library:
        """Return the sample shelf, filling it on the first call: may take a second."""
        ...

    def put_samples_away(self, away: bool) -> None:
        """Hide the sample shelf for good, or bring it back."""
        ...


class Desk:
    """The user's desk: one shelf open on it, one view of that shelf."""

    def __init__(self, shelves: Shelves, clock: Callable[[], float] = time.monotonic) -> None:
        """Open the user's own shelf; `clock` gives seconds, from any start."""
        self._clock = clock
        self.shelves = shelves
        self.library = shelves.own
        self.sampling = False
        self.view = View()
        self._undo: list[Undoable] = []
        self._trail: list[tuple[str, int]] = []
        self._followed: frozenset[str] | None = None  # stories; None: to be asked for
        self._looked: dict[str, frozenset[str]] = {}  # what was seen of a followed story
        self._held = HeldKeys()  # of the list
        self._own_before = 0  # articles on the user's own shelf when the samples came out

    # --- shelves ------------------------------------------------------------------------

    def wants_samples(self) -> bool:
        """Whether the samples belong on the desk: nothing of one's own, and not put away."""
        return not self.shelves.samples_away and not self.shelves.own.counts().all

    def use_samples(self, library: Library) -> None:
        """Open the sample shelf."""
        self._own_before = self.shelves.own.counts().all
        self._use(library, sampling=True)

    def use_own(self) -> None:
        """Open the user's own shelf."""
        self._use(self.shelves.own, sampling=False)

    @property
    def own_waiting(self) -> int:
        """How many articles have come to the user's own shelf while the samples are shown."""
        return self.shelves.own.counts().all - self._own_before if self.sampling else 0

    def put_samples_away(self) -> None:
        """Close the sample shelf for good; can be undone.

        Not any more once the user, who had nothing of their own, has something.
        """
        samples = self.library
        self.shelves.put_samples_away(True)
        self.use_own()

        def bring_back() -> None:
            self.shelves.put_samples_away(False)
            self.use_samples(samples)

        moot = None if self._owns_something() else self._owns_something
        self.did("samples put away", (), bring_back, moot=moot)

    def _owns_something(self) -> bool:
        """Whether the user has feeds or articles of their own."""
        own = self.shelves.own
        return bool(own.subscriptions.feeds() or own.counts().all)

    def _use(self, library: Library, *, sampling: bool) -> None:
        self.library, self.sampling = library, sampling
        self.view = View(fold=self.view.fold, order=self.view.order)
        self._undo.clear()
        self._trail.clear()

    # --- the list -----------------------------------------------------------------------

    def folds(self, limit: int | None = None) -> Folds:
        """Return the rows of the view, newest first or as its order says."""
        return folds_of(self.library, self.view, limit)

    def seen(self, row: Row) -> frozenset[str] | None:
        """Return the accounts that the user has seen of a story they follow; None: they do not."""
        if self._followed is None:
            self._followed = self.library.corrections.followed()
        if not row.story or row.story not in self._followed:
            return None
        if row.story not in self._looked:
            look = self.library.corrections.last_look(row.id)
            self._looked[row.story] = frozenset(look.seen or look.articles if look else ())
        return self._looked[row.story]

    def begin_list(self) -> None:
        """Know nothing of the rows shown before: the list is about to be filled anew."""
        self._held = HeldKeys()
        self.forget_followed()

    @property
    def moved(self) -> int:
        """How many articles stand in another place of the view since the list was filled."""
        return self._held.moved

    def forget_followed(self) -> None:
        """Ask anew which stories are followed."""
        self._followed = None
        self._looked.clear()

    def counts(self) -> Counts:
        """Return how many articles the shelf, or the source shown, has."""
        if self.view.followed:
            number = self.library.folds(stories=self.library.corrections.followed()).size
            return Counts(number, unread_followed(self.library), 0)
        asked = UNMUTED if self.view.asked is UNMUTED else None
        return self.library.counts(asked, self.view.feeds)

    def wrong(self) -> str:
        """Return what is wrong with the search, and where; "" where nothing is."""
        from tuinews.store.query.language import QueryError, parse

        try:
            parse(self.view.search)
        except QueryError as error:
            return str(error)
        return ""

    def understood(self) -> str:
        """Return in words what a half-typed search means so far."""
        from tuinews.store.query.language import parse_so_far

        return parse_so_far(self.view.search)[1] if self.view.search.strip() else ""

    def remark(self) -> str:
        """Return what is wrong with a half-typed search, or what can follow; "" for nothing."""
        from tuinews.store.query.language import remark_so_far

        return remark_so_far(self.view.search)

    def change_view(self, **changes: object) -> None:
        """Show something else: `changes` are fields of `View`."""
        self.view = replace(self.view, **changes)  # type: ignore[arg-type]

    # --- one article --------------------------------------------------------------------

    def open(self, identity: str, *, came_from: str = "", line: int = 0) -> None:
        """Mark an article read, and remember from which line of which other it was reached."""
        state = self.library.state(identity)
        if came_from and came_from != identity:
            self._trail.append((came_from, line))
        if state.read is None and not self.library.readonly:
            self.library.mark([identity], read=True, opened=True)
        else:
            self.look_at([identity])

    def look_at(self, ids: Sequence[str]) -> list[Change]:
        """Note that those of these articles that their publisher changed have been looked at.

        Returns what that changed.
        """
        rows = map(self.library.row, ids)
        changed = [row.id for row in rows if row is not None and row.changed]
        if not changed or self.library.readonly:
            return []
        return [self.library.mark(changed, read=True, opened=True, again=True)]

    def way_back(self) -> tuple[str, int]:
        """Return from which article the user came, and its line; ("", 0) at the start."""
        return self._trail.pop() if self._trail else ("", 0)

    def related_groups(self, identity: str) -> tuple[Group, ...]:
        """Return what belongs to an article: the same story first, then the same topic."""
        from tuinews.ui.lists.relatedgroups import related_groups  # of an article that is open

        row = self.library.row(identity)
        return related_groups(self.library, row, self.seen(row)) if row is not None else ()

    def accounts(self, identity: str) -> list[Row]:
        """Return the other accounts of the same story, the nearest first."""
        from tuinews.ui.lists.relatedlines import TOPIC

        groups = self.related_groups(identity)
        return [entry.row for group in groups if group.title != TOPIC for entry in group.entries]

    def through(self, article: Article) -> tuple[str, ...]:
        """Return the names of the feeds that brought an article; () where it was not several."""
        if len(article.sources) < 2:
            return ()
        found = (self.library.subscriptions.feed(source.origin) for source in article.sources[:20])
        names = tuple(dict.fromkeys(feed.name for feed in found if feed is not None))
        return names if len(names) > 1 else ()

    def copies(self, identity: str) -> str:
        """Return in words who has the same text, and which of them this is; "" for nobody."""
        from tuinews.ui.lists.relatedgroups import told_of_copies

        return told_of_copies(self.library, identity)

    def read_before(self, identity: str) -> list[Article]:
        """Return other accounts of the same story as far as the user has truly read them.

        The last read first.
        """
        story = self.library.story_of(identity)
        if story is None:
            return []
        from tuinews.stories.history import read_before  # which an article alone needs not

        return read_before(self.library, identity, story.articles)

    def tells_something(self, identity: str) -> bool:
        """Whether an article tells anything new to one who read other accounts of its story."""
        from tuinews.stories.history import tells_something

        story = self.library.story_of(identity)
        return tells_something(self.library, identity, story.articles if story else ())

    # --- marking and undoing ------------------------------------------------------------

    def mark(self, ids: Sequence[str], **marks: object) -> Change:
        """Mark articles, as `Library.mark` does, so that it can be undone."""
        change = self.library.mark(ids, **marks)  # type: ignore[arg-type]
        library = self.library
        self.did(change.summary, tuple(ids), lambda: library.undo(change))
        return change

    def toggle_star(self, rows: Sequence[Row]) -> Change:
        """Star the first of these accounts, or take its star off; others keep theirs."""
        return self.mark([rows[0].id], starred=not rows[0].starred)

    def toggle_read(self, rows: Sequence[Row]) -> Change:
        """Mark articles read, where any is unread; else unread."""
        unread = [row.id for row in rows if not row.read]
        return self.mark(unread or [row.id for row in rows], read=bool(unread))

    def star_all(self, rows: Sequence[Row]) -> Change:
        """Star articles, where any has no star; else take the stars off."""
        bare = [row.id for row in rows if not row.starred]
        return self.mark(bare or [row.id for row in rows], starred=bool(bare))

    def retag(self, rows: Sequence[Row], before: Sequence[str], tags: Sequence[str]) -> bool:
        """Give articles these tags in place of those `before`; return whether it changed any."""
        library, ids = self.library, [row.id for row in rows]
        steps: list[Change] = []

        def undo() -> None:
            for change in reversed(steps):
                library.undo(change)

        try:
            for name in [tag for tag in before if tag not in tags]:
                steps.append(library.mark(ids, untag=name))
            for name in [tag for tag in tags if tag not in before]:
                steps.append(library.mark(ids, tag=name))
        finally:  # what was done before one failed can be undone as well
            if steps:
                self.did("tags", tuple(ids), undo)
        return bool(steps)

    def note(self, row: Row, text: str) -> bool:
        """Write the note on an article, or take it away; return whether that changed it."""
        if text == self.library.state(row.id).note:
            return False
        self.mark([row.id], note=text)
        return True

    def rows(self, keys: Sequence[int]) -> list[Row]:
        """Return the rows of the list's keys, in their order, without those that are gone."""
        return self._held.rows(self.library, keys)

    def copies_among(self, keys: Sequence[int]) -> dict[int, int]:
        """Return of these keys those of copies; copies of one text have the same number."""
        return self.library.copies_among(keys)

    def unread_among(self, keys: Sequence[int]) -> set[int]:
        """Return which of these keys are of unread articles."""
        now = self._held.now(keys)
        unread = self.library.unread_among(now)
        return {key for key, one in zip(keys, now, strict=True) if one in unread}

    def mark_all(self, keys: Sequence[int]) -> tuple[str, ...]:
        """Mark everything of a view read; returns the ids that were unread."""
        unread = tuple(self.library.unread(self._held.now(keys)))
        if unread:
            self.mark(unread, read=True)
        return unread

    def did(
        self,
        summary: str,
        ids: tuple[str, ...],
        undo: Callable[[], object],
        undone: Callable[[], object] | None = None,
        moot: Callable[[], bool] | None = None,
    ) -> None:
        """Remember that something was done, and how to undo it; `undone` is called afterwards.

        `moot` tells whether nobody can mean it any more.
        """
        self._undo.append(Undoable(summary, ids, undo, undone, self._clock(), moot))

    @property
    def undoable(self) -> bool:
        """Whether there is something to undo."""
        return self.last_done is not None

    @property
    def last_done(self) -> Undoable | None:
        """What `undo` would undo; None for nothing."""
        steps = reversed(self._undo)
        return next((one for one in steps if one.moot is None or not one.moot()), None)

    def minutes_since(self, step: Undoable) -> int:
        """Return how many minutes ago something was done."""
        return int((self._clock() - step.at) // 60)

    def undo(self) -> tuple[Undoable, bool]:
        """Undo the last thing that was done; there has to be one, see `undoable`.

        Returns what it was, and whether that changed anything: what another program has
        changed meanwhile stays. A step that cannot be undone now, as on a full disk, is kept.
        """
        last = self.last_done
        assert last is not None
        undone = last.undo()
        if last.undone is not None:
            last.undone()
        if last in self._undo:  # unless undoing it has changed the shelf on the desk
            self._undo.remove(last)
        return last, not (isinstance(undone, Change) and not undone)
