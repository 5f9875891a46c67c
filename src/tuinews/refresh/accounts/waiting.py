"""What the user did that the server of the account does not know yet."""

from __future__ import annotations

from tuinews.refresh.accounts import following
from tuinews.store.library import Library


def waiting(library: Library) -> int:
    """Return how many articles, and changes of feeds, wait to be sent. Raises StoreError."""
    memory = library.subscriptions.memory.read()
    here = library.flags({had.article for had in memory.items.values()})
    articles = {
        had.article
        for had in memory.items.values()
        if here.get(had.article, (had.read, had.starred)) != (had.read, had.starred)
    }
    edits = following.edits(library.subscriptions.feeds(), memory.feeds, memory.feeds)
    return len(articles) + len(edits) + len(memory.ended)
