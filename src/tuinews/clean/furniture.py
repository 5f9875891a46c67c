"""Furniture words: phrases that tell lines as no part of an article, by language, in words/*.toml.

A file holds tables named by the reason in plain words. Each has lists of phrases, compared
without case and punctuation: `whole` (all of a line), `start` (its beginning, in lines of up
to 25 words, and in cookie notices of any length) and `within` (anywhere in a line of up to 40
words). All languages are looked up for every text, because pages mix them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from tuinews import limits
from tuinews.clean import wording
from tuinews.model import TuinewsError
from tuinews.text import shown_line

READ_NEXT = "read-next list"
FORMS = ("whole", "start", "within")

Table = dict[str, dict[str, list[str]]]

START_WORDS = 25
WITHIN_WORDS = 40

ROW = (4, 20)  # words of a row of items
ITEMS = 3  # of a row that are not the same
PHRASE = 4  # words of an item

#: What goes on for long after a beginning that nothing else has.
LONG_WINDED = frozenset(["cookie notice"])


class FurnitureError(TuinewsError):
    """A file of furniture words cannot be used."""


@dataclass(frozen=True, slots=True)
class Match:
    """That a text is furniture: why, and by which form of rule."""

    reason: str
    form: str  # whole, start, within


class Furniture:
    """The rules of some files, ready to be asked."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._whole: dict[str, str] = {}
        starts: dict[str, str] = {}
        withins: dict[str, str] = {}
        for table in tables:
            for reason, forms in table.items():
                for form, rules in (("whole", self._whole), ("start", starts), ("within", withins)):
                    for phrase in forms.get(form, ()):
                        rules.setdefault(wording.fold(phrase), reason)
        self._first = _first_words(starts)
        self._whole_first = _first_words(self._whole)
        self._among = _first_words(withins)
        self._starts = starts
        self._withins = withins
        self._longest = 2 * max(map(len, self._whole), default=0)
        self._start = _pattern(starts, anchored=True)
        self._within = _pattern(withins, anchored=False)

    def is_line(self, text: str) -> bool:
        """Tell whether all of a text is a line of furniture: much quicker than `match`."""
        if len(text) > self._longest or wording.first(text) not in self._whole_first:
            return False
        return wording.fold(text) in self._whole

    def match(self, folded: str) -> Match | None:
        """Return why a text, folded by `wording.fold`, is furniture; None if it is not."""
        reason = self._whole.get(folded)
        if reason:
            return Match(reason, "whole")
        if len(folded) > 600:
            return None
        words = folded.split()
        if not words:
            return None
        if reason := self._counted(words) or self._side_by_side(words):
            return Match(reason, "whole")
        wide = not folded.isascii() and wording.WIDE.search(folded) is not None
        if (wide or words[0] in self._first) and (found := self._start.match(folded)):
            reason = self._starts[found[1]]
            if len(words) <= START_WORDS or reason in LONG_WINDED:
                return Match(reason, "start")
        if len(words) > WITHIN_WORDS or len(folded) > 400:
            return None
        if (wide or not self._among.isdisjoint(words)) and (found := self._within.search(folded)):
            return Match(self._withins[found[1]], "within")
        return None

    def _counted(self, words: Sequence[str]) -> str:
        """Return why a line of furniture with a number behind it is some: "View all (23)"."""
        reason = self._whole.get(" ".join(words[:-1]), "") if words[-1].isdigit() else ""
        return reason if len(words) > 2 or reason == "comments" else ""

    def _side_by_side(self, words: Sequence[str]) -> str:
        """Return why a line is furniture that is made of several such lines, as a menu is."""
        if not ROW[0] <= len(words) <= ROW[1]:
            return ""
        found: dict[str, str] = {}
        while words:
            for size in range(min(len(words), PHRASE), 0, -1):
                phrase = " ".join(words[:size])
                if phrase in self._whole:
                    found[phrase] = self._whole[phrase]
                    words = words[size:]
                    break
            else:
                return ""
        return next(iter(found.values())) if len(found) >= ITEMS else ""


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    """Return the words with which phrases begin: a text without one of them has no phrase."""
    return frozenset(phrase.split(" ", 1)[0] for phrase in phrases)


def too_long(text: str) -> bool:
    """Tell at a glance that a text is longer than all that `Furniture.match` looks at."""
    return len(text) > 600 and text.count(" ") > 80


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
    """Return the rules of a file of one's own, or of all *.toml files of a folder.

    Raises FurnitureError, which names the file, the line and what to write instead.
    """
    files_of = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files_of:
        raise FurnitureError(f"{shown_line(str(path))}: no *.toml file in this folder")
    return Furniture(_table(one) for one in files_of)


def _table(path: Path) -> Table:
    """Return the reasons and phrases of one file, checked."""
    name = shown_line(str(path))
    try:
        if not path.is_file() and path.exists():
            raise FurnitureError(f"{name}: neither a file nor a folder of files")
        with path.open("rb") as stream:
            raw = stream.read(limits.FURNITURE + 1)
        if len(raw) > limits.FURNITURE:
            raise FurnitureError(f"{name}: larger than 1 MiB: no file of words")
        source = raw.decode("utf-8-sig")
        table = tomllib.loads(source)
    except OSError as error:
        raise FurnitureError(f"{name}: cannot be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise FurnitureError(f"{name}: no TOML: {shown_line(str(error))}") from error
    except (ValueError, RecursionError) as error:
        raise FurnitureError(f"{name}: no text in UTF-8, or nested too deeply") from error
    for reason, forms in table.items():
        found = _fault(reason, forms)
        if found:
            word, why = found
            raise FurnitureError(f"{name}{_line_of(source, word)}: {shown_line(why)}")
    return table


def _fault(reason: str, forms: object) -> tuple[str, str] | None:
    """Return what is wrong with a table, and the word by which its line is found."""
    if not isinstance(forms, dict):
        return reason, f'`{reason}` stands alone: write the words below a ["reason"] line'
    for form, phrases in forms.items():
        if form not in FORMS:
            return form, f"unknown form `{form}`; write one of {', '.join(FORMS)}"
        if not isinstance(phrases, list):
            return form, f'`{form}` must be a list of phrases: {form} = ["our shop", "our app"]'
        for phrase in phrases:
            if not isinstance(phrase, str):
                return str(phrase), f"`{phrase}` is no phrase: put it in quotes"
            if not wording.fold(phrase):
                return phrase, f"`{phrase}` has no word to look for"
    return None


def _line_of(source: str, word: str) -> str:
    """Return ", line N" of the first line that has a word and is no comment; "" for none."""
    for number, row in enumerate(source.splitlines(), 1):
        if word in row and not row.lstrip().startswith("#"):
            return f", line {number}"
    return ""
