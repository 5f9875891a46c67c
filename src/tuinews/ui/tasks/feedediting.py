"""Feeds that the user has subscribed to: their settings, and the end of a subscription."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from tuinews.counting import counted
from tuinews.model import Feed
from tuinews.store.views import Counts
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.view import folder_key

if TYPE_CHECKING:
    from tuinews.ui.dialogs.feedsettings import Deletion


class FeedEditing:
    """Changes, renames, mutes and deletes feeds. All of it can be undone."""

    def __init__(
        self,
        desk: Desk,
        host: Host,
        now: Callable[[], datetime],
        *,
        changed: Callable[[], object],
        ended: Callable[[], object],
        restored: Callable[[], object],
        relisted: Callable[[], object],
    ) -> None:
        """`changed` is called when feeds are others; `ended` when one is shown no longer.

        `restored` is called when articles of one are there again, `relisted` when a list is to
        show others, or under other names.
        """
        self._desk, self._host, self._now = desk, host, now
        self._changed, self._ended, self._restored = changed, ended, restored
        self._relisted = relisted

    def edit(self, url: str) -> None:
        """Change, rename, mute or delete a feed."""
        from tuinews.ui.dialogs.feedsettings import Deletion, FeedDialog

        feed = self._desk.library.subscriptions.feed(url)
        if feed is None:
            return
        library = self._desk.library
        counts = library.subscriptions.feed_counts().get(feed.url, Counts(0, 0, 0))
        going = len(library.subscriptions.only_through(feed.url))

        def answered(answer: Feed | Deletion | None) -> None:
            if isinstance(answer, Deletion):
                self.end(answer.url)
            elif answer is not None:
                self.change(feed, answer)

        folders = folders_of(self._desk)
        dialog = FeedDialog(
            feed, counts, self._now(), going=going, folders=folders, keys=self._host.keys
        )
        self._host.ask(dialog, answered)

    def change(self, before: Feed, after: Feed) -> None:
        """Put a feed in the place of what it was before."""
        said = "changed"
        if before.settings.muted != after.settings.muted:
            said = "muted" if after.settings.muted else "no longer muted:"
        plain = said == "changed" and before.name == after.name
        if before.stream and before.name != after.name:  # its account may know the new one by then
            before = replace(before, title=before.name)
        self._put([before], [after], f"{said} {after.name}", None if plain else self._relist)

    def _relist(self) -> None:
        """Show articles of feeds that are muted no longer, none of those that are, new names."""
        self._changed()
        self._relisted()

    def edit_folder(self, key: str, urls: Sequence[str]) -> None:
        """Rename, move or dissolve a folder: that which the feeds `urls` are all in."""
        from tuinews.ui.dialogs.folderdialog import FolderDialog

        feeds = [feed for feed in self._desk.library.subscriptions.feeds() if feed.url in urls]
        paths = (path for feed in feeds for path in _paths(feed) if folder_key(path) == key)
        path = next(paths, ())
        if not path:
            return

        def answered(answer: tuple[str, ...] | None) -> None:
            if answer is not None and answer != path:
                self._move(feeds, path, answer or path[:-1])

        dialog = FolderDialog(path, len(feeds), folders_of(self._desk))
        self._host.ask(dialog, answered)

    def _move(self, feeds: Sequence[Feed], path: Sequence[str], to: tuple[str, ...]) -> None:
        """Put what is in one folder into another, folders in it as they are."""
        number = counted(len(feeds), "feed")
        said = f"{number} moved to {'/'.join(to)}" if to else f"{number} moved out of the folder"
        moved = [_in_folder(feed, to + feed.folder[len(path) :]) for feed in feeds]
        self._put(feeds, moved, said)

    def _put(
        self,
        before: Sequence[Feed],
        after: Sequence[Feed],
        said: str,
        changed: Callable[[], object] | None = None,
    ) -> None:
        """Put feeds in the place of what they were `before`, and say so.

        `changed` is called in place of the `changed` of this one.
        """
        changed = changed or self._changed
        library = self._desk.library
        with self._host.complaining():
            library.subscriptions.put_feeds(after)
            self._desk.did(said, (), partial(library.subscriptions.put_feeds, before), changed)
            changed()
            self._host.say_done(said)

    def end(self, url: str) -> None:
        """Subscribe to a feed no longer; of its articles only those stay that the user marked."""
        library = self._desk.library
        with self._host.complaining():
            change = library.remove_feed(url)
            self._desk.did(change.summary, (), partial(library.undo, change), self._back)
            self._ended()
            self._changed()
            self._host.say_done(change.summary)

    def _back(self) -> None:
        self._changed()
        self._restored()


def _paths(feed: Feed) -> list[tuple[str, ...]]:
    """Return the paths of the folders that a feed is in, the outermost first."""
    return [feed.folder[:depth] for depth in range(1, len(feed.folder) + 1)]


def _in_folder(feed: Feed, path: tuple[str, ...]) -> Feed:
    """Return a feed as it is when shown in a folder; () is the top."""
    return replace(feed, folders=(*([path] if path else []), *feed.folders[1:]))


def folders_of(desk: Desk) -> list[str]:
    """Return the folders that feeds are in, their parts joined by "/"."""
    return sorted(
        {"/".join(feed.folder) for feed in desk.library.subscriptions.feeds() if feed.folder}
    )
