"""What every kind of feed makes its captures with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from tuinews import limits, text
from tuinews.intake import dates
from tuinews.intake.feeds import markup
from tuinews.model import Capture, CaptureKind, Enclosure, Stated


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as its feed has it; links are absolute, nothing else has passed a gate."""

    guid: str = ""
    link: str = ""
    title: str = ""
    content: str = ""  # an HTML fragment
    summary: str = ""  # an HTML fragment
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    categories: tuple[str, ...] = ()


def capture(draft: Draft, feed: str, received: datetime) -> Capture:
    """Return the capture of an entry of the feed at `feed`.

    An entry without an id gets its link for one, else a hash of what it says. One without a
    headline gets its first words.
    """
    content = text.safe(draft.content[: limits.ENTRY + 1])
    summary = text.safe(draft.summary[: limits.ENTRY + 1])
    body = _cut(content if content.strip() else summary)
    headline = text.line(draft.title) or text.line(markup.teaser(body)) or text.line(draft.link)
    return Capture(
        kind=CaptureKind.ENTRY,
        text=body,
        origin=feed,
        received=received,
        url=draft.link,
        feed=feed,
        stated=Stated(
            guid=text.line(draft.guid, limits.ID) or draft.link or _hash(draft),
            headline=headline,
            authors=draft.authors,
            publisher=text.line(draft.publisher),
            published=dates.not_after(draft.published, received),
            updated=dates.not_after(draft.updated, received),
            language=draft.language,
            summary=_cut(summary) if content.strip() else "",
            enclosures=draft.enclosures,
            categories=draft.categories,
        ),
    )


def _cut(fragment: str) -> str:
    """Return a fragment of at most limits.ENTRY characters, which says where it was cut."""
    if len(fragment) <= limits.ENTRY:
        return fragment
    return (
        f"{fragment[: limits.ENTRY]} … <p>[cut here: longer than {limits.ENTRY:,} characters]</p>"
    )


def _hash(draft: Draft) -> str:
    stated = f"{draft.title}\n{draft.published}\n{draft.content or draft.summary}"
    return hashlib.sha256(stated.encode("utf-8", "replace")).hexdigest()[:32]
