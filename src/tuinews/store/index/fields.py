"""What the index has to know of an article, worked out once, wherever there is time for it.

Values of both kinds here are flat: they are handed from one process to another for next
to nothing, which an article is not.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from zlib import crc32

from tuinews.model import BODY_KINDS, Article
from tuinews.patterns import pattern
from tuinews.store import merge
from tuinews.store.disk import codec
from tuinews.store.disk.fingerprint import fingerprint
from tuinews.store.disk.gated import is_gated
from tuinews.store.highlight import SPACELESS, fold, runs, without_signs, words
from tuinews.store.index import feedindex
from tuinews.store.views import IMPORTED
from tuinews.values import dataclass

TEASER = 160  # characters

_FOREIGN = pattern("[^\x00-\x7f]")
_START = pattern(r"\b[^\W_]{2,3}")
_SPACELESS = pattern(f"[{SPACELESS}]")


@dataclass(frozen=True, slots=True)
class IndexFields:
    """What the index has to know of an article."""

    id: str
    headline: str
    publisher: str
    teaser: str
    length: int  # words
    published: int | None  # seconds, as stated
    dated: datetime | None  # what is shown as its time; None: when it was added
    received: datetime | None  # when it came in first, if it says so
    title: str  # the headline, folded
    text: str  # all of its text, folded
    names: tuple[str, ...]  # folded words of the authors' names
    starts: str  # the first three letters of every word, or two where it has no more
    sum: int  # of title and text
    fingerprint: int  # see `merge.text_fingerprint`
    origins: tuple[str, ...]
    undated: bool = False  # nothing tells when it was published, nor that it is news of a feed
    changed: datetime | None = None  # when its publisher changed the text last

    def sort_time(self, added: datetime) -> datetime:
        """Return the time by which it is sorted and filed: never after it was added."""
        return min(self.dated or added, added)


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article on its way into the store: its document, and what the index has to know of it."""

    fields: IndexFields
    document: bytes  # JSON

    @property
    def id(self) -> str:
        """The id of the article."""
        return self.fields.id

    def article(self) -> Article:
        """Return the article itself."""
        article = codec.to_article(json.loads(self.document))
        assert article is not None
        return article


def prepare(article: Article) -> PreparedArticle | None:
    """Return an article as the store takes it; None where neither headline nor text is in it.

    Every text of it passes the gate.
    """
    document = codec.written(article)
    if is_gated(article, document.decode()):
        return PreparedArticle(index_fields(article), document)
    clean = codec.to_article(json.loads(document))
    if clean is None:
        return None
    if clean != article:
        document = codec.written(clean)
    return PreparedArticle(index_fields(clean), document)


def index_fields(article: Article) -> IndexFields:
    """Return what the index has to know of an article."""
    blocks = article.blocks
    whole = "\n".join([block.text for block in blocks]) or article.summary
    alone = all(block.kind in BODY_KINDS for block in blocks)
    body = whole if alone else article.body or article.summary
    title, text, plain = _indexed(article.headline, whole)
    received = min((source.received for source in article.sources), default=None)
    return IndexFields(
        id=article.id,
        headline=article.headline,
        publisher=article.publisher,
        teaser=teaser(body),
        length=merge.count_words(body),
        published=int(article.published.timestamp()) if article.published else None,
        dated=merge.stated_date(article) or received,
        received=received,
        title=title,
        text=text,
        names=tuple(word for name in article.authors for word in words(name)),
        starts=_starts(plain, f"{title} {text}"),
        sum=crc32(f"{title}\n{text}".encode("utf-8", "replace")),
        fingerprint=_fingerprint(article, plain if alone else None),
        origins=_origins(article),
        undated=merge.is_undated(article),
        changed=article.earlier[-1].until if article.earlier else None,
    )


def _origins(article: Article) -> tuple[str, ...]:
    """Return by which ways an article came: what came by its own address was imported as well."""
    origins = tuple(source.origin for source in article.sources)
    imported = any(origin == article.url or not feedindex.origin_of(origin) for origin in origins)
    return (*origins, IMPORTED) if imported else origins


def _indexed(headline: str, whole: str) -> tuple[str, str, list[bytes] | None]:
    """Return both texts as `indexed` does, and of plain letters all words that are in them.

    Nearly every text in English is of plain letters, and then done in a third of the time.
    """
    both = f"{headline}\n{whole}"
    shown = without_signs(both)
    if not shown.isascii() or "_" in shown:
        return indexed(headline), indexed(whole), None
    title, text = shown[: len(headline)], shown[len(headline) + 1 :]  # each sign is one blank
    return title, text, runs(shown.lower())


def _fingerprint(article: Article, plain: list[bytes] | None) -> int:
    """Return `merge.text_fingerprint`, of words in plain letters where all of them are known."""
    if plain is None:
        return merge.text_fingerprint(article)
    return int.from_bytes(fingerprint(b" ".join(plain)), "big") >> 1


def _starts(plain: list[bytes] | None, text: str) -> str:
    if plain is None:
        return " ".join(set(_START.findall(text.replace("_", " ").lower())))
    # words that come again stay: FTS5 passes over them in less time than a set takes
    return (b"%.3s " * len(plain) % tuple(plain)).decode()


def teaser(text: str) -> str:
    """Return the beginning of a text, in one line."""
    start = " ".join(text[: TEASER * 2].split())
    return start if len(start) <= TEASER else start[: TEASER - 1].rstrip() + "…"


@lru_cache(maxsize=8192)
def _indexed_char(match: str) -> str:
    folded = fold(match)
    return f" {folded} " if _SPACELESS.match(match) else folded


def indexed(text: str) -> str:
    """Return `text` folded, with spaces around each character of scripts without spaces."""
    text = without_signs(text)
    if text.isascii():
        return text
    return _FOREIGN.sub(lambda match: _indexed_char(match[0]), text)
