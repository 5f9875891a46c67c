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
    best: bool = False  # its best hits come first
    finding: bool = False  # words to find in the article
    hinting: str = ""  # signs before links, of which one is to be typed: "1-3", "a-z"
    found: bool = False  # words are marked in the article
    searching: bool = False  # the list shows hits
    sampling: bool = False
    xray: bool = False
    fresh: bool = False  # the article has sentences that are new
    teaser: bool = False  # it came out of a feed, and seems to be the beginning of a longer one
    changed: bool = False  # its publisher has changed the article
    related: bool = False  # other articles belong to it
    accounts: bool = False  # others tell the same story
    empty: bool = False  # there is nothing in the list
    folds: bool = False  # the row under the cursor is a story
    unread: bool = False  # something in the list is
    undoable: bool = False
    waiting: bool = False  # something has come that the list does not show yet
    editable: bool = False  # the source under the cursor can be renamed, moved, deleted
    feeds: bool = False  # there are feeds to refresh
    narrowed: bool = False  # the list shows one source, or rows are selected: q ends that first


def keys_now(now: Situation) -> tuple[Hint, ...]:
    """Return the keys that matter; where there is little room the first ones go."""
    if now.typing:
        order = "newest first" if now.best else "best first"
        return (("Ctrl+R", order), ("Enter", "to the hits"), ("Esc", "back"))
    if now.finding:
        return (("Ctrl+F", "all articles"), ("Enter", "to the hits"), ("Esc", "back"))
    if now.hinting:
        return ((now.hinting, "follows the link"), ("Esc", "leaves"))
    if now.pane == "reader" and now.found:
        return (("/", "other words"), ("N", "before"), ("n", "next hit"), ("Esc", "end"), HELP)
    if now.pane == "reader":
        return (*_in_reader(now), HELP)
    if now.pane == "related":
        return (*_in_related(now), ("q", "back"), HELP)
    if now.pane == "sources":
        edit = (("E", "settings"),) if now.editable else ()
        refresh = (("R", "refresh all"),) if now.feeds else ()
        return (*edit, *refresh, ("a", "add"), ("Enter", "show"), ("q", "back"), HELP)
    return (*_in_list(now), HELP)


def _in_related(now: Situation) -> tuple[Hint, ...]:
    wrong = (("-", "take out of the story"),) if now.accounts else ()
    return (*wrong, ("_", "not related"), ("Enter", "open"), ("1-9", "open")) if now.related else ()


def _in_list(now: Situation) -> tuple[Hint, ...]:
    if now.searching and now.empty:
        return (("/", "other words"), ("Esc", "back"))
    if now.searching:
        return (("w", "keep it"), ("n", "next hit"), ("Enter", "open"), ("Esc", "back"))
    leave = (("q", "back" if now.narrowed else "quit"),)
    waiting = (("r", "show new"),) if now.waiting else ()
    if now.empty:
        get = waiting or (("R", "refresh"),)
        return (("h", "sources"), *get, ("a", "add a site"), *leave)
    add = (("a", "add your own" if now.sampling else "add a site"),)
    samples = (("D", "put samples away"),) if now.sampling else ()
    undo = (("u", "undo"),) if now.undoable else ()
    accounts = (("i", "accounts"),) if now.folds else ()
    unread = (("n", "next unread"),) if now.unread else ()
    marks = (*undo, ("m", "mark read"), *accounts, ("s", "star"))
    if now.sampling:
        return (*marks, *samples, *unread, ("Enter", "open"), *waiting, *add, *leave)
    walk = (*unread, ("Enter", "open"), *waiting, ("/", "search"))
    return (*add, *marks, *walk, *leave)


def _in_reader(now: Situation) -> tuple[Hint, ...]:
    if now.xray:
        return (("Enter", "unfold"), ("Space", "keep or cut"), ("q", "back"))
    undo = (("u", "undo"),) if now.undoable else ()
    compare = (("c", "compare"),) if now.accounts else ()
    related = (("]", "related"),) if now.related else ()
    fresh = ((".", "next new"),) if now.fresh else ()
    changed = (("v", "changes"),) if now.changed else ()
    unread = (("n", "next unread"),) if now.unread and not now.searching else ()
    waiting = (("r", "show new"),) if now.waiting else ()
    teaser = (("x", "full text"),) if now.teaser else ()
    walk = (*related, ("/", "find"), *fresh, ("s", "star"), *changed, *waiting, *unread)
    return (*undo, *compare, *walk, *teaser, ("Space", "read on"), ("q", "back"))
