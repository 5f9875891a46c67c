"""Whether two texts that are alike share an event, or a topic only.

Guides, lists of products and help pages are alike in their words and tell no event. One story
needs specifics that both have: names, figures, quotes; and more of them where a text speaks to
its reader, or where nothing tells when it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from tuinews.model import Article
from tuinews.stories import facts

_YOU_WORDS = """
you your yours yourself you're you'll du dein deine deinen deiner deinem dich dir vous votre vos
usted ustedes tu tus вы вам вас ваш ваша ваши вашего
"""
_YOU = frozenset(_YOU_WORDS.split())
_POLITE = re.compile(r"(?<=[a-zäöüß,] )(?:Sie|Ihre[nmrs]?|Ihnen)\b")
_QUOTED = re.compile('“[^”]{0,2000}”|"[^"]{0,2000}"|«[^»]{0,2000}»|„[^“]{0,2000}“')
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_GUIDE = re.compile(
    r"^(?:how to|comment|cómo|como|как|wie sie|wie du)\b"
    r"|\b(?:guide|guides|tips|deals|gifts?|best|explained|ratgeber|tipps|anleitung|conseils|guía"
    r"|consejos|mejores|meilleurs?|besten|советы|лучшие)\b",
    re.IGNORECASE,
)
_SPEAKS = 0.013  # of the words, from which on a text speaks to its reader
_LONG = 1500  # characters, from which on an article has told its specifics
_TIMELESS = 2000  # characters in which news name a day or quote somebody
_CAPITALS = 0.004  # of the characters; below this a script has none to know names by
_NEEDED, _NEEDED_UNDATED, _NEEDED_OF_GUIDES = 2, 3, 4


@dataclass(frozen=True, slots=True)
class Specifics:
    """What a text tells that only accounts of the same event tell, too."""

    names: frozenset[str]  # the words of names, as terms
    full: frozenset[str]  # the last words of names that are written in several
    figures: frozenset[tuple[float, str]]  # without sums of money
    prices: frozenset[tuple[float, str]]
    quotes: tuple[facts.Quote, ...]
    guide: bool  # it speaks to its reader, or might have been written at any time
    dated: bool
    long: bool
    known: bool  # whether the script has capitals to know names by


def specifics(article: Article, told: facts.Facts) -> Specifics:
    """Return the specifics of an article, of which `told` are the facts."""
    body = article.body
    text = body[: facts.LOOKED_AT]
    names, quotes = told.names, told.quotes
    figures = {(one.value, one.noun) for one in told.figures if one.noun and not one.date}
    prices = {one for one in figures if one[1] in "$€£¥"}
    dated = article.published is not None or article.published_inferred is not None
    return Specifics(
        frozenset(term for name in names for term in name.terms),
        frozenset(name.terms[-1] for name in names if name.full or len(name.terms) > 1),
        frozenset(figures - prices),
        frozenset(prices),
        quotes,
        is_guide(article) or (not dated and not quotes and _timeless(text)),
        dated,
        len(body) >= _LONG,
        _has_capitals(text),
    )


def is_guide(article: Article) -> bool:
    """Tell whether a text is advice, a list to choose from, or help: it speaks to its reader."""
    if _GUIDE.search(article.headline):
        return True
    text = _QUOTED.sub("", article.body[: facts.LOOKED_AT])
    said = _WORDS.findall(text.lower().replace("’", "'"))
    you = sum(map(_YOU.__contains__, said))
    return you + len(_POLITE.findall(text)) > _SPEAKS * len(said)


def one_event(a: Specifics, b: Specifics) -> bool:
    """Tell whether two texts that are alike share enough to be accounts of one event."""
    if not a.known or not b.known:
        return True  # nothing can be said
    quotes = len(facts.shared_quotes(a.quotes, b.quotes))
    figures = len(a.figures & b.figures)
    if a.guide or b.guide:
        full = len(a.full & b.full)
        return figures + quotes > 0 and full + figures + 2 * quotes >= _NEEDED_OF_GUIDES
    shared = len(a.names & b.names) + figures + len(a.prices & b.prices) + 2 * quotes
    if not (a.long and b.long):
        return shared >= _NEEDED - 1
    return shared >= (_NEEDED if a.dated and b.dated else _NEEDED_UNDATED)


def sole_name(a: Specifics, b: Specifics) -> str:
    """Return the name that is all that two short texts share of which no day is known; or "".

    It may be that of a place in which two things happened.
    """
    if (a.dated and b.dated) or (a.long and b.long) or not (a.known and b.known):
        return ""
    names = a.names & b.names
    others = a.figures & b.figures or a.prices & b.prices
    if len(names) != 1 or others or facts.shared_quotes(a.quotes, b.quotes):
        return ""
    return next(iter(names))


def _has_capitals(text: str) -> bool:
    enough = int(_CAPITALS * len(text))
    return next(islice(filter(str.isupper, text), enough, None), None) is not None


def _timeless(text: str) -> bool:
    """Tell whether a text that is long enough to do so names no day and no month."""
    if len(text) < _TIMELESS:
        return False
    capitals = {word.casefold() for word in _WORDS.findall(text) if word[0].isupper()}
    return not any(facts.is_date(one) for one in capitals)
