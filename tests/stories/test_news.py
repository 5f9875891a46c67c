"""The news of a story: what is new to one who has read some of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.stories import news
from tests.stories.making import make

from tuinews.model import Block, BlockKind, Related, Span, State
from tuinews.store.library import Library
from tuinews.stories.brief import brief
from tuinews.stories.history import as_read, read_before
from tuinews.stories.news import story_news
from tuinews.stories.relate import catch_up
from tuinews.ui.lists.listrow import list_row

QUAKE = [one.id for one in news.QUAKE_SOUTH]
READ = datetime(2021, 3, 4, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library that knows its stories."""
    library = Library(tmp_path / "data", tmp_path / "cache")
    library.add(news.ALL)
    catch_up(library)
    yield library
    library.close()


def test_accounts_stand_in_order_of_time_and_tell_each_thing_once(library: Library) -> None:
    found = story_news(library, QUAKE[0])

    dates = [one.row.shown_date for one in found.accounts]
    assert dates == sorted(dates) and {one.row.id for one in found.accounts} >= set(QUAKE)
    first, *later = found.accounts
    assert len(first.new) == first.sentences, "all is new in the first"
    assert all(len(one.new) < one.sentences for one in later), "some was told before"
    assert found.id == story_news(library, found.id).id
    assert sum(found.days) == len(found.accounts)


def test_what_was_read_is_not_told_again(library: Library) -> None:
    before = story_news(library, QUAKE[0])
    library.mark([before.accounts[0].row.id], read=True)
    after = story_news(library, QUAKE[0])

    assert after.accounts[0].new == ()
    assert after.new == before.new - len(before.accounts[0].new)


def test_what_was_only_opened_is_told_as_far_as_it_was_not_scrolled_past(library: Library) -> None:
    library.mark([QUAKE[0]], read=True, opened=True)

    assert story_news(library, QUAKE[0]).accounts[0].new


def test_after_a_look_only_what_came_later_is_new(library: Library) -> None:
    library.corrections.follow(QUAKE[0], True)
    library.corrections.looked(QUAKE[0])
    assert story_news(library, QUAKE[0]).new == 0

    late = make(
        "late",
        "Velmora quake: ferry brings tents, toll stays at 14",
        """VELMORA, March 3 - A ferry with four thousand tents and two field kitchens reached
        the port of Velmora on Wednesday, the civil defence said. An earthquake of magnitude
        6.4 struck the coast near Velmora early on Tuesday and killed at least 14 people.
        Rescuers dug through the ruins of the Hotel Miramar.""",
        "2021-03-03",
        "Gazette",
    )
    library.add([late])
    catch_up(library)
    found = story_news(library, "late")
    assert [one.row.id for one in found.accounts if one.late] == ["late"]
    assert [one.text[:7] for one in found.accounts[-1].new] == ["VELMORA"]
    assert found.new == 1 and found.followed and found.looked is not None


@pytest.mark.parametrize(("share", "is_copy"), [(0.4, False), (0.9, True)])
def test_a_copy_has_the_whole_text(library: Library, share: float, is_copy: bool) -> None:
    first, second, *_ = (one.row.id for one in story_news(library, QUAKE[0]).accounts)
    story = dict.fromkeys((first, second), "quake")
    library.relations.put({second: [Related(first, 0.9, True, (), copy=share)]}, story)
    told = {one.row.id: one.copy_of for one in story_news(library, second).accounts}
    assert told[second] == (first if is_copy else "")


def test_an_article_that_is_alone_is_a_story_of_one(library: Library) -> None:
    found = story_news(library, news.SINGLES[0].id)

    assert found.id == "" and len(found.accounts) == 1


def test_a_sentence_that_an_article_repeats_is_told_once(library: Library) -> None:
    told = "The ferry to the outer islands sails again on Friday morning."
    body = "\n\n".join([told, "Tickets cost three crowns more than before, it said.", told, told])
    library.add([make("ferry", "The ferry sails", body)])
    new = [one.text for one in story_news(library, "ferry").accounts[0].new]
    assert len(new) == 2 and new[0] == told


