"""The hard facts of a text: names, figures and quotes, as they are written and as they compare."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tuinews import monthnames
from tuinews.store.highlight import fold, words
from tuinews.store.highlight import plain_words as plain_letters
from tuinews.stories import countwords, numbers
from tuinews.stories.stopwords import STOPWORDS
from tuinews.stories.terms import opens, stem

_DIGIT = re.compile(r"\d")

_TOKEN = re.compile(r"[$€£¥]?\d+(?:[.,]\d+)*(?:\s?%)?|[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_RUN = re.compile("[\u4e00-\u9fff]{2,8}|[\u30a1-\u30ff]{2,12}")  # Han, katakana
LOOKED_AT = 8000  # characters of a body whose names and figures are told by `facts`
_WORDS_OF = 4000  # characters of a body
_UPPER = "A-Z" + "".join(
    char for char in map(chr, (*range(0xC0, 0x530), *range(0x1E00, 0x1F00))) if char.isupper()
)
_CAPITALISED = rf"[{_UPPER}](?:[^\W\d_]+(?:['’.-][^\W\d_]+)*|(?:['’.-][^\W\d_]+)+)"
_CAPITAL = re.compile(_CAPITALISED)
_CAPITALS = re.compile(  # a run of them; never from the middle of a word
    rf"(?<![^\W\d_])(?<![^\W\d_]['’.-]){_CAPITALISED}(?:[ \u00a0-]+{_CAPITALISED})*"
)
_QUOTE = re.compile(
    r"“([^”“\n]{8,600})[”\"]|\"([^\"“”\n]{8,600})[\"”]|«\s?([^»«\n]{8,600})»|„([^“”\n]{8,600})[“”]"
    r"|「([^」\n]{4,400})」"
)
_MONTHS = countwords.MONTHS.union(monthnames.numbers(("en",)), ["mars"])
_DAY_NAMES = """
monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag
freitag samstag sonntag
"""
_DATES = _MONTHS.union(_DAY_NAMES.split())
_PER_CENT = re.compile(r"[ \u00a0-]*(?:per ?cent|prozent|pour cent|por ciento)\b", re.IGNORECASE)
_MIN_QUOTE = 4  # words
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[:.h]\d{2}(?!\d)| ?h\b| ?[ap]\.?m\b)", re.IGNORECASE)
_PROSE = re.compile(r"(?:[!?…。]|(?<![.\s][Mm])\.)[\"”»’]?\s*$")  # ends as a sentence does
_TIME = 60  # characters that a line with nothing but a time has at most
_SHORT_WORD = 4  # letters of "p.m.", "Uhr", "CEST"


@dataclass(frozen=True, slots=True)
class Name:
    """A name: how it is shown, and its words as terms."""

    shown: str
    terms: tuple[str, ...]
    full: bool = False  # it is written in several words somewhere: "Ann Lee"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts."""

    shown: str  # "eight Russians"
    value: float
    noun: str  # what is counted, as a term; "" unknown

    @property
    def terms(self) -> tuple[str, ...]:
        """Its words as terms: the number and what it counts."""
        return tuple(stem(word) for word in words(self.shown))

    @property
    def date(self) -> bool:
        """Whether it is a day of a month or a year."""
        return self.noun == "date"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks."""

    text: str
    runs: frozenset[tuple[str, ...]]  # of three words each


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a text can be held against another."""

    names: tuple[Name, ...]  # the most frequent first
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]


def facts(body: str) -> Facts:
    """Return the names and figures of the beginning of a text, each once, and all its quotes."""
    text = body[:LOOKED_AT]
    return Facts(names(text), figures(text), quotes(body))


# --- names ------------------------------------------------------------------------------


def names(text: str) -> tuple[Name, ...]:
    """Return names: capitals where no sentence begins, in runs. "Ann Lee" and "Lee" are one."""
    counts: Counter[tuple[str, ...]] = Counter()
    shown: dict[tuple[str, ...], str] = {}
    for line in text.split("\n"):
        for key, written in _runs(line):
            counts[key] += 1
            if shown.setdefault(key, written).isupper():
                shown[key] = written  # "PORT ANSEL" begins a report, "Port Ansel" is its name
    short = {key[-1] for key in counts if len(key) == 1}
    full = {key[-1] for key in counts if len(key) > 1}
    found: dict[tuple[str, ...], str] = {}
    for key, _ in counts.most_common():
        known = key[-1:] if key[-1] in short else key
        found.setdefault(known, shown.get(known, shown[key]))
    return tuple(Name(text, key, key[-1] in full) for key, text in found.items())


