"""The search language: what queries mean, what is said about wrong ones, what is marked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.store.query.language import (
    Age,
    And,
    Flag,
    Is,
    Length,
    Node,
    Not,
    Or,
    Published,
    QueryError,
    Tag,
    Text,
    Where,
    highlight,
    parse,
    parse_so_far,
    remark_so_far,
)

TODAY = date(2021, 10, 20)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("  ", None),
        ("—", None),
        ("storm", Text("storm")),
        ("storm port", And((Text("storm"), Text("port")))),
        ("storm AND port", And((Text("storm"), Text("port")))),
        ("storm OR flood", Or((Text("storm"), Text("flood")))),
        ("a b OR c", Or((And((Text("a"), Text("b"))), Text("c")))),
        ("(a OR b) c", And((Or((Text("a"), Text("b"))), Text("c")))),
        ("()", None),
        ("storm -port", And((Text("storm"), Not(Text("port"))))),
        ("storm - port", And((Text("storm"), Text("port")))),
        ("-(a b)", Not(And((Text("a"), Text("b"))))),
        ("NOT storm", Not(Text("storm"))),
        ('"spy dispute"', Text("spy dispute")),
        ("“spy dispute”", Text("spy dispute")),
        ('-"spy dispute"', Not(Text("spy dispute"))),
        ("stor*", Text("stor", prefix=True)),
        ("covid-19", Text("covid-19")),
        ("10:30", Text("10:30")),
        ("NATO: talks", And((Text("NATO"), Text("talks")))),
        ("https://example.org/a", Text("https://example.org/a")),
        ('source:"The Courier"', Text("The Courier", Where.SOURCE)),
        ("-source:wire", Not(Text("wire", Where.SOURCE))),
        ("author:keller", Text("keller", Where.AUTHOR)),
        ("headline:storm", Text("storm", Where.HEADLINE)),
        ("tag:later", Tag("later")),
        ('tag:"to read"', Tag("to read")),
        ("IS:Unread", Is(Flag.UNREAD)),
        ("after:2021-10-20", Published(since=date(2021, 10, 20))),
        ("before:2021-10", Published(until=date(2021, 10, 1))),
        ("on:2021-12", Published(date(2021, 12, 1), date(2022, 1, 1))),
        ("on:2021", Published(date(2021, 1, 1), date(2022, 1, 1))),
        ("on:yesterday", Published(date(2021, 10, 19), date(2021, 10, 20))),
        ("newer:3d", Age(newer=timedelta(days=3))),
        ("older:2w", Age(older=timedelta(days=14))),
        ("newer:12h", Age(newer=timedelta(hours=12))),
        ("newer:99999y", Age(newer=timedelta(days=73000))),
        ("words:>500", Length(least=501)),
        ("words:<200", Length(most=199)),
        ("words:>=1,500", Length(least=1500)),
        ("words:300..800", Length(300, 800)),
        ("words:300..", Length(least=300)),
    ],
)
def test_a_query_means(text: str, tree: Node | None) -> None:
    assert parse(text, TODAY).root == tree


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("storm sorce:wire", 7, "did you mean source:?"),
        ("colour:red", 1, "there are headline, source"),
        ("is:unred", 1, "did you mean is:unread?"),
        ("is:hidden", 1, "what a rule hides is not kept"),
        ("is:green", 1, "there are read, unread"),
        ("storm is: ", 7, "is: needs a value, as in is:unread"),
        ('port "spy', 6, "never closed"),
        ("a (b", 3, "never closed"),
        ("a) b", 2, "closes none"),
        ("OR a", 1, "both sides"),
        ("a OR", 3, "both sides"),
        ("(a OR ) b", 4, "both sides"),
        ("a NOT", 3, "nothing follows"),
        ("newer:3x", 1, "newer:3d"),
        ("after:2021-13", 1, "after:2021-10-20"),
        ("on:9999", 1, "no day"),
        ("before:31/12/2021", 1, "no day"),
        ("words:500", 1, "words:>500"),
        ("words:..", 1, "words:>500"),
        ("x" * 5000, 4097, "at most 4,096 characters"),
        ("a " * 300, 401, "at most 200 terms"),
        ("(" * 100, 41, "at most 40 deep"),
    ],
)
def test_a_wrong_query_says_what_and_where(text: str, column: int, said: str) -> None:
    with pytest.raises(QueryError, match=r"column \d+") as caught:
        parse(text)
    assert said in caught.value.message
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("sto", "sto…"),
        ("sto ", "sto"),
        ("storm is:unr", "storm, unread"),
        ("storm is:", "storm"),
        ("storm sorce:wi", "storm; sorce: is no field; did you mean source:?"),
        ("storm sorce:wire ", "storm; sorce: is no field; did you mean source:?"),
        ('"spy dis', "“spy dis…”"),
        ('"spy dispute"', "“spy dispute”"),
        ("storm (flood OR", "storm, flood"),
        ("storm -", "storm"),
        ("storm OR", "storm"),
        ("storm after:2021-1", "storm, since 2021-01-01"),
        ("on:yes", "of 2021-10-19"),
        ("a OR b source:wire -(c d)", "a or (b, from wire, not (c, d))"),
        (
            "words:300..800 newer:14d older:36h",
            "300 to 800 words, newer than 2 weeks, older than 36 hours",
        ),
        (
            "on:2021-10 before:2020 after:2019",
            "of 2021-10-01 to 2021-10-31, before 2020-01-01, since 2019-01-01",
        ),
        ("words:>9 -words:<5 tag:la", "at least 10 words, not at most 4 words, tagged la…"),
        (
            'author:keller headline:"big storm" -port ',
            "by keller, “big storm” in the headline, without port",
        ),
    ],
)
def test_a_half_typed_query_says_what_is_understood(text: str, said: str) -> None:
    assert parse_so_far(text, TODAY)[1] == said


def test_the_last_word_is_a_beginning_only_while_it_is_typed() -> None:
    assert parse_so_far("big sto")[0].root == And((Text("big"), Text("sto", prefix=True)))
    assert parse_so_far("big storm ")[0].root == And((Text("big"), Text("storm")))
    assert parse("big sto").root == And((Text("big"), Text("sto")))


def test_terms_are_what_a_found_text_contains() -> None:
    query = parse('Café "Spy Dispute" -port (storm* OR source:wire) headline:eight author:x')
    assert query.terms == ("cafe", "cafes", "spy dispute", "storm*", "eight", "eights")


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("The storm, a STORM; stormy", "storm", ["storm", "STORM"]),
        ("The storm, stormy", "storm*", ["storm", "stormy"[:5]]),
        ("Cafés of München", "munchen cafes", ["Cafés", "München"]),
        ("NATO-Russia council", '"nato russia"', ["NATO-Russia"]),
        ("nato or russia", '"nato russia"', []),
        ("我们在北京和東京", "北京", ["北京"]),
        ("서울에서 열린", "서울", ["서울"]),
        ("İstanbul ve Ankara", "ankara", ["Ankara"]),
        ("e\u0301toile filante", "etoile", ["e\u0301toile"]),
        ("snake_case here", "case", ["case"]),
        ("spies and spy rings", 'spy "spy rings"', ["spy rings"]),
        ("a storm's eye; storm surge", "storm's*", ["storm's"]),  # "storm s" is what is found
        ("nothing", "", []),
    ],
)
def test_hits_are_marked(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in highlight(text, parse(query).terms)] == marked


@given(st.text(alphabet='ab:"()-* ORisnewer>.0-9é北', max_size=60) | st.text(max_size=60))
def test_no_text_is_too_strange_to_be_typed(text: str) -> None:
    query, said = parse_so_far(text, TODAY)
    assert isinstance(said, str)
    try:
        strict = parse(text + " ", TODAY)
    except QueryError as error:
        assert 1 <= error.column <= len(text) + 1
    else:
        assert len(strict.terms) >= 0
    for start, end in highlight(text, query.terms):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "piece", ["(", ")", "-", '"', "a OR ", "(a ", "is:", "a", "-(", "words:", "é"]
)
def test_a_huge_query_is_refused_at_once(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    parse_so_far(text)
    with pytest.raises(QueryError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("storm sorce:wi", "sorce: is no field; did you mean source:?"),
        ("storm after:", "after: takes"),
        ("is:", "is: takes"),
        ("storm", ""),
    ],
)
def test_while_a_query_is_typed_it_is_said_what_can_follow(text: str, said: str) -> None:
    assert remark_so_far(text, TODAY).startswith(said)
    assert bool(remark_so_far(text, TODAY)) is bool(said)


def test_no_time_at_all_is_said_too() -> None:
    assert parse_so_far("newer:0h", TODAY)[1] == "newer than 0 hours"
