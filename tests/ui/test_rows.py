"""Rows of the list: fixed columns, nothing wider than its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tuinews.store.views import Row
from tuinews.ui.drawing.wrap import fit
from tuinews.ui.lists.listrow import ListRow, list_row
from tuinews.ui.lists.rows import age, age_of, component, lay_out, lines_a_row

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)


def row(**fields: object) -> Row:
    """A row to lay out."""
    values: dict[str, object] = {
        "key": 1, "id": "a", "headline": "Storm shuts the port", "publisher": "Courier",
        "published": NOW, "shown_date": NOW - timedelta(hours=3), "dated": True, "read": False,
        "starred": False, "tags": (), "accounts": 0, "words": 300, "teaser": "",
    }  # fmt: skip
    return Row(**{**values, **fields})  # type: ignore[arg-type]


def text(width: int, **fields: object) -> str:
    """The row as text, a line a line."""
    return "\n".join("".join(run for run, _ in line) for line in lay_out(row(**fields), width, NOW))


def test_a_row_shows_marks_publisher_headline_accounts_and_age() -> None:
    shown = text(80, starred=True, accounts=2)
    assert shown.split() == ["●★", "Courier", "Storm", "shuts", "the", "port", "1", "of", "3", "3h"]


def test_a_publisher_has_the_room_that_a_row_leaves_it() -> None:
    assert "Brightwater Post" in text(80, publisher="Brightwater Post")


def test_a_read_row_has_no_mark_and_keeps_its_columns() -> None:
    unread, read = text(80), text(80, read=True)
    assert "●" not in read
    assert unread.index("Storm") == read.index("Storm")


@pytest.mark.parametrize("width", [20, 24, 36, 44, 80, 120, 300])
@pytest.mark.parametrize(
    "headline",
    [
        "short",
        "long " * 90,
        "東京で大雪、交通が止まる" * 9,
        "[/b] [@click=app.quit]x[/]",
        "🧑‍🚀❤️ emoji 👍🏽",
        "",
        "مرحبا بالعالم",
    ],
)
def test_a_row_is_just_as_wide_as_its_place(width: int, headline: str) -> None:
    lines = text(width, headline=headline, accounts=12).split("\n")
    assert len(lines) == lines_a_row(width)
    assert {cell_len(line) for line in lines} == {width}


def test_a_narrow_list_gives_the_headline_a_line_of_its_own() -> None:
    first, second = text(40, accounts=2).split("\n")
    assert first.split() == ["●", "Storm", "shuts", "the", "port"]
    assert second.split() == ["Courier", "1", "of", "3", "3h"]


def test_a_high_list_gives_a_long_headline_two_lines() -> None:
    def shown(width: int, headline: str) -> list[str]:
        lines = lay_out(row(headline=headline), width, NOW, lines=lines_a_row(width, 40))
        return ["".join(run for run, _ in line) for line in lines]

    first, second, third = shown(30, "Storm shuts the port for a second day in a row")
    assert (first.strip("● "), second.strip()) == (
        "Storm shuts the port for",
        "a second day in a row",
    )
    assert third.split() == ["Courier", "3h"]
    _, second, third = shown(30, "Storm shuts the port")
    assert second.split() == ["Courier", "3h"] and not third.strip()
    for headline in ("long " * 90, "東京で大雪、交通が止まる" * 9, "", "x" * 200):
        assert [cell_len(line) for line in shown(30, headline)] == [30, 30, 30]
    assert len(shown(100, "Storm")) == lines_a_row(100, 40) == 1


@given(st.text(max_size=60), st.integers(min_value=1, max_value=40))
def test_fit_fills_exactly(words: str, cells: int) -> None:
    shown = "".join(char for char in words if char.isprintable())
    assert cell_len(fit(shown, cells)) == cells


def test_dates_can_be_told_in_place_of_ages() -> None:
    for width in (40, 100):
        lines = lay_out(row(), width, NOW, iso_dates=True)
        assert any("2021-10-21" in text for text, _ in lines[-1])
        assert all(sum(cell_len(text) for text, _ in line) == width for line in lines)


def test_hits_are_marked_in_the_headline() -> None:
    (runs,) = lay_out(row(), 80, NOW, terms=("port",))
    assert ("port", "hit") in runs


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=5), "5m"),
        (timedelta(hours=3), "3h"),
        (timedelta(days=2), "2d"),
        (timedelta(days=20), "1 Oct"),
        (timedelta(days=400), "Sep’20"),
        (timedelta(hours=-2), "21 Oct"),
    ],
)
def test_ages_are_told_in_six_cells(ago: timedelta, shown: str) -> None:
    assert age(NOW - ago, NOW) == shown
    assert cell_len(shown) <= 6


@pytest.mark.parametrize(
    ("day", "shown"),
    [(NOW.day, "today"), (NOW.day - 1, "1d"), (NOW.day - 6, "6d"), (NOW.day - 8, "13 Oct")],
)
def test_where_only_the_day_is_known_no_hour_is_told(day: int, shown: str) -> None:
    when = NOW.replace(day=day, hour=0, minute=0)
    dated = row(published=None, shown_date=when, dated=False)
    assert age_of(dated, NOW) == shown
    assert "".join(text for text, _ in lay_out(dated, 80, NOW)[0]).split()[-1] == shown.split()[-1]
    hour = row(shown_date=when, dated=True)
    assert age_of(hour, NOW) == age(when, NOW)


def test_an_account_that_was_read_is_no_news_of_a_followed_story() -> None:
    accounts = [row(id="one", read=True), row(id="two", read=True), row(id="three")]
    assert list_row(accounts, seen=lambda _: frozenset(("one",))).news == 1


def test_a_changed_account_of_a_followed_story_is_news() -> None:
    accounts = [row(id="one", changed=True, read=True), row(id="two", read=True)]
    listed = list_row(accounts, seen=lambda _: frozenset(("one", "two")))
    assert listed.news == 1
    shown = "".join(text for text, _ in lay_out(listed, 100, NOW)[0])
    assert "1 new" in shown
    alone = "".join(text for text, _ in lay_out(accounts[0], 100, NOW)[0])
    assert "changed" in alone


def test_only_what_can_be_unfolded_has_the_sign_of_it() -> None:
    accounts = [row(accounts=2, id=name) for name in "abc"]
    (folded,) = lay_out(list_row(accounts), 100, NOW)
    (alone,) = lay_out(list_row(accounts[:1]), 100, NOW)
    assert (" ▸+2", "more") in [(run[-4:], name) for run, name in folded]
    assert (" 1 of 3", "others") in alone
    assert not any(run.strip() for run, name in alone if name == "more")
    assert component("others", ListRow(accounts[0], ()), chosen=False) == "muted"


def test_of_copies_the_earliest_names_the_story() -> None:
    late = row(id="late", publisher="Mirror")
    early = row(id="early", publisher="Wire", shown_date=NOW - timedelta(hours=5))
    assert list_row([late, early]).row is early


def test_nothing_is_said_of_the_age_of_what_has_no_date() -> None:
    assert "undated" in text(100, undated=True)
    assert "3h" not in text(100, undated=True)


def test_a_story_tells_the_time_by_which_it_has_its_place() -> None:
    dated, undated = row(id="dated"), row(id="undated", undated=True, headline="Copied by hand")
    for accounts, when in (((undated, dated), "undated"), ((dated, undated), "3h")):
        shown = "".join(run for run, _ in lay_out(list_row(accounts), 100, NOW)[0])
        assert shown.rstrip().endswith(when) and "Copied" not in shown


def test_the_cursor_has_a_sign_that_is_not_that_of_the_open_article() -> None:
    one = row()
    firsts = [
        lay_out(one, 100, NOW, chosen=chosen, opened=opened)[0][0][0]
        for chosen, opened in ((True, False), (False, True), (False, False))
    ]
    assert firsts == ["›", "▎", " "]
