"""What a hostile case is, and how it may come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Channel = Literal[
    "feed",  # the body of an answer
    "account",  # what a server of an account answers, to whatever is asked
    "page",  # a saved page
    "capture",  # a file of plain text
    "articles",  # JSON lines
    "opml",
    "newsboat",
    "config",
    "shard",  # a file of articles in the library
    "journal",  # the journal of states
    "feeds file",  # feeds.json of the library
    "headline",  # of an article that is listed, read and saved
    "address",  # of a link or a feed
    "query",
    "words",  # of the command line, parted by NUL
]

#: What is put into cases and must never come out, be made or be asked for.
CANARY = "TUINEWS-CANARY"


@dataclass(frozen=True)
class Case:
    """Something hostile, and what has to become of it."""

    name: str
    channel: Channel
    made: bytes | str | Callable[[], bytes]
    refused: str = ""  # a regular expression: it is refused, and says this
    count: int | None = None  # it is read, and gives so many entries, feeds, articles
    holds: tuple[str, ...] = ()  # these are shown as they stand here
    lacks: tuple[str, ...] = ()  # these are nowhere in what came of it
    seconds: float = 10.0  # of processor time
    content_type: str = ""

    @property
    def content(self) -> bytes:
        """What comes in."""
        made = self.made() if callable(self.made) else self.made
        return made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made


@dataclass
class Outcome:
    """What became of a case."""

    name: str
    count: int = 0  # entries, feeds, articles that were read
    refused: list[str] = None  # type: ignore[assignment]  # what was said
    shown: list[str] = None  # type: ignore[assignment]  # all that came of it
    ended: str = ""  # how the child ended, where it did not come to its end
    seconds: float = 0.0
    memory: int = 0  # MiB at most, of the child
