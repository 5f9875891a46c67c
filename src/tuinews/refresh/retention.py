"""What is too old to stay: by age and by number, as configured and for each feed."""

from __future__ import annotations

from datetime import datetime, timedelta

from tuinews import limits
from tuinews.model import Feed
from tuinews.settings import Keep
from tuinews.store.library import Library
from tuinews.store.views import Change, Row


def too_old(library: Library, keep: Keep, now: datetime) -> list[Row]:
    """Return the articles that `expire` would remove, newest first.

    Never starred, tagged or noted ones; unread ones only where `keep.unread` is false; and
    none that came through a file, or through another feed.
    """
    keys: set[int] = set()
    for feed in library.subscriptions.feeds():
        days, count = _limits(feed, keep)
        if days or count:
            before = now - timedelta(days=min(days, limits.KEEP_DAYS)) if days else None
            keys.update(
                library.subscriptions.expired(feed.url, before, count, unread=not keep.unread)
            )
    return library.rows(sorted(keys, reverse=True))


def expire(library: Library, keep: Keep, now: datetime) -> Change:
    """Remove what is too old; it does not come again with its feed. Can be undone."""
    rows = too_old(library, keep, now)
    return library.remove([row.id for row in rows]) if rows else Change()


def _limits(feed: Feed, keep: Keep) -> tuple[int, int]:
    """Return the days and the number of articles that stay; 0 for no limit."""
    return feed.settings.keep_days or keep.days, feed.settings.keep_count or keep.count
