"""Which keys matter now: the right end of the status line."""

from __future__ import annotations

from tuinews.ui.status import Hint
from tuinews.values import dataclass

HELP: Hint = ("help", "help")


@dataclass(frozen=True, slots=True)
class Situation:
    """What the user is doing, as far as keys depend on it."""

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
    """Return the keys that matter; where there is little room the first ones go.

    They are ids of actions, or keys as a person writes them that mean something of their own.
    """
    if now.typing:
        order = "newest first" if now.best else "best first"
        return (("Ctrl+R", order), ("Enter", "to the hits"), ("Esc", "back"))
    if now.finding:
        return (("Ctrl+F", "all articles"), ("Enter", "to the hits"), ("Esc", "back"))
    if now.hinting:
        return ((now.hinting, "follows the link"), ("Esc", "leaves"))
    if now.pane == "reader" and now.found:
        walk = (("previous", "before"), ("next", "next hit"))
        return (("search", "other words"), *walk, ("escape", "end"), HELP)
    if now.pane == "reader":
        return (*_in_reader(now), HELP)
    if now.pane == "related":
        return (*_in_related(now), ("back", "back"), HELP)
    if now.pane == "sources":
        edit = (("feed-settings", "settings"),) if now.editable else ()
        refresh = (("refresh-all", "refresh all"),) if now.feeds else ()
        return (*edit, *refresh, ("import", "add"), ("open", "show"), ("back", "back"), HELP)
    return (*_in_list(now), HELP)


def _in_related(now: Situation) -> tuple[Hint, ...]:
    if not now.related:
        return ()
    wrong = (("split", "take out of the story"),) if now.accounts else ()
    return (*wrong, ("unrelated", "not related"), ("open", "open"), ("1-9", "open"))


def _in_list(now: Situation) -> tuple[Hint, ...]:
    if now.searching and now.empty:
        return (("search", "other words"), ("escape", "back"))
    if now.searching:
        hits = (("next", "next hit"), ("open", "open"))
        return (("keep-search", "keep it"), *hits, ("escape", "back"))
    leave = (("back", "back" if now.narrowed else "quit"),)
    waiting = (("refresh", "show new"),) if now.waiting else ()
    if now.empty:
        get = waiting or (("refresh-all", "refresh"),)
        return (("left", "sources"), *get, ("import", "add a site"), *leave)
    add = (("import", "add your own" if now.sampling else "add a site"),)
    samples = (("samples", "put samples away"),) if now.sampling else ()
    undo = (("undo", "undo"),) if now.undoable else ()
    accounts = (("unfold", "accounts"),) if now.folds else ()
    unread = (("next", "next unread"),) if now.unread else ()
    marks = (*undo, ("toggle-read", "mark read"), *accounts, ("star", "star"))
    if now.sampling:
        return (*marks, *samples, *unread, ("open", "open"), *waiting, *add, *leave)
    walk = (*unread, ("open", "open"), *waiting, ("search", "search"))
    return (*add, *marks, *walk, *leave)


def _in_reader(now: Situation) -> tuple[Hint, ...]:
    if now.xray:
        return (("Enter", "unfold"), ("Space", "keep or cut"), ("back", "back"))
    undo = (("undo", "undo"),) if now.undoable else ()
    compare = (("compare", "compare"),) if now.accounts else ()
    related = (("next-account", "related"),) if now.related else ()
    fresh = (("next-new", "next new"),) if now.fresh else ()
    changed = (("changes", "changes"),) if now.changed else ()
    unread = (("next", "next unread"),) if now.unread and not now.searching else ()
    waiting = (("refresh", "show new"),) if now.waiting else ()
    teaser = (("full-text", "full text"),) if now.teaser else ()
    walk = (*related, ("search", "find"), *fresh, ("star", "star"), *changed, *waiting, *unread)
    return (*undo, *compare, *walk, *teaser, ("read-on", "read on"), ("back", "back"))
