"""A box that says outright what it holds is cut, whatever its words read like."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuinews.clean import boxes, clean
from tuinews.model import Article, Capture, CaptureKind

PARAGRAPH = (
    "<p>The ferry lay at the quay for the third day, and number {} of its crew told stories of"
    " other storms, most of them longer, to the people who had come to look at the water.</p>"
)
PITCH = "Boots that have seen worse. Pull on a pair of Falk and Daughters before the next one."
HEAD = "<html><head><title>Ferry stays at the quay</title></head><body{}>"


@pytest.fixture
def read(make: Callable[..., Capture]) -> Callable[..., Article]:
    def article(box: str, body: str = "") -> Article:
        text = [PARAGRAPH.format(number) for number in range(8)]
        inner = "".join([*text[:4], box, *text[4:]])
        page = f"{HEAD.format(body)}<article><h1>Ferry stays at the quay</h1>{inner}</article>"
        return clean(make(page + "</body></html>", CaptureKind.PAGE))

    return article


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ad", "advert"),
        ("ad-slot", "advert"),
        ("n-ad", "advert"),
        ("box ad ad--top", "advert"),
        ("adSlot", "advert"),
        ("anzeige", "advert"),
        ("c-sponsor-box", "advert"),
        ("newsletter-inline", "newsletter call"),
        ("sharedaddy", "share buttons"),
        ("cookie-banner", "cookie notice"),
    ],
)
def test_what_stands_in_a_named_box_is_cut(
    read: Callable[..., Article], name: str, reason: str
) -> None:
    for attribute in ("class", "id"):
        article = read(f'<div {attribute}="{name}"><p>{PITCH}</p></div>')
        assert PITCH not in article.body
        assert (PITCH, reason) in [(cut.text, cut.reason) for cut in article.cut]


@pytest.mark.parametrize(
    "name",
    [
        "add",
        "header",
        "shadow",
        "adrian",
        "advertiser-content",
        "component_1ad269af",
        "elementor-eefe4ad",
        "no-ads",
        "with-rail-ad",
        "ad-free",
        "category-advertisement",
        "newsletter-embed",
        "share-price",
        "informed-consent",
        "cookie-recipe",
    ],
)
def test_other_names_say_nothing(name: str) -> None:
    assert boxes.named(name) == ""


def test_a_class_around_the_article_does_not_cut_it(read: Callable[..., Article]) -> None:
    for body in (' class="ad"', ' id="newsletter"'):
        assert len(read("", body).blocks) == 8
    wrapped = "".join(PARAGRAPH.format(number) for number in range(10, 20))
    article = read(f'<div class="sc-ad-container">{wrapped}</div>')
    assert len(article.blocks) == 18


def test_a_heading_that_bears_such_an_anchor_stays(read: Callable[..., Article]) -> None:
    assert (
        "Newsletters of the port" in read('<h2 id="newsletters">Newsletters of the port</h2>').body
    )


def test_a_box_in_a_feed_entry_is_cut(make: Callable[..., Capture]) -> None:
    text = "".join(PARAGRAPH.format(number) for number in range(4))
    entry = f'{text}<div class="sharedaddy"><p>{PITCH}</p></div>'
    article = clean(make(entry, CaptureKind.ENTRY, headline="Ferry stays"))
    assert [cut.reason for cut in article.cut] == ["share buttons"]
