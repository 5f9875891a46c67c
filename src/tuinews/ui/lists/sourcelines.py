"""What the sources pane lists, and how a line of it is laid out: views, folders, feeds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from rich.cells import cell_len

from tuinews.counting import counted
from tuinews.model import Feed
from tuinews.store.views import Counts
from tuinews.text import shown_line
from tuinews.ui.drawing import signs
from tuinews.ui.drawing.wrap import fit
from tuinews.ui.keys import DEFAULT_KEYS, KeysInForce
from tuinews.ui.lists.rows import Run
from tuinews.ui.view import folder_key
from tuinews.values import dataclass

FAILS, GONE = "!", "x"  # the signs of a feed, as wide as a fold
INDENT = 2  # cells a level
MAX_DEPTH = 6  # levels that are indented; deeper ones stand below each other
NAME = 24  # cells of a name in the foot, which has more to say
MAX_FOLDERS = 32  # folders in each other; feeds of deeper ones stand in the last


class Kind(StrEnum):
    """What a line of the sources pane stands for."""

    VIEW = "view"
    SEARCH = "search"
    FOLDER = "folder"
    FEED = "feed"


#: The smart views: key and name.
VIEWS = {
    "all": "All", "unread": "Unread", "starred": "Starred", "followed": "Followed",
    "today": "Today", "imported": "Imported",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Search:
    """A search that the user keeps, and how many unread articles it finds."""

    name: str
    query: str
    unread: int = 0


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of articles."""

    kind: Kind
    key: str  # a view's name, a search's query, a folder's path joined by "/", a feed's URL
    name: str
    depth: int = 0
    unread: int = 0
    failing: str = ""  # why it fails, in words; "" fine
    notice: str = ""  # what its last answer lacked, in words; "" nothing
    next_try: datetime | None = None  # when it is fetched next; None at once
    muted: bool = False
    folded: bool | None = None  # of a folder
    gone: bool = False  # the server said that it has ended
    disabled: str = ""  # why it is never fetched
    there: bool = False  # it is read through an account
    feeds: tuple[str, ...] = ()  # of a folder: the URLs of all feeds in it


@dataclass(slots=True)
class _Folder:
    """A folder while the lines are put together."""

    name: str = ""
    folders: dict[str, _Folder] = field(default_factory=dict)
    feeds: list[Feed] = field(default_factory=list)


def source_lines(
    feeds: Iterable[Feed],
    counts: Mapping[str, Counts],
    searches: Sequence[Search],
    folded: Collection[str],
    now: datetime,
    views: Mapping[str, int] | None = None,
) -> list[SourceLine]:
    """Return the lines of the pane: views, searches, then folders before feeds, by name.

    `counts` are by feed URL, `folded` the keys of folders whose feeds are not listed, `views`
    the numbers to show beside the views. What is due before `now` is fetched at once.
    """
    numbers = views or {}
    lines = [
        SourceLine(Kind.VIEW, key, name, unread=numbers.get(key, 0))
        for key, name in VIEWS.items()
        if key != "imported" or key in numbers  # which not everybody has
    ]
    lines += [
        SourceLine(Kind.SEARCH, search.query, search.name or search.query, unread=search.unread)
        for search in searches
    ]
    top = _Folder()
    for feed in feeds:
        place = top
        for name in feed.folder[:MAX_FOLDERS]:
            place = place.folders.setdefault(name, _Folder(name))
        place.feeds.append(feed)
    return lines + _lines_of(top, (), counts, frozenset(folded), now)[0]


def _lines_of(
    folder: _Folder,
    path: tuple[str, ...],
    counts: Mapping[str, Counts],
    folded: frozenset[str],
    now: datetime,
) -> tuple[list[SourceLine], list[SourceLine]]:
    """Return the lines that are seen of what is in a folder, and those of all feeds in it."""
    seen: list[SourceLine] = []
    within: list[SourceLine] = []
    for name in sorted(folder.folders, key=str.casefold):
        key = folder_key((*path, name))
        lines, listed = _lines_of(folder.folders[name], (*path, name), counts, folded, now)
        failing = sum(1 for line in listed if line.failing or line.gone)
        seen.append(
            SourceLine(
                Kind.FOLDER,
                key,
                name,
                depth=len(path),
                unread=sum(line.unread for line in listed),
                failing=f"{failing:,} of {len(listed):,} feeds fail" if failing else "",
                folded=key in folded,
                feeds=tuple(line.key for line in listed),
            )
        )
        seen += [] if key in folded else lines
        within += listed
    feeds = sorted(folder.feeds, key=lambda feed: (feed.name.casefold(), feed.url))
    own = [_feed_line(feed, len(path), counts.get(feed.url), now) for feed in feeds]
    return seen + own, within + own


