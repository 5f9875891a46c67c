"""What can be subscribed to at an address, and how it is told: values and words only."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from tuinews import limits
from tuinews.counting import counted
from tuinews.model import FeedSettings, TuinewsError
from tuinews.text import line, shown_line
from tuinews.ui.lists.rows import AGE_CELLS, age

NO_LOGIN = FeedSettings()
MAX_ADDRESS = 2000  # characters
PREVIEWED = 5  # headlines
SILENT_AFTER = timedelta(days=180)

_KINDS = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed", "rdf": "RDF"}
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[\w\-]+(\.[\w\-]+)+|localhost)(:\d+)?([/?#].*)?")
_SCHEME = re.compile(r"(?:feed:)?(?:https?|feed)://.+|feed:.+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Headline:
    """An entry of a feed that is looked at."""

    text: str
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListedCandidate:
    """Something that was found at an address."""

    url: str
    title: str
    kind: str = ""  # "rss20", "atom10", "json11" ...; "page": one article, no feed
    entries: int = 0
    headlines: tuple[Headline, ...] = ()  # newest first
    dates: tuple[datetime, ...] = ()  # of all entries, where more are known than `headlines`
    error: str = ""  # why it cannot be subscribed to, in words

    @property
    def is_page(self) -> bool:
        """Whether it is a page without a feed, that can be kept as an article."""
        return self.kind == "page"


@dataclass(frozen=True, slots=True)
class Asking:
    """How far the looking is: "asking example.org"."""

    says: str


class LoginError(TuinewsError):
    """The address asks for a user name and password."""


#: Looks at an address, with the login that was typed: tells what it is doing, and what it has
#: found, as it comes. Raises LoginError, or TuinewsError with a sentence where it cannot.
LookAt = Callable[[str, FeedSettings], AsyncIterator[Asking | ListedCandidate]]


class Wanted(StrEnum):
    """What the user wants done."""

    FEED = "feed"  # subscribe to it
    PAGE = "page"  # keep the one article
    IMPORT = "import"  # read a file or folder
    ACCOUNT = "account"  # take up an account at a server


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user chose."""

    wanted: Wanted
    where: str  # a URL, or the path of a file or folder; "" for an account
    title: str = ""
    folder: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    settings: FeedSettings = NO_LOGIN  # the login that it was looked at with
    at_account: bool = False  # the server of the account is to fetch it, not this machine


# --- what is typed ------------------------------------------------------------------------


def is_path(typed: str) -> bool:
    """Tell whether what is typed names a file or folder of this machine."""
    if _SCHEME.fullmatch(typed):
        return False
    if typed.startswith(("/", "~", "./", "../", "file:")) or typed in (".", ".."):
        return True
    try:
        return Path(typed).exists()
    except (OSError, ValueError):
        return False


def path_of(typed: str) -> str:
    """Return the path that is typed: "~" is the home folder."""
    path = typed.removeprefix("file://") if typed.startswith("file:") else typed
    try:
        return str(Path(path.removeprefix("file:")).expanduser())
    except RuntimeError:  # no such user
        return path


def path_problem(path: Path) -> str:
    """Return why nothing can be imported from a path, in a sentence; "" where it can."""
    name = shown_line(str(path), 200)
    try:
        if path.is_dir():
            empty = next(path.iterdir(), None) is None
            return f"The folder {name} is empty." if empty else ""
        if path.is_file():
            with path.open("rb") as file:
                return "" if file.read(1) else f"The file {name} is empty."
        if path.exists():
            return f"{name} is neither a file nor a folder."
        near = _nearest(path)
        return f"There is no {name}" + (f"; did you mean {shown_line(near)}?" if near else ".")
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "cannot be read").lower()
        return f"{name}: {why}."


def _nearest(path: Path) -> str:
    """Return the name beside a path that is not there that was most likely meant; or ""."""
    from tuinews.spelling import closest

    try:
        names = [one.name for _, one in zip(range(5000), path.parent.iterdir(), strict=False)]
    except OSError:
        return ""
    return closest(path.name, names, 0.7)


def is_address(typed: str) -> bool:
    """Tell whether what is typed can be an address: "example.org" is one."""
    return bool(_SCHEME.fullmatch(typed) or _HOST.fullmatch(typed))


def folder_of(typed: str) -> tuple[str, ...]:
    """Return the path of a folder as it is typed: "World / Europe"."""
    parts = (line(part, limits.FOLDER) for part in typed.split("/"))
    return tuple(part for part in parts if part)[: limits.FOLDERS]


def tags_of(typed: str) -> tuple[str, ...]:
    """Return the tags as they are typed, parted by commas, each once."""
    tags = (line(part, limits.FEED_TAG).lstrip("#").strip() for part in typed.split(","))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


# --- what is told -------------------------------------------------------------------------


def kind_name(kind: str) -> str:
    """Return what a kind of feed is called: "RSS 2.0" for "rss20"."""
    found = re.fullmatch(r"([a-z]+)(\d*)", kind)
    if found is None or found[1] not in _KINDS:
        return shown_line(kind, 20)
    version = found[2][:1] + "." + found[2][1:] if len(found[2]) > 1 else found[2]
    return f"{_KINDS[found[1]]} {version}".strip()


def rhythm(dates: Iterable[datetime], now: datetime) -> str:
    """Return in words how often something is posted; "" where nobody can tell."""
    times = sorted(dates)
    if not times:
        return ""
    if now - times[-1] > SILENT_AFTER:
        return f"silent since {times[-1].astimezone():%B %Y}"
    days = (times[-1] - times[0]).total_seconds() / 86_400
    if len(times) < 3 or not days:
        return ""
    a_day = (len(times) - 1) / days
    for rate, span in ((a_day, "day"), (a_day * 7, "week"), (a_day * 30, "month")):
        if rate >= 1.5:
            return f"about {round(rate):,} a {span}"
        if rate >= 0.75:
            return f"about one a {span}"
    return "a few a year"


def facts(candidate: ListedCandidate, now: datetime) -> str:
    """Return in one line what a candidate is: kind, entries, how often it posts."""
    if candidate.is_page:
        return "this page alone, as one article"
    dates = candidate.dates or tuple(one.published for one in candidate.headlines if one.published)
    entries = counted(candidate.entries, "entry", "entries")
    parts = (kind_name(candidate.kind), entries, rhythm(dates, now))
    return ", ".join(part for part in parts if part)


def headline_rows(candidate: ListedCandidate, now: datetime) -> list[tuple[str, str]]:
    """Return age and text of the newest headlines of a candidate."""
    return [
        (
            (age(one.published, now) if one.published else "").ljust(AGE_CELLS + 1),
            shown_line(one.text) or "(no headline)",
        )
        for one in candidate.headlines[:PREVIEWED]
    ]
