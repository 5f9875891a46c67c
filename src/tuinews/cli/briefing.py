"""`tuinews story` and `brief`: the news of one story, and the stories of a day."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from tuinews import clock, export, text
from tuinews.cli import out
from tuinews.cli.articles import short
from tuinews.cli.codes import UsageError
from tuinews.cli.context import Context
from tuinews.cli.relating import related_library
from tuinews.columns import wrap
from tuinews.counting import counted

if TYPE_CHECKING:
    from tuinews.store.library import Library
    from tuinews.stories.brief import StoryBrief
    from tuinews.stories.news import NewsAccount, StoryNews

WIDE = 72  # columns: a mail is not to be broken again
_AGO = re.compile(r"(\d{1,4})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


# --- one story --------------------------------------------------------------------------


def run_story(options: argparse.Namespace, context: Context) -> int:
    """Print the accounts of a story in order of time, and what is new in each."""
    from tuinews.cli import story_corrections
    from tuinews.stories.news import story_news

    with related_library(context) as library:
        if story_corrections.asked(options):
            return story_corrections.correct(options, library)
        found = library.story(options.story)
        identity = library.resolve(options.story) if found is None else found.articles[0]
        if options.follow or options.unfollow:
            library.corrections.follow(identity, options.follow)
        news = story_news(library, identity)
        if options.json:
            out.emit(_story_record(news))
        else:
            out.page("\n".join(_story_lines(news, new_only=options.new)) + "\n")
        if options.seen:
            library.corrections.looked(identity)
    return 0


def _story_record(news: StoryNews) -> dict[str, Any]:
    return {
        "id": news.id,
        "headline": news.headline,
        "followed": news.followed,
        "looked": export.iso(news.looked),
        "new": news.new,
        "accounts": [
            {
                "id": one.row.id,
                "headline": one.row.headline,
                "publisher": one.row.publisher,
                "published": export.iso(one.row.shown_date),
                "dated": one.row.dated,
                "read": one.row.read,
                "late": one.late,
                "copy_of": one.copy_of or None,
                "sentences": one.sentences,
                "new": [
                    {"text": sentence.text, "block": sentence.block, "start": sentence.start}
                    for sentence in one.new
                ],
            }
            for one in news.accounts
        ],
    }


def _story_lines(news: StoryNews, *, new_only: bool) -> Iterator[str]:
    yield from wrap(_line(news.headline), WIDE)
    yield from wrap(_about(news), WIDE)
    for account in news.accounts:
        if new_only and not account.new:
            continue
        yield ""
        row = account.row
        who = f"{row.publisher}, " if row.publisher else ""
        yield from wrap(_line(f"{_time(account)}  {who}{short(row.id)}: {row.headline}"), WIDE)
        yield from wrap(_state(account), WIDE, "  ")
        for sentence in account.new:
            yield from wrap(_line(sentence.text), WIDE, "  + ")


def _about(news: StoryNews) -> str:
    """Return in a line how many tell a story, and how much is new."""
    parts = [counted(len(news.accounts), "account"), f"{counted(news.new, 'sentence')} new to you"]
    if news.id:
        parts.insert(0, f"Story {short(news.id)}")
    if news.followed:
        parts.append("followed")
    if news.looked:
        parts.append(f"last seen {news.looked.astimezone():%Y-%m-%d %H:%M}")
    return ", ".join(parts)


def _state(account: NewsAccount) -> str:
    said = [f"{len(account.new)} of {counted(account.sentences, 'sentence')} new"]
    if not account.sentences:
        said = ["nothing new" if account.row.read else "seen"]
    if account.row.read:
        said.append("read")
    if account.late:
        said.append("came since you last looked")
    if account.copy_of:
        said.append(f"the same text as {short(account.copy_of)}")
    return ", ".join(said)


# --- the stories of a day ---------------------------------------------------------------


def run_brief(options: argparse.Namespace, context: Context) -> int:
    """Print the stories of a day: headline, sources, and what is new to the user."""
    from tuinews.stories.brief import brief

    since, until = period(options.day, options.since, clock.utc_now().astimezone())
    form = "json" if options.json else options.format
    with related_library(context) as library:
        found = brief(library, since, until, stories=options.limit, sentences=options.sentences)
        none = "" if found else _none(library, options, until)
    if form == "json":
        for one in found:
            out.emit(_brief_record(one))
        return 0
    title = f"Stories of {_day(since)}" if options.day else ""
    title = title or f"Stories since {_day(since)}, {since:%H:%M}"
    lines = _as_markdown(title, found) if form == "markdown" else _as_text(title, found)
    said = [*lines, *(() if found else ("", none))]
    out.page("\n".join(said) + "\n")
    return 0


def _none(library: Library, options: argparse.Namespace, until: datetime) -> str:
    """Return what is said where there is no story: which option finds some."""
    said = "No story of that time is told by more than one article."
    if options.day:
        return said
    for days in (3, 7, 30, 365):
        if count := len(library.stories_between(until - timedelta(days=days), until)):
            stories = counted(count, "story", "stories")
            return f"{said} {stories} of the last {days} days: tuinews brief --since {days}d"
    return said


def period(day: str | None, since: str | None, now: datetime) -> tuple[datetime, datetime]:
    """Return the time that --day and --since ask for, the last 24 hours where neither is given.

    Raises UsageError.
    """
    if since:
        ago = _AGO.fullmatch(since.strip().lower())
        start = now - int(ago[1]) * _UNITS[ago[2]] if ago else _parsed(since, "--since")
        return start, now + timedelta(days=1)
    if not day:
        return now - timedelta(days=1), now + timedelta(days=1)
    start = _parsed(day, "--day")
    following = start.date() + timedelta(days=1)
    return start, datetime.combine(following, time(0)).astimezone()


def _parsed(word: str, option: str) -> datetime:
    now = clock.utc_now().astimezone().date()
    named = {"today": now, "yesterday": now - timedelta(days=1)}
    try:
        found = named.get(word.lower()) or date.fromisoformat(word)
        if not date.min.year < found.year < date.max.year:  # a day of room, in any time zone
            raise ValueError
        return datetime.combine(found, time(0)).astimezone()
    except (ValueError, OverflowError, OSError):
        shown = text.shown_line(repr(word), 40)
        raise UsageError(f"{option} {shown}: give a day as 2021-10-20, or 6h, 2d, 1w") from None


def _brief_record(one: StoryBrief) -> dict[str, Any]:
    return {
        "id": one.news.id,
        "headline": one.news.headline,
        "publishers": list(one.news.publishers),
        "accounts": [account.row.id for account in one.news.accounts],
        "accounts_of_the_day": one.accounts,
        "followed": one.news.followed,
        "new": one.news.new,
        "sentences": [
            {
                "text": fresh.text,
                "article": fresh.account.row.id,
                "publisher": fresh.account.row.publisher,
                "published": export.iso(fresh.account.row.shown_date),
            }
            for fresh in one.fresh
        ],
    }


def _as_text(title: str, found: Sequence[StoryBrief]) -> Iterator[str]:
    yield title
    for number, one in enumerate(found, 1):
        yield ""
        yield from wrap(_line(one.news.headline), WIDE, f"{number}. ")
        yield from wrap(_line(_sources(one)), WIDE, "   ")
        for fresh in one.fresh:
            yield from wrap(_line(f"{fresh.text} [{_who(fresh.account)}]"), WIDE, "   - ")
        yield from wrap(_rest(one), WIDE, "   ")


def _as_markdown(title: str, found: Sequence[StoryBrief]) -> Iterator[str]:
    yield f"# {title}"
    for one in found:
        yield from ("", f"## {export.escaped(_line(one.news.headline))}", "")
        yield export.escaped(_line(_sources(one)))
        yield ""
        for fresh in one.fresh:
            yield f"- {export.escaped(_line(fresh.text))} *{export.escaped(_who(fresh.account))}*"
        yield from ("", export.escaped(_rest(one)))


def _sources(one: StoryBrief) -> str:
    """Return how many tell a story and who, the first ones by name."""
    names = one.news.publishers
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    who = f": {', '.join(names[:6])}{more}" if names else ""
    followed = "Followed. " if one.news.followed else ""
    return f"{followed}{counted(len(one.news.accounts), 'account')}{who}"


def _rest(one: StoryBrief) -> str:
    """Return what is new beside what was picked, and how to read on."""
    more = one.news.new - len(one.fresh)
    if not one.news.new:
        return f"Nothing new to you. (tuinews story {short(one.news.id)})"
    said = f"{counted(more, 'more sentence')} new to you: " if more else "In full: "
    return f"{said}tuinews story {short(one.news.id)}"


def _who(account: NewsAccount) -> str:
    row = account.row
    return _line(f"{row.publisher}, {_time(account)}" if row.publisher else _time(account))


# --- words ------------------------------------------------------------------------------


def _line(content: str) -> str:
    return text.shown_line(" ".join(content.split()))


def _time(account: NewsAccount) -> str:
    """Return when an account was published; the day alone where no more is known.

    Midnight in UTC is how a day without a time is kept.
    """
    row = account.row
    day = f"{row.shown_date.astimezone(UTC):%Y-%m-%d}"
    if not row.dated:
        return f"~{day}"
    timeless = row.shown_date.astimezone(UTC).time() == time()
    return day if timeless else f"{row.shown_date.astimezone():%Y-%m-%d %H:%M}"


def _day(when: datetime) -> str:
    return f"{when:%A}, {when.day} {when:%B %Y}"
