"""The reader's word on stories: at once, undone again, and kept for good."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.conftest import MakeArticle, OpenLibrary

from tuinews.model import Related
from tuinews.store import rulings
from tuinews.store.errors import LibraryError
from tuinews.store.library import Library
from tuinews.store.rulings import Ruling, Rulings, pair_of


@pytest.fixture
def library(open_library: OpenLibrary, make: MakeArticle) -> Library:
    """Six articles: a1 to a3 are one story, a4 and a5 another, a6 is alone."""
    library = open_library()
    library.add(make(number) for number in range(1, 7))
    why = ("harbour",)
    edges = {
        "a1": [Related("a2", 0.9, True, why), Related("a3", 0.8, True, why)],
        "a2": [Related("a1", 0.9, True, why), Related("a6", 0.3, False, why)],
        "a3": [Related("a1", 0.8, True, why)],
        "a4": [Related("a5", 0.7, True, why)],
        "a5": [Related("a4", 0.7, True, why)],
        "a6": [Related("a2", 0.3, False, why)],
    }
    library.relations.put(edges, {"a1": "s", "a2": "s", "a3": "s", "a4": "t", "a5": "t"})
    return library


def groups(library: Library) -> list[set[str]]:
    return sorted((set(story.articles) for story in library.stories()), key=sorted)


def test_an_account_leaves_its_story_at_once(library: Library) -> None:
    change = library.corrections.split_off("a1")

    assert groups(library) == [{"a2", "a3"}, {"a4", "a5"}]
    assert not any(one.same_story for one in library.related("a1"))
    assert {one.id for one in library.related("a1")} == {"a2", "a3"}, "still the same topic"
    row = library.row("a1")
    assert row is not None and row.story == "" and row.accounts == 0
    assert change.summary == "split off"


def test_splitting_off_one_of_two_leaves_no_story(library: Library) -> None:
    library.corrections.split_off("a5")

    assert groups(library) == [{"a1", "a2", "a3"}]


def test_what_was_split_off_can_be_undone_and_done_again(library: Library) -> None:
    change = library.corrections.split_off("a1")

    undone = library.undo(change)
    assert groups(library) == [{"a1", "a2", "a3"}, {"a4", "a5"}]
    assert all(one.same_story for one in library.related("a1"))
    assert not library.corrections.rulings()
    library.undo(undone)
    assert groups(library) == [{"a2", "a3"}, {"a4", "a5"}]
    assert library.corrections.rulings().apart("a1", "a3")


def test_two_stories_become_one(library: Library) -> None:
    change = library.corrections.join("a1", "a4")

    assert groups(library) == [{"a1", "a2", "a3", "a4", "a5"}]
    assert ("joined by you",) in [one.reasons for one in library.related("a1")]
    library.undo(change)
    assert groups(library) == [{"a1", "a2", "a3"}, {"a4", "a5"}]
    assert "a4" not in {one.id for one in library.related("a1")}


def test_an_article_alone_joins_a_story(library: Library) -> None:
    library.corrections.join("a6", "a5")

    assert {"a4", "a5", "a6"} in groups(library)


def test_what_is_not_related_leaves_the_sidebar(library: Library) -> None:
    change = library.corrections.unrelate("a2", "a6")

    assert {one.id for one in library.related("a2")} == {"a1"}
    library.undo(change)
    assert {one.id for one in library.related("a2")} == {"a1", "a6"}


def test_not_related_takes_an_account_out_of_the_story_too(library: Library) -> None:
    library.corrections.unrelate("a2", "a1")

    assert groups(library) == [{"a2", "a3"}, {"a4", "a5"}]
    assert "a1" not in {one.id for one in library.related("a2")}


def test_the_newest_word_wins(library: Library) -> None:
    library.corrections.split_off("a1")
    library.corrections.join("a1", "a2")
    assert groups(library)[0] == {"a1", "a2", "a3"}

    library.corrections.split_off("a1")
    assert groups(library)[0] == {"a2", "a3"}


def test_words_are_kept_by_articles_in_a_file_of_the_readers(
    library: Library, open_library: OpenLibrary
) -> None:
    library.corrections.split_off("a1")
    text = (library.data / "stories.json").read_text(encoding="utf-8")

    assert json.loads(text)["stories"]["1"]["articles"] == ["a1", "a2"]
    other = open_library()
    assert other.corrections.rulings().said == library.corrections.rulings().said
    other.upkeep.rebuild()
    assert set(other.relations.waiting()) == {f"a{number}" for number in range(1, 7)}


def test_words_that_another_wrote_have_articles_related_anew(
    library: Library, open_library: OpenLibrary
) -> None:
    assert library.relations.waiting() == []
    path = library.data / "stories.json"
    library.corrections.split_off("a5")
    path.write_text(path.read_text(encoding="utf-8").replace("apart", "unrelated"), "utf-8")

    assert set(open_library().relations.waiting()) == {"a4", "a5"}


def test_an_unknown_article_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="no article nine"):
        library.corrections.join("a1", "nine")


def test_nothing_happens_where_there_is_nothing_to_split(library: Library) -> None:
    assert not library.corrections.split_off("a6")


# --- a file that is not as we left it ------------------------------------------------------


def test_a_newer_file_is_left_alone_and_told(library: Library) -> None:
    library.corrections.split_off("a1")
    path = library.data / "stories.json"
    newer = path.read_text(encoding="utf-8").replace('"schema": 1', '"schema": 99')
    path.write_text(newer, "utf-8")

    assert not library.corrections.rulings()
    assert any("newer tuinews" in notice for notice in library.notices)
    assert any("newer tuinews" in problem for problem in library.upkeep.check().problems)
    with pytest.raises(LibraryError, match="newer tuinews"):
        library.corrections.split_off("a4")
    assert path.read_text(encoding="utf-8") == newer


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes(library: Library) -> None:
    library.corrections.split_off("a1")
    path = library.data / "stories.json"
    path.write_bytes(path.read_bytes()[:-60])

    assert len(library.corrections.rulings().said) >= 1
    assert any("was damaged" in notice for notice in library.notices)
    library.corrections.split_off("a4")
    assert library.corrections.rulings().apart("a4", "a5")
    assert list(path.parent.glob("stories.json.bad-*")), "the file as it was is set aside"


@pytest.mark.parametrize(
    "content", ["[]", '{"stories": {}}', "\0\0", '{"meta": {"1": {"app": "other"}}}']
)
def test_a_foreign_file_is_never_overwritten(library: Library, content: str) -> None:
    path = Path(library.data / "stories.json")
    path.write_text(content, "utf-8")

    assert not library.corrections.rulings()
    if content.strip("\0"):
        with pytest.raises(LibraryError):
            library.corrections.split_off("a1")
        assert path.read_text(encoding="utf-8") == content


# --- following -----------------------------------------------------------------------------


def test_a_story_is_followed_and_no_longer(library: Library) -> None:
    change = library.corrections.follow("a2", True)
    assert library.corrections.followed() == {"s"}
    assert library.corrections.follows("a3")

    library.undo(change)
    assert library.corrections.followed() == frozenset()


def test_a_followed_story_keeps_being_so_under_another_id(library: Library) -> None:
    library.corrections.follow("a2", True)
    library.relations.put({}, {"a1": "new", "a2": "new", "a3": "new"})

    assert library.corrections.followed() == {"new"}
    library.corrections.follow("a1", False)
    assert not library.corrections.followed()


def test_what_was_split_off_a_followed_story_is_let_go_alone(library: Library) -> None:
    library.corrections.follow("a2", True)
    library.corrections.split_off("a3")
    change = library.corrections.follow("a3", False)
    assert not library.corrections.follows("a3")
    assert library.corrections.follows("a1") and library.corrections.follows("a2")
    library.undo(change)
    assert library.corrections.follows("a3") and library.corrections.follows("a1")
    library.corrections.follow("a1", False)
    assert not library.corrections.follows("a2")
    assert library.corrections.follows("a3")


def test_an_article_alone_is_followed_until_others_join_it(library: Library) -> None:
    library.corrections.follow("a6", True)
    assert library.corrections.followed() == frozenset()
    assert library.corrections.follows("a6")

    library.corrections.join("a6", "a1")
    assert library.corrections.followed() == {"s"}


def test_what_was_seen_at_the_last_look_is_kept(library: Library) -> None:
    assert library.corrections.last_look("a1") is None
    library.corrections.looked("a1")
    library.corrections.join("a6", "a1")

    look = library.corrections.last_look("a6")
    assert look is not None and set(look.seen) == {"a1", "a2", "a3"}
    assert look.looked is not None and look.followed is None


# --- words alone ---------------------------------------------------------------------------

IDS = st.sampled_from("abcdef")
SAID = st.lists(st.tuples(st.sampled_from(Ruling), IDS, IDS), max_size=12)


@settings(deadline=None)
@given(SAID)
def test_no_two_words_contradict_each_other(said: list[tuple[Ruling, str, str]]) -> None:
    now = Rulings()
    for ruling, a, b in said:
        now = now.after([(ruling, (a, b))])
        if a != b:
            assert now.get(a, b) is ruling, "the last word holds"

    for a, b in now.said:
        assert pair_of(a, b) == (a, b)
        if now.apart(a, b):
            assert b not in now.joined(a)


def test_others_stay_joined_when_the_one_between_them_leaves() -> None:
    joined = Rulings().after([(Ruling.TOGETHER, ("hub", one)) for one in "abc"])
    left = joined.after([(Ruling.APART, ("hub", "a"))])

    assert set(left.joined("b")) == {"a", "b", "c"}


# --- copies, and what was truly read --------------------------------------------------------


@pytest.fixture
def copies(library: Library) -> Library:
    """A library in which a1 and a2 are copies of one text."""
    library.relations.put({"a1": [Related("a2", 0.9, True, ("the same text",), 1.0)]}, {})
    return library


def test_reading_an_article_reads_its_copies_and_undo_undoes_both(copies: Library) -> None:
    change = copies.mark(["a1"], read=True, opened=True)

    assert copies.state("a2").read is not None
    assert change.summary == "marked read, and 1 copy"
    copies.undo(change)
    assert copies.state("a1").read is None and copies.state("a2").read is None


def test_marking_unread_leaves_copies_as_they_are(copies: Library) -> None:
    copies.mark(["a1"], read=True)
    copies.mark(["a1"], read=False)

    assert copies.state("a2").read is not None


def test_a_longer_copy_stays_unread(
    library: Library, make: MakeArticle, open_library: OpenLibrary
) -> None:
    long = make(7, text="\n".join(f"Paragraph {n} about the harbour wall." for n in range(40)))
    library.add([long])
    library.relations.put({"a7": [Related("a2", 0.9, True, (), 0.9)]}, {})

    library.mark(["a2"], read=True)
    assert library.state("a7").read is None
    library.mark(["a2"], read=False)
    library.mark(["a7"], read=True)
    assert library.state("a2").read is not None


def test_an_opened_article_is_read_as_far_as_it_was_scrolled(library: Library) -> None:
    library.mark(["a1"], read=True, opened=True)
    library.remember("a1", 80, 80)
    library.remember("a1", 10, 10)

    state = library.state("a1")
    assert state.opened and (state.position, state.reached) == (10, 80)
    library.mark(["a2"], starred=True)  # writes positions down
    assert library.state("a1") == state


def test_what_is_marked_read_counts_wholly(library: Library) -> None:
    library.mark(["a1"], read=True, opened=True)
    library.remember("a1", 80, 80)
    change = library.mark(["a1"], read=True)

    assert not library.state("a1").opened
    library.undo(change)
    assert library.state("a1").opened
    library.mark(["a3"], read=True)
    library.remember("a3", 10, 10)
    assert library.state("a3").reached == 0


NAMES = st.sampled_from("abcd")
STEPS = st.lists(
    st.tuples(st.sampled_from(Ruling), NAMES, NAMES) | st.integers(0, 5), min_size=1, max_size=12
)
FOUND = st.dictionaries(
    st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] < pair[1]), st.sampled_from(Ruling)
)


@given(FOUND, STEPS)
@settings(max_examples=400)
def test_the_newest_word_wins_whatever_was_said_and_undone_before(
    found: dict[tuple[str, str], Ruling], steps: list[tuple[Ruling, str, str] | int]
) -> None:
    now = Rulings(found)
    done: list[tuple[Rulings, Rulings]] = []
    for step in steps:
        if isinstance(step, int):  # take back one of what was said, where it still stands
            if done:
                before, after = done.pop(step % len(done))
                said = dict(now.said)
                for pair in {*before.said, *after.said}:
                    was, then = before.said.get(pair), after.said.get(pair)
                    if was is not then and said.get(pair) is then:
                        said.pop(pair, None)
                        said |= {pair: was} if was else {}
                now = Rulings(said)
            continue
        ruling, a, b = step
        if a == b:
            continue
        before, now = now, now.after([(ruling, (a, b))])
        done.append((before, now))
        assert now.get(a, b) is ruling
        assert (b in now.joined(a)) == (ruling is Ruling.TOGETHER)


@given(FOUND, st.lists(st.tuples(st.sampled_from(Ruling), st.tuples(NAMES, NAMES)), max_size=12))
def test_many_words_at_once_are_as_each_of_them_behind_the_other(
    found: dict[tuple[str, str], Ruling], words: list[tuple[Ruling, tuple[str, str]]]
) -> None:
    one_by_one = Rulings(found)
    for word in words:
        one_by_one = one_by_one.after([word])
    assert Rulings(found).after(words).said == one_by_one.said


def test_words_on_a_long_chain_look_at_each_article_a_few_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [f"a{number:04}" for number in range(2000)]
    chain = Rulings(dict.fromkeys(pairwise(names), Ruling.TOGETHER))
    looks = 0
    joined = rulings._Telling._joined

    def counted(self: rulings._Telling, identity: str) -> list[str]:
        nonlocal looks
        looks += 1
        return joined(self, identity)

    monkeypatch.setattr(rulings._Telling, "_joined", counted)
    one = chain.after([(Ruling.TOGETHER, (names[0], name)) for name in names[1:]])
    assert len(one.joined(names[0])) == 2000
    left = chain.after([(Ruling.APART, (names[9], name)) for name in names if name != names[9]])
    assert left.joined(names[9]) == [names[9]]
    assert len(left.joined(names[0])) == 1999
    assert looks < 6 * 2000


def test_words_that_contradict_each_other_do_not_stop_the_next_one(library: Library) -> None:
    library.corrections.rule(Ruling.TOGETHER, [("a2", "a1")])
    library.undo(library.corrections.rule(Ruling.APART, [("a3", "a1")]))
    library.undo(library.corrections.rule(Ruling.TOGETHER, [("a3", "a2")]))
    library.corrections.rule(Ruling.TOGETHER, [("a3", "a1")])
    assert set(library.corrections.rulings().joined("a1")) == {"a1", "a2", "a3"}


def test_articles_are_related_again_when_asked(library: Library) -> None:
    library.add([])
    before = list(library.relations.waiting())
    library.relations.relate_again(["a4"])
    assert set(library.relations.waiting()) == {*before, "a4"}


def test_no_story_has_no_name(library: Library) -> None:
    assert library.story("") is None
