"""What is too large or too broken for an article is told so, quickly."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tuinews import limits
from tuinews.clean import CleanError, clean
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
