"""What a sentence counts: numbers and pairs of them, of what, how roughly, and in what clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tuinews.store.highlight import fold, words
from tuinews.stories import countwords as lists
from tuinews.stories.facts import is_date
from tuinews.stories.numbers import number, number_in
from tuinews.stories.stopwords import STOPWORDS
from tuinews.stories.terms import KIN, stem

_HAN = "\u4e00-\u9fff"
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*"
_TOKEN = re.compile(
    rf"(?P<digits>(?:US)?[$€£¥]?(?<!\d)(?:{_DIGITS})(?:\s?%)?)"
    rf"|(?P<hannumber>[{lists.HAN_DIGITS}]+(?=[{lists.HAN_AMOUNTS}{lists.HAN_MEASURES}]))"
    rf"|(?P<han>[{_HAN}])"
    rf"|(?P<word>[^\W\d_{_HAN}]+(?:['’.-][^\W\d_{_HAN}]+)*)"
    r"|(?P<sign>[^\w\s])"
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NEAR = 3  # words before a figure that may say that it is rough
_FOLLOWING = 2  # words after a figure, one of which may be what it counts
_OF_ALL = 100  # from here on a figure that ends in zeros may be rounded
_ROUNDED = 0.1  # of a figure, at most


@dataclass(frozen=True, slots=True)
class Count:
    """A number, or a pair of them, with what it counts and what stands around it."""

    shown: str  # "152 votes to 148"
    values: tuple[float, ...]  # the lower first; two of a pair or a range
    noun: str  # what is counted, "" where that is not known
    also: frozenset[str]  # what may be meant as well: "people" of "two young people"
    rounding: float  # how far the true figure may lie from it
    rough: str  # "" or "about", "over", "under"
    clause: frozenset[str]  # the beginnings of words around it that say something
    names: frozenset[str]  # those of them that have a capital
    scope: frozenset[str]  # "total", "others", "last year": what else it may count


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int
    value: float | None = None

    @property
    def plain(self) -> str:
        return fold(self.text).rstrip(".")


def where(text: str, shown: str) -> tuple[int, int] | None:
    """Return where a figure or name stands in a text."""
    found = re.search(rf"(?<![^\W{_HAN}]){re.escape(shown)}(?![^\W{_HAN}])", text)
    return found.span() if found else None


@lru_cache(maxsize=2048)
def values(text: str) -> frozenset[float]:
    """Return all numbers in a text, whatever they count."""
    return frozenset(_value(one, among) for one, among in _numbers(_tokens(text)))


@lru_cache(maxsize=2048)
def counts(text: str) -> tuple[Count, ...]:
    """Return what a sentence counts, in order; dates, ordinals and parts of names left out."""
    tokens = _tokens(text)
    found: list[Count] = []
    done = -1
    for place, token in enumerate(tokens):
        if token.value is None or place <= done or _no_count(text, tokens, place):
            continue
        second = _second(tokens, place)
        last = second if second is not None else place
        found.append(_count(text, tokens, place, last))
        done = last
    return tuple(found)


# --- finding them -------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def _tokens(text: str) -> tuple[_Token, ...]:
    return tuple(_token(match) for match in _TOKEN.finditer(text))


def _token(match: re.Match[str]) -> _Token:
    kind, text = match.lastgroup or "", match[0]
    value: float | None = None
    if kind == "digits":
        value = number(re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d)", "", text.removeprefix("US")))
    elif kind == "hannumber":
        value = _han_number(text)
    elif kind == "word":
        value = 1.0 if fold(text) == "one" else number_in(text, match.string)
    return _Token(kind, text, match.start(), match.end(), value)


def _han_number(text: str) -> float:
    total, digit = 0, 0
    for char in text:
        if char in lists.HAN_TENS:
            total += (digit or 1) * lists.HAN_TENS[char]
            digit = 0
        else:
            digit = lists.HAN_VALUES[char]
    return float(total + digit)


def _numbers(tokens: Sequence[_Token]) -> list[tuple[_Token, _Token | None]]:
    """Return the numbers, each with the token that follows it."""
    following = [*tokens[1:], None]
    return [
        (one, after) for one, after in zip(tokens, following, strict=True) if one.value is not None
    ]


def _value(token: _Token, after: _Token | None) -> float:
    return round((token.value or 0.0) * _amount(after), 6)


def _amount(token: _Token | None) -> float:
    """Return what a word multiplies the number before it by."""
    if token is None or token.kind not in ("word", "han"):
        return 1
    return float(lists.AMOUNTS.get(token.plain.split("-")[0], 1))  # "$5 billion-worth"


def _no_count(text: str, tokens: Sequence[_Token], place: int) -> bool:
    """Tell whether a number is a date, an hour, an ordinal or a part of a name."""
    token = tokens[place]
    before, after = text[: token.start], text[token.end :]
    if token.kind == "digits":
        if re.match(r"(?:st|nd|rd|th|er|e|eme|ème|º|ª|o|a)\b|[./:]\d|\.\s", after):
            return True
        if re.search(r"[\d][:./]$|[^\W\d_][-–]?$", before) and not _han_ends(before):
            return True
        if len(token.text) == 4 and YEAR.fullmatch(token.text):
            return True
    if re.match(r"\s?[年月日号时點点分第]", after) or before.endswith("第"):
        return True
    near = [one.text for one in tokens[max(0, place - 1) : place + 2] if one is not token]
    if tokens[place + 1 : place + 2] and tokens[place + 1].plain in ("de", "."):
        near += [one.text for one in tokens[place + 2 : place + 3]]
    return any(is_date(one) for one in near)


def _han_ends(text: str) -> bool:
    return bool(re.search(rf"[{_HAN}]$", text))


def _second(tokens: Sequence[_Token], place: int) -> int | None:
    """Return the place of the second number of a pair: "152 votes to 148", "20-30"."""
    at = place + 1
    for _ in range(3):
        if at >= len(tokens) or tokens[at].value is not None:
            return None
        plain = tokens[at].plain
        if plain in lists.PAIRING and at + 1 < len(tokens):
            ahead = at + 1
            if tokens[ahead].value is not None and (plain not in lists.ONLY_BETWEEN):
                return ahead
            if plain in lists.ONLY_BETWEEN and tokens[ahead].value is not None:
                start = tokens[place - 1].plain if place else ""
                return ahead if start in lists.BETWEEN else None
            return None
        if tokens[at].kind == "sign":
            return None
        at += 1
    return None


def _count(text: str, tokens: Sequence[_Token], first: int, last: int) -> Count:
    pair = sorted({first, last})
    found = sorted(_value(tokens[at], _after(tokens, at)) for at in pair)
    start, end = _clause(tokens, first, last)
    around = [one for one in tokens[start:end] if one.value is None and one.kind != "sign"]
    told = "".join(one.text for one in around if one.kind == "han")
    noun, also, stop = _noun(text, tokens, first, last, end)
    kinds = {_class(one.plain) for one in around} | _han_classes(told)
    kinds -= {""}
    if (not noun or noun in lists.PEOPLE) and len(kinds) == 1:
        noun = next(iter(kinds))
    rough = _rough(tokens, first, stop)
    if rough == "over" and kinds and _at_least(tokens, first):  # as new ones come in
        rough = ""
    content = [one for one in around if _says(one)]
    return Count(
        text[tokens[first].start : stop],
        tuple(found),
        noun,
        also,
        max(_rounding(tokens[at], _after(tokens, at)) for at in pair),
        rough,
        frozenset(stem(one.text)[:KIN] for one in content) | _han_pairs(told),
        frozenset(
            fold(one.text)[:KIN]
            for one in content
            if one.text[0].isupper() and one.start > 0 and len(one.text) > 2
        ),
        frozenset(one.plain[:4] for one in around if one.plain.startswith(lists.SCOPE))
        | frozenset(one for one in lists.HAN_SCOPE if one in told),
    )


def _after(tokens: Sequence[_Token], at: int) -> _Token | None:
    return tokens[at + 1] if at + 1 < len(tokens) else None


def _says(token: _Token) -> bool:
    if token.kind != "word" or len(token.text) < 3 or is_date(token.text):
        return False
    return not all(part in STOPWORDS for part in words(token.text)) and token.plain not in (
        lists.ROUGH
    )


def _han_pairs(told: str) -> frozenset[str]:
    return frozenset(told[at : at + 2] for at in range(len(told) - 1))


def _clause(tokens: Sequence[_Token], first: int, last: int) -> tuple[int, int]:
    """Return the range of tokens around a figure up to where another thing is told."""

    def parts(token: _Token) -> bool:
        return token.text in lists.STOPS or token.plain in lists.CONJUNCTIONS

    start, end = first, last + 1
    while start > 0 and not parts(tokens[start - 1]):
        start -= 1
    while end < len(tokens) and not parts(tokens[end]):
        end += 1
    return start, end


def _noun(
    text: str, tokens: Sequence[_Token], first: int, last: int, end: int
) -> tuple[str, frozenset[str], int]:
    """Return what is counted, what else may be meant, and where in the text that ends."""
    for at in dict.fromkeys((last, first)):
        token = tokens[at]
        stop = token.end
        if token.text[-1:] == "%":
            return "%", frozenset(), tokens[last].end
        sign = re.match(r"(?:US)?([$€£¥])", token.text)
        ahead = at + 1
        if ahead < end and _amount(tokens[ahead]) != 1:
            stop = tokens[ahead].end
            ahead += 1
        if sign:
            return sign[1], frozenset(), max(stop, tokens[last].end)
        found = _counted(tokens, ahead, end)
        if found:
            noun, also, place = found
            return noun, also, max(tokens[place].end, tokens[last].end)
    return "", frozenset(), max(stop, tokens[last].end)


def _counted(
    tokens: Sequence[_Token], ahead: int, end: int
) -> tuple[str, frozenset[str], int] | None:
    if ahead < end and tokens[ahead].kind == "han":
        return _han_counted(tokens, ahead, end)
    found: list[tuple[str, int]] = []
    for at in range(ahead, min(ahead + _FOLLOWING, end)):
        token = tokens[at]
        if token.kind != "word" or token.value is not None:
            break
        unit = lists.UNITS.get(token.plain)
        if unit and not found:
            pair = token.plain in ("per", "pour", "por")
            return unit, frozenset(), at + 1 if pair and at + 1 < end else at
        if not found and token.plain not in lists.PEOPLE and not _says(token):
            return None
        if _says(token) or token.plain in lists.PEOPLE:
            found.append((_class(token.plain) or _as_noun(token.plain), at))
    if not found:
        return None
    return found[0][0], frozenset(noun for noun, _ in found[1:]), found[0][1]


def _as_noun(plain: str) -> str:
    return plain if plain in lists.PEOPLE else stem(plain)


def _han_counted(tokens: Sequence[_Token], ahead: int, end: int) -> tuple[str, frozenset[str], int]:
    """Return the two characters after the measure word, or that."""
    at = ahead
    while at + 1 < end and tokens[at].text in lists.HAN_SKIPPED:
        at += 1
    measure = tokens[at].text
    if measure == "人":
        return "人", frozenset(), at
    if measure in lists.HAN_MEASURES and measure not in lists.HAN_UNITS:
        last = at
        while last < min(at + 2, end - 1) and tokens[last + 1].kind == "han":
            last += 1
        if last > at:
            noun = "".join(one.text for one in tokens[at + 1 : last + 1])
            return ("人" if noun[:1] == "人" else noun), frozenset(), last
    return lists.UNITS.get(measure, measure), frozenset(), at


def _class(plain: str) -> str:
    """Return "dead" or "injured" for words that say so, else ""."""
    for name, (whole, begins) in lists.CLASSES.items():
        if plain in whole or plain.startswith(begins):
            return name
    return ""


def _han_classes(told: str) -> set[str]:
    return {name for name, found in lists.HAN_CLASSES.items() if any(one in told for one in found)}


def _rough(tokens: Sequence[_Token], first: int, stop: int) -> str:
    before = tokens[max(0, first - _NEAR) : first]
    near = {one.plain for one in before if one.kind != "sign"}
    told = "".join(one.text for one in before if one.kind == "han")
    after = "".join(one.text for one in tokens[first + 1 : first + 4] if one.kind == "han")
    close = [one.plain for one in before[-2:]]
    phrase = " ".join(close)
    for kind, found in lists.ROUGHLY.items():
        if near & found[0] or any(phrase.endswith(one) for one in found[1]):
            return kind
        if any(told.endswith(one) for one in found[2]) or any(one in after for one in found[3]):
            return kind
    return ""


def _at_least(tokens: Sequence[_Token], first: int) -> bool:
    return any(one.plain in lists.AT_LEAST for one in tokens[max(0, first - 2) : first])


def _rounding(token: _Token, after: _Token | None) -> float:
    """Return how far what was counted may lie from a number, as it is written."""
    amount, value = _amount(after), token.value or 0.0
    if amount != 1:
        return amount * _step(token.text) / 2
    if value >= _OF_ALL:
        zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
        return min(10**zeros / 2 if zeros else 0.0, _ROUNDED * value)
    return _step(token.text) / 2 if _step(token.text) < 1 else 0.0


def _step(text: str) -> float:
    """Return the unit of the last digit of a number."""
    decimals = re.search(r"[.,](\d{1,2})(?:\s?%)?$", text)
    return 10.0 ** -len(decimals[1]) if decimals else 1.0
