"""The words by which furniture gives itself away: data by language, in words/*.toml.

A file holds tables named by the reason in plain words. Each has lists of phrases, compared
without case and punctuation: `whole` (all of a line), `start` (its beginning, in lines of up
to 25 words) and `within` (anywhere in a line of up to 40 words). All languages are looked
up for every text, because pages mix them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from tuinews.clean import wording
from tuinews.model import TuinewsError

READ_NEXT = "read-next list"

START_WORDS = 25
WITHIN_WORDS = 40


class FurnitureError(TuinewsError):
    """A file of furniture words cannot be used."""


@dataclass(frozen=True, slots=True)
class Match:
    """That a text is furniture: why, and by which form of rule."""

    reason: str
    form: str  # whole, start, within


class Furniture:
    """The rules of some files, ready to be asked."""

    def __init__(self, tables: Iterable[dict[str, dict[str, list[str]]]]) -> None:
        self._whole: dict[str, str] = {}
        starts: dict[str, str] = {}
        withins: dict[str, str] = {}
        for table in tables:
            for reason, forms in table.items():
                for form, rules in (("whole", self._whole), ("start", starts), ("within", withins)):
                    for phrase in forms.get(form, ()):
                        rules.setdefault(wording.fold(phrase), reason)
        self._starts = starts
        self._withins = withins
        self._start = _pattern(starts, anchored=True)
        self._within = _pattern(withins, anchored=False)

    def match(self, folded: str) -> Match | None:
        """Return why a text, folded by `wording.fold`, is furniture; None if it is not."""
        reason = self._whole.get(folded)
        if reason:
            return Match(reason, "whole")
        if len(folded) > 400:
            return None
        words = folded.count(" ") + 1
        if words <= START_WORDS and (found := self._start.match(folded)):
            return Match(self._starts[found[1]], "start")
        if words <= WITHIN_WORDS and (found := self._within.search(folded)):
            return Match(self._withins[found[1]], "within")
        return None


def _pattern(phrases: dict[str, str], *, anchored: bool) -> re.Pattern[str]:
    """Return one pattern for all phrases, the longest first."""
    longest = sorted((p for p in phrases if p), key=len, reverse=True)
    if not longest:
        return re.compile(r"(?!)()")
    spaced = "|".join(re.escape(p) for p in longest if not wording.WIDE.search(p))
    wide = "|".join(re.escape(p) for p in longest if wording.WIDE.search(p))
    parts = [rf"\b(?:{spaced})\b" if spaced else "", wide]
    return re.compile(("^" if anchored else "") + "(" + "|".join(filter(None, parts)) + ")")


@cache
def standard() -> Furniture:
    """Return the rules that come with the program."""
    folder = files(__package__).joinpath("words")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return Furniture(tomllib.loads(folder.joinpath(name).read_text("utf-8")) for name in names)


def load(path: Path) -> Furniture:
    """Return the rules of one file, to try them on a capture."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise FurnitureError(f"{path}: cannot be read as furniture words: {error}") from error
    if not all(isinstance(forms, dict) for forms in table.values()):
        raise FurnitureError(f'{path}: write the words in lists below a ["reason"] line')
    return Furniture([table])
