"""Names, figures and quotes as they are found in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.stories.facts import facts, figures, is_time, names, quotes, shared_quotes
from tuinews.stories.numbers import number, number_in


def test_a_name_is_shown_whole_and_not_in_capitals() -> None:
    text = """PORT ANSEL (Wire) - In Port Ansel the mayor met a man from New York on Monday.
    She came from New York, too."""
    assert shown(text) == ["Port Ansel", "New York"]


def shown(text: str) -> list[str]:
    return [name.shown for name in names(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On Tuesday Ann Lee met Lee of Velmora.", ["Lee", "Velmora"]),
        ("Rain fell. Nobody came. “Stay here.”", []),
        ("the head of NATO, Jens Ole Maas, said", ["NATO", "Jens Ole Maas"]),
        ("he said in March that Corvin Bank’s files were gone", ["Corvin Bank"]),
        ("LIST OF ALL THE TEAMS THAT EVER WON THE GREAT AND GLORIOUS CUP", []),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert shown(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("expelled eight Russians", ["eight Russians"]),
        ("it lost $220 million in 2019", ["$220 million", "2019"]),
        ("rose by 2.5 percent", ["2.5 percent"]),
        ("rose by 2.5% there", ["2.5%"]),
        ("1,200 houses and 1.200 Häuser", ["1,200 houses", "1.200 Häuser"]),
        ("on Oct. 6 and on 7 October", ["6", "7"]),
        ("the F-16 and Covid-19 and 10:30", []),
        ("thirty ships, one boat", ["thirty ships"]),
    ],
)
def test_figures(text: str, found: list[str]) -> None:
    assert [figure.shown for figure in figures(text)][: len(found) or 1] == found


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("cost 2 million dollars", 2e6, "dollar"),
        ("kostet 2 Mrd Euro", 2e9, "euro"),
        ("3 тысячи жителей", 3e3, "жител"),
    ],
)
def test_amounts_are_understood_in_several_languages(text: str, value: float, noun: str) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.noun[:5]) == (value, noun[:5])


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("eight", 8),
        ("Acht", 8),
        ("8", 8),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("2,5", 2.5),
        ("$40", 40),
        ("twenty-three", 23),
        ("einundzwanzig", 21),
        ("двенадцать", 12),
        ("quince", 15),
        ("twenty-something", None),
        ("often", None),
        ("1.2.3", None),
    ],
)
def test_numbers_in_digits_and_words_are_one(word: str, value: float | None) -> None:
    assert number(word) == value


@pytest.mark.parametrize(
    "quoted",
    [
        '"we will not stop digging"',
        "“we will not stop digging”",
        "«we will not stop digging»",
        "„we will not stop digging“",
        "“we will not stop digging, not for a day”",
    ],
)
def test_a_quote_is_known_again_however_it_is_cut(quoted: str) -> None:
    other = quotes('He said: "And we will not stop digging," and left.')
    assert len(shared_quotes(quotes(f"She said {quoted} again"), other)) == 1


def test_other_words_are_not_a_shared_quote() -> None:
    a, b = quotes("“we will not stop digging”"), quotes("“they will never stop talking”")
    assert a and b
    assert shared_quotes(a, b) == []
    assert quotes("so-called “elections”") == ()


@given(st.text(max_size=200))
def test_any_text_has_facts(text: str) -> None:
    facts(text)


@pytest.mark.parametrize("piece", ["A ", "1 ", '"', "“", "1,", "$", "A'", "Aa-", "eight "])
def test_long_strange_texts_take_no_time(piece: str) -> None:
    facts(piece * (200_000 // len(piece)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Turnout was 74 per cent in Vik.", "74 per cent"),
        ("Turnout was 74 percent in Vik.", "74 percent"),
        ("Turnout was 74% in Vik.", "74%"),
        ("Es gingen 74 Prozent zur Wahl.", "74 Prozent"),
        ("La participation est de 74 pour cent.", "74 pour cent"),
    ],
)
def test_a_share_is_told_with_all_of_its_words(text: str, shown: str) -> None:
    (figure,) = figures(text)
    assert (figure.shown, figure.value, figure.noun) == (shown, 74, "%")


def test_so_many_for_each_is_no_share() -> None:
    assert [figure.noun for figure in figures("They paid 30 per person.")] != ["%"]


@pytest.mark.parametrize(
    ("word", "text", "value"),
    [
        ("due", "Sono arrivate due navi.", 2),
        ("due", "The ship is due on Monday.", None),
        ("once", "Fueron once barcos.", 11),
        ("once", "The ship sailed once.", None),
        ("Otto", "Otto navi sono arrivate.", 8),
        ("Otto", "Otto saw the ships.", None),
        ("onze", "Onze schepen varen niet.", None),
        ("très", "Les navires sont très grands.", None),
    ],
)
def test_a_word_is_a_number_in_its_own_language(word: str, text: str, value: float | None) -> None:
    assert number_in(word, text) == value


@pytest.mark.parametrize(
    ("line", "only_when"),
    [
        ("10:30", True),
        ("10:30 a.m.", True),
        ("Updated 10:12 a.m. ET, June 3, 2021", True),
        ("14.30 Uhr", True),
        ("Le 3 mai 2021 à 14h30", True),
        ("2021年10月19日 06:10", True),
        ("It starts at 10:30.", False),
        ("06:10 – Ferry stays in port", False),
        ("They lost 3-2", False),
        ("Chapter 3", False),
        ("Monday", False),
    ],
)
def test_a_line_with_nothing_but_a_time_is_known(line: str, only_when: bool) -> None:
    assert is_time(line) is only_when
