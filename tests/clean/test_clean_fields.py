"""Bylines, datelines, dates and owners, in the forms that newsrooms use."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tuinews.clean import (
    clean,
    credit_lines,
    dates,
    furniture,
    identity,
    language,
    metadata,
    people,
    plain,
)
from tuinews.model import Article, Capture, CaptureKind


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("By Ada Holm and Per Lund", ("Ada Holm", "Per Lund")),
        ("By Ada Holm - Science Contributor 2019-11-19T12:48:14Z Space", ("Ada Holm",)),
        ("By Ada HolmStaff Writer", ("Ada Holm",)),
        ("By Ada Holm, Continental Press", ("Ada Holm",)),
        ("Von Ada Holm", ("Ada Holm",)),
        ("Par Ada de Holm et Per Lund", ("Ada de Holm", "Per Lund")),
        ("By the end of the year", ()),
        ("Bypassing the council", ()),
        ("文化部 三宅遥", ("三宅遥",)),
        ("三宅遥記者", ("三宅遥",)),
        ("（记者 张三）", ("张三",)),
        ("社会部 新しい医師が島に", ()),
        ("Ein Gastbeitrag von Ada Moor", ("Ada Moor",)),
        ("Aus Steinach berichtet Ada Moor", ("Ada Moor",)),
        ("Text und Foto: Ada Moor", ("Ada Moor",)),
        ("Von Unserem Korrespondenten", ()),
        ("Von unserem Korrespondenten", ()),
        ("Propos recueillis par Ada Moor", ("Ada Moor",)),
        ("Texte : Ada Moor", ("Ada Moor",)),
        ("Par Notre Correspondant", ()),
        ("Entrevista por Ada Moor", ("Ada Moor",)),
        ("Por Ada Moor e Rui Paz", ("Ada Moor", "Rui Paz")),
        ("Reportagem: Ada Moor", ("Ada Moor",)),
        ("A cura di Ada Moor", ("Ada Moor",)),
        ("Dal nostro inviato Ada Moor", ("Ada Moor",)),
        ("Van onze verslaggever Ada Moor", ("Ada Moor",)),
        ("Door onze correspondent", ()),
        ("Беседовала Ада Мурова", ("Ада Мурова",)),
        ("كتب: سامي نور", ("سامي نور",)),
        ("كتب الوزير رسالة", ()),
        ("作者：林小舟", ("林小舟",)),
        ("本报记者 林小舟 王海", ("林小舟", "王海")),
        ("記者林小舟／台北報導", ("林小舟",)),
        ("取材・文：三宅遥", ("三宅遥",)),
        ("रिपोर्ट: सीमा वर्मा", ("सीमा वर्मा",)),
        ("Por Ada Moor, Madrid", ("Ada Moor",)),
        ("By Ada Moor, Tuesday", ("Ada Moor",)),
        ("By Our Bureau", ()),
    ],
)
def test_bylines(text: str, wanted: tuple[str, ...]) -> None:
    assert people.byline(text) == wanted


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["Ada Holm, Per Lund"], ("Ada Holm", "Per Lund")),
        (["viktor holm"], ("viktor holm",)),
        (["Ada Holm (aho)"], ("Ada Holm",)),
        (["ada@mill.example", "https://mill.example/ada", "admin", "7"], ()),
    ],
)
def test_authors_that_a_page_states(texts: list[str], wanted: tuple[str, ...]) -> None:
    assert people.stated(texts) == wanted


def test_wire_credits_name_authors_and_editors() -> None:
    lines = ["(Reporting by Ada Holm in Paris and Per Lund; Editing by Ina Moe, Lars Bo)"]
    assert credit_lines.credits_of(lines) == (("Ada Holm", "Per Lund"), ("Ina Moe", "Lars Bo"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("BRUSSELS (Reuters) - The", ("BRUSSELS", "Reuters", "")),
        ("KYIV, Oct 20 (Reuters) - The", ("KYIV", "Reuters", "Oct 20")),
        ("SANTA FE, N.M. (AP) — A cat", ("SANTA FE, N.M.", "AP", "")),
        ("Berlin (dpa) - Die", ("Berlin", "dpa", "")),
        ("NEW YORK — The", ("NEW YORK", "", "")),
        ("The man — who", ("", "", "")),
        ("He said (AP) that", ("", "", "")),
    ],
)
def test_datelines(text: str, wanted: tuple[str, str, str]) -> None:
    assert credit_lines.dateline(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("© 2021 Mill Post L.P.", ("Mill Post", 2021)),
        ("Copyright 2020 The Mill Post. All rights reserved.", ("The Mill Post", 2020)),
        ("© The Mill Post 2021.", ("The Mill Post", 2021)),
        ("© Copyright 2019, The Mill-Post | Terms", ("The Mill-Post", 2019)),
        ("© The Mill Post 2011 - 2019", ("The Mill Post", 2019)),
        ("© 2019 The Mill Post unless otherwise noted.", ("The Mill Post", 2019)),
        ("No claim at all", ("", None)),
    ],
)
def test_owners(text: str, wanted: tuple[str, int | None]) -> None:
    assert credit_lines.owner(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A bridge in snow. REUTERS/Ina Moe", ("A bridge in snow.", "REUTERS/Ina Moe")),
        ("A bridge. Photo: Ina Moe", ("A bridge.", "Photo: Ina Moe")),
        ("(Ina Moe / Associated Press)", ("", "(Ina Moe / Associated Press)")),
        ("The pier in fog. Ina Moe/Getty Images", ("The pier in fog.", "Ina Moe/Getty Images")),
        ("Ina Moe/Quay Times/Getty Images", ("", "Ina Moe/Quay Times/Getty Images")),
        ("A bridge. Photo: Ina B. Moe", ("A bridge.", "Photo: Ina B. Moe")),
        ("Image 3 of 12", ("Image 3 of 12", "")),
        ("He told Reuters so", ("He told Reuters so", "")),
        ("本を選ぶ子ども＝20日、凪島、三宅遥撮影", ("本を選ぶ子ども＝20日、凪島", "三宅遥撮影")),
        ("島の港。（三宅遥撮影）", ("島の港。", "（三宅遥撮影）")),
        ("この写真は昨日撮影", ("この写真は昨日撮影", "")),
    ],
)
def test_captions_and_their_credit(text: str, wanted: tuple[str, str]) -> None:
    assert credit_lines.split_caption(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nov 19, 2019, 10:31 pm CST", datetime(2019, 11, 20, 4, 31, tzinfo=UTC)),
        ("2019-11-19T12:48:14+02:00", datetime(2019, 11, 19, 10, 48, 14, tzinfo=UTC)),
        ("20. November 2019, 8.05 Uhr", datetime(2019, 11, 20, 8, 5, tzinfo=UTC)),
        ("le 20 novembre 2019 à 8h05", datetime(2019, 11, 20, 8, 5, tzinfo=UTC)),
        ("20 de noviembre de 2019", datetime(2019, 11, 20, tzinfo=UTC)),
        ("20 December 2025", datetime(2025, 12, 20, tzinfo=UTC)),
        ("2019年11月20日", datetime(2019, 11, 20, tzinfo=UTC)),
        ("2019年11月20日 8時05分", datetime(2019, 11, 20, 8, 5, tzinfo=UTC)),
        ("20 ноября 2019", datetime(2019, 11, 20, tzinfo=UTC)),
        ("20. rujna 2019.", datetime(2019, 9, 20, tzinfo=UTC)),
        ("20 listopada 2019", None),  # October in Croatian, November in Polish
        ("13/12/2019", datetime(2019, 12, 13, tzinfo=UTC)),
        ("11/12/2019", None),  # November or December: nobody knows
        ("31 February 2020", None),
        ("2019", None),
    ],
)
def test_dates(text: str, wanted: datetime | None) -> None:
    found = dates.find(text)
    assert (found.when if found else None) == wanted


def test_a_date_is_inferred_only_where_weekday_and_caption_agree() -> None:
    captions = ["The bridge on March 6, 2024."]  # a Wednesday
    assert dates.infer(["It opened on Wednesday."], captions) == date(2024, 3, 6)
    assert dates.infer(["It opened on Friday."], captions) is None
    assert dates.infer(["It shut on Thursday."], captions) == date(
        2024, 3, 7
    )  # taken the day before
    assert dates.infer(["It shut.", "It opens on Thursday."], captions) is None
    assert dates.infer(["It opened on Wednesday."], []) is None


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTP://Mill.example:80/a?b=1&utm_medium=x#c", "http://mill.example/a?b=1"),
        ("https://mill.example", "https://mill.example/"),
        ("javascript:alert(1)", ""),
        ("https://[bad", ""),
    ],
)
def test_canonical_addresses(url: str, wanted: str) -> None:
    assert identity.canonical(url) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The council voted to keep the bridge and the road to the mill was open.", "en"),
        ("Der Rat hat sich für die Brücke entschieden, und das ist nicht mit Kosten auf.", "de"),
        ("町議会は火曜日、古い橋を残すことを決めた。東の橋脚は来年までに直される。", "ja"),
        ("Совет решил оставить старый мост и дорогу к мельнице до весны.", "ru"),
        ("Harbour", ""),
    ],
)
def test_languages(text: str, wanted: str) -> None:
    assert language.guess(text) == wanted


def test_hard_wrapped_lines_are_put_together() -> None:
    words = "The council voted on Tuesday to keep the old bridge over the river and its mill " * 4
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) >= 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    text = "\n".join([*lines, line, "", "It opens in spring.", "", *lines, line])
    assert [piece.text for piece in plain.pieces(text)] == [
        words.strip(),
        "It opens in spring.",
        words.strip(),
    ]


def test_lists_of_short_lines_are_not_put_together() -> None:
    lines = ["Council keeps the bridge", "Mill burns again", "Rain until Friday, then more rain"]
    assert [piece.text for piece in plain.pieces("\n".join(lines * 5))] == lines * 5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Advertisement", "advert"),
        ("Lesen Sie auch", "read-next list"),
        ("À LIRE AUSSI", "read-next list"),
        ("Подписаться", "newsletter call"),
        ("広告", "advert"),
        ("Share on Facebook", "share buttons"),
        ("User Status:", "reader metadata"),
        ("この記事は有料会員記事です。", "paywall"),
        ("Il vous reste 80 % de cet article à lire", "paywall"),
        ("2 free articles left", "paywall"),
    ],
)
def test_furniture_of_many_languages(text: str, reason: str) -> None:
    piece = plain.pieces(text)[0]
    assert piece.furniture is not None
    assert piece.furniture.reason == reason


def test_ones_own_furniture_can_be_tried(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('["house advert"]\nstart = ["visit the mill shop"]\n')
    match = furniture.load(path).match("visit the mill shop today")
    assert match == furniture.Match("house advert", "start")


HOUSE = {"@type": "Organization", "name": "Mill Post", "url": "https://mill.example/"}


def stated_page(make: Callable[..., Capture], author: object, kind: str = "NewsArticle") -> Article:
    text = "".join(
        f"<p>The mill ground {number} sacks of rye that week, more than in any week since the"
        " flood, and the miller said that the stones would last another year.</p>"
        for number in range(20, 26)
    )
    data = {
        "@type": kind,
        "headline": "A mill turns again",
        "author": author,
        "publisher": HOUSE,
        "datePublished": "2021-10-20",
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return clean(
        make(
            f"<html><head>{head}<meta name='author' content='Mill Post'>"
            '<meta property="og:type" content="website"></head>'
            f"<body><h1>A mill turns again</h1>{text}</body></html>",
            CaptureKind.PAGE,
        )
    )


@pytest.mark.parametrize(
    ("author", "wanted"),
    [
        (HOUSE, ()),  # the site once more where the author should stand
        ({"@type": "Organization", "name": "Mill Post"}, ("Mill Post",)),  # signed as a whole
        ({"@type": "Person", "name": "Ada Holm", "url": "https://mill.example/"}, ("Ada Holm",)),
        ([HOUSE, {"@type": "Person", "name": "Ada Holm"}], ("Ada Holm",)),
    ],
)
def test_the_site_is_no_author(
    make: Callable[..., Capture], author: object, wanted: tuple[str, ...]
) -> None:
    assert stated_page(make, author).authors == wanted


def test_a_page_that_is_no_article_by_its_own_word_bears_no_unseen_date(
    make: Callable[..., Capture],
) -> None:
    assert stated_page(make, HOUSE, "BlogPosting").published is None
    assert stated_page(make, HOUSE, "NewsArticle").published is not None


@given(
    st.from_regex(
        r"https?://[a-z0-9.-]{1,9}(:\d{1,5})?(/[\w.~!$&'()*+,;=:@%/-]{0,12})?", fullmatch=True
    )
)
def test_a_canonical_address_is_told_as_one_that_is_looked_at_closely(url: str) -> None:
    assert identity.canonical(url) == identity.canonical(f"{url}#top")


def test_who_made_pictures_and_graphics_is_no_author() -> None:
    lines = ["(Graphics by Ada Holm; Reporting by Per Lund)"]
    assert credit_lines.credits_of(lines) == (("Per Lund",), ())


@pytest.mark.parametrize("text", ["{nonsense", "[1, 2", "{'a': 1}"])
def test_data_of_a_page_that_is_no_json_is_none(text: str, make: Callable[..., Capture]) -> None:
    page = f"<html><head><script type='application/ld+json'>{text}</script></head><body>"
    body = "".join(
        f"<p>{number} pears fell off the old tree by the mill today.</p>" for number in range(9)
    )
    article = clean(make(page + f"<h1>Pears fall</h1>{body}", CaptureKind.PAGE))
    assert article.headline == "Pears fall"


@pytest.mark.parametrize(
    ("author", "wanted"),
    [
        ({"@id": "#ada"}, ("Ada Holm",)),
        ("Per Lund", ("Per Lund",)),
        ({"name": ["Ada Holm"]}, ("Ada Holm",)),
    ],
)
def test_authors_in_the_data_of_a_page(
    author: object, wanted: tuple[str, ...], make: Callable[..., Capture]
) -> None:
    items = [
        {"@type": "NewsArticle", "headline": "Pears fall", "author": author},
        {"@type": "Person", "@id": "#ada", "name": "Ada Holm"},
    ]
    data = f"<script type='application/ld+json'>{json.dumps(items)}</script>"
    body = "".join(f"<p>{n} pears fell off the old tree by the mill today.</p>" for n in range(9))
    article = clean(make(f"<head>{data}</head><h1>Pears fall</h1>{body}", CaptureKind.PAGE))
    assert article.authors == wanted


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("http://[bad", "https://mill.example/pears"),
        ("ftp://mill.example/a", "https://mill.example/pears"),
        ("https://mill.example/", "https://mill.example/pears"),
        ("https://mill.example/better", "https://mill.example/better"),
    ],
)
def test_the_address_that_a_page_states(href: str, url: str) -> None:
    page = html.fromstring(f"<head><link rel=canonical href='{href}'></head><p>Pears fall")
    now = datetime(2024, 5, 1, tzinfo=UTC)
    assert metadata.read(page, "https://mill.example/pears", now).url == url


def test_headings_that_share_most_of_their_words_are_one(make: Callable[..., Capture]) -> None:
    body = "".join(f"<p>{n} pears fell off the old tree by the mill today.</p>" for n in range(9))
    head = "<title>Old pears fall by the mill</title>"
    page = f"<head>{head}</head><h1>Orchard news</h1><h1>Pears by the mill fall</h1>{body}"
    assert clean(make(page, CaptureKind.PAGE)).headline == "Pears by the mill fall"


@pytest.mark.parametrize("sign", ["rel=author", "itemprop=author"])
def test_an_element_that_says_it_holds_the_author(sign: str, make: Callable[..., Capture]) -> None:
    body = "".join(f"<p>{n} pears fell off the old tree by the mill today.</p>" for n in range(9))
    page = f"<article><h1>Pears fall</h1><p><a {sign}>Ada Holm <b> </b></a></p>{body}</article>"
    assert clean(make(page, CaptureKind.PAGE)).authors == ("Ada Holm",)
    long = (
        f"<article><h1>Pears fall</h1><p><a {sign}>{'Ada Holm and ' * 20}</a></p>{body}</article>"
    )
    assert clean(make(long, CaptureKind.PAGE)).authors == ()


def test_a_link_in_a_sentence_names_nobody_who_wrote_it(make: Callable[..., Capture]) -> None:
    link = '<a href="https://post.example/topics/people/ina-falk.html">Ina Falk</a>'
    told = f"<p>The chair of the council, {link}, has been eager to open the harbour line, "
    told += "though eleven winters have gone by since anybody rode on it.</p>"
    other = "<p>The first train is due in spring, said the council, and it will be short.</p>"
    page = f"<html><body><h1>Harbour line opens again</h1>{{}}{told}{other}</body></html>"
    assert clean(make(page.format(""), CaptureKind.PAGE)).authors == ()
    signed = '<div><a href="/people/ann-smith">Ann Smith</a></div>'
    assert clean(make(page.format(signed), CaptureKind.PAGE)).authors == ("Ann Smith",)
