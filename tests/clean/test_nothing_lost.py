"""No visible line of a capture is lost: each is found in the article or in its cuts."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuinews.clean import CleanError, clean
from tuinews.model import Article, Capture, CaptureKind
from tuinews.overrides import xray
from tuinews.text import safe

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
WORD = re.compile(r"\w+")

WORDS = """the of council harbour Ferry voted Read more Advertisement Share By REUTERS/Ina Holm 2024
March 6, Wednesday said. Subscribe © Comments Next In World »quoted« große Straße вчера 港口"""
TAGS = "p div h1 h2 li blockquote pre td span a b figcaption aside nav footer"

words = st.sampled_from(WORDS.split())
sentences = st.lists(words, min_size=1, max_size=30).map(" ".join)
anything = st.text(st.characters(codec="utf-8"), max_size=60)
lines = st.lists(st.one_of(sentences, sentences, anything, st.just("")), max_size=30)


def told(article: Article) -> str:
    """Return the words of all that is kept or cut, in one string to look in."""
    parts = [article.headline, article.summary, *(block.text for block in article.blocks)]
    parts += [cut.text for cut in article.cut]
    parts += [
        f"{one.text} {two.text}"  # a caption and its credit stood on one line
        for one, two in zip(article.blocks, article.blocks[1:], strict=False)
    ]
    return "\n".join(" ".join(WORD.findall(part)) for part in parts)


def lost(article: Article, wanted: list[str]) -> list[str]:
    have = told(article)
    return [line for line in wanted if " ".join(WORD.findall(safe(line))) not in have]


def try_clean(kind: CaptureKind, text: str) -> Article | None:
    try:
        return clean(Capture(kind, text, "origin.test", NOW))
    except CleanError:
        return None


FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(lines)
def test_text_captures(wanted: list[str]) -> None:
    article = try_clean(CaptureKind.TEXT, "\n".join(wanted))
    if article is None:  # nothing but furniture: refused as a whole
        return
    visible = [part for line in wanted for part in safe(line).split("\n")]
    assert lost(article, visible) == []


tags = st.sampled_from(TAGS.split())
elements = st.lists(st.tuples(tags, sentences), min_size=1, max_size=25)


def page_of(parts: list[tuple[str, str]]) -> str:
    return "<body>" + "".join(f"<{tag}>{html.escape(text)}</{tag}><hr>" for tag, text in parts)


@FEW
@given(elements)
def test_pages(parts: list[tuple[str, str]]) -> None:
    article = try_clean(CaptureKind.PAGE, page_of(parts))
    if article is not None:
        assert lost(article, [text for _, text in parts]) == []


@FEW
@given(elements)
def test_entries(parts: list[tuple[str, str]]) -> None:
    article = try_clean(CaptureKind.ENTRY, page_of(parts))
    assert article is not None
    assert lost(article, [text for _, text in parts]) == []


@FEW
@given(st.text(max_size=400), st.sampled_from(list(CaptureKind)))
def test_any_text_is_cleaned_or_refused(text: str, kind: CaptureKind) -> None:
    article = try_clean(kind, text)
    if article is not None:
        for part in xray(article):
            assert safe(part.text) == part.text
            assert part.text.strip()


@FEW
@given(lines)
def test_the_same_capture_gives_the_same_article(wanted: list[str]) -> None:
    text = "\n".join(wanted)
    assert try_clean(CaptureKind.TEXT, text) == try_clean(CaptureKind.TEXT, text)


@pytest.mark.parametrize("kind", list(CaptureKind))
def test_every_cut_has_a_reason(kind: CaptureKind) -> None:
    text = "<nav>Home</nav><p>The harbour reopened on Tuesday after a week.</p><p>Advertisement</p>"
    article = try_clean(kind, text)
    assert article is not None
    assert all(cut.reason and cut.line > 0 for cut in article.cut)


def test_soft_hyphens_part_no_word() -> None:
    hyphened = "The har\u00adbour mas\u00adter looked at the sky, and no boat sailed that day."
    article = try_clean(
        CaptureKind.TEXT, "\n\n".join(["No boat sailed", hyphened, hyphened + " Nor"])
    )
    assert article
    assert hyphened.replace("\u00ad", "") in [block.text for block in article.blocks]
