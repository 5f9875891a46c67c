"""Which keys matter now: the right end of the status line."""

from __future__ import annotations

from tuinews.ui.status import Hint
from tuinews.values import dataclass

HELP: Hint = ("?", "help")


@dataclass(frozen=True, slots=True)
class Situation:
    """What the reader is doing, as far as keys depend on it."""

    pane: str
    typing: bool = False  # a search
    searching: bool = False  # the list shows hits
    sampling: bool = False
    xray: bool = False
    fresh: bool = False  # the article has sentences that are new
    changed: bool = False  # its publisher has changed the article
    related: bool = False  # other articles belong to it
    empty: bool = False  # there is nothing in the list
    folds: bool = False  # some of its rows are stories


def keys_now(now: Situation) -> tuple[Hint, ...]:
    """Return the keys that matter; where there is little room the first ones go."""
    if now.typing:
        return (("Ctrl+R", "best first"), ("Enter", "to the hits"), ("Esc", "back"))
    if now.pane == "reader":
        return (*_in_reader(now), HELP)
    if now.pane == "related":
        wrong = (("-", "take out of the story"), ("_", "not related")) if now.related else ()
        return (*wrong, ("Enter", "open"), ("1-9", "open"), ("q", "back"), HELP)
    if now.pane == "sources":
        feeds = (("E", "settings"), ("R", "refresh all"), ("a", "add"), ("Enter", "show"))
        return (*feeds, ("q", "back"), HELP)
    if now.searching:
        return (("w", "keep it"), ("Enter", "open"), ("n", "next hit"), ("Esc", "back"), HELP)
    if now.empty:
        return (("h", "sources"), ("R", "refresh"), ("a", "add a site"), ("q", "quit"), HELP)
    if now.sampling:
        samples = (("s", "star"), ("D", "put samples away"), ("Enter", "open"))
        return (*samples, ("a", "add your own"), ("q", "quit"), HELP)
    accounts = (("i", "accounts"),) if now.folds else ()
    listed = (("u", "undo"), ("s", "star"), *accounts, ("Enter", "open"), ("/", "search"))
    return (*listed, ("q", "quit"), HELP)


def _in_reader(now: Situation) -> tuple[Hint, ...]:
    if now.xray:
        return (("Enter", "unfold"), ("Space", "keep or cut"), ("q", "back"))
    fresh = ((".", "next new"),) if now.fresh else ()
    changed = (("v", "changes"),) if now.changed else ()
    compare = (("c", "compare"),) if now.related else ()
    walk = (("]", "related"), *fresh, ("s", "star"), *changed)
    return (*compare, *walk, ("Space", "read on"), ("q", "back"))
