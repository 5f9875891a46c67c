"""How the news of a story is laid out: what is new, account by account, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tuinews.counting import counted
from tuinews.model import Article
from tuinews.stories.news import NewsAccount, StoryNews
from tuinews.stories.novelty import Sentence
from tuinews.text import shown_line
from tuinews.ui.drawing import signs
from tuinews.ui.drawing.styled import StyledText, drawable
from tuinews.ui.drawing.wrap import fit, wrap
from tuinews.ui.lists.relatedgroups import timeline
from tuinews.ui.lists.rows import Run, age_of, ago

WIDEST = 84  # cells of text
MARGIN = 2
WHAT_IS_NEW = "Known to you is what you have scrolled past in any account, or marked read."


@dataclass(frozen=True, slots=True)
class NewsTarget:
    """Where Enter leads: an article, and a sentence in it; block -1: to its head."""

    id: str
    block: int = -1
    start: int = 0


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One row, and which target it belongs to; -1 for none."""

    runs: tuple[Run, ...]
    target: int = -1


@dataclass(frozen=True, slots=True)
class NewsSheet:
    """All rows of a story's news, and where they lead."""

    lines: tuple[NewsLine, ...]
    targets: tuple[NewsTarget, ...]

    def extent(self, target: int) -> tuple[int, int]:
        """Return the first line of a target and how many it has."""
        places = [place for place, line in enumerate(self.lines) if line.target == target]
        return (places[0], len(places)) if places else (0, 0)


def lay_out(news: StoryNews, width: int, now: datetime) -> NewsSheet:
    """Lay the news of a story out in `width` cells.

    Styles named: "headline", "meta", "rule", "mark", "publisher", "title", "new", "muted".
    """
    room = max(16, min(WIDEST, width - 2 * MARGIN))
    left = " " * max(1, (width - room) // 2)
    targets: list[NewsTarget] = []
    lines = [NewsLine(()), *_head(news, room, left, now)]
    for account in news.accounts:
        if account.new:
            lines.append(NewsLine(()))
            lines.extend(_account(account, room, left, now, targets))
    if not news.new:
        said = "Nothing in this story is new to you."
        lines += [NewsLine(()), NewsLine(((left, ""), (said, "muted")))]
    lines.extend(_without(news, room, left))
    lines.extend(_what_is_new(news, room, left))
    return NewsSheet(tuple(lines), tuple(targets))


def _head(news: StoryNews, room: int, left: str, now: datetime) -> Iterator[NewsLine]:
    for text in _broken(shown_line(news.headline) or "(no headline)", room):
        yield NewsLine(((left, ""), (text, "headline")))
    for text in _broken(summary(news, now), room):
        yield NewsLine(((left, ""), (text, "meta")))
    days = [one.row.shown_date.date() for one in news.accounts if not one.row.undated]
    if line := timeline(days):
        yield NewsLine(((left, ""), (line, "meta")))
    yield NewsLine(((left, ""), (signs.RULE * room, "rule")))


def summary(news: StoryNews, now: datetime) -> str:
    """Return in words how much is new, who tells the story, and since when it is new."""
    sentences = sum(one.sentences for one in news.accounts)
    parts = [f"{news.new:,} new of {counted(sentences, 'sentence')}" if news.new else "nothing new"]
    accounts = len(news.accounts)
    who = ", ".join(shown_line(name, 40) for name in news.publishers[:6])
    more = f" and {len(news.publishers) - 6} more" if len(news.publishers) > 6 else ""
    parts.append(counted(accounts, "account") + f" by {who}{more}" * bool(who))
    if news.looked is not None:
        parts.append(f"you looked {ago(news.looked, now)}")
    if news.followed:
        parts.append("followed")
    return " · ".join(parts)


def _account(
    account: NewsAccount, room: int, left: str, now: datetime, targets: list[NewsTarget]
) -> Iterator[NewsLine]:
    """Yield an account and its new sentences; each is a target."""
    row = account.row
    when = age_of(row, now)
    late = " new " if account.late else " "
    mark = signs.UNREAD if not row.read else " "
    name = fit(shown_line(row.publisher) or "source unknown", room - len(when) - len(late) - 2)
    number = len(targets)
    targets.append(NewsTarget(row.id))
    head = ((left, ""), (f"{mark} ", "mark"), (name, "publisher"), (late, "mark"), (when, "muted"))
    yield NewsLine(head, number)
    for text in _broken(shown_line(row.headline) or "(no headline)", room - 2)[:2]:
        yield NewsLine(((left, ""), ("  ", ""), (text, "title")), number)
    for sentence in account.new:
        number = len(targets)
        targets.append(NewsTarget(row.id, sentence.block, sentence.start))
        lead = f"  {signs.BULLET} "
        for runs in _sentence(sentence).lines(max(8, room - 4)):
            yield NewsLine(((left, ""), (lead, "mark"), *runs), number)
            lead = "    "


def _sentence(sentence: Sentence) -> StyledText:
    """Return a sentence as it is drawn; of one that is new in part that part stands out."""
    new = [(start, end, "new") for start, end in sentence.new_clauses]
    text, layers = drawable(sentence.text, new)
    return StyledText(text, ((0, len(text), "muted" if new else "new"), *layers))


def _what_is_new(news: StoryNews, room: int, left: str) -> Iterator[NewsLine]:
    """Yield what counts as new here, where anything of the story was read."""
    if any(one.row.read for one in news.accounts):
        yield NewsLine(())
        for text in _broken(WHAT_IS_NEW, room):
            yield NewsLine(((left, ""), (text, "muted")))


def _without(news: StoryNews, room: int, left: str) -> Iterator[NewsLine]:
    """Yield what is left out, and why: copies, and what tells nothing new."""
    names = {one.row.id: shown_line(one.row.publisher) or "source unknown" for one in news.accounts}
    said = []
    for one in news.accounts:
        if not one.new and one.copy_of:
            same = names.get(one.copy_of, "another")
            said.append(f"{names[one.row.id]} (the same text as {same})")
        elif not one.new:
            said.append(names[one.row.id])
    if said:
        yield NewsLine(())
        for text in _broken("Nothing new in: " + ", ".join(dict.fromkeys(said)), room):
            yield NewsLine(((left, ""), (text, "muted")))


def _broken(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, max(8, width))]


def offset_of(article: Article, target: NewsTarget) -> int:
    """Return where in the body of its article a target stands."""
    from tuinews.ui.reading.newness import block_starts

    return block_starts(article).get(target.block, 0) + target.start if target.block >= 0 else 0
