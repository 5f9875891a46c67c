"""The stories of a day in short: what happened, who tells it, what the user does not know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tuinews.stories.news import NewsAccount, StoryNews, story_news

if TYPE_CHECKING:
    from tuinews.store.library import Library

MOST_STORIES = 20
_TOLD = 5  # new sentences of a story that are picked at most


@dataclass(frozen=True, slots=True)
class Fresh:
    """A sentence that is new to the user, and whose it is."""

    text: str
    account: NewsAccount


@dataclass(frozen=True, slots=True)
class StoryBrief:
    """A story in short."""

    news: StoryNews
    accounts: int  # of that time; the story may have earlier ones
    fresh: tuple[Fresh, ...]  # what is new, in order; not all of it


def brief(
    library: Library,
    since: datetime,
    until: datetime,
    *,
    stories: int = MOST_STORIES,
    sentences: int = _TOLD,
) -> list[StoryBrief]:
    """Return the stories that have an account from `since` until before `until`.

    Those that are followed come first, then those with most accounts.
    """
    ids = library.stories_between(since, until)
    followed = library.corrections.followed()
    ids.sort(key=lambda one: one not in followed)
    found = []
    for identity in ids[:stories]:
        news = story_news(library, identity)
        count = sum(since <= one.row.shown_date < until for one in news.accounts)
        found.append(StoryBrief(news, count, tuple(_picked(news, since, until, sentences))))
    return found


def _picked(news: StoryNews, since: datetime, until: datetime, most: int) -> list[Fresh]:
    """Return what is new: of each account the first, then the second, as far as there is room."""
    accounts = [one for one in news.accounts if one.new and since <= one.row.shown_date < until]
    places = sorted(
        (number, place)
        for place, account in enumerate(accounts)
        for number in range(len(account.new))
    )[:most]
    return [
        Fresh(accounts[place].new[number].text, accounts[place])
        for place, number in sorted((place, number) for number, place in places)
    ]
