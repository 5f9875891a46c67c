"""What is too large or too broken for an article is told so, quickly."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from lxml import html

from tuinews import limits
from tuinews.clean import CleanError, boxes, clean, layout_features
from tuinews.clean.consensus import reconsider
from tuinews.model import Capture, CaptureKind

Make = Callable[..., Capture]

SENTENCE = "The council voted on Tuesday to open the old harbour line again in spring. "


@pytest.mark.parametrize("kind", CaptureKind)
def test_more_text_than_an_article_has_is_refused_before_it_is_judged(
    make: Make, kind: CaptureKind
) -> None:
    text = f"<p>{SENTENCE}</p>\n" * (2 * limits.ARTICLE // len(SENTENCE))
    began = time.process_time()
    with pytest.raises(CleanError, match=r"too long for an article: .* at most 2,000,000"):
        clean(make(text, kind))
    assert time.process_time() - began < 5


def test_a_title_that_is_never_closed_does_not_swallow_the_page(make: Make) -> None:
    text = f"<html><head><title>Harbour line opens\n<p>{SENTENCE}</p><p>{SENTENCE * 2}</p>"
    article = clean(make(text, CaptureKind.PAGE))
    assert [block.text for block in article.blocks] == [SENTENCE.strip(), (SENTENCE * 2).strip()]
    assert article.headline == "Harbour line opens"


def test_what_stands_behind_200_000_elements_is_cut_and_said(make: Make) -> None:
    text = f"<p>{SENTENCE}</p><p>{SENTENCE * 2}</p>" + "<i></i>" * 200_000
    article = clean(make(f"<article>{text}<p>Behind it all.</p></article>", CaptureKind.PAGE))
    assert [block.text for block in article.blocks] == [SENTENCE.strip(), (SENTENCE * 2).strip()]
    assert "Behind it all." in "".join(cut.text for cut in article.cut)


def test_a_deep_page_keeps_its_characters_and_lines(make: Make) -> None:
    text = f"<p>Tea &amp; cake &#8211; {SENTENCE}<br>Then {SENTENCE}</p>" + "<p>" + SENTENCE
    article = clean(make("<div>" * 30_000 + text + "</div>" * 3, CaptureKind.PAGE))
    assert f"Tea & cake – {SENTENCE}".strip() in article.body


def test_lines_beyond_the_limit_are_cut_and_said(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PLAIN_LINES", 3)
    more = SENTENCE.replace("Tuesday", "Friday").strip()
    article = clean(make(f"Harbour line opens\n\n{SENTENCE}\n{more}\n"))
    assert article.body.strip() == SENTENCE.strip()
    assert more in [cut.text for cut in article.cut]


def test_links_beyond_the_limit_are_text(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HTML_LINKS", 1)
    links = "".join(f'<a href="https://a.example/{n}">{SENTENCE}</a>' for n in range(2))
    article = clean(make(f"<p>{links}</p>", CaptureKind.PAGE))
    found = [span.href for block in article.blocks for span in block.spans if span.href]
    assert found == ["https://a.example/0"]
    assert article.body.count(SENTENCE.strip()) == 2


def test_white_space_beyond_the_limit_is_nothing(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PLAIN_LINES", 3)
    article = clean(make(f"Harbour line opens\n\n{SENTENCE}\n \n \n"))
    assert article.cut == ()


def test_a_page_too_large_for_a_vote_is_judged_alone() -> None:
    assert not reconsider([], "<p>" * (limits.VOTE_TAGS + 1))


def test_names_of_boxes_are_remembered_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, most in ((boxes, "_MOST_NAMES"), (layout_features, "_MOST_NAMES")):
        monkeypatch.setattr(module, most, 2)
        monkeypatch.setattr(module, "_MEMO", {})
    for number in range(9):
        boxes._known(f"box-{number}")
        layout_features._own_says(html.fromstring(f"<p class='box-{number}'>x</p>"))
    assert len(boxes._MEMO) <= 3
    assert len(layout_features._MEMO) <= 3


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": '
        '{"@type": "Organization", "name": "The Wire", "url": "http://[::1"}}</script>',
        f'<meta property="og:title" content="&amp;#{"1" * 5000};">',
    ],
    ids=["half an address", "a number of 5,000 digits"],
)
def test_what_a_head_says_amiss_does_not_cost_the_page(make: Make, head: str) -> None:
    page = f"<html><head>{head}</head><body><article><h1>Harbour line opens</h1><p>{SENTENCE * 3}"
    assert clean(make(page, CaptureKind.PAGE)).body == (SENTENCE * 3).strip()
