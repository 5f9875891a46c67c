"""The site of a text capture, by the addresses in the lines around its body."""

from __future__ import annotations

import pytest

from tuinews.clean import plain, sites
from tuinews.clean.blocks import Role

BODY = "The ferry to the islands will not sail before Thursday, said the master of the harbour."


def site(*lines: str, headline: str = "Ferry stays in harbour over storm") -> str:
    """Return what the lines around an article tell of whose it is."""
    pieces = plain.pieces("\n\n".join((headline, BODY, *lines)))
    for piece in pieces:
        if piece.text == BODY:
            piece.role = Role.BODY
    return sites.site(pieces, headline)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("© 2024 tidepost.com. All rights reserved.", "tidepost.com"),
        ("Source: https://www.tidepost.com/news/ferry-stays-harbour-over-storm", "tidepost.com"),
        ("© 2024 tide-post.co.uk", "tide-post.co.uk"),
    ],
)
def test_a_notice_and_the_link_to_the_article_name_it(line: str, wanted: str) -> None:
    assert site(line) == wanted


def test_mail_to_its_desk_counts_with_another_line() -> None:
    mail = "Write to desk@tidepost.com if you saw it."
    assert site(mail) == ""
    assert site(mail, "More on tidepost.com") == "tidepost.com"
    assert site(mail, mail) == ""  # the same line twice tells nothing new


def test_its_name_is_given_as_its_lines_write_it() -> None:
    assert site("© 2024 tidepost.com", "Read The Tide Post every morning") == "The Tide Post"


@pytest.mark.parametrize("name", ["facebook.com", "x.com", "gettyimages.com", "gmail.com"])
def test_networks_and_shops_are_never_it(name: str) -> None:
    assert site(f"© 2024 {name}", f"Find us on www.{name}", f"Write to us@{name}") == ""


def test_a_tie_and_the_text_itself_tell_nothing() -> None:
    assert site("© 2024 tidepost.com", "© 2024 netstreet.org") == ""
    assert sites.site([], "") == ""
    pieces = plain.pieces("© 2024 tidepost.com. All rights reserved.")
    pieces[0].role = Role.BODY
    assert sites.site(pieces, "") == ""
