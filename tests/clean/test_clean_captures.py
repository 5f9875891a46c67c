"""A text dump of a news page becomes an article with every field in its place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tuinews.clean import CleanError, clean
from tuinews.model import Article, BlockKind, Capture, CaptureKind, Cut
from tuinews.overrides import xray

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)

WIRE = Path(__file__).with_name("captures") / "wire.txt"


def capture(text: str, kind: CaptureKind = CaptureKind.TEXT) -> Capture:
    return Capture(kind, text, "wire.txt", NOW)


@pytest.fixture(scope="module")
def wire() -> Article:
    return clean(capture(WIRE.read_text("utf-8")))


def test_the_fields_of_a_wire_story(wire: Article) -> None:
    assert wire.headline == "Ferry operators reopen the northern route after storm"
    assert wire.authors == ("Ina Holm",)
    assert wire.editors == ("Peter Lund", "Mary Ash")
    assert (wire.dateline, wire.agency) == ("ROSTAD, Norway", "Reuters")
    assert wire.publisher == "Reuters"


def test_a_weekday_and_a_dated_caption_give_an_inferred_date_only(wire: Article) -> None:
    assert wire.published is None
    assert wire.published_inferred == date(2024, 3, 6)


def test_the_body_is_all_there_and_nothing_else(wire: Article) -> None:
    assert wire.body.splitlines()[0].startswith("ROSTAD, Norway (Reuters) - The northern")
    assert wire.body.splitlines()[-1] == "Nobody was hurt."
    assert len(wire.body.splitlines()) == 4


def test_captions_and_credits_are_blocks_of_their_own(wire: Article) -> None:
    assert [block.text for block in wire.blocks if block.kind is BlockKind.CREDIT] == [
        "REUTERS/Ina Holm",
        "(Reporting by Ina Holm; Editing by Peter Lund, Mary Ash)",
    ]
    (caption,) = [block for block in wire.blocks if block.kind is BlockKind.CAPTION]
    assert caption.text.endswith("in Rostad, Norway March 6, 2024.")


def test_what_was_cut_has_a_reason_in_words(wire: Article) -> None:
    reasons = {cut.text: cut.reason for cut in wire.cut}
    assert reasons["User Type: anonymous web"] == "reader metadata"
    assert reasons["Join our Telegram channel to get our Evening Alerts"] == "newsletter call"
    assert reasons["Next In World"] == "read-next list"


def test_headlines_of_other_articles_are_kept_aside(wire: Article) -> None:
    assert wire.see_also == (
        "Harbour town counts the cost of a long winter",
        "Prime minister of the islands calls an early election",
    )


def test_the_xray_is_in_the_order_of_the_capture(wire: Article) -> None:
    lines = [part.line for part in xray(wire)]
    assert lines == sorted(lines)
    assert any(isinstance(part, Cut) for part in xray(wire))


def test_a_headline_that_stands_three_times_is_cut_twice() -> None:
    text = """ADVERTISEMENT

Town Votes to Keep Its Old Bridge

Town Votes to Keep Its Old Bridge

The town voted on Tuesday to keep the bridge, which is older than its church and twice as loved.

Town Votes to Keep Its Old Bridge

The mayor said that repairs would begin in spring, and that they would cost less than a new one.

©2023 Morning Post L.P.
"""
    article = clean(capture(text))
    assert article.headline == "Town Votes to Keep Its Old Bridge"
    assert [cut.reason for cut in article.cut] == ["advert", *["repeats the headline"] * 2]
    assert article.publisher == "Morning Post"
    assert (article.published, article.published_inferred) == (None, None)


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\ufeff", "\u200b\n\u2060"])
def test_a_capture_without_text_says_so(text: str) -> None:
    with pytest.raises(CleanError, match="nothing to read"):
        clean(capture(text))
