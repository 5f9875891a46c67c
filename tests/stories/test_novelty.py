"""What stays bright and what is dimmed for someone who has read another account."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stories import news
from tests.stories.making import make

from tuinews.stories.compare import compare
from tuinews.stories.novelty import Novelty, ReadBefore, told_in

READ = make(
    "read",
    "Eight envoys leave",
    """Varland expelled eight diplomats of Norrmark on Monday and accused them of spying.

    “We cannot look away when our networks are attacked,” Foreign Minister Ida Maas told reporters.

    Norrmark denied the charges. The envoys have until Friday to leave the capital, Maas said.""",
    "2021-03-01",
    "Wire",
)


def marks(text: str, *read: str) -> list[Novelty]:
    before = [make(str(at), "", body) for at, body in enumerate(read)] or [READ]
    return [sentence.mark for sentence in told_in(make("new", "", text), ReadBefore(before))]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Norrmark denied the charges.", Novelty.TOLD),
        (
            "Varland on Monday expelled eight diplomats of Norrmark, accused of spying.",
            Novelty.TOLD,
        ),
        (
            "Varland expelled 8 diplomats of Norrmark on Monday and accused them of spying.",
            Novelty.TOLD,
        ),
        (
            "Varland expelled ten diplomats of Norrmark on Monday and accused them of spying.",
            Novelty.NEW,
        ),
        ("“We cannot look away when our networks are attacked,” said Ida Maas.", Novelty.TOLD),
        ("The envoys have until Friday to leave the capital, Pavel Orre said.", Novelty.PARTLY),
        ("Prices of herring rose again at the market in the old port.", Novelty.NEW),
        ("The two countries share a border in the far north.", Novelty.NEW),
    ],
)
def test_marks(text: str, mark: Novelty) -> None:
    assert marks(text) == [mark]


def test_two_sentences_told_as_one_are_told() -> None:
    text = "Norrmark denied the charges, and the envoys have until Friday to leave the capital."
    (sentence,) = told_in(make("new", "", text), ReadBefore([READ]))
    assert sentence.mark is Novelty.TOLD
    assert sentence.in_a == (3, 4)


def test_he_said_is_not_told_by_every_article() -> None:
    assert marks("He said so.", "Nobody knows why, he said, so they went home again.") == [
        Novelty.NEW
    ]
    assert marks("He said so.", "He said so.") == [Novelty.TOLD]


def test_sentences_know_their_place_in_the_article() -> None:
    article = make("new", "", "It rained. It stopped.\n\nThe sun came.")
    found = told_in(article, ReadBefore([]))
    assert [(one.block, one.start, one.end) for one in found] == [
        (0, 0, 10),
        (0, 11, 22),
        (1, 0, 13),
    ]
    assert all(article.blocks[one.block].text[one.start : one.end] == one.text for one in found)
    assert {one.mark for one in found} == {Novelty.NEW}


def test_what_several_accounts_told_counts_together() -> None:
    text = "Norrmark denied the charges. The harbour stayed shut for a third day in a row."
    other = "The harbour stayed shut for a third day in a row."
    assert marks(text, READ.body, other) == [Novelty.TOLD, Novelty.TOLD]


def test_the_same_article_is_told_from_end_to_end() -> None:
    for article in news.ALL:
        found = told_in(article, ReadBefore([article]))
        assert {one.mark for one in found} == {Novelty.TOLD}, article.id


def test_other_stories_tell_nothing() -> None:
    for article in news.QUAKE_SOUTH:
        for other in (*news.TRIAL, *news.SINGLES, *news.GERMAN):
            assert {one.mark for one in told_in(article, ReadBefore([other]))} == {Novelty.NEW}


def test_compare_faces_quotes_and_differing_figures() -> None:
    other = make(
        "other",
        "Ten envoys told to go",
        """Varland expelled ten diplomats of Norrmark on Monday and accused them of spying.

        “We cannot look away when our networks are attacked”, Maas said.

        A telephone line stays open.""",
    )
    found = compare(READ, other)
    assert found.shared_quotes == ("We cannot look away when our networks are attacked",)
    assert [(one.a, one.b) for one in found.differing_figures] == [
        ("eight diplomats", "ten diplomats")
    ]
    assert [one.text for one in found.back if one.mark is Novelty.NEW][-2:][0].startswith(
        "Norrmark"
    )
    assert [one.mark for one in found.sentences] == [Novelty.NEW, Novelty.TOLD, Novelty.NEW]


def test_a_long_pair_is_compared_in_one_go() -> None:
    long = "\n\n".join(
        f"Sentence {at} tells of ship {at} and harbour {at * 7}." for at in range(3000)
    )
    found = compare(make("a", "", long), make("b", "", long))
    assert len(found.sentences) == 1000


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_texts_compare(a: str, b: str) -> None:
    found = compare(make("a", a, b), make("b", b, a))
    assert all(0 <= one.told <= 1 for one in found.sentences)
    assert all((one.mark is Novelty.NEW) == (one.told < 0.3) for one in found.sentences)


AGROUND = (
    """The ferry Sankt Olav ran aground on the Hagen reef off Tornby on Sunday. The captain of
    the Sankt Olav told the coastguard that the steering had failed.""",
    "All of those aboard were brought to Tornby. The Sankt Olav lies on the Hagen reef.",
)


def test_news_in_the_main_clause_is_not_told_by_what_follows_it() -> None:
    text = """Police in Tornby have detained the captain of the ferry Sankt Olav, which ran aground
    on the Hagen reef on Sunday, prosecutors said."""
    read = [make(str(at), "", body) for at, body in enumerate(AGROUND)]
    (sentence,) = told_in(make("new", "", text), ReadBefore(read))

    assert sentence.mark is Novelty.PARTLY
    assert [text[start:end] for start, end in sentence.new_clauses] == [text.split(",")[0]]
    assert sentence.in_a, "what it repeats is known all the same"


def test_a_long_clause_of_common_words_tells_something_too() -> None:
    text = """The captain told the coastguard that the steering had failed – until then no pilot
    may come near the reef."""
    (sentence,) = told_in(make("new", "", text), ReadBefore([make("read", "", AGROUND[0])]))

    assert [text[start:end].split()[:3] for start, end in sentence.new_clauses] == [
        ["until", "then", "no"]
    ]


def test_a_clause_in_other_forms_of_the_words_that_were_read_adds_nothing() -> None:
    text = "The ferry Sankt Olav, running aground on Sunday on the Hagen reef, lay off Tornby."
    read = [make(str(at), "", body) for at, body in enumerate(AGROUND)]
    (sentence,) = told_in(make("new", "", text), ReadBefore(read))

    assert (sentence.mark, sentence.adds) == (Novelty.TOLD, False)


def test_a_short_sentence_is_not_told_by_one_long_one_with_its_small_words() -> None:
    text = "How it came to the harbour no one ever learnt."
    read = """She did not look up when the boat took her into the fog that night, nor when they came
    to carry it out of the harbour and into the shed, nor when nobody there could tell her more."""
    (sentence,) = told_in(make("new", "", text), ReadBefore([make("read", "", read)]))
    assert (sentence.mark, sentence.in_a) == (Novelty.NEW, ())
