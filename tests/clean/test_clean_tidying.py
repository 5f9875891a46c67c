"""What a body is rid of, and what it gets back, once its pieces have been judged one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuinews.clean import clean
from tuinews.model import Article, Capture, CaptureKind

Make = Callable[..., Capture]

FIRST = "The council voted on Tuesday to open the old harbour line again, after eleven years."
SECOND = "The first train is due in spring, said Ina Falk, who drove the last one in 2011."
THIRD = "Tickets will cost as much as those of the bus, and the ferry keeps its timetable."


def texts(article: Article) -> list[str]:
    """Return the blocks of an article as text."""
    return [block.text for block in article.blocks]


def page(body: str, head: str = "") -> str:
    """Return a page around a body."""
    return (
        f"<html><head><title>Harbour line opens again</title>{head}</head><body><article>"
        f"<h1>Harbour line opens again</h1>{body}</article></body></html>"
    )


def paragraphs(*lines: str) -> str:
    """Return lines as paragraphs."""
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    ("end", "last"),
    [
        (
            "<h2>What comes next</h2><ul><li>Tracks by May</li><li>Stations in June</li></ul>",
            "Stations in June",
        ),
        ("<blockquote>We waited for this train</blockquote>", "We waited for this train"),
    ],
)
def test_a_list_or_quote_that_ends_the_article_belongs_to_it(
    make: Make, end: str, last: str
) -> None:
    body = paragraphs("By Ann Smith", FIRST, SECOND, THIRD) + end
    article = clean(make(page(body), CaptureKind.PAGE))
    assert texts(article)[0] == FIRST
    assert texts(article)[-1] == last
    assert article.authors == ("Ann Smith",)


def test_a_list_that_sells_a_subscription_is_cut_whole(make: Make) -> None:
    offer = "".join(
        f"<li>{line}</li>"
        for line in (
            "Unlimited digital access to every story of the Harbour Post.",
            "The work of Ina Falk, Per Lund and the other reporters of our desk.",
            "Daily puzzles, including the crossword and the tide table.",
            "Cancel at any time.",
        )
    )
    body = paragraphs(FIRST, SECOND) + f"<ul>{offer}</ul>" + paragraphs(THIRD)
    article = clean(make(page(body), CaptureKind.PAGE))
    assert texts(article) == [FIRST, SECOND, THIRD]
    assert len([cut for cut in article.cut if cut.text in offer]) == 4


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("We choose all of it ourselves; buying through us may earn us a commission.", False),
        ("The agents of the line may receive a commission of two per cent, said Falk.", True),
    ],
)
def test_what_the_site_earns_is_no_part_of_the_article(make: Make, line: str, kept: bool) -> None:
    article = clean(make(page(paragraphs(FIRST, SECOND, line, THIRD)), CaptureKind.PAGE))
    assert (line in texts(article)) is kept


def test_a_list_that_the_text_announces_belongs_to_it(make: Make) -> None:
    names = "".join(f"<li>{name}</li>" for name in ("Oak sleepers", "Rails", "Ballast", "Signals"))
    body = paragraphs(FIRST, SECOND, "Four things are still to be bought:") + f"<ul>{names}</ul>"
    article = clean(make(page(body + paragraphs(THIRD)), CaptureKind.PAGE))
    assert texts(article)[3:7] == ["Oak sleepers", "Rails", "Ballast", "Signals"]


def test_a_line_that_leads_to_another_article_is_no_part_of_this_one(make: Make) -> None:
    address = "https://harbour.example/ferry"
    pointer = f"Read more: <a href={address}>Ferry captains fear for their timetable</a>"
    body = paragraphs(FIRST, SECOND, pointer, THIRD, FIRST.replace("Tuesday", "Monday"))
    article = clean(make(page(body), CaptureKind.PAGE))
    assert len(article.blocks) == 4
    assert "Ferry captains fear for their timetable" in article.see_also


def test_a_menu_that_was_never_closed_does_not_take_the_text_with_it(make: Make) -> None:
    body = f"<nav><ul><li><a href='/'>Home</a></li></ul>{page(paragraphs(FIRST, SECOND, THIRD))}"
    assert texts(clean(make(body, CaptureKind.PAGE))) == [FIRST, SECOND, THIRD]


def test_a_paragraph_that_stands_there_twice_is_kept_once(make: Make) -> None:
    article = clean(make(page(paragraphs(FIRST, SECOND, THIRD, FIRST)), CaptureKind.PAGE))
    assert sorted(texts(article)) == sorted([FIRST, SECOND, THIRD])


def test_an_author_may_be_told_to_a_network_alone(make: Make) -> None:
    head = (
        '<meta name="twitter:label1" content="Written by">'
        '<meta name="twitter:data1" content="Ann Smith">'
    )
    article = clean(make(page(paragraphs(FIRST, SECOND, THIRD), head), CaptureKind.PAGE))
    assert article.authors == ("Ann Smith",)


def test_the_byline_by_the_body_is_the_article_s(make: Make) -> None:
    text = (
        f"Harbour line opens again\n\nBy Ann Smith, PhD\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n"
        + "Related stories\n\n"
        + "".join(f"Ferry fares rise in town {n}\n\nBy Bo Falk\n\n" for n in range(6))
    )
    article = clean(make(text))
    assert article.headline == "Harbour line opens again"
    assert article.authors == ("Ann Smith",)


def test_a_sentence_that_offers_a_newsletter_is_no_last_paragraph(make: Make) -> None:
    call = "Sign up for our newsletter to get the best stories each morning."
    article = clean(make(page(paragraphs(FIRST, SECOND, THIRD, call)), CaptureKind.PAGE))
    assert texts(article) == [FIRST, SECOND, THIRD]
    assert [(cut.text, cut.reason) for cut in article.cut] == [(call, "newsletter call")]


def test_a_labelled_advert_and_a_closing_rule_are_no_text(make: Callable[..., Capture]) -> None:
    text = "The ferry to {} waited for the wind to drop, and the master of the harbour waited too."
    body = [text.format(place) for place in ("Skarra", "Outer Skerry", "Orre", "Sund", "Holm")]
    slogan = "A loan as long as your boat. Ask the bank by the quay."
    body[3:3] = [f"ADVERTISEMENT\n{slogan}"]
    article = clean(make("\n\n".join(["Ferry waits for the wind", *body, "___"])))
    assert [block.text for block in article.blocks] == [*body[:3], *body[4:]]
    assert (slogan, "advert") in [(cut.text, cut.reason) for cut in article.cut]
