"""A news page becomes an article: its structure stays, its furniture goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tuinews.clean import CleanError, clean
from tuinews.model import Article, BlockKind, Capture, CaptureKind, Emphasis

PARAGRAPHS = (
    "The town council voted on Tuesday to keep the old bridge, which carries the road to the mill.",
    'Engineers had called it "tired but not ill", and asked for a year to mend the eastern pier.',
    "Traders on the west bank feared for their summer, said Ada Brink, who sells boats there.",
)
HEAD = """<html lang="en"><head><title>Old bridge stays, council says | The Mill Post</title>
<meta property="og:title" content="Old bridge stays, council says">
<meta property="og:site_name" content="The Mill Post">
<link rel="canonical" href="https://mill.example/news/bridge?utm_source=x">
<script type="application/ld+json">{"@type": "NewsArticle",
 "headline": "Old bridge stays, council says", "datePublished": "2024-03-05T18:30:00+01:00",
 "author": [{"@type": "Person", "name": "Ada Holm"}, {"name": "Per Lund"}],
 "publisher": {"name": "The Mill Post"}}</script></head>"""


def page(body: str, head: str = HEAD) -> str:
    return f"{head}<body>{body}</body></html>"


def article_of(inner: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return page(
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
        f"<article><h1>Old bridge stays, council says</h1>{text}{inner}{text.replace('The', 'Our')}"
        "</article><footer><p>© 2024 The Mill Post. All rights reserved.</p></footer>"
    )


@pytest.fixture
def read(make: Callable[..., Capture]) -> Callable[[str], Article]:
    return lambda text: clean(make(text, CaptureKind.PAGE))


def test_fields_come_from_what_the_page_states(read: Callable[[str], Article]) -> None:
    article = read(article_of(""))
    assert article.headline == "Old bridge stays, council says"
    assert article.authors == ("Ada Holm", "Per Lund")
    assert article.publisher == "The Mill Post"
    assert article.published == datetime(2024, 3, 5, 17, 30, tzinfo=UTC)
    assert article.language == "en"


def test_menu_and_footer_are_cut_with_a_reason(read: Callable[[str], Article]) -> None:
    article = read(article_of(""))
    assert article.body.splitlines()[: len(PARAGRAPHS)] == list(PARAGRAPHS)
    reasons = {cut.text: cut.reason for cut in article.cut}
    assert reasons["World"] == "menu"
    assert reasons["© 2024 The Mill Post. All rights reserved."] == "foot of the page"


def test_links_and_emphasis_stay_in_the_line(read: Callable[[str], Article]) -> None:
    article = read(
        article_of(
            "<p>The <b>vote</b> is <a href='https://mill.example/minutes'>in the minutes</a> of the"
            " evening, and <a href='javascript:alert(1)'>nobody</a> asked for another one.</p>"
        )
    )
    (block,) = [block for block in article.blocks if "minutes" in block.text]
    styled = {span.text: span for span in block.spans}
    assert styled["vote"].emphasis == {Emphasis.STRONG}
    assert styled["in the minutes"].href == "https://mill.example/minutes"
    assert all("javascript" not in span.href for span in block.spans)


def test_code_quotes_headings_and_tables_keep_their_kind(read: Callable[[str], Article]) -> None:
    article = read(
        article_of(
            "<h2>What it costs</h2><p>The council showed these figures to the people who came:</p>"
            "<table><tr><th>Year</th><th>Crowns</th></tr><tr><td>2024</td><td>300</td></tr></table>"
            "<pre>for pier in piers:\n    mend(pier)</pre>"
            "<blockquote><p>We could not have done without it, and we never shall.</p></blockquote>"
        )
    )
    texts = {block.kind: block.text for block in article.blocks}
    assert texts[BlockKind.HEADING] == "What it costs"
    assert texts[BlockKind.CODE] == "for pier in piers:\n    mend(pier)"
    assert texts[BlockKind.QUOTE] == "We could not have done without it, and we never shall."


def test_a_figure_gives_caption_and_credit(read: Callable[[str], Article]) -> None:
    article = read(
        article_of(
            "<figure><img src='b.jpg'><figcaption>The bridge in the first snow of the year."
            " Photo: Ina Moe</figcaption></figure>"
        )
    )
    texts = {block.kind: block.text for block in article.blocks}
    assert texts[BlockKind.CAPTION] == "The bridge in the first snow of the year."
    assert texts[BlockKind.CREDIT] == "Photo: Ina Moe"


def test_whose_a_picture_is_stands_beside_its_caption(make: Callable[..., Capture]) -> None:
    figure = "<figure><img><figcaption>The pier, mended.</figcaption><p>Harbour Survey</p></figure>"
    again = "<figcaption>The pier, mended. Photo: Ada Holm</figcaption>"
    text = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    article = clean(make(f"{HEAD}<h1>Old bridge stays</h1>{figure}{text}{again}", CaptureKind.PAGE))
    captions = [block.text for block in article.blocks if block.kind is BlockKind.CAPTION]
    assert captions == ["The pier, mended."]
    assert "Harbour Survey" in [b.text for b in article.blocks if b.kind is BlockKind.CREDIT]
    body = [block.text for block in article.blocks if block.kind is BlockKind.PARAGRAPH]
    assert body == list(PARAGRAPHS)


def test_the_canonical_address_of_another_site_is_not_believed(
    make: Callable[..., Capture],
) -> None:
    text = article_of("").replace("https://mill.example/news", "https://other.example/news")
    fetched = "https://mill.example/a/bridge"
    assert clean(make(text, CaptureKind.PAGE, fetched)).url == fetched


def test_a_page_without_text_says_so(read: Callable[[str], Article]) -> None:
    with pytest.raises(CleanError, match="no readable text"):
        read("<html><body><script>draw()</script></body></html>")


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 30_000 + PARAGRAPHS[0],
        "<p>" + "<b>" * 30_000 + PARAGRAPHS[0],
        "<br>" * 100_000 + PARAGRAPHS[0],
        "<table>" * 2_000 + f"<tr><td>{PARAGRAPHS[0]}",
        "<ul><li>" * 5_000 + PARAGRAPHS[0],
        "<p>\x00\x1b[31m" + PARAGRAPHS[0],
        "<a href='//[bad'>" + PARAGRAPHS[0] + "</a>",
    ],
)
def test_broken_and_deep_pages_keep_their_text(read: Callable[[str], Article], text: str) -> None:
    article = read(f"<html><body>{text}")
    found = [block.text for block in article.blocks] + [cut.text for cut in article.cut]
    assert any(PARAGRAPHS[0] in one for one in found)


def test_a_table_beyond_the_limit_is_shortened(read: Callable[[str], Article]) -> None:
    rows = "".join(f"<tr><td>a{n}</td><td>b{n}</td></tr>" for n in range(6_000))
    article = read(article_of(f"<table>{rows}</table>"))
    told = [block.text for block in article.blocks] + [cut.text for cut in article.cut]
    assert any("a5999" in text for text in told)
    assert any("… the table goes on" in text for text in told)


def test_other_headlines_stand_without_section_and_number(read: Callable[[str], Article]) -> None:
    article = read(
        article_of(
            "<aside><h3>Read next</h3><ul>"
            "<li><a href='/a'><span class='kicker'>Harbour</span> Crane walks in the night</a></li>"
            "<li><a href='/b'>Live music returns to the mill</a></li></ul>"
            "<h3>Most read</h3><ol><li><a href='/1'>1 The cow that took the ferry</a></li>"
            "<li><a href='/2'>2 Baker survives a third mayor</a></li></ol></aside>"
        )
    )
    assert article.see_also == (
        "Crane walks in the night",
        "Live music returns to the mill",
        "The cow that took the ferry",
        "Baker survives a third mayor",
    )
    assert "Harbour Crane walks in the night" in {cut.text for cut in article.cut}


def test_a_number_in_a_headline_stays(read: Callable[[str], Article]) -> None:
    article = read(
        article_of(
            "<aside><h3>Read next</h3><ul>"
            "<li><a href='/a'>3 hurt in the fire at the mill</a></li>"
            "<li><a href='/b'>Live music returns to the mill</a></li></ul></aside>"
        )
    )
    assert article.see_also[:1] == ("3 hurt in the fire at the mill",)


def test_a_table_is_read_around_what_nobody_sees(read: Callable[[str], Article]) -> None:
    rows = "<tr><!-- x --><td>Oak<!-- y --> sleepers</td><td>9<script>z()</script> kr</td></tr>"
    article = read(article_of(f"<table>{rows * 3}</table>"))
    assert any("Oak sleepers" in block.text and "9 kr" in block.text for block in article.blocks)


def test_a_list_that_begins_with_no_number_begins_with_one(read: Callable[[str], Article]) -> None:
    items = "".join(f"<li>{text}</li>" for text in PARAGRAPHS)
    article = read(article_of(f"<ol start=first>{items}</ol>"))
    assert "1." in [block.marker for block in article.blocks]


def test_a_paragraph_of_signs_that_nobody_sees_is_none(read: Callable[[str], Article]) -> None:
    article = read(article_of("<p>\u200b<b>\u200b</b></p><pre> \n </pre>"))
    assert all(block.text.strip("\u200b ") for block in article.blocks)
