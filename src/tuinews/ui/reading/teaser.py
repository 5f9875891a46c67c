"""Whether an article is only the beginning of one."""

from __future__ import annotations

from tuinews.model import Article

LONG = 250  # words of a text that is hardly a teaser
SHORT = 80  # words of one that mostly is, where a feed brought it
UNFINISHED = ("…", "...", "[…]", "[...]", "(…)")


def seems_whole(article: Article) -> bool:
    """Whether there is hardly more to fetch."""
    return len(article.body.split()) >= LONG and not _unfinished(article)


def seems_teaser(article: Article) -> bool:
    """Whether a feed brought an article, whose address is known, and but its beginning."""
    fed = any(source.origin.startswith(("http://", "https://")) for source in article.sources)
    if not article.url or not fed:
        return False
    return _unfinished(article) or len(article.body.split()) < SHORT


def _unfinished(article: Article) -> bool:
    return article.body.rstrip().endswith(UNFINISHED)
