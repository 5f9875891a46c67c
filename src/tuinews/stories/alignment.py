"""Two accounts facing each other: the values that `align` makes, and screen and commands show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tuinews.model import Article
from tuinews.stories.novelty import Sentence


class Verdict(StrEnum):
    """What a pair comes to; every sentence of both accounts has one."""

    SAME = "told"
    ALIKE = "partly"
    DIFFERS = "differs"
    ONLY = "only"


class Tells(StrEnum):
    """Who tells what a pair says."""

    BOTH = "both"
    ALIKE = "alike"  # both, one of them with more or other words to it
    AGAIN = "again"  # one, repeating what faces the other account elsewhere
    ONLY = "only"


class Shared(StrEnum):
    """Why words are marked."""

    QUOTE = "quote"
    FIGURE = "figure"  # the other account has another


@dataclass(frozen=True, slots=True)
class Words:
    """A range of a sentence's text that is marked."""

    start: int
    end: int
    why: Shared


@dataclass(frozen=True, slots=True)
class AlignedAccount:
    """One of the two: its sentences, and what is marked in each."""

    article: Article
    sentences: tuple[Sentence, ...]
    marks: tuple[tuple[Words, ...], ...]
    headline_marks: tuple[Words, ...]
    whole: bool  # whether all of it was compared


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that face each other, or one that faces nothing. Numbers count from 0."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    tells: Tells
    quotes: int = 0  # shared ones in it
    differs: bool = False  # whether figures in it differ
    moved: int = 0  # the right account tells it earlier (-1) or later (1) than it stands here

    @property
    def verdict(self) -> Verdict:
        """What it comes to: the one judgement that the screen and the command line show."""
        if self.differs:
            return Verdict.DIFFERS
        return _VERDICTS[self.tells]


_VERDICTS = {
    Tells.BOTH: Verdict.SAME,
    Tells.AGAIN: Verdict.SAME,
    Tells.ALIKE: Verdict.ALIKE,
    Tells.ONLY: Verdict.ONLY,
}


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two accounts in pairs, top to bottom, and what they come to."""

    left: AlignedAccount
    right: AlignedAccount
    pairs: tuple[Pair, ...]
    shared_quotes: int
    shared_statements: int  # without those that are quotes
    only_left: int
    only_right: int
    differing_figures: int

    def verdicts(self, *, left: bool) -> tuple[Verdict, ...]:
        """Return what is said of each sentence of the left account, or of the right, in order."""
        found = {at: one.verdict for one in self.pairs for at in (one.left if left else one.right)}
        return tuple(found[at] for at in sorted(found))
