"""The news of a story: its accounts in order of time, and what each tells that is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tuinews.model import Article, BlockKind, Story
from tuinews.store.highlight import words
from tuinews.store.index.relations import WHOLLY
from tuinews.store.views import naming
from tuinews.stories.history import as_read
from tuinews.stories.novelty import Novelty, ReadBefore, Sentence, told_in

if TYPE_CHECKING:
    from tuinews.store.library import Library
    from tuinews.store.views import Row

MOST_ACCOUNTS = 60  # of a story, the latest: enough for weeks of it


@dataclass(frozen=True, slots=True)
class NewsAccount:
    """One account of a story, and what it tells that the user does not know."""

    row: Row
    late: bool  # it came after the user last looked at the story
    copy_of: str  # an earlier account with the same text; "" none
    new: tuple[Sentence, ...]  # with their places in the article; in order
    sentences: int  # that it has


@dataclass(frozen=True, slots=True)
class StoryNews:
    """A story, what the user knows of it, and what they do not."""

    id: str  # of the story; "" of an article that is alone
    headline: str  # of the account that names it, as in every list
    accounts: tuple[NewsAccount, ...]  # the earliest first
    looked: datetime | None  # when the user last saw its news; None never
    followed: bool

    @property
    def new(self) -> int:
        """How many sentences are new."""
        return sum(len(one.new) for one in self.accounts)

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who tells it, each once, the earliest first."""
        return tuple(dict.fromkeys(one.row.publisher for one in self.accounts if one.row.publisher))

    @property
    def days(self) -> tuple[int, ...]:
        """How many accounts there were on each day from the first to the last."""
        days = [one.row.shown_date.date().toordinal() for one in self.accounts]
        return tuple(
            days.count(day) for day in range(min(days, default=1), max(days, default=0) + 1)
        )


def story_news(library: Library, story: Story | str) -> StoryNews:
    """Return the news of a story, or of that which an article belongs to, by its id.

    New is what stands neither in what the user has truly read of the story, nor in what
    was there when they last looked at its news, nor in an earlier account. Raises LibraryError.
    """
    told = _story(library, story)
    rows = sorted(filter(None, map(library.row, told.articles)), key=_when)[-MOST_ACCOUNTS:]
    look = library.corrections.last_look(rows[0].id) if rows else None
    seen = frozenset(look.seen) if look else frozenset()
    return StoryNews(
        told.id,
        naming(rows[::-1]).headline if rows else "",
        tuple(_accounts(library, rows, seen)),
        look.looked if look else None,
        bool(look and look.followed),
    )


def _story(library: Library, story: Story | str) -> Story:
    if isinstance(story, Story):
        return story
    found = library.story(story) or library.story_of(story)
    if found is None:
        article = library.article(story)
        found = Story("", (article.id,))
    return found


def _when(row: Row) -> tuple[datetime, int]:
    return row.shown_date, row.key


def _accounts(library: Library, rows: Iterable[Row], seen: frozenset[str]) -> Iterator[NewsAccount]:
    """Yield the accounts with what is new in each, to one who reads them in this order."""
    read = ReadBefore(())
    articles = {row.id: library.article(row.id) for row in rows}
    unknown: dict[str, Article] = {}
    for row in rows:
        article = articles[row.id]
        before_it = _as_it_was(article) if row.changed else article
        known = before_it if row.id in seen else as_read(before_it, library.state(row.id))
        if known is not None:
            read.add(known)
        if known is not article:
            unknown[row.id] = article
    before: set[str] = set()
    for row in rows:
        found = list(_sentences(articles[row.id], read)) if row.id in unknown else []
        new = tuple(_each_once(filter(_worth_telling, found)))
        copies = [one.id for one in library.related(row.id) if one.copy >= WHOLLY]
        copy_of = next((one for one in copies if one in before), "")
        yield NewsAccount(row, bool(seen) and row.id not in seen, copy_of, new, len(found))
        before.add(row.id)
        if row.id in unknown:
            read.add(articles[row.id])


def _as_it_was(article: Article) -> Article:
    """Return an article as it was before its publisher changed it last."""
    return replace(article, blocks=article.earlier[-1].blocks)


def _sentences(article: Article, read: ReadBefore) -> Iterator[Sentence]:
    """Yield the sentences of an article: no headings, for the text repeats them, nor headline."""
    headline = words(article.headline)
    for sentence in told_in(article, read):
        heading = article.blocks[sentence.block].kind is BlockKind.HEADING
        if not heading and words(sentence.text) != headline:
            yield sentence


def _worth_telling(sentence: Sentence) -> bool:
    """Tell whether a sentence adds something, and is one: no name or place alone in a line."""
    return (sentence.mark is Novelty.NEW or sentence.adds) and len(words(sentence.text)) > 3


def _each_once(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield sentences without those that say the same in the same words."""
    told: set[tuple[str, ...]] = set()
    for sentence in sentences:
        if (said := tuple(words(sentence.text))) not in told:
            told.add(said)
            yield sentence
