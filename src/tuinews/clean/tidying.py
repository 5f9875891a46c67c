"""What is put right in a body that the scores have chosen piece by piece."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tuinews.clean import furniture, people, pointers, roles, wording
from tuinews.clean.blocks import Piece, Role
from tuinews.model import BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TOP = 3  # pieces of the body among which its date may stand
_ONCE = 30  # words of a piece that no text says twice
_MANY = 3  # times
_TWICE = 12  # words of a piece that stands there exactly twice by mistake alone
_SLOGAN = 15  # words of an advert
_CALL = 30  # words of a call for subscribers
_SURE = 0.85  # score from which on such a call is a sentence of the text
_POINTER = 15  # words of a sentence that leads to another page
_HEADINGS = 2  # on end above another: together they are a list
_TITLE = 5  # words of a line above a list
_LEAST = 2  # pieces of a body that stay
_BIOGRAPHY = 60  # words
ADVERT = "advert"
AUTHOR = "the author, not the article"
_LABELS = 25  # words of a line that labels the article
_LABELLED = re.compile(r"[^\W\d][:：]\s?[^\W\d]")  # "Source: Harbour Post"
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
_HANDLE = re.compile(r"[^@.]{2,40} @\w+(?: ?[/|·•] ?[^.]{1,20})?")  # "Ann Smith @asmith / 2 days"
_PATH = re.compile(r"\s[❯›»>]\s")  # "Home › Sport › Sailing"
_BUTTON = re.compile(r"^[^.]{1,80}\s[❯›→]$")  # "Book now ›"
_ADDRESS = re.compile(r"\S+@[\w-]+(?:\.[\w-]+)+")

_HOLDS = 0.6  # share of the body in one container, from which on it is believed
_REST = 0.5  # of the words of the body that may still follow in it
_HOPE = 0.03  # score that one of the pieces that follow needs
_ENDS = frozenset([BlockKind.LIST, BlockKind.QUOTE, BlockKind.TABLE])


def tidy(pieces: Sequence[Piece]) -> None:
    """Take out of the body what repeats it, points away from it, dates it, or hangs loose."""
    _advertised(pieces)
    _trim(pieces)
    _once(pieces)
    pointers.take_out(pieces)
    _loose(pieces)


def finish(pieces: Sequence[Piece], nodes: Sequence[HtmlElement], apart: Sequence[bool]) -> None:
    """Take in the lists, tables and quotes in which the container of the body ends.

    `nodes` are the elements of the pieces; `apart` tells which are no text of the article.
    """
    body = [number for number, piece in enumerate(pieces) if piece.role is Role.BODY]
    held: Counter[HtmlElement] = Counter()
    for number in body:
        holder = _holder(nodes[number])
        if holder is not None:
            held[holder] += pieces[number].words
    if len(body) < 2 or not held:
        return
    holder, words = held.most_common(1)[0]
    total = held.total()
    if words < _HOLDS * total:
        return
    rest: list[int] = []
    for number in range(body[-1] + 1, len(pieces)):
        if holder is not _holder(nodes[number]):
            break
        rest.append(number)
    while rest and pieces[rest[-1]].kind is BlockKind.HEADING:
        rest.pop()
    if all(_may_end(pieces[number], apart[number]) for number in rest) and (
        max((pieces[number].score for number in rest), default=0.0) >= _HOPE
        and sum(pieces[number].words for number in rest) <= _REST * total
    ):
        for number in rest:
            pieces[number].role = Role.BODY


def _may_end(piece: Piece, apart: bool) -> bool:
    fits = piece.kind in _ENDS or piece.kind is BlockKind.HEADING
    return fits and not apart and not piece.furniture and piece.links < 0.4


def _holder(node: HtmlElement) -> HtmlElement | None:
    """Return the container of a paragraph, or of the list or quote that a piece belongs to."""
    parent: HtmlElement | None = node.getparent()
    if node.tag in ("li", "dd", "dt") or (parent is not None and parent.tag == "blockquote"):
        return parent.getparent() if parent is not None else None
    return parent


def part_biography(pieces: Sequence[Piece], authors: Sequence[str]) -> None:
    """Cut what names the authors at the top of the body, and tells of them at its end.

    A paragraph tells of an author whose name it begins with. Of an interview, which begins
    paragraphs with names and a colon, nothing is cut.
    """
    names = tuple(f"{wording.fold(name)} " for name in authors if " " in name)
    firsts = {name.partition(" ")[0] for name in names}  # told sooner than the whole is folded
    body = [piece for piece in pieces if piece.role is Role.BODY]
    for piece in body[:_TOP]:
        if wording.first(piece.text) in firsts and f"{piece.folded} " in names:
            piece.role, piece.reason = Role.BYLINE, roles.BYLINE
    cut = False  # then a heading above it goes, too
    while names and len(body) > _LEAST:
        last = body.pop()
        named = wording.first(last.text) in firsts and last.folded.startswith(names)
        tells = named and last.words <= _BIOGRAPHY
        above = last.kind is BlockKind.HEADING and cut
        if not (tells or above) or ":" in last.text[: 1 + max(map(len, names))]:
            return
        last.cut(AUTHOR)
        cut = True


def _advertised(pieces: Sequence[Piece]) -> None:
    """Take the short line that hangs below the label of an advert, set apart from the text, out."""
    for label, piece, below in zip(pieces, pieces[1:], pieces[2:], strict=False):
        match = label.furniture if label.gap and label.role is not Role.BODY else None
        labelled = match is not None and match.form == "whole" and match.reason == ADVERT
        hangs = not piece.gap and below.gap and piece.words <= _SLOGAN
        hangs = hangs and piece.text[:1] not in wording.QUOTES
        if labelled and hangs and piece.role is Role.BODY:
            piece.role, piece.hint = Role.OPEN, ADVERT


def _trim(pieces: Sequence[Piece]) -> None:
    """Take date line and byline off the top of the body, and the last change off its end."""
    body = [piece for piece in pieces if piece.role is Role.BODY]
    for piece in body[:_TOP]:
        dated = roles.is_bare_date(piece.text)
        if dated or _is_byline(piece) or people.is_role(piece.text) or _is_label(piece):
            piece.role = Role.OPEN
    if body and (_HANDLE.fullmatch(body[0].text) or len(_PATH.findall(body[0].text)) > 1):
        body[0].role = Role.OPEN
    if len(body) > _TOP and roles.says_when(body[-1].text):
        body[-1].role = Role.OPEN
    while body and not any(map(str.isalnum, body[-1].text)):
        body.pop().role = Role.OPEN  # a rule below the text
    for piece in body:
        if _ADDRESS.fullmatch(piece.text) or _BUTTON.search(piece.text):
            piece.role = Role.OPEN


def _is_label(piece: Piece) -> bool:
    """Tell whether a line above the text is furniture, a count, or dates and labels the article.

    A time alone is none: it heads the first entry of a live blog.
    """
    if piece.kind is not BlockKind.PARAGRAPH:
        return False
    if piece.words <= _TITLE and not any(map(str.isalpha, piece.text)):
        return not _CLOCK.fullmatch(piece.text)
    match = piece.furniture
    if match is not None:
        short = piece.words <= _TITLE and match.reason == "reader metadata"
        return match.form == "whole" or short
    labels = piece.words <= _LABELS and not piece.ends and _LABELLED.search(piece.text)
    return bool(labels) and piece.dated is not None


def _is_byline(piece: Piece) -> bool:
    """Tell whether a piece says by whom an article is, and no more."""
    if piece.words > 12 or piece.ends:
        return False
    names = " ".join(piece.signed).split()
    return bool(names) and piece.words <= len(names) + 4


def _once(pieces: Sequence[Piece]) -> None:
    """Take out of the body what it says again; what stands there many times is no part of it.

    Only the whole of a long paragraph is never said twice: questions of interviews are, often.
    """
    times = Counter(piece.folded for piece in pieces if piece.words >= _ONCE)
    body = [piece for piece in pieces if piece.role is Role.BODY]
    twice = Counter(piece.folded for piece in body if piece.words >= _TWICE)
    seen: set[str] = set()
    for piece in body:
        if times[piece.folded] > _MANY or (piece.words >= _ONCE and piece.folded in seen):
            piece.role = Role.OPEN
        elif twice[piece.folded] == 2 and (piece is body[0] or piece.folded in seen):
            twice[piece.folded] = 0
            piece.role = Role.OPEN
        else:
            seen.add(piece.folded)


def _loose(pieces: Sequence[Piece]) -> None:
    """Take out what hangs at the end of the body, and bare numbers above headings.

    At the end: headings, links, pointers to other pages, and the title of a list that is gone.
    """
    body = [piece for piece in pieces if piece.role is Role.BODY]
    for piece, below in pairwise(body):
        if piece.text.isdigit() and below.kind is BlockKind.HEADING:
            piece.role = Role.OPEN
    while len(body) > 1:
        last = body.pop()
        if last.kind is BlockKind.HEADING:
            if all(piece.kind is BlockKind.HEADING for piece in body[-_HEADINGS:]):
                return  # its headings are what it says
        elif not _hangs(last):
            return
        last.role = Role.OPEN


def _hangs(last: Piece) -> bool:
    """Tell whether the last paragraph of a body belongs to what is not there."""
    if last.kind is not BlockKind.PARAGRAPH:
        return False
    if last.links > pointers.LINKED or last.text.isdigit():
        return True
    if last.words <= _TITLE and (
        last.text.endswith((":", "：")) or "newsletter" in last.folded.split()
    ):
        return True
    match = last.furniture
    if match is None or match.form == "whole":
        return match is not None
    if match.reason == furniture.READ_NEXT:
        return last.words <= _POINTER
    return match.reason in roles.NEVER_BODY and last.words <= _CALL and last.score < _SURE