def _runs(line: str) -> list[tuple[tuple[str, ...], str]]:
    """Return the names in a line of text, but not in a line of titles: as terms, and as written."""
    found = list(_CAPITALS.finditer(line))
    if sum(len(match[0]) for match in found) > 0.25 * len(line) and _is_titles(line):
        return []
    runs = (_run(match[0], opens(line, match.start())) for match in found)
    return [run for run in runs if run is not None]


@lru_cache(maxsize=16384)
def _run(written: str, opening: bool) -> tuple[tuple[str, ...], str] | None:
    """Return the name in a run of words with capitals; None where there is none.

    `opening` tells that a sentence begins with it: its first word has its capital from that.
    """
    found = list(_CAPITAL.finditer(written))
    shouted = len(found) > 1 and written.isupper()  # "SANTA FE, Texas": a dateline
    while found and opening and not shouted:
        found = found[1:]
        opening = bool(found) and opens(written, found[0].start())
    capitals = [word[0] for word in found]
    run = _trimmed(capitals) if len(found) <= 5 else []
    if not run:
        return None
    first = capitals.index(run[0])
    while first and not is_date(capitals[first - 1]):
        first -= 1  # a common word before it: "New York", "The Hague"
    shown = [*capitals[first : capitals.index(run[0])], *run]
    return tuple(map(stem, run)), " ".join(map(bare, shown))


def _is_titles(line: str) -> bool:
    """Tell whether a line is of titles: most words of it have a capital."""
    words = [word for word in _TOKEN.findall(line) if word[0].isalpha()]
    capitals = len([word for word in words if word[0].isupper()])
    return capitals > 8 and capitals > 0.6 * len(words)


def _trimmed(run: list[str]) -> list[str]:
    """Return a run of capitals without days, months and common words around it.

    Nor with what is said again: "Ann Lee Ann Lee" is a caption and a sentence.
    """
    while run and (is_date(run[0]) or _is_common(run[0])):
        run = run[1:]
    while run and (is_date(run[-1]) or _is_common(run[-1])):
        run = run[:-1]
    again = next((place for place, word in enumerate(run) if word in run[:place]), len(run))
    return run[:again]


@lru_cache(maxsize=4096)
def is_date(word: str) -> bool:
    """Tell whether a word is the name of a month or a day of the week."""
    return fold(word).rstrip(".") in _DATES


def is_time(line: str) -> bool:
    """Tell whether a line says when something was and no more: "Updated Friday, 10:30 a.m. ET"."""
    if len(line) > _TIME or not _DIGIT.search(line) or _PROSE.search(line):
        return False
    said = words(line)
    others = [word for word in said if not is_date(word)]
    longer = [word for word in others if word.isalpha() and len(word) > _SHORT_WORD]
    return bool(len(others) < len(said) or _CLOCK.search(line)) and len(longer) <= 1


@lru_cache(maxsize=16384)
def _is_common(word: str) -> bool:
    return all(part in STOPWORDS or part in _MONTHS for part in words(word))


def bare(word: str) -> str:
    """Return a word without its genitive, or the full stop behind it."""
    return re.sub("['’]s?$|[.]$", "", word)


def capitals(text: str) -> list[str]:
    """Return the words of `text` that begin with a capital, wherever they stand."""
    return [match[0] for match in _TOKEN.finditer(text) if match[0][0].isupper()]


def capital_runs(text: str) -> list[str]:
    """Return the runs of words that begin with a capital, wherever they stand: "Ann Lee"."""
    return [match[0] for match in _CAPITALS.finditer(text)]


def plain_words(headline: str, body: str) -> dict[str, str]:
    """Return words that are not common, as they are first written, by their terms.

    Of Chinese and Japanese runs of one script are taken for words, by their first pair.
    """
    found: dict[str, str] = {}
    text = f"{headline}\n{body[:_WORDS_OF]}"
    for word in dict.fromkeys(_TOKEN.findall(text)):
        if len(word) > 3 and word.isalpha() and not _is_common(word):
            found.setdefault(stem(word), word)
    if not text.isascii():
        for match in _RUN.finditer(text):
            found.setdefault(match[0][:2], match[0])
    return found


