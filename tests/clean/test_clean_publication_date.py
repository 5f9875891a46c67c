"""When an article was published: what is stated, what is shown, and never an invented date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tuinews.clean import clean, dates
from tuinews.model import Article, Capture, CaptureKind

PARAGRAPH = (
    "<p>The orchard gave {} baskets of pears this autumn, more than in any year since the frost,"
    " and the pickers stayed until the last of them was under the roof of the long barn.</p>"
)


@pytest.fixture
def read(make: Callable[..., Capture]) -> Callable[..., Article]:
    def article(line: str = "", head: str = "", end: str = "", url: str = "") -> Article:
        text = "".join(PARAGRAPH.format(number) for number in range(20, 26))
        return clean(
            make(
                f"<html><head><title>A year of pears</title>{head}</head><body><article>"
                f"<h1>A year of pears</h1>{line}{text}{end}</article></body></html>",
                CaptureKind.PAGE,
                url,
            )
        )

    return article


def stated(value: str) -> str:
    return f'<meta property="article:published_time" content="{value}">'


def day(article: Article) -> date | None:
    return article.published.date() if article.published else None


def test_the_day_is_that_of_the_newsroom(read: Callable[..., Article]) -> None:
    article = read(head=stated("2023-10-20T00:30:00+09:00"))
    assert day(article) == date(2023, 10, 20)
    assert article.published == datetime(2023, 10, 19, 15, 30, tzinfo=UTC)


def test_a_shown_offset_is_kept(read: Callable[..., Article]) -> None:
    article = read("<p>Published October 20, 2023, 11:30 pm EST</p>")
    assert article.published == datetime(2023, 10, 20, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert day(article) == date(2023, 10, 20)


def test_a_page_stamped_anew_keeps_the_older_date_that_it_shows(
    read: Callable[..., Article],
) -> None:
    shown = "<p class='date'>May 14, 2023</p>"
    assert day(read(shown, stated("2024-02-01T08:00:00Z"))) == date(2023, 5, 14)
    assert day(read(shown, stated("2023-05-13T22:00:00Z"))) == date(2023, 5, 13)
    assert day(read(shown, stated("2022-05-13T22:00:00Z"))) == date(2022, 5, 13)


def test_a_page_that_shows_only_its_last_change_bears_that_date(
    read: Callable[..., Article],
) -> None:
    assert day(read("<p>Updated: May 14, 2023</p>")) == date(2023, 5, 14)
    assert day(read(end="<p>Page last modified May 14, 2023</p>")) == date(2023, 5, 14)
    both = "<p>Updated: May 14, 2023</p><p>Published: May 2, 2023</p>"
    assert day(read(both)) == date(2023, 5, 2)


def test_a_date_glued_to_its_neighbours_is_read(read: Callable[..., Article]) -> None:
    assert day(read("<p>GardensMAY 14, 2023Updated: JUNE 2, 2023</p>")) == date(2023, 5, 14)


def test_a_date_below_its_label_is_read_where_it_is_the_only_one(
    read: Callable[..., Article],
) -> None:
    box = "<div><p>Published</p><p>May 14, 2023</p></div>"
    far = "<ul>" + "<li><a href='/x'>Elsewhere today</a></li>" * 20 + "</ul>"
    assert day(read(end=far + box)) == date(2023, 5, 14)
    assert day(read(end=far + box + box)) is None


def test_the_address_is_believed_after_what_is_stated(read: Callable[..., Article]) -> None:
    for path in ("2023/05/14", "2023/may/14", "2023/05/14/pears"):
        assert day(read(url=f"https://orchard.test/{path}")) == date(2023, 5, 14)
    article = read("<p>14 May 2023, 18:20</p>", url="https://orchard.test/2023/05/14/pears")
    assert article.published == datetime(2023, 5, 14, 18, 20, tzinfo=UTC)


def test_nothing_is_invented(read: Callable[..., Article]) -> None:
    assert read().published is None
    assert read("<p>Two minutes to read</p>", end="<p>© 2023 The Orchard</p>").published is None
    assert read("<p>05/06/2023</p>").published is None
    assert read(PARAGRAPH.format("in May 14, 2019 as many as 40")).published is None


def test_a_byline_with_a_date_is_no_text(read: Callable[..., Article]) -> None:
    article = read("<p>By Ada Holm • May 14, 2023</p>")
    assert article.authors == ("Ada Holm",)
    assert day(article) == date(2023, 5, 14)
    assert "Ada Holm" not in article.body


@pytest.mark.parametrize(
    "text",
    [
        "20 października 2023",
        "20 Ekim 2023",
        "20 жовтня 2023",
        "2023. október 20.",
        "20. října 2023",
        "20 lokakuuta 2023",
        "20 Οκτωβρίου 2023",
        "2023 Oct 20",
    ],
)
def test_months_of_other_languages(text: str) -> None:
    found = dates.find(text)
    assert found is not None
    assert found.when.date() == date(2023, 10, 20)


def test_a_month_that_two_languages_read_differently_is_no_date() -> None:
    assert dates.find("20 listopada 2023") is None


@pytest.mark.parametrize("text", ["20231020", "202310200830", "20231020T083000Z"])
def test_compact_stamps(text: str) -> None:
    found = dates.iso(text)
    assert found is not None
    assert found.date() == date(2023, 10, 20)
    assert dates.iso("20231320") is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("May 14, 2023, 11:30 +02:00", 9),
        ("May 14, 2023, 11:30 GMT+2", 9),
        ("May 14, 2023, 24:10", 0),
        ("May 14, 2023, 11:75", 0),
        ("May 14, 2023, 45 pm", 0),
    ],
)
def test_the_time_beside_a_date_counts_where_it_is_one(text: str, hour: int) -> None:
    found = dates.find(text)
    assert found is not None and found.when.astimezone(UTC).hour == hour


def test_seconds_since_1970_are_a_date_where_it_is_a_likely_one() -> None:
    moment = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert dates.iso("1700000000") == dates.iso("1700000000123") == moment
    assert dates.iso("0000000001") is None


def test_a_text_that_begins_with_no_day_has_none() -> None:
    assert dates.with_year("Oct 20, in the evening", 2023) == date(2023, 10, 20)
    assert dates.with_year("In the evening", 2023) is None


def test_the_day_on_which_a_page_was_made_counts_where_it_is_shown(
    read: Callable[..., Article],
) -> None:
    made = '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "%s"}</script>'
    head = made % "2023-05-14T08:00:00Z"
    assert day(read(head=head)) is None
    assert day(read("<p>Updated: May 14, 2023</p>", head)) == date(2023, 5, 14)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("de", date(2024, 3, 5)),
        ("fr-CA", date(2024, 3, 5)),
        ("id", date(2024, 3, 5)),
        ("en", None),
        ("en-GB", None),
        ("", None),
    ],
)
def test_the_language_tells_which_number_is_the_day(language: str, wanted: date | None) -> None:
    found = dates.find("5/3/2024", day_first=dates.is_day_first(language))
    assert (found.when.date() if found else None) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("٥ مارس ٢٠٢٤", date(2024, 3, 5)),
        ("५ मार्च २०२४", date(2024, 3, 5)),
        ("２０２４年３月５日", date(2024, 3, 5)),
        ("5 آذار 2024", date(2024, 3, 5)),  # of the Levant
        ("5 تشرين الأول 2024", date(2024, 10, 5)),
        ("5 كانون الثاني/يناير 2024", date(2024, 1, 5)),
        ("5 جانفي 2024", date(2024, 1, 5)),  # of the Maghreb
        ("3 غشت 2024", date(2024, 8, 3)),
        ("4 دجنبر 2024", date(2024, 12, 4)),
    ],
)
def test_digits_and_months_of_other_scripts(text: str, wanted: date) -> None:
    found = dates.find(text)
    assert found and found.when.date() == wanted
