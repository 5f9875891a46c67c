"""Who publishes what a plain-text capture holds: the name at its top, and who claims the rights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tuinews.clean import credit_lines, furniture, wording
from tuinews.clean.blocks import Piece, Role
from tuinews.clean.people import alternatives

_TOP = 6  # pieces among which the name of the paper stands
_MOST = 5  # words of it
_SAID = 2  # other lines that have to say it
_MORE = 1  # words that they have beside it: a menu repeats its own entries
_CLAIM = 40  # words of a line that claims the rights among other things
_PAPER = re.compile(
    rf"\b(?:{alternatives('papers')})\b|(?:{alternatives('eastern_papers')})$", re.I
)
_RESERVED = alternatives("reserved")
_CLAIMS = ("©", "(c) ", "copyright", *_RESERVED.replace("\\s", " ").split("|"))
_BEFORE = re.compile(r"([^|·•©]{2,60}?)\s*(?:©|\(c\))\s*(?:19|20)\d\d", re.I)
_BEHIND = re.compile(
    rf"(?:{_RESERVED})[\s:：©]*(?:(?:19|20)\d\d\s*)?(?P<who>[^\W\d]\S*(?: [^\W\d]\S*){{0,2}})", re.I
)
_CAPITAL = r"[A-ZÀ-ÞА-Я\d][\w.'’&-]*"
_HOUSE = (
    rf"(?P<who>(?:(?i:the|die|der|das|le|la|el|il|o|de) )?{_CAPITAL}(?: (?:&|{_CAPITAL})){{0,3}})"
)
_TO_HOUSE = re.compile(
    rf"(?i:{alternatives('to_house')}) {_HOUSE}(?:(?: [oi]n| auf| sur| en| su) .*)?[:.!]?"
)
_OF_HOUSE = re.compile(rf"{_HOUSE}(?i:[- ](?:{alternatives('house_has')}))[:.!]?")
_NO_HOUSE = frozenset(
    word.replace("\\s", " ")
    for name in ("not_house", "house_has", "to_house")
    for word in alternatives(name).split("|")
)
_CALL = 8  # words of a line by which a paper speaks of itself
_SOURCE = re.compile(r"(?:来源|來源)[:：]\s*([^\s，,|]{2,20})")
_OF = re.compile(
    r"^(?:©\s*|eine? (?:web)?(?:seite|angebot) (?:der|des|von) |a site of |part of )", re.I
)
_NOTICE = re.compile(
    r"\b(?:policy|privacy|terms|licens\w+|infringement|notice|datenschutz)\b", re.I
)
_TAIL = re.compile(r"\s[|–—·-]\s")
_MARKS = re.compile(r"^(?:#|\[\d+\])+|\s+RSS$")


def publisher(pieces: Sequence[Piece]) -> str:
    """Return the name at the top of a capture, where the rest of it bears it out; "" for none."""
    body = [number for number, piece in enumerate(pieces) if piece.role is Role.BODY]
    if not body:
        return ""
    rest = [piece for piece in pieces if piece.role is not Role.BODY]
    claims = [piece.text for piece in rest if _claims(piece)]
    first = True
    for piece in pieces[: min(_TOP, body[0])]:
        name = _name(piece)
        if name and _borne_out(name, piece, rest, claims, first=first):
            return _as_written(name, pieces)
        first = first and not name
    if name := _spoken_of(rest):
        return name
    return next((match[1] for p in rest if (match := _SOURCE.search(p.text[:200]))), "")


def _as_written(name: str, pieces: Sequence[Piece]) -> str:
    """Return a name that stands in capitals as the paper writes it elsewhere, where it does."""
    if not name.isupper():
        return name
    wanted = re.compile(re.escape(name), re.I)
    found = (match[0] for piece in pieces for match in wanted.finditer(piece.text))
    return next((one for one in found if not one.isupper() and one[0].isupper()), name)


def _spoken_of(rest: Sequence[Piece]) -> str:
    """Return the name of which lines beside the body speak as their own; "" for none.

    "About Harbour News", "Follow Harbour News", "Harbour News Newsletter": at least two such
    lines are wanted, one of them of the first kind.
    """
    lines: dict[str, dict[str, str]] = {}
    called: set[str] = set()
    for piece in rest:
        if piece.words > _CALL or piece.role in (Role.CAPTION, Role.BYLINE, Role.SEE_ALSO):
            continue
        call = _TO_HOUSE.fullmatch(piece.text)
        match = call or _OF_HOUSE.fullmatch(piece.text)
        for name in _beginnings(match["who"]) if match else ():
            folded = wording.fold(name)
            lines.setdefault(folded, {})[piece.folded] = name
            if call:
                called.add(folded)
    best = max(called, key=lambda name: (len(lines[name]), len(name)), default="")
    found = lines.get(best, {})
    return Counter(found.values()).most_common(1)[0][0] if len(found) >= _SAID else ""


def _beginnings(name: str) -> Iterator[str]:
    """Yield a name, and what is left of it without its last words, while it can be a name."""
    words = name.split()
    for size in range(len(words), 0, -1):
        if any(word.casefold() not in _NO_HOUSE for word in words[:size]):
            yield " ".join(words[:size])


def holder(pieces: Sequence[Piece]) -> str:
    """Return who claims the rights in a line of menus or notices below the body; "" for none."""
    last = max((n for n, piece in enumerate(pieces) if piece.role is Role.BODY), default=0)
    return next((who for p in pieces[last + 1 :] if _claims(p) and (who := _told(p.text))), "")


def _claims(piece: Piece) -> bool:
    if piece.role in (Role.BODY, Role.CAPTION) or piece.words > _CLAIM:
        return False
    return _says_claim(piece.text)


def _says_claim(text: str) -> bool:
    lower = text.lower().replace("\u00a0", " ")
    return any(sign in lower for sign in _CLAIMS)


def _told(text: str) -> str:
    """Return the holder that a line names behind the sign, or right before it."""
    before = _BEFORE.match(text)
    named = before is not None and wording.fold(before[1]) not in _NO_HOUSE
    if (
        before
        and named
        and not _NOTICE.search(before[1])
        and wording.count(before[1]) <= _MOST
        and not _says_claim(before[1])
    ):
        return _OF.sub("", before[1]).strip(" ,.-–—")
    who, _ = credit_lines.owner(text)
    who = _OF.sub("", who).partition("/")[0]
    if not who and (match := _BEHIND.search(text)):
        who = match["who"]
    fits = wording.count(who) <= _MOST + 1 and who[:1].isalnum() and not who[:1].islower()
    fits = fits and not _NOTICE.search(who)
    return who if fits and not furniture.standard().match(wording.fold(who)) else ""


def _name(piece: Piece) -> str:
    """Return the name of a paper that a piece can be: short, and no sentence, date or menu."""
    text = _MARKS.sub("", _MARKS.sub("", _TAIL.split(piece.text)[0].strip()))
    if piece.role in (Role.HEADLINE, Role.BODY, Role.BYLINE) or piece.hint or piece.dated:
        return ""
    if piece.furniture or not 1 <= wording.count(text) <= _MOST or len(text) > 60:
        return ""
    return "" if piece.ends or not wording.fold(text) else text


def _borne_out(
    name: str, top: Piece, rest: Sequence[Piece], claims: Sequence[str], *, first: bool
) -> bool:
    """Tell whether a name at the top is the paper's: by itself, by a claim, by other lines."""
    folded = wording.fold(name)
    if _PAPER.search(name) and (first or " " in folded):
        return True
    holders = [wording.fold(_told(text)) for text in claims]
    if any(f"{who} ".startswith(f"{folded} ") for who in holders):
        return True
    if " " not in folded or not first:
        return False
    more = wording.count(name) + _MORE
    said = sum(name in p.text and p.words >= more for p in rest if p is not top)
    return said >= _SAID and all(word[0].isupper() for word in name.split() if len(word) > 3)
