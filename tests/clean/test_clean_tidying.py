"""What a body is rid of, and what it gets back, once its pieces have been judged one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuinews.clean import clean
from tuinews.model import Article, BlockKind, Capture, CaptureKind

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


@pytest.mark.parametrize("kind", [CaptureKind.PAGE, CaptureKind.TEXT])
def test_a_list_of_two_is_kept_or_cut_whole(make: Make, kind: CaptureKind) -> None:
    items = ("Call the office of the line", "Wait for the mail without a fee")
    if kind is CaptureKind.PAGE:
        listed = "".join(f"<li>{item}</li>" for item in items)
        told = page(paragraphs(FIRST, SECOND) + f"<ol>{listed}</ol>" + paragraphs(THIRD))
    else:
        listed = "\n".join(f"- {item}" for item in items)
        told = "\n\n".join(("Harbour line opens again", FIRST, SECOND, listed, THIRD))
    body = "\n".join(texts(clean(make(told, kind))))
    assert [item in body for item in items] in ([True, True], [False, False])
    assert THIRD in body


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


def cuts(article: Article) -> dict[str, str]:
    """Return why each line was cut."""
    return {cut.text: cut.reason for cut in article.cut}


def test_a_line_that_leads_to_an_article_without_a_link_is_no_text(make: Make) -> None:
    lines = [
        "Harbour line opens again",
        "By Ann Smith",
        FIRST,
        "Read next: Ten things to pack for a short journey",
        SECOND,
        "Lesen Sie auch: Warum Fähren im Winter anders fahren",
        THIRD,
    ]
    assert texts(clean(make("\n".join(lines)))) == [FIRST, SECOND, THIRD]
    read = "Read more: what the council wrote is in two volumes, said Falk, and in no hurry."
    assert read in texts(clean(make("\n\n".join([lines[0], FIRST, read, SECOND, THIRD]))))


def test_the_last_paragraph_is_kept_below_lines_that_lead_away(make: Make) -> None:
    short = "The last boat left on Sunday, and nobody saw it go."
    lines = ["Port opens", "By Ann Smith", "The port opened on Monday after a strike of two years."]
    lines += ["Read next: Why ports are blue", "The mayor called it worth the wait and the money."]
    lines += ["Read more: Ten ships to see", short]
    assert texts(clean(make("\n\n".join(lines)))) == [lines[2], lines[4], short]


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers of the terminal can read more here.",
        "Quellen:",
        "Lest den Originalartikel auf Englisch hier.",
    ],
)
def test_the_body_does_not_end_in_what_leads_nowhere(make: Make, line: str) -> None:
    article = clean(make(page(paragraphs(FIRST, SECOND, THIRD, line)), CaptureKind.PAGE))
    assert texts(article) == [FIRST, SECOND, THIRD]


def test_a_list_of_headings_is_not_taken_for_loose_ends(make: Make) -> None:
    heads = "".join(f"<h2>{n}. The harbour line has {n} engines of its own</h2>" for n in (1, 2, 3))
    article = clean(make(page(paragraphs(FIRST, SECOND, THIRD) + heads), CaptureKind.PAGE))
    assert texts(article)[-1].startswith("3. The harbour line")


def test_who_the_author_is_is_no_last_paragraph(make: Make) -> None:
    about = "Ann Smith has written about trains and those who miss them since 2009."
    lines = ["Harbour line opens again", "By Ann Smith", FIRST, SECOND, THIRD]
    article = clean(make("\n\n".join([*lines, about])))
    assert texts(article) == [FIRST, SECOND, THIRD]
    assert cuts(article)[about] == "the author, not the article"
    said = "Ann Smith: And what do you do in winter?"
    assert texts(clean(make("\n\n".join([*lines, said, FIRST.replace("Tuesday", "Friday")]))))[
        3
    ].startswith("Ann Smith:")


def test_menus_and_own_headings_are_no_headlines_of_other_articles(make: Make) -> None:
    lines = ["Harbour line opens again", FIRST, SECOND, THIRD, "Related stories"]
    lines += ["Ferry captains fear for their timetable", "Harbour line opens again"]
    lines += ["© 2024 Harbour Post and partners of it", "Cookie settings Terms Privacy Jobs"]
    article = clean(make("\n\n".join(lines)))
    assert article.see_also == ("Ferry captains fear for their timetable",)
    contents = (
        "<ul><li><a href='#a'>How the line was closed in the end</a></li></ul>"
        "<h2>More stories</h2><ul><li><a href='#b'>How the line was closed in the end</a></li></ul>"
    )
    body = paragraphs(FIRST, SECOND) + "<h2>How the line was closed in the end</h2>"
    article = clean(
        make(page(contents + body + paragraphs(THIRD, FIRST + " It did.")), CaptureKind.PAGE)
    )
    assert "How the line was closed in the end" not in article.see_also


def test_a_label_is_no_caption(make: Make) -> None:
    figures = "".join(
        f"<figure><img src=a.png><figcaption>{text}</figcaption></figure>"
        for text in ("Advertisement", "...", "The last train of 2011.", "Replay")
    )
    body = paragraphs(FIRST) + figures + paragraphs(SECOND, THIRD)
    article = clean(make(page(body), CaptureKind.PAGE))
    assert [b.text for b in article.blocks if b.kind is BlockKind.CAPTION] == [
        "The last train of 2011."
    ]


def test_a_kicker_before_the_headline_is_no_part_of_it(make: Make) -> None:
    for top in (
        "<p class=kicker>Local transport</p><h1>Harbour line opens again</h1>",
        "<h1><span>Local transport</span> Harbour line opens again</h1>",
    ):
        html = page(top + paragraphs(FIRST, SECOND, THIRD)).replace(
            "<h1>Harbour line opens again</h1>", "", 1
        )
        article = clean(make(html, CaptureKind.PAGE))
        assert article.headline == "Harbour line opens again"
        assert texts(article) == [FIRST, SECOND, THIRD]
    text = "\n\n".join(
        ["LOCAL TRANSPORT", "Harbour line opens again", "By Ann Smith", FIRST, SECOND]
    )
    article = clean(make(text))
    assert (article.headline, texts(article)) == ("Harbour line opens again", [FIRST, SECOND])


def test_what_stands_above_the_main_heading_is_no_text(make: Make) -> None:
    above = "".join(f"<div>{text}</div>" for text in ("Buchter Bote", "Lokales", "Abo-Shop"))
    html = f"<html><body>{above}<h1>Harbour line opens again</h1>{paragraphs(FIRST, SECOND, THIRD)}"
    assert texts(clean(make(html, CaptureKind.PAGE))) == [FIRST, SECOND, THIRD]
    lead = "The council has met three times on it, and each time somebody left in tears."
    html = html.replace("<h1>", f"<p>{lead}</p><h1>")
    article = clean(make(html, CaptureKind.PAGE))
    assert lead in [*texts(article), article.summary]


@pytest.mark.parametrize(
    "end",
    [
        ["Harbour Mail Newsletter", "I agree that the Post can send me the newsletter."],
        ["Follow the Harbour Post on Facebook, Twitter and Instagram."],
        ["13"],
    ],
)
def test_calls_below_the_last_paragraph_are_no_text(make: Make, end: list[str]) -> None:
    text = "\n\n".join(["Harbour line opens again", "By Ann Smith", FIRST, SECOND, THIRD, *end])
    assert texts(clean(make(text))) == [FIRST, SECOND, THIRD]
    assert texts(clean(make(page(paragraphs(FIRST, SECOND, THIRD, *end)), CaptureKind.PAGE))) == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_a_list_in_the_text_takes_its_headlines_with_it(make: Make) -> None:
    teaser = "Ferry captains fear for their timetable in winter"
    lines = ["Harbour line opens again", FIRST, SECOND, "Most read in harbour news", teaser, THIRD]
    article = clean(make("\n\n".join(lines)))
    assert texts(article) == [FIRST, SECOND, THIRD]
    lines[3:5] = ["More on the budget", "The budget is in two volumes, and Ms Falk has read both."]
    assert texts(clean(make("\n\n".join(lines))))[2:4] == lines[3:5]


def test_a_name_with_the_address_of_a_network_is_no_first_paragraph(make: Make) -> None:
    lines = ["Harbour line opens again", "Ann Smith @annsmith / 2 days", FIRST, SECOND, THIRD]
    assert texts(clean(make("\n".join(lines)))) == [FIRST, SECOND, THIRD]


def test_names_and_titles_of_lists_are_no_headlines_of_other_articles(make: Make) -> None:
    teaser = "Ferry captains fear for their timetable"
    lines = ["Harbour line opens again", FIRST, SECOND, THIRD, "Related stories", teaser]
    article = clean(make("\n\n".join([*lines, "Ina Falk and Per Lund", "On this topic tonight:"])))
    assert article.see_also == (teaser,)


def test_whose_a_picture_is_may_stand_in_a_caption_of_its_own(make: Make) -> None:
    figure = (
        "<figure><img src=a.png><figcaption>The last train of 2011 at the quay.</figcaption>"
        "<p class=caption>Harbour Archive</p><p class=caption>14.03.2023, 09:30 Uhr</p></figure>"
    )
    article = clean(make(page(paragraphs(FIRST) + figure + paragraphs(SECOND)), CaptureKind.PAGE))
    assert [(b.kind, b.text) for b in article.blocks if b.kind.value in ("caption", "credit")] == [
        (BlockKind.CAPTION, "The last train of 2011 at the quay."),
        (BlockKind.CREDIT, "Harbour Archive"),
    ]


def test_a_publisher_is_named_without_its_slogan(make: Make) -> None:
    head = "<meta property='og:site_name' content='Harbour Post | News that floats'>"
    article = clean(make(page(paragraphs(FIRST, SECOND), head), CaptureKind.PAGE))
    assert article.publisher == "Harbour Post"


def test_the_number_of_a_call_is_no_headline(make: Make) -> None:
    lines = [
        "21:17 18.11.2019Get it",
        "The harbour line opens again",
        "By Ann Smith",
        FIRST,
        SECOND,
    ]
    assert clean(make("\n\n".join(lines))).headline == "The harbour line opens again"


def test_what_a_page_shows_around_its_text_is_told_by_its_shape(make: Make) -> None:
    stray = {
        "path": "Home › Local transport › Harbour line opens again",
        "button": "Want to ride along in spring? Book a seat ›",
        "repeats": "<h2>Harbour line opens again Back to video</h2>",
        "counter": "0:00 / 0:41",
        "label": "Play video",
    }
    body = paragraphs(stray["path"], stray["counter"], stray["label"], FIRST, SECOND)
    body += stray["repeats"] + paragraphs(stray["button"], THIRD)
    assert texts(clean(make(page(body), CaptureKind.PAGE))) == [FIRST, SECOND, THIRD]


def test_a_time_heads_the_first_entry_of_a_live_blog(make: Make) -> None:
    lines = ["As it happened: harbour line opens", "15:42", FIRST, SECOND, "15:20", THIRD]
    body = "".join(f"<p>{line}</p>" for line in lines[1:])
    article = clean(make(f"<article><h1>{lines[0]}</h1>{body}</article>", CaptureKind.PAGE))
    assert "15:20" in texts(article)


def test_a_picture_of_an_agency_is_told_by_the_name_behind_it(make: Make) -> None:
    caption = "The old line carried eleven passengers a day in its last winter (AFP / INA MOE)"
    barred = "The line has eleven engines of its own. | Photo by Ina Moe"
    body = paragraphs(FIRST, caption, SECOND, "Ina Moe, AP", barred, THIRD)
    body += paragraphs("Nobody was hurt (dpa/afp).")
    article = clean(make(page(body), CaptureKind.PAGE))
    kinds = {block.text: block.kind for block in article.blocks}
    assert kinds["(AFP / INA MOE)"] is BlockKind.CREDIT
    assert kinds["Ina Moe, AP"] is BlockKind.CREDIT
    assert kinds["Photo by Ina Moe"] is BlockKind.CREDIT
    assert kinds["Nobody was hurt (dpa/afp)."] is BlockKind.PARAGRAPH


def test_a_date_behind_its_label_is_no_first_paragraph(make: Make) -> None:
    lines = ["Linha reabre", "27/03/2023 06h00 Atualizado há 2 dias", FIRST, SECOND, THIRD]
    assert texts(clean(make("\n\n".join(lines)))) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "line",
    [
        "2023年3月14日 09:30 来源：河湾日报 作者：林知远",
        "14 March 2023 - Posted by: Ann Smith - Category: Transport",
        "Lesezeit: 2 Min.",
    ],
)
def test_what_labels_an_article_is_no_first_paragraph(make: Make, line: str) -> None:
    article = clean(make(page(paragraphs(line, FIRST, SECOND, THIRD)), CaptureKind.PAGE))
    assert texts(article) == [FIRST, SECOND, THIRD]


def test_a_sentence_that_touches_a_credit_below_it_is_a_caption(make: Make) -> None:
    caption = "The old line carried eleven passengers a day in its last winter."
    picture = f"{caption}\nIna Moe/Harbour Times/Getty Images"
    lines = ["Harbour line opens again", FIRST, picture, SECOND, THIRD]
    article = clean(make("\n\n".join(lines)))
    kinds = {block.text: block.kind for block in article.blocks}
    assert kinds[caption] is BlockKind.CAPTION
    assert [text for text, kind in kinds.items() if kind is BlockKind.PARAGRAPH] == [
        FIRST,
        SECOND,
        THIRD,
    ]
