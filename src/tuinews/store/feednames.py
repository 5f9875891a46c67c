"""Feeds by the names that their articles have of them: one that is renamed lends them the new.

An article keeps the name that its feed had when it came; what is shown of it is looked up here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tuinews.model import Feed

#: By a name that articles have of feeds: of each, by its address, what it is called now.
FeedNames = Mapping[str, Mapping[str, str]]


def feed_names(feeds: Iterable[Feed]) -> FeedNames:
    """Return the names of feeds that are called otherwise now, of all feeds that had them."""
    found: dict[str, dict[str, str]] = {}
    others: list[Feed] = []
    for feed in feeds:
        old = {feed.stated_title, *feed.called} - {feed.name, ""}
        for name in old:
            found.setdefault(name, {})[feed.url] = feed.name
        others += [] if old else [feed]
    for feed in others:
        if feed.name in found:
            found[feed.name][feed.url] = feed.name
    return found


def present_name(name: str, names: FeedNames) -> str:
    """Return what the feed is called now whose articles have this name, where it is but one."""
    called = set(names.get(name, {}).values())
    return called.pop() if len(called) == 1 else name
