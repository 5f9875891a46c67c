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

LABELLED = re.compile(r"[【［\[〔（(〈《＜<]([^】］\]〕）)〉》＞>]{1,20})[】］\]〕）)〉》＞>]\s*\w")
#: What a word in brackets before a line says for sure; of others it may name the section.
LABELS = frozenset(["advert", "newsletter call"])

#: What goes on for long after a beginning that nothing else has.
LONG_WINDED = frozenset(["cookie notice"])


class FurnitureError(TuinewsError):
    """A file of furniture words cannot be used."""


@dataclass(frozen=True, slots=True)
class Match:
    """That a text is furniture: why, and by which form of rule."""

    reason: str
    form: str  # whole, start, within; label: a word in brackets before it


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
        self._whole_first = {phrase.split(" ", 1)[0] for phrase in self._whole}
        self._longest = 2 * max(map(len, self._whole), default=0)
        self._start = _Phrases(starts)
        self._within = _Phrases(withins)

    def is_line(self, text: str) -> bool:
        """Tell whether all of a text is a line of furniture: much quicker than `match`."""
        if len(text) > self._longest or wording.first(text) not in self._whole_first:
            return False
        return wording.fold(text) in self._whole

    def label(self, text: str) -> Match | None:
        """Return why a text is furniture that a word in brackets before it marks as such."""
        found = LABELLED.match(text)
        reason = self._whole.get(wording.fold(found[1]), "") if found else ""
        return Match(reason, "label") if reason in LABELS else None

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
        reason = self._start.at_beginning(folded, words)
        if reason and (len(words) <= START_WORDS or reason in LONG_WINDED):
            return Match(reason, "start")
        if len(words) > WITHIN_WORDS or len(folded) > 400:
            return None
        reason = self._within.anywhere(folded, words)
        return Match(reason, "within") if reason else None

    def _counted(self, words: Sequence[str]) -> str:
        """Return why a line of furniture with a number behind it is some: "View all (23)"."""
        if not words[-1].isdigit():
            return ""
        reason = self._whole.get(" ".join(words[:-1]), "")
        return reason if len(words) > 2 or reason == "comments" else ""

    def _side_by_side(self, words: Sequence[str]) -> str:
        """Return why a line is furniture that is made of several such lines, as a menu is."""
        if not ROW[0] <= len(words) <= ROW[1] or words[0] not in self._whole_first:
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


class _Phrases:
    """Phrases to look for in folded texts, each with its reason; the longest is found first."""

    def __init__(self, reasons: dict[str, str]) -> None:
        longest = sorted(filter(None, reasons), key=len, reverse=True)
        wide = [phrase for phrase in longest if wording.WIDE.search(phrase)]
        self._reasons = reasons
        self._wide = re.compile("|".join(map(re.escape, wide)) or "(?!)")
        self._by_word: dict[str, list[str]] = {}
        for phrase in longest:
            self._by_word.setdefault(phrase.split(" ", 1)[0], []).append(f"{phrase} ")

    def at_beginning(self, folded: str, words: Sequence[str]) -> str:
        """Return the reason of the phrase that a text of these words begins with; "" for none."""
        if phrase := self._at(f"{folded} ", 0, words[0]):
            return self._reasons[phrase]
        found = None if folded.isascii() else self._wide.match(folded)
        return self._reasons[found[0]] if found else ""

    def anywhere(self, folded: str, words: Sequence[str]) -> str:
        """Return the reason of the first phrase in a text of these words; "" for none."""
        text, place = f"{folded} ", 0
        for word in words:
            if word in self._by_word and (phrase := self._at(text, place, word)):
                return self._reasons[phrase]
            place += len(word) + 1
        found = None if folded.isascii() else self._wide.search(folded)
        return self._reasons[found[0]] if found else ""

    def _at(self, text: str, place: int, word: str) -> str:
        """Return the phrase that stands at a place of a text, where `word` begins; "" for none."""
        phrases = self._by_word.get(word, ())
        return next((p[:-1] for p in phrases if text.startswith(p, place)), "")


def too_long(text: str) -> bool:
    """Tell at a glance that a text is longer than all that `Furniture.match` looks at."""
    return len(text) > 600 and text.count(" ") > 80


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