# --- figures ----------------------------------------------------------------------------


def figures(text: str) -> tuple[Figure, ...]:
    """Return numbers with the word behind them, in order, each once.

    Enough to tell whether two texts share one; `counts.counts` reads a sentence closely, to tell
    whether two contradict.
    """
    found: dict[tuple[float, str], Figure] = {}
    for line in filter(_may_count, text.split("\n")):
        values = [numbers.number_in(word, line) for word in _TOKEN.findall(line)]
        places = [place for place, value in enumerate(values) if value is not None]
        tokens = list(_TOKEN.finditer(line)) if places else []
        for place in places:
            figure = _figure(line, tokens, place, tokens[place], values[place] or 0.0)
            if figure is not None:
                found.setdefault((figure.value, figure.noun), figure)
    return tuple(found.values())


def _may_count(line: str) -> bool:
    """Tell, quickly, whether there may be a number in a line."""
    if _DIGIT.search(line):
        return True
    line = line.lower()
    said = plain_letters(line)
    if said is None or not numbers.WORDS.isdisjoint(said):
        return True
    return "und" in line and numbers.GERMAN_WITHIN.search(line) is not None


def _figure(
    text: str, tokens: Sequence[re.Match[str]], place: int, match: re.Match[str], value: float
) -> Figure | None:
    if _inside_word(text, match):
        return None
    before = stem(tokens[place - 1][0].rstrip(".")) if place else ""
    follow = _following(text, tokens, place)
    end = match.end()
    if before in _MONTHS or (follow and stem(follow[0][0].rstrip(".")) in _MONTHS):
        return Figure(match[0].strip(), value, "date")
    if match[0].isdigit() and 1900 <= value <= 2100:
        return Figure(match[0], value, "date")
    if follow and (amount := countwords.AMOUNTS.get(fold(follow[0][0]))):
        value *= amount
        end = follow.pop(0).end()
    noun = ""
    share = _PER_CENT.match(text, end)
    if match[0].strip().endswith("%") or share:
        noun = "%"
        end = share.end() if share else end
    elif match[0][0] in "$€£¥":
        noun = match[0][0]
    elif follow and not _is_common(follow[0][0]):
        noun = stem(follow[0][0])
        end = follow[0].end()
    if not noun and value < 2:
        return None
    return Figure(text[match.start() : end].strip(), value, noun)


def _following(text: str, tokens: Sequence[re.Match[str]], place: int) -> list[re.Match[str]]:
    """Return up to three words that follow without punctuation between."""
    found: list[re.Match[str]] = []
    end = tokens[place].end()
    for match in tokens[place + 1 : place + 4]:
        if text[end : match.start()].strip(" \u00a0-"):
            break
        found.append(match)
        end = match.end()
    return found


def _inside_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number is a part of something: "F-16", "2-1", "Covid-19", "10:30"."""
    start, end = match.span()
    if text[end : end + 1] in (":", "-", "–", "/") and text[end + 1 : end + 2].isdigit():
        return True
    before = text[max(0, start - 1) : start]
    return before in ("-", "–", "/", ":", "_") or before.isalnum()


# --- quotes -----------------------------------------------------------------------------


def quotes(text: str) -> tuple[Quote, ...]:
    """Return what stands in quotation marks and is long enough to be known again."""
    found: list[Quote] = []
    for match in _QUOTE.finditer(text):
        quote = next(group for group in match.groups() if group is not None)
        said = words(quote)
        if len(said) >= _MIN_QUOTE:
            found.append(Quote(quote.strip(), word_trigrams(said)))
    return tuple(found)


def word_trigrams(said: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Return the runs of three words in a sequence of words."""
    return frozenset(zip(said, said[1:], said[2:], strict=False))


def shared_quotes(a: Sequence[Quote], b: Sequence[Quote]) -> list[tuple[Quote, Quote]]:
    """Return pairs of quotes that are one, perhaps cut differently; each of `b` once."""
    pairs: list[tuple[Quote, Quote]] = []
    for right in b:
        best = max(a, key=lambda left: _likeness(left, right), default=None)
        if best is not None and _likeness(best, right) >= 0.4:
            pairs.append((best, right))
    return pairs


def _likeness(a: Quote, b: Quote) -> float:
    return len(a.runs & b.runs) / min(len(a.runs), len(b.runs))
