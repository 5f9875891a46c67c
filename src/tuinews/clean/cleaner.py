"""A capture becomes an article: three kinds of capture are read, all are cleaned alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from tuinews.clean import (
    credit_lines,
    identity,
    language,
    people,
    plain,
    plain_bylines,
    plain_headline,
    publication_date,
    roles,
    scores,
    tidying,
    wording,
)
from tuinews.clean.blocks import Piece, Role, try_own
from tuinews.clean.errors import CleanError, bound
from tuinews.clean.furniture import Furniture
from tuinews.clean.metadata import Metadata
from tuinews.clean.text_metadata import TextMetadata
from tuinews.model import Article, Block, BlockKind, Capture, CaptureKind, Cut, Source, Span
from tuinews.text import line

_BARE_NUMBER = re.compile(r"^(\d{1,2})\s+")
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+")  # of an item of a list


def clean(capture: Capture, own: Furniture | None = None) -> Article:
    """Return the article that a capture holds; CleanError where there is nothing to read.

    `own` are furniture words of the user's: what they match is cut.
    """
    if capture.kind is CaptureKind.TEXT:
        pieces, meta = _text(capture, own)
    else:
        from tuinews.clean import page

        read = page.page if capture.kind is CaptureKind.PAGE else page.entry
        pieces, meta = read(capture, own)
    if not any(piece.role is Role.BODY for piece in pieces):
        raise CleanError(f"{capture.origin}: no readable text found; open the original instead")
    plain_bylines.mark(pieces)
    return _article(capture, pieces, meta)


def _text(capture: Capture, own: Furniture | None) -> tuple[list[Piece], Metadata]:
    """Clean a plain-text capture; return its pieces and the headline."""
    bound(capture.origin, len(capture.text))
    pieces = plain.pieces(capture.text)
    if not any(piece.folded for piece in pieces):
        raise CleanError(f"{capture.origin}: nothing to read in it")
    try_own(pieces, own)
    headline = line(capture.stated.headline) or plain_headline.headline(
        pieces, scores.rough(pieces)
    )
    scores.choose(pieces, headline)
    if not capture.stated.headline:
        body = [piece for piece in pieces if piece.role is Role.BODY]
        headline = plain_headline.headline(pieces, body) or headline
        wanted = wording.fold(headline)
        for piece in body:
            if piece.folded == wanted and len(body) > 1:
                piece.role = Role.OPEN
    roles.assign(pieces, headline)
    return pieces, Metadata(headline=headline)


def _article(capture: Capture, pieces: Sequence[Piece], meta: Metadata) -> Article:
    """Put the article together from pieces with their roles, and what the capture states."""
    stated = capture.stated
    headline = line(stated.headline) or meta.headline
    told = TextMetadata(pieces, headline, capture.received)
    authors = stated.authors or _authors(meta, told)
    tidying.part_biography(pieces, authors)
    blocks = _blocks(pieces)
    headline = headline or line(_opening(blocks, 1), 120)
    published = stated.published or publication_date.published(
        pieces, meta, publication_date.shown(pieces, capture.received)
    )
    url = capture.url or meta.url
    return Article(
        id=identity.of_article(
            url=url,
            feed=capture.feed,
            guid=stated.guid,
            headline=headline,
            body=(block.text for block in blocks),
        ),
        headline=headline,
        publisher=line(stated.publisher, 100) or meta.publisher or told.publisher,
        authors=authors,
        editors=told.editors,
        dateline=told.place,
        agency=told.agency,
        published=published,
        published_inferred=None if published else told.inferred,
        updated=stated.updated or meta.updated,
        url=url,
        language=stated.language or meta.language or language.guess(_opening(blocks, 12)),
        summary=next((p.text for p in pieces if p.role is Role.DECK), "") or meta.summary,
        blocks=blocks,
        cut=_cuts(pieces, headline),
        see_also=_see_also(pieces),
        enclosures=stated.enclosures,
        categories=stated.categories or meta.categories,
        sources=(Source(capture.origin, capture.received),),
    )


def _opening(blocks: Sequence[Block], count: int) -> str:
    """Return the text of the first so many paragraphs."""
    paragraphs = (block.text for block in blocks if block.kind is BlockKind.PARAGRAPH)
    return " ".join(islice(paragraphs, count))


def _authors(meta: Metadata, told: TextMetadata) -> tuple[str, ...]:
    """Return whom the page's data name; where that is only a house, whoever is shown to sign."""
    house = wording.fold(meta.publisher)
    if any(" " in name and not people.is_house(name, house) for name in meta.authors):
        return meta.authors
    return tuple(name for name in told.signed if " " in name) or meta.authors or told.authors


def _see_also(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the headlines of other articles, without numbers and names of sections.

    Lines of a table of contents, and the article's own headline, are none.
    """
    found = [piece for piece in pieces if piece.role is Role.SEE_ALSO]
    if not found:
        return ()
    texts = [_NUMBER.sub("", line(p.text[len(p.kicker) :].lstrip(" :|·–—-"))) for p in found]
    bare = [_BARE_NUMBER.match(text) for text in texts]
    for number, match in enumerate(bare):  # "1 ...", "2 ..." is a list; "3 dead in fire" is none
        places = [int(other[1]) for other in bare[max(number - 1, 0) : number + 2] if other]
        if match and {int(match[1]) - 1, int(match[1]) + 1} & set(places):
            texts[number] = texts[number][match.end() :]
    own = {piece.folded for piece in pieces if piece.role in (Role.BODY, Role.HEADLINE)}
    kept = [text for text, p in zip(texts, found, strict=True) if p.folded not in own]
    return tuple(dict.fromkeys(kept))


def _blocks(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """Return the blocks of the article, a caption's credit as a block of its own."""
    blocks: list[Block] = []
    for piece in pieces:
        if piece.role is Role.CAPTION:
            text, credit = credit_lines.split_caption(piece.text)
            if credit and text:
                blocks.append(Block(BlockKind.CAPTION, (Span(text),), line=piece.line))
                blocks.append(Block(BlockKind.CREDIT, (Span(credit),), line=piece.line))
                continue
        if piece.role in (Role.BODY, Role.CAPTION, Role.CREDIT):
            blocks.append(piece.block())
    return tuple(blocks)


def _cuts(pieces: Sequence[Piece], headline: str) -> tuple[Cut, ...]:
    """Return everything that is not in the article, with its reason."""
    wanted = wording.fold(headline)
    cuts: list[Cut] = []
    for piece in pieces:
        if piece.role in (Role.BODY, Role.CAPTION, Role.CREDIT):
            continue
        if piece.role is Role.HEADLINE and piece.folded == wanted:
            continue
        cuts.append(Cut(piece.line, piece.text, piece.reason or roles.REPEATS))
    return tuple(cuts)