def _feed_line(feed: Feed, depth: int, counts: Counts | None, now: datetime) -> SourceLine:
    times = [time for time in (feed.due, feed.wait_until) if time is not None and time > now]
    return SourceLine(
        Kind.FEED,
        feed.url,
        feed.name,
        depth=depth,
        unread=0 if counts is None or feed.settings.muted else counts.unread,
        failing=feed.error,
        notice=feed.notice,
        next_try=max(times, default=None),
        muted=feed.settings.muted,
        gone=feed.gone,
        disabled=feed.disabled,
        there=bool(feed.stream),
    )


# --- a line on the screen -----------------------------------------------------------------


def lay_out(line: SourceLine, width: int, *, chosen: bool = False) -> list[Run]:
    """Return a line as its runs, just `width` cells.

    Styles named: "here", "sign", "fails", "name", "unread", "muted", "count".
    """
    right = _right(line)
    indent = " " * (INDENT * min(line.depth, MAX_DEPTH, max(0, width - 16) // INDENT))
    sign, look = _sign(line)
    room = width - 1 - len(indent) - 2 - cell_len(right) - 1
    name = fit(shown_line(line.name) or "(no name)", room - 1) if room > 1 else ""
    weight = "unread" if line.unread and line.kind is not Kind.VIEW else "name"
    if line.muted or line.gone or line.disabled or (line.failing and line.kind is Kind.FEED):
        weight = "muted"
    return [
        (signs.OPENED if chosen else " ", "here"),
        (indent, "name"),
        (f"{sign} ", look),
        (fit(name, room), weight),
        (f"{right} ", "count"),
    ]


def _right(line: SourceLine) -> str:
    """Return what stands at the right edge: a number, or in a word why there is none."""
    if line.gone:
        return "gone"
    if line.disabled:
        return "off"
    if line.muted:
        return "muted"
    if line.unread >= 100_000:
        return f"{line.unread // 1000:,}k"
    return f"{line.unread:,}" if line.unread else ""


def _sign(line: SourceLine) -> tuple[str, str]:
    """Return the sign before a name, and its style."""
    if line.kind is Kind.FOLDER:
        fold = signs.FOLDED if line.folded else signs.UNFOLDED
        return (FAILS, "fails") if line.failing and line.folded else (fold, "sign")
    if line.kind is Kind.FEED:
        return (GONE if line.gone else FAILS if line.failing else " ", "fails")
    if line.kind is Kind.SEARCH:
        return "/", "sign"
    return {"unread": signs.UNREAD, "starred": signs.STARRED, "followed": signs.FOLLOWED}.get(
        line.key, " "
    ), "sign"


# --- the foot of the pane -----------------------------------------------------------------


def about(line: SourceLine, now: datetime, keys: KeysInForce = DEFAULT_KEYS) -> str:
    """Return in words what there is to know about a source; "" for nothing."""
    if line.kind is Kind.FOLDER:
        feeds = counted(len(line.feeds), "feed")
        return f"{line.failing}." if line.failing else feeds
    if line.kind is Kind.SEARCH:
        return shown_line(line.key)
    if line.kind is not Kind.FEED:
        return ""
    if line.disabled:
        return f"Never fetched: {shown_line(line.disabled)}."
    if line.gone:
        said = "Your account has it no longer." if line.there else "Gone for good, says its server."
        does = " {} deletes it." if line.there else " {} archives or deletes it."
        return keys.after(said, "feed-settings", does)
    when = until(line.next_try, now)
    if line.failing:
        return f"Fails: {shown_line(line.failing).rstrip('.')}. Tried again {when}."
    muted = "muted, " if line.muted else ""
    notice = f"{shown_line(line.notice).rstrip('.')}; " if line.notice else ""
    name = fit(shown_line(line.name) or "(no name)", NAME).rstrip()
    return f"{name}: {notice}{muted}fetched again {when}"


def until(then: datetime | None, now: datetime) -> str:
    """Return in words when something will be: "at the next refresh", "in 12 min", "at 14:30"."""
    if then is None or then <= now:
        return "at the next refresh"
    if then - now < timedelta(hours=1):
        return f"in {max(1, round((then - now).total_seconds() / 60))} min"
    local, today = then.astimezone(), now.astimezone().date()
    if local.date() == today:
        return f"at {local:%H:%M}"
    if local.date() == today + timedelta(days=1):
        return f"tomorrow at {local:%H:%M}"
    return f"on {local.day} {local:%b}"
