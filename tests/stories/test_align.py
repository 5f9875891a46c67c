"""Two accounts facing each other: which sentences, in which order, with what marked."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stories.making import make

from tuinews.model import Article
from tuinews.stories.align import align
from tuinews.stories.alignment import Alignment, Pair, Shared, Tells
from tuinews.stories.compare import compare

WIRE = make(
    "wire",
    "Bridge at Ostermund closed after a barge hits it",
    """The railway bridge at Ostermund was closed on Monday after a barge laden with gravel
    rammed its middle pier. Eight passengers of a night train were treated for cuts.
    "We will not let a train cross before divers have seen the foot of that pier," said
    Karin Holt, who heads the harbour office.

    The skipper had lost his way in fog. Ferries will carry commuters until Friday.""",
    publisher="Wire",
)
POST = make(
    "post",
    "Commuters take the ferry",
    """Until Friday ferries will carry commuters across the river. Schoolchildren ride free.

    On Monday a barge laden with gravel rammed the middle pier of the railway bridge at
    Ostermund. Ten passengers of a night train were treated for cuts. Karin Holt, head of the
    harbour office, said "we will not let a train cross before divers have seen the foot of
    that pier". A crane is on its way from the coast.""",
    publisher="Post",
)


def aligned(a: Article, b: Article, *, swapped: bool = False) -> Alignment:
    return align(a, b, compare(a, b), swapped=swapped)


def found(alignment: Alignment, words: str) -> Pair:
    """Return the pair with a sentence that has these words."""
    for pair in alignment.pairs:
        left = [alignment.left.sentences[number].text for number in pair.left]
        right = [alignment.right.sentences[number].text for number in pair.right]
        if any(words in text for text in (*left, *right)):
            return pair
    raise AssertionError(words)


def marked(alignment: Alignment, why: Shared) -> list[tuple[str, ...]]:
    """Return what is marked for a reason on the left and on the right."""
    return [
        tuple(
            sentence.text[words.start : words.end]
            for sentence, marks in zip(account.sentences, account.marks, strict=True)
            for words in marks
            if words.why is why
        )
        for account in (alignment.left, alignment.right)
    ]


def test_a_shared_quote_faces_itself_and_is_marked_in_both() -> None:
    alignment = aligned(WIRE, POST)
    pair = found(alignment, "not let a train cross")
    assert (pair.left, pair.right, pair.quotes) == ((2,), (4,), 1)
    said = "e will not let a train cross before divers have seen the foot of that pier"
    assert marked(alignment, Shared.QUOTE) == [("W" + said + ",",), ("w" + said,)]
    assert alignment.shared_quotes == 1


def test_a_figure_that_differs_keeps_sentences_together_and_is_marked_in_both() -> None:
    alignment = aligned(WIRE, POST)
    pair = found(alignment, "treated for cuts")
    assert (pair.left, pair.right, pair.differs) == ((1,), (3,), True)
    assert marked(alignment, Shared.FIGURE) == [("Eight passengers",), ("Ten passengers",)]
    assert alignment.differing_figures == 1


def test_what_only_one_tells_faces_nothing() -> None:
    alignment = aligned(WIRE, POST)
    assert found(alignment, "fog") == Pair((3,), (), Tells.ONLY)
    assert found(alignment, "Schoolchildren") == Pair((), (1,), Tells.ONLY)
    assert (alignment.only_left, alignment.only_right) == (1, 2)
    assert alignment.shared_statements == 3


def test_what_stands_elsewhere_in_the_other_account_is_moved_to_face() -> None:
    alignment = aligned(WIRE, POST)
    pair = found(alignment, "Ferries will carry")
    assert (pair.left, pair.right, pair.moved) == ((4,), (0,), -1)
    there = found(aligned(WIRE, POST, swapped=True), "Ferries will carry")
    assert (there.left, there.right, there.moved) == ((0,), (4,), 1)


def test_swapping_exchanges_the_sides_and_nothing_else() -> None:
    one, other = aligned(WIRE, POST), aligned(WIRE, POST, swapped=True)
    assert (other.left, other.right) == (one.right, one.left)
    assert (other.only_left, other.only_right) == (one.only_right, one.only_left)
    faced = {(pair.left, pair.right) for pair in one.pairs if pair.left and pair.right}
    assert faced == {(pair.right, pair.left) for pair in other.pairs if pair.left and pair.right}


def test_the_same_text_twice_faces_itself_throughout() -> None:
    alignment = aligned(WIRE, WIRE)
    assert [(pair.left, pair.right) for pair in alignment.pairs] == [((n,), (n,)) for n in range(5)]
    assert {pair.tells for pair in alignment.pairs} == {Tells.BOTH}


def test_a_sentence_split_in_two_faces_both_halves() -> None:
    long = make("a", "", "The mayor opened the market hall on Friday and promised cheaper stalls.")
    short = make("b", "", "The mayor opened the market hall on Friday. He promised cheaper stalls.")
    (pair,) = aligned(long, short).pairs
    assert (pair.left, pair.right) == ((0,), (0, 1))


def test_what_was_too_long_to_compare_is_said() -> None:
    long = make("a", "", " ".join(f"Row {number} ends." for number in range(1010)))
    alignment = aligned(long, WIRE)
    assert (alignment.left.whole, alignment.right.whole) == (False, True)


_TEXT = st.lists(
    st.sampled_from(
        [*re.split(r"(?<=\.) ", WIRE.body), *POST.body.split(". "), "他说。「我们明天回来。」"]
    ),
    max_size=12,
).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(_TEXT, _TEXT, st.booleans())
def test_every_sentence_stands_in_one_pair(a: str, b: str, swapped: bool) -> None:
    alignment = aligned(make("a", "A", a), make("b", "B", b), swapped=swapped)
    left = [number for pair in alignment.pairs for number in pair.left]
    assert left == list(range(len(alignment.left.sentences)))
    right = sorted(number for pair in alignment.pairs for number in pair.right)
    assert right == list(range(len(alignment.right.sentences)))


def test_every_sentence_of_both_accounts_has_one_verdict() -> None:
    a = make(
        "a",
        "",
        """Three tugs pulled the Sankt Olav off the Hagen reef. The coastguard closed the sound.

        Police in Tornby have detained the captain of the ferry Sankt Olav, which ran aground on
        the Hagen reef on Sunday, prosecutors said.""",
    )
    b = make(
        "b",
        "",
        """The ferry Sankt Olav ran aground on the Hagen reef on Sunday.

        Two tugs pulled the Sankt Olav off the Hagen reef. Divers found a hole in the hull.""",
    )
    found = aligned(a, b)
    assert [one.value for one in found.verdicts(left=True)] == ["differs", "only", "partly"]
    assert [one.value for one in found.verdicts(left=False)][1:] == ["differs", "only"]
    assert found.differing_figures == 1
