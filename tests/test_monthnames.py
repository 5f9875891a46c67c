"""The names of the months: each language has twelve, and none is read in two ways."""

from __future__ import annotations

import pytest

from tuinews import monthnames


@pytest.mark.parametrize("language", monthnames.LANGUAGES)
def test_a_language_names_every_month(language: str) -> None:
    assert set(monthnames.numbers([language], short=()).values()) == set(range(1, 13))


def test_what_two_languages_read_differently_is_left_out() -> None:
    assert monthnames.numbers(["pl"])["listopada"] == 11
    assert monthnames.numbers(["hr"])["listopada"] == 10
    assert "listopada" not in monthnames.numbers()


def test_short_forms_are_given_where_they_are_wanted() -> None:
    assert "dez" in monthnames.numbers(["de"])
    assert "dez" not in monthnames.numbers(["de"], short=["fr"])
