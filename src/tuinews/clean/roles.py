"""Gives every piece of a capture of any kind its role, and every cut its reason.

The scores say how likely a piece is body text; what is done with them, and everything that
stands around the body (headline, byline, captions, credits, lists), is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tuinews.clean import dates, furniture, wording
from tuinews.clean.blocks import Piece, Role

BEFORE = "stands before the article"
AFTER = "stands after the article"
AMONG = "not part of the text"
REPEATS = "repeats the headline"
TWICE = "repeats other text"
DECK = "the deck, kept as the summary"
BYLINE = "byline"
DATE = "date line"

#: Furniture that no article says as a line of its own.
NEVER_BODY = frozenset(
    (
        "advert",
        "newsletter call",
        "paywall",
        "share buttons",
        "cookie notice",
        "reader metadata",
        "comments",
    )
)

_BYLINE = 8  # words
_SOON = 7  # pieces from a caption on, in which the text goes on
_LEAST = 4  # words of a caption above its credit
_CAPTION = 60  # words of a caption
_SOURCE = 3  # words that name whose a picture is
_SHOT = re.compile(r"[(\[][^/]+/\s?[A-ZÀ-Þ][\w.'-]+(?: [A-ZÀ-Þ][\w.'-]*)+[)\]]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DECK = (8, 70)  # words of a deck
_HEADING = 4  # words of a line that may head a list
_PEOPLE = re.compile(
    r"[A-ZÀ-Þ]\S+ [A-ZÀ-Þ]\S+ (?:and|und|et|y|e|en) [A-ZÀ-Þ]\S+ [A-ZÀ-Þ]\S+(?:, \w+)?"
)
_LONG_LINE = 30  # words: more is no list entry


def assign(pieces: Sequence[Piece], headline: str) -> None:
    """Give a role to every piece that has none, once those of the body have theirs."""
    body = [number for number, piece in enumerate(pieces) if piece.role is Role.BODY]
    if len(body) == len(pieces):
        return
    first, last = (body[0], body[-1]) if body else (len(pieces), len(pieces))
    _headlines(pieces, headline)
    _captions(pieces, first, last)
    _captions_once(pieces)
    _lists(pieces)
    seen: set[str] = set()
    _deck(pieces, first)
    for number, piece in enumerate(pieces):
        if piece.role is Role.OPEN:
            match = piece.furniture
            where = BEFORE if number < first else AFTER if number > last else AMONG
            _cut(piece, match.reason if match else "", where, seen)
        seen.add(piece.folded)


def _headlines(pieces: Sequence[Piece], headline: str) -> None:
    """Find the headline among the pieces; what repeats it is cut."""
    wanted = wording.fold(headline)
    found = False
    for piece in pieces:
        if piece.role is Role.BODY and _repeats(piece, wanted):
            piece.cut(REPEATS)
        if not wanted or piece.role is Role.BODY or piece.hint or not piece.is_headline(wanted):
            continue
        if found:
            piece.cut(REPEATS)
        else:
            piece.role, found = Role.HEADLINE, True


def _repeats(piece: Piece, headline: str) -> bool:
    """Tell whether a heading is the headline (folded) with a button behind it: "Back to video"."""
    behind = piece.folded.removeprefix(f"{headline} ")
    if not headline or not piece.level or behind == piece.folded:
        return False
    return furniture.standard().match(behind) is not None


def _deck(pieces: Sequence[Piece], first: int) -> None:
    """Find the sentence between headline and body that sums the article up."""
    heads = [n for n, piece in enumerate(pieces[:first]) if piece.role is Role.HEADLINE]
    for piece in pieces[heads[-1] + 1 : min(heads[-1] + 5, first)] if heads else ():
        plain = piece.role is Role.OPEN and not piece.furniture and not piece.hint
        sized = _DECK[0] <= piece.words <= _DECK[1] and piece.links < 0.3
        whole = piece.ends and not (piece.signed or is_date_line(piece))
        if plain and sized and whole:
            piece.role, piece.reason = Role.DECK, DECK
            return


def _captions(pieces: Sequence[Piece], first: int, last: int) -> None:
    """Find captions, photographers' credits, reporting credits and the copyright."""
    for number, piece in enumerate(pieces):
        if piece.role is Role.BODY and _is_credited(piece):
            piece.role = Role.CAPTION
        if piece.role is not Role.OPEN or piece.hint or not piece.folded:
            continue
        near = first - 12 <= number <= last + 8
        signed = piece.credit and not (piece.signed and (piece.dated or number < first))
        if (signed and near) or (piece.claim and piece.words <= 8 and number == last + 1):
            piece.role = Role.CREDIT
        elif near and piece.words <= 120:
            _caption(pieces, number, inside=number <= last + 1)


def _is_credited(piece: Piece) -> bool:
    """Tell whether a paragraph ends in "(AFP / A Name)" or "| Photo by A Name": a caption."""
    text, credit = piece.caption_parts if piece.words <= _CAPTION else ("", "")
    barred = bool(credit) and piece.text.rstrip().endswith(f"| {credit}")
    return bool(text) and (barred or _SHOT.fullmatch(credit) is not None)


def _captions_once(pieces: Sequence[Piece]) -> None:
    """Keep a caption that stands there twice once, with another credit too."""
    seen: set[str] = set()
    for piece in pieces:
        if piece.role is Role.CAPTION:
            text = wording.fold(piece.caption_parts[0]) or piece.folded
            if text in seen:
                piece.cut(TWICE)
            seen.add(text)


