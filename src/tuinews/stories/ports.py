"""What stories need of a library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from tuinews.model import Article, Related, Story
from tuinews.store.rulings import Rulings


class StoryStore(Protocol):
    """A library as far as stories ask it; `tuinews.store.library.Library` is one."""

    @property
    def size(self) -> int:
        """How many articles there are."""

    def unrelated(self, limit: int = 100) -> list[str]:
        """Return ids of articles that `relate` was not called for yet, oldest first."""

    def article(self, identity: str, /) -> Article:
        """Return an article; raises TuinewsError where there is none."""

    def candidates(
        self, terms: Sequence[str], since: datetime, until: datetime, limit: int = 100
    ) -> list[str]:
        """Return ids of articles of that time that hold some of the terms, best first."""

    def signatures_between(
        self, since: datetime, until: datetime, /
    ) -> Iterable[tuple[str, bytes]]:
        """Return what is kept of the articles of that time, by their ids."""

    def signatures(self, ids: Sequence[str], /) -> dict[str, bytes]:
        """Return what is kept of these articles, so that nobody has to find it out again."""

    def keep_signatures(self, signatures: Mapping[str, bytes], /) -> None:
        """Keep something of articles until they change or go."""

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many articles each term stands."""

    def frequent(self) -> tuple[int, dict[str, int]]:
        """Return frequencies that were kept, and how many articles there were then."""

    def keep_frequent(self, size: int, found: Mapping[str, int], /) -> None:
        """Keep the frequencies of words in a library of `size` articles."""

    def related(self, identity: str, /) -> list[Related]:
        """Return what belongs to an article."""

    def story_of(self, identity: str, /) -> Story | None:
        """Return the story that an article belongs to, perhaps alone."""

    def relate(
        self, relations: Mapping[str, Sequence[Related]], stories: Mapping[str, str], /
    ) -> None:
        """Keep all relations of some articles, in place of those they had, in both directions."""


@runtime_checkable
class HasRulings(Protocol):
    """A library that knows what the reader said of stories."""

    def rulings(self) -> Rulings:
        """Return all that was said so far."""

    def relate_again(self, ids: Iterable[str], /) -> None:
        """Have articles related anew by the next catch-up."""
