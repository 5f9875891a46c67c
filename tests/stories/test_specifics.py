"""Guides and lists of products are no accounts of one event, however alike their words are."""

from __future__ import annotations

import pytest
from tests.stories.making import make

from tuinews.model import Article
from tuinews.stories.facts import facts
from tuinews.stories.specifics import is_guide, one_event, specifics

_WAFFLES = """Pick a waffle iron by the size of your kitchen. If you bake for two, you need no more
than a small one from Brenn, and you can buy it for $40. Your batter should rest while you heat
the iron. You will like the Brenn Duo best if your children help you. """
_MORE_WAFFLES = """You want waffles? The Brenn Duo is what we would buy for $40 if you have little
room. Heat your iron before you pour the batter, and you will never scrape again. Your guests
will ask you for more of them. """
_BLAST = """A boiler blew up in the laundry of Velmora hospital on Tuesday and hurt 14 nurses,
director Paula Reyes said. “We heard a bang and then only water,” she told the Courier. The
fire brigade of Orsk helped to bring 60 patients to another wing. """
_AGAIN = """Fourteen people, among them 14 nurses, were hurt when a boiler in Velmora blew up,
the hospital's director Paula Reyes said on Tuesday. “We heard a bang and then only water,”
said Reyes. Firemen had come from Orsk. """
_OTHER = """A hospital in Lenz opened a new laundry on Tuesday with two large boilers that the
nurses had asked for. Its director thanked the firemen who had checked the boilers and brought
the patients flowers. """


def one(a: Article, b: Article) -> bool:
    return one_event(specifics(a, facts(a.body)), specifics(b, facts(b.body)))


def page(headline: str, body: str, date: str = "", times: int = 8) -> Article:
    return make(headline, headline, body * times, date)


@pytest.mark.parametrize("date", ["", "2021-05-14"])
def test_two_guides_for_one_product_are_no_story(date: str) -> None:
    assert not one(page("Waffles for two", _WAFFLES, date), page("Irons", _MORE_WAFFLES, date))


def test_two_accounts_of_one_event_are_a_story_dated_or_not() -> None:
    for date in ("", "2021-05-14"):
        assert one(page("Boiler hurts nurses", _BLAST, date), page("Blast", _AGAIN, date))


def test_like_words_without_common_specifics_are_no_story() -> None:
    assert not one(page("Boiler hurts nurses", _BLAST), page("New laundry", _OTHER))


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("How to choose a waffle iron", _OTHER),
        ("The best gifts for bakers", _OTHER),
        ("Waffles for two", _WAFFLES),
        ("Waffeln", "Wenn du Waffeln magst, brauchst du ein Eisen, und dein Teig muss ruhen."),
        ("Gaufres", "Vous aimez les gaufres ? Votre pâte doit reposer, et vous la versez."),
    ],
)
def test_what_speaks_to_its_reader_is_a_guide(headline: str, body: str) -> None:
    assert is_guide(page(headline, body))


@pytest.mark.parametrize(
    "body", [_BLAST, _AGAIN, _OTHER, "“You, you and your boat,” he said then."]
)
def test_news_are_no_guide_though_people_in_them_say_you(body: str) -> None:
    assert not is_guide(page("Boiler hurts nurses", body))


def test_scripts_without_capitals_are_not_held_to_names() -> None:
    text = "维尔莫拉医院的锅炉发生爆炸，造成十四名护士受伤。" * 100
    assert one(page("爆炸", text), page("锅炉", text[5:]))