def _caption(pieces: Sequence[Piece], number: int, *, inside: bool) -> None:
    piece = pieces[number]
    if is_bare_date(piece.text) or not any(map(str.isalpha, piece.text)):
        return
    if piece.signed and piece.words <= _BYLINE:
        return
    text, credit = piece.caption_parts
    if credit and not text:
        piece.role = Role.CREDIT
        if number and not piece.gap and not piece.claim and _above_credit(pieces, number - 1):
            pieces[number - 1].role = Role.CAPTION
    elif credit.startswith("©") and (not inside or _YEAR.search(credit)):
        return  # whose the page is, not the picture
    elif (credit and wording.count(text) >= 3) or (piece.caption and inside and not _label(piece)):
        piece.role = Role.CREDIT if _names_source(pieces, number) else Role.CAPTION


def _above_credit(pieces: Sequence[Piece], number: int) -> bool:
    """Tell whether the piece that a credit touches is its caption, in or beside the text."""
    piece = pieces[number]
    if piece.words < _LEAST or piece.hint:
        return False
    if piece.role is Role.OPEN:
        return True
    goes_on = any(one.role is Role.BODY for one in pieces[number + 2 : number + _SOON])
    return piece.role is Role.BODY and piece.gap and piece.words <= _CAPTION and goes_on


def _names_source(pieces: Sequence[Piece], number: int) -> bool:
    """Tell whether a few words below a caption say no more than whose the picture is."""
    above = pieces[number - 1] if number else None
    below_caption = above is not None and above.role is Role.CAPTION
    return below_caption and pieces[number].words <= _SOURCE and not pieces[number].ends


def _label(piece: Piece) -> bool:
    """Tell whether all of a piece is furniture, such as the label of an advert or a player."""
    return piece.furniture is not None and piece.furniture.form == "whole"


def _lists(pieces: Sequence[Piece]) -> None:
    """Cut what stands below the heading of a read-next list; its headlines are kept aside."""
    open_list = False
    for piece in pieces:
        if piece.role is not Role.OPEN:
            open_list = open_list and piece.role is not Role.BODY
            continue
        match = piece.furniture
        if match and (match.form == "whole" or piece.words <= _HEADING):
            open_list = match.reason == furniture.READ_NEXT
        elif open_list and piece.words > _LONG_LINE:
            open_list = False
        elif open_list and not match and _is_headline(piece):
            piece.role, piece.reason = Role.SEE_ALSO, furniture.READ_NEXT


def _is_headline(piece: Piece) -> bool:
    """Tell whether a piece reads like the headline of an article."""
    if piece.words < 4 or piece.words > _LONG_LINE or piece.dated or "©" in piece.text:
        return False
    if piece.hint or piece.text.endswith((".", ":")) or _PEOPLE.fullmatch(piece.text):
        return False
    path = piece.text.count(" » ") + piece.text.count(" › ") + piece.text.count(" | ")
    return path < 2 and not piece.signed


def _cut(piece: Piece, furnished: str, where: str, seen: set[str]) -> None:
    """Cut a piece, with the best reason that is known."""
    if piece.hint:
        piece.cut(piece.hint)
    elif furnished:
        piece.cut(furnished)
    elif piece.claim:
        piece.cut("copyright")
    elif piece.signed:
        piece.role, piece.reason = Role.BYLINE, BYLINE
    elif is_date_line(piece) or (piece.stamp and piece.words <= 12):
        piece.role, piece.reason = Role.DATE, DATE
    elif piece.folded in seen and piece.words > 3:
        piece.cut(TWICE)
    elif not piece.folded:
        piece.cut("a sign without words")
    elif piece.links > 0.6:
        piece.cut("menu or list of links" if where == BEFORE else "links to other pages")
    else:
        piece.cut(where)


_PUBLISHED = re.compile(
    r"\b(?:page )?(?:(?:first |originally )?published|posted|post time|publi[ée]|veröffentlicht"
    r"|publicado|pubblicato|geplaatst|gepubliceerd|(?:last )?(?:updated|modified|reviewed|revised)"
    r"|aktualisiert|stand|atualizad[oa]|mis à jour|actualizado|aggiornato)\b",
    re.I,
)
_MARKS = " |·•–—-:(["  # that stand before a date line
_BARE = 3  # words beside the date in a line that is nothing else
_SAID = 8  # and in one that says little more


def is_date_line(piece: Piece) -> bool:
    """Tell whether a line does little more than give a date."""
    text = piece.text
    found = piece.dated if len(text) <= 160 else None
    if found is None:
        return False
    if _PUBLISHED.match(text.lstrip(_MARKS)):
        return True
    return wording.count(text[: found.start] + text[found.end :]) <= _SAID


def is_bare_date(text: str) -> bool:
    """Tell whether a line does nothing but give a date, and perhaps say of what."""
    if len(text) > 80 or wording.ends_sentence(text):
        return False
    beside = text
    while found := dates.find(beside):
        beside = f"{beside[: found.start]} {beside[found.end :]}"
    most = _SAID if _PUBLISHED.search(text) else _BARE
    return beside != text and wording.count(beside) <= most


def says_when(text: str) -> bool:
    """Tell whether a line says when its page was published or changed, and nothing else."""
    return bool(_PUBLISHED.match(text.lstrip(_MARKS))) and is_bare_date(text)
