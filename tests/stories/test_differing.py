"""Figures and names that stand otherwise in what was read."""

from __future__ import annotations

import pytest
from tests.stories.making import make

from tuinews.stories.differing import Differing, differing
from tuinews.stories.novelty import Novelty, ReadBefore, told_in

BEFORE = "Lenta expelled eight envoys of the alliance on Thursday after talks with Anna Berg."


def found(before: str, now: str) -> list[Differing]:
    read = ReadBefore([make("a", "", before)])
    article = make("b", "", now)
    return differing(article, told_in(article, read), read)


def test_the_same_things_counted_differently() -> None:
    (one,) = found(BEFORE, BEFORE.replace("eight", "ten"))

    assert (one.shown, one.others) == ("ten envoys", ("eight envoys",))
    assert BEFORE.replace("eight", "ten")[one.start : one.end] == "ten envoys"


def test_another_name() -> None:
    (one,) = found(BEFORE, BEFORE.replace("Berg", "Koch"))

    assert (one.shown, one.others) == ("Koch", ())


def test_a_title_before_a_name_that_was_read_is_no_other_name() -> None:
    now = BEFORE.replace("with Anna Berg", "with the envoy, General Secretary Anna Berg")
    assert found(BEFORE, f"{now} The General Secretary of the alliance did not speak.") == []


@pytest.mark.parametrize(
    "now",
    [
        BEFORE,
        BEFORE.replace("eight", "8"),
        "A ferry with ten passengers ran aground near the lighthouse in thick fog.",
    ],
)
def test_nothing_differs_where_the_same_or_something_else_is_told(now: str) -> None:
    assert found(BEFORE, now) == []


VOTE = "The assembly of Velmora passed the harbour law by 152 votes to 148 on Monday night."


@pytest.mark.parametrize(
    "now",
    [
        "The assembly of Velmora passed the harbour law by 152 to 148 votes on Monday night.",
        "The assembly of Velmora passed the harbour law 152-148 on Monday night.",
        "The assembly of Velmora passed the harbour law by some 150 votes on Monday night.",
    ],
)
def test_a_vote_told_in_another_way_is_no_other_vote(now: str) -> None:
    assert found(VOTE, now) == found(now, VOTE) == []


def test_another_vote_is_shown_whole() -> None:
    now = "The assembly of Velmora passed the harbour law by 154 to 146 votes on Monday night."
    (one,) = found(VOTE, now)

    assert (one.shown, one.others) == ("154 to 146 votes", ("152 votes to 148",))
    assert now[one.start : one.end] == one.shown


def test_the_same_vote_makes_no_sentence_new() -> None:
    read = ReadBefore([make("a", "", VOTE)])
    now = "The assembly of Velmora passed the harbour law by 152 to 148 votes on Monday night."
    (one,) = told_in(make("b", "", now), read)

    assert one.mark == "told"


def test_a_figure_that_stands_in_the_next_sentence_does_not_differ() -> None:
    before = (
        "Officials of the camp at Lenta lost track of 1,475 children in April. Since then the"
        " office of the camp at Lenta has lost track of 1,488 kids."
    )
    now = "Officials of the camp at Lenta lost track of 1,488 children, the office said."

    assert found(before, now) == []


RESCUE = "{} lifeboats and a helicopter took part in the rescue off Tornby."


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [
        (RESCUE.format("Three"), RESCUE.format("Two"), "Two lifeboats"),
        (
            "Four people were taken to hospital.",
            "Seven people were taken to hospital.",
            "Seven people",
        ),
        (
            "The crew said all 41 passengers were carried ashore before dawn.",
            "All 44 people aboard were carried ashore before dawn, the crew said.",
            "44 people",
        ),
        (
            "Drei Boote und ein Hubschrauber suchten das Ufer ab.",
            "Zwei Boote und ein Hubschrauber suchten das Ufer ab.",
            "Zwei Boote",
        ),
        (
            "Onze bateaux ont fouillé la côte pendant la nuit.",
            "Neuf bateaux ont fouillé la côte pendant la nuit.",
            "Neuf bateaux",
        ),
        (
            "Once barcos buscaron por la costa durante la noche.",
            "Doce barcos buscaron por la costa durante la noche.",
            "Doce barcos",
        ),
        (
            "Sei barche della guardia hanno cercato lungo la costa.",
            "Due barche della guardia hanno cercato lungo la costa.",
            "Due barche",
        ),
        (
            "Dez barcos procuraram os náufragos junto à costa.",
            "Doze barcos procuraram os náufragos junto à costa.",
            "Doze barcos",
        ),
        (
            "Twaalf boten zochten de hele nacht langs de kust.",
            "Zeven boten zochten de hele nacht langs de kust.",
            "Zeven boten",
        ),
    ],
)
def test_figures_in_words_differ_as_those_in_digits(before: str, now: str, shown: str) -> None:
    (one,) = found(before, now)
    assert one.shown == shown

    (sentence,) = told_in(make("b", "", now), ReadBefore([make("a", "", before)]))
    assert sentence.mark is Novelty.NEW


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (
            "All 44 people aboard were carried ashore before dawn.",
            "All 41 passengers and the three hands were carried ashore before dawn.",
        ),
        ("Nine boats were late due to fog.", "Nine boats were late, once more, due to fog."),
    ],
)
def test_what_adds_up_and_words_of_another_language_differ_in_nothing(
    before: str, now: str
) -> None:
    assert found(before, now) == found(now, before) == []
