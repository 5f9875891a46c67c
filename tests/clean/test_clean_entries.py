"""What a feed carries is content already: only furniture goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tuinews.clean import CleanError, clean
from tuinews.model import Capture, CaptureKind


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
