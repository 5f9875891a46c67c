"""News of our own to put into a library, and the stories that it finds in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tuinews.model import Article, Block, BlockKind, Span
from tuinews.store.library import Library


def make(
    name: str,
    headline: str = "",
    body: str = "",
    published: str = "",
    publisher: str = "",
) -> Article:
    """Return an article; blank lines part paragraphs. `published` is an ISO date, "" unknown."""
    when = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    paragraphs = [" ".join(part.split()) for part in body.split("\n\n")]
    blocks = tuple(Block(BlockKind.PARAGRAPH, (Span(text),)) for text in paragraphs if text)
    return Article(name, headline or name, publisher, published=when, blocks=blocks)


def groups(library: Library) -> set[frozenset[str]]:
    """Return the stories of several articles, as sets of their ids."""
    return {frozenset(story.articles) for story in library.stories()}


def story_ids(library: Library) -> dict[str, str]:
    """Return the id of the story of each article that shares one with another."""
    return {one: story.id for story in library.stories() for one in story.articles}


def calls(monkeypatch: pytest.MonkeyPatch, owner: object, method: str) -> list[tuple[Any, ...]]:
    """Return a list of what a method of an object is called with from now on."""
    real, seen = getattr(owner, method), list[tuple[Any, ...]]()

    def noting(*given: Any) -> Any:
        seen.append(given)
        return real(*given)

    monkeypatch.setattr(owner, method, noting)
    return seen
