"""What a feed carries is content already: only furniture goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product

import pytest

from tuinews.clean import CleanError, clean, markup
from tuinews.clean.walk import Walk
from tuinews.model import Block, Capture, CaptureKind

HOLDERS = ["{}", "<ul>{}</ul>", "<ol start=3>{}</ol>", "<blockquote>{}</blockquote>", "<b>{}</b>"]
BLOCKS = ["p", "div", "li", "li value=7", "dd", "h2", "figcaption", "pre"]
TEXTS = ["", " ", "it  rained", "\u00a0 set in\n and\u202e wrapped ", "a &amp; b\u200b", "\n"]


def test_short_entries_are_kept_whole(make: Callable[..., Capture]) -> None:
    article = clean(make("<p>It rained.</p><p>Again.</p>", CaptureKind.ENTRY, headline="Rain"))
    assert article.headline == "Rain"
    assert article.body == "It rained.\nAgain."
    assert article.cut == ()


def test_what_the_feed_states_is_taken(make: Callable[..., Capture]) -> None:
    when = datetime(2024, 4, 1, tzinfo=UTC)
    article = clean(
        make(
            "<p>It rained.</p>",
            CaptureKind.ENTRY,
            feed="https://rain.example/feed",
            guid="7",
            headline="Rain",
            authors=("Ada Holm",),
            published=when,
            language="en",
        )
    )
    assert (article.authors, article.published, article.language) == (("Ada Holm",), when, "en")


def test_a_repeated_headline_and_share_buttons_go(make: Callable[..., Capture]) -> None:
    text = "<h2>Rain</h2><p>It rained on Tuesday.</p><p>Share this article</p>"
    article = clean(make(text, CaptureKind.ENTRY, headline="Rain"))
    assert article.body == "It rained on Tuesday."
    assert [cut.reason for cut in article.cut] == ["share buttons"]


def test_plain_text_in_a_feed_is_read_too(make: Callable[..., Capture]) -> None:
    assert clean(make("Just words & more", CaptureKind.ENTRY)).body == "Just words & more"


def test_an_empty_entry_says_so(make: Callable[..., Capture]) -> None:
    with pytest.raises(CleanError, match="no text in this entry"):
        clean(make(" <img src='x.png'> ", CaptureKind.ENTRY))


def test_the_same_item_has_one_id_by_any_way(make: Callable[..., Capture]) -> None:
    url = "https://www.rain.example/a?utm_source=feed#top"
    same = "http://rain.example/a/"
    first = clean(make("<p>It rained.</p>", CaptureKind.ENTRY, url))
    second = clean(make("<p>It poured.</p>", CaptureKind.PAGE, same))
    assert first.id == second.id
    guid = [clean(make(t, CaptureKind.ENTRY, feed="f", guid="1")).id for t in ("One.", "Two.")]
    assert guid[0] == guid[1] != first.id


def pieces(fragment: str) -> list[Block]:
    """Return what a walk makes of a fragment."""
    root = markup.parse(fragment)
    assert root is not None
    walk = Walk()
    walk.run(root)
    return [piece.block() for piece in walk.pieces]


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("tag", BLOCKS)
def test_a_block_of_text_alone_is_read_as_one_with_a_picture_in_it(holder: str, tag: str) -> None:
    end = tag.split()[0]
    for text, behind in product(TEXTS, ["", "\n", "behind"]):
        alone = f"<{tag}>{text}</{end}>{behind}"
        pictured = f"<{tag}>{text}<img src='x.png'></{end}>{behind}"
        assert pieces(holder.format(alone * 2)) == pieces(holder.format(pictured * 2))