def test_times_and_headings_of_a_live_blog_are_no_news(library: Library) -> None:
    lines = (
        "10:30 a.m. ET, Friday, March 5",
        "Tug leaves Tornby",
        "A tug has left it.",
    )
    kinds = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH)
    blocks = tuple(Block(kind, (Span(line),)) for kind, line in zip(kinds, lines, strict=True))
    longer = Block(BlockKind.PARAGRAPH, (Span("It is to pull the ferry off at high water."),))
    library.add([replace(make("live", "Ferry live", ""), blocks=(*blocks, longer))])
    (account,) = story_news(library, "live").accounts

    assert [one.text for one in account.new] == [lines[2], longer.text]
    assert account.sentences == 2


def test_a_headline_that_the_text_repeats_is_no_news(library: Library) -> None:
    headline = "Ferry sails to the outer islands again"
    body = f"{headline}.\n\nTickets cost three crowns more than before, it said."
    library.add([make("again", headline, body)])
    (account,) = story_news(library, "again").accounts

    assert [one.text[:7] for one in account.new] == ["Tickets"]


def test_a_brief_has_the_stories_of_a_day_with_what_is_new(library: Library) -> None:
    day = datetime(2021, 3, 2, tzinfo=UTC)
    later = make("later", "Velmora quake: tents", news.QUAKE_SOUTH[0].body, "2021-03-03", "Post")
    library.add([replace(later, blocks=(*later.blocks, *news.SINGLES[0].blocks[:1]))])
    catch_up(library)
    found = brief(library, day, day + timedelta(days=1))

    assert found and all(len(one.news.accounts) > 1 for one in found)
    assert found[0].fresh and found[0].news.publishers
    told = [fresh.account.row.shown_date for one in found for fresh in one.fresh]
    assert all(day <= when < day + timedelta(days=1) for when in told)
    assert brief(library, day - timedelta(days=99), day - timedelta(days=98)) == []
    last = found[-1].news
    library.corrections.follow(last.accounts[0].row.id, True)
    assert brief(library, day, day + timedelta(days=1))[0].news.id == last.id


# --- what was truly read ---------------------------------------------------------------------


def test_an_article_is_known_as_far_as_it_was_read() -> None:
    article = make("one", "A headline", "First paragraph here.\n\nSecond one.\n\nThird.")

    assert as_read(article, State()) is None
    assert as_read(article, State(read=READ)) is article
    assert as_read(article, State(read=READ, opened=True)) is None
    part = as_read(article, State(read=READ, opened=True, reached=len("First paragraph here.") + 5))
    assert part is not None and part.body == "First paragraph here."
    whole = as_read(article, State(read=READ, opened=True, reached=len(article.body)))
    assert whole is not None and whole.body == article.body


def test_known_is_what_was_read_before_the_article_itself(library: Library) -> None:
    library.mark([QUAKE[1]], read=True)
    assert [one.id for one in read_before(library, QUAKE[0], QUAKE)] == [QUAKE[1]]
    library.mark([QUAKE[0]], read=True)
    assert read_before(library, QUAKE[1], QUAKE) == []


def test_a_story_is_called_the_same_wherever_it_is_shown(library: Library) -> None:
    found = story_news(library, QUAKE[0])
    latest = found.accounts[-1].row
    folded = list_row([one.row for one in found.accounts[::-1]])

    assert found.headline == folded.row.headline == latest.headline
    assert folded.date == latest.shown_date


def test_a_lead_that_repeats_what_was_read_in_a_clause_is_among_the_news(library: Library) -> None:
    library.mark(QUAKE, read=True)
    lead = """Police have detained the owner of the Hotel Miramar, which fell in the earthquake of
    magnitude 6.4 that struck the coast near Velmora early on Tuesday."""
    library.add([make("owner", "Velmora quake: owner of hotel held", lead, "2021-03-03", "Post")])
    catch_up(library)
    found = story_news(library, QUAKE[0])

    (told,) = [one for one in found.accounts if one.row.id == "owner"]
    assert [one.text[:20] for one in told.new] == ["Police have detained"]
