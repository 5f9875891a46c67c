"""Who wrote and who publishes a plain-text capture, where no line says so in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tuinews.clean import clean
from tuinews.model import Article, Capture, CaptureKind

BODY = "\n\n".join(
    f"The ferry carried {number} cars that morning, more than on any day since the storm, and the"
    " crew said that the queue on the quay had reached the old customs house."
    for number in range(20, 25)
)


@pytest.fixture
def read(make: Callable[..., Capture]) -> Callable[..., Article]:
    def article(above: str = "", top: str = "", foot: str = "") -> Article:
        return clean(make(f"{top}\n\nFerry crews count the cars\n\n{above}\n\n{BODY}\n\n{foot}\n"))

    return article


@pytest.mark.parametrize(
    ("above", "wanted"),
    [
        ("Ada Holm\n\nJuly 25, 2023", ("Ada Holm",)),
        ("Ada Holm and Per Lund\nReporters\n", ("Ada Holm", "Per Lund")),
        ("Ada Holm · July 25, 2023 · 3 min read", ("Ada Holm",)),
        ("Posted on 13 February 2024 by Ada Holm", ("Ada Holm",)),
        ("written by Ada Holm", ("Ada Holm",)),
        ("4 ноября 2022, 17:35 Автор: Антон Гущин Просмотров: 12", ("Антон Гущин",)),
        ("2022-05-03 08:15　来源：云溪日报　记者：林若溪", ("林若溪",)),
        ("July 25, 2023\n\nBusiness News", ()),  # a section: a house's word
        ("The Quay\n\nJuly 25, 2023", ()),  # said in small letters below
        ("Ada Holm", ()),  # a name alone may be anything
        ("Updated Nov. 9, 2022 / Original Nov. 8, 2022", ()),
    ],
)
def test_names_beside_a_date_or_a_role_are_the_authors(
    read: Callable[..., Article], above: str, wanted: tuple[str, ...]
) -> None:
    assert read(above).authors == wanted


@pytest.mark.parametrize(
    ("top", "foot", "wanted"),
    [
        ("Skip to content\n\nQuay Courier", "Contact us", "Quay Courier"),
        ("朝凪新聞", "Copyright © Asanagi Company", "朝凪新聞"),
        ("Ferry Notes", "Follow Ferry Notes\n\nWrite to Ferry Notes", "Ferry Notes"),
        ("Home\n\nTides", "Imprint | Privacy | (c) Ferry Notes 2021", "Ferry Notes"),
        ("", "Ferry Notes © 2023 Work with us", "Ferry Notes"),
        ("", "جميع الحقوق محفوظة © 2023 صحيفة الميناء", "صحيفة الميناء"),
        ("", "© Riproduzione riservata", ""),
        ("", "About Ferry Notes\n\nFerry Notes Newsletter\n\n© 2023 Quay Holdings", "Ferry Notes"),
        ("", "Über Hafenblatt\n\nHafenblatt Abo", "Hafenblatt"),
        ("", "Follow The Quay\n\nBack to The Quay TV\n\nAbout us", "The Quay"),
        ("", "Back to Main Menu\n\nFollow us on Facebook\n\nFacebook Video", ""),
        ("", "About Ferry Notes", ""),  # one line alone may be about anything
        ("", "This site © 2023 Quay Holdings Limited", "Quay Holdings"),
        ("Ferry Notes", "Contact us", ""),  # nothing else says that it is the paper
    ],
)
def test_the_top_and_the_foot_tell_the_publisher(
    read: Callable[..., Article], top: str, foot: str, wanted: str
) -> None:
    assert read("By Ada Holm", top, foot).publisher == wanted


def test_a_byline_above_the_text_is_no_credit_in_it(read: Callable[..., Article]) -> None:
    article = read("written by Ada Holm")
    assert all(block.text.startswith("The ferry") for block in article.blocks)


def test_a_cookie_notice_is_cut_however_long_it_is(read: Callable[..., Article]) -> None:
    notice = (
        "We use cookies and other tracking technologies to improve your browsing experience on our"
        " site, show personalized content and targeted ads, analyze site traffic, and understand"
        " where our readers come from. To learn more or opt out, read our policy."
    )
    article = read("By Ada Holm", notice)
    assert [cut.reason for cut in article.cut if cut.text == notice] == ["cookie notice"]


def test_the_mark_of_a_footnote_stands_apart(make: Callable[..., Capture]) -> None:
    text = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    first = "<p>The quay is full.<sup><a>1</a></sup> It has 10<sup>9</sup> posts.</p>"
    page = f"<h1>Ferry crews</h1>{first}{text}"
    body = [block.text for block in clean(make(page, CaptureKind.PAGE)).blocks]
    assert "The quay is full.[1] It has 109 posts." in body


def test_a_caption_and_its_credit_are_not_glued(make: Callable[..., Capture]) -> None:
    text = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    figure = "<figure><figcaption><span>Cars on the quay.</span><span>Ada Holm</span></figcaption>"
    page = f"<h1>Ferry crews</h1><article>{figure}</figure>{text}</article>"
    article = clean(make(page, CaptureKind.PAGE))
    assert any("Cars on the quay. Ada Holm" in block.text for block in article.blocks)


def test_soft_hyphens_lose_no_word(read: Callable[..., Article]) -> None:
    article = read(top="Ha\u00adfen\u00adamt", above="By Ada Holm")
    assert "Hafenamt" in [cut.text for cut in article.cut]
