"""What few captures hold: shapes that no rule may stumble over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuinews.clean import clean
from tuinews.model import Article, BlockKind, Capture, CaptureKind

Make = Callable[..., Capture]

FIRST = "The council voted on Tuesday to open the old harbour line again, after eleven years."
SECOND = "The first train is due in spring, said Ina Falk, who drove the last one in 2011."
THIRD = "Tickets will cost as much as those of the bus, and the ferry keeps its timetable."
BODY = (FIRST, SECOND, THIRD)


def texts(article: Article) -> list[str]:
    """Return the blocks of an article as text."""
    return [block.text for block in article.blocks]


def dump(*lines: str) -> str:
    """Return a text dump of an article about the harbour line."""
    return "\n\n".join(["Harbour line opens again", *lines])


def page(body: str) -> str:
    """Return a page about the harbour line."""
    head = "<h1>Harbour line opens again</h1>"
    return f"<html><body><article>{head}{body}</article></body></html>"


def paragraphs(*lines: str) -> str:
    """Return lines as paragraphs."""
    return "".join(f"<p>{line}</p>" for line in lines)


def test_two_bylines_above_the_text_are_both_the_article_s(make: Make) -> None:
    article = clean(make(dump("By Ann Smith", "By Bo Falk", *BODY)))
    assert article.authors == ("Ann Smith", "Bo Falk")


def test_an_address_for_letters_is_no_paragraph(make: Make) -> None:
    article = clean(
        make(page(paragraphs(FIRST, SECOND, "desk@harbour.example", THIRD)), CaptureKind.PAGE)
    )
    assert "desk@harbour.example" not in texts(article)


def test_a_long_paragraph_that_is_said_again_is_kept_once(make: Make) -> None:
    again = FIRST + " It had been closed when the bridge was found to be sinking into the bay."
    html = page(paragraphs(again, SECOND, again, THIRD, again, again, again))
    assert texts(clean(make(html, CaptureKind.PAGE))).count(again) <= 1


def test_the_number_above_a_heading_goes(make: Make) -> None:
    parts = "".join(
        f"<p>{number}</p><h2>{head}</h2><p>{text}</p>"
        for number, (head, text) in enumerate(
            zip(("Why it was closed", "Why it opens", "What it costs"), BODY, strict=True), 1
        )
    )
    article = clean(
        make(page(paragraphs(FIRST.replace("Tuesday", "Friday")) + parts), CaptureKind.PAGE)
    )
    assert not [text for text in texts(article) if text.isdigit()]
    assert "Why it opens" in texts(article)


def test_wrapped_lines_of_korean_keep_their_blanks(make: Make) -> None:
    rows = [
        "항구 노선이 다시 열린다",
        "",
        *[
            "시의회는 화요일에 오래된 항구 노선을 십일 년 만에 다시 열기로 결정했다고",
            "밝혔다. 첫 열차는 봄에 출발할 예정이며 요금은 버스와 같을 것이라고 했다.",
            "마지막 열차를 운전했던 기관사는 이날을 오래 기다려 왔다고 기자들에게 전",
            "했고 시민들은 박수를 보냈다.",
            "",
        ]
        * 3,
    ]
    (text, *_) = texts(clean(make("\n".join(rows))))
    assert "했다. 마지막" in text
    assert "기자들에게 전했고" in text


def test_bullets_end_a_wrapped_paragraph(make: Make) -> None:
    rows = [
        "Harbour line opens again",
        "",
        "The council voted on Tuesday to open the old harbour line again after",
        "eleven years, and it wants three things to be ready before the spring",
        "• new sleepers of oak from the forest behind the town, which is its own",
        "• new signals, which come from abroad and are late, as they always were",
        "",
        "The first train is due in spring, said Ina Falk, who drove the last one",
        "in 2011, and who has kept her cap in a drawer of her kitchen ever since.",
    ]
    article = clean(make("\n".join(rows)))
    items = [block for block in article.blocks if block.kind is BlockKind.LIST]
    assert [item.text.split(",")[0] for item in items][-1:] == [
        "new signals",
    ]


def test_a_hyphen_without_an_indent_may_be_speech(make: Make) -> None:
    said = "- I have waited for this, said Ina Falk, and I have kept my cap in a drawer."
    assert said in texts(clean(make(dump(FIRST, said, SECOND, THIRD))))


def test_the_credit_in_brackets_is_parted_whole(make: Make) -> None:
    caption = "<figcaption>The last train of 2011 (Photo: Bo Falk)</figcaption>"
    figure = f"<figure><img src=a.png>{caption}</figure>"
    article = clean(
        make(page(paragraphs(FIRST) + figure + paragraphs(SECOND, THIRD)), CaptureKind.PAGE)
    )
    kinds = {block.kind: block.text for block in article.blocks}
    assert kinds[BlockKind.CAPTION] == "The last train of 2011"
    assert kinds[BlockKind.CREDIT] == "(Photo: Bo Falk)"


@pytest.mark.parametrize("line", ["Two words - and a dash, the council said of its own line."])
def test_a_dash_alone_makes_no_dateline(make: Make, line: str) -> None:
    article = clean(make(dump(line, SECOND, THIRD)))
    assert article.dateline == ""
    assert texts(article)[0] == line


def test_what_nothing_reads_like_an_article_keeps_but_its_headline(make: Make) -> None:
    article = clean(make(page(paragraphs("Harbour line opens again", "Soon.")), CaptureKind.PAGE))
    assert texts(article).count("Harbour line opens again") <= 1


def test_a_comment_in_a_cell_leaves_what_stands_behind_it(make: Make) -> None:
    rows = ("<td>Line<!-- x --> 6</td><td>eleven</td>", "<td>Line 7</td><td>two</td>")
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    article = clean(
        make(page(paragraphs(FIRST, SECOND) + table + paragraphs(THIRD)), CaptureKind.PAGE)
    )
    assert any("Line 6" in text for text in texts(article))


def test_ends_of_elements_that_have_none_are_passed_over(make: Make) -> None:
    deep = "<div>" * 600 + "</br></img>" + paragraphs(*BODY) + "</div>" * 600
    assert texts(clean(make(page(deep), CaptureKind.PAGE))) == list(BODY)
