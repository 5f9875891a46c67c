"""What a query finds, in which order, in which languages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuinews.model import Article, Related, Source, State
from tuinews.store.errors import LibraryError
from tuinews.store.highlight import words
from tuinews.store.index import segments
from tuinews.store.library import Library
from tuinews.store.query import finding
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
    Query,
    Tag,
    Text,
    Where,
    parse,
    parse_so_far,
)
from tuinews.store.views import Counts, Order, Row, Show

NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)

Make = Callable[..., Article]
Open = Callable[..., Library]


def found(library: Library, query: str, order: Order = Order.NEWEST) -> list[str]:
    asked = parse(query, date(2021, 10, 21))
    return [row.id for row in library.rows(library.keys(asked, order=order))]


@pytest.fixture
def shelf(make: Make, library: Library) -> Library:
    """Six articles: see their texts."""
    texts = {
        1: "The storm tore the roof off the market hall.",
        2: "The port reopened. Zürich sent façade builders.",
        3: "Stormy talks in Geneva about the port.",
        4: "Nothing of note.",
        5: "north-south_link e.g. U.S. 3.5% C++ don't",
        6: "word " * 700,
    }
    differences: dict[int, dict[str, object]] = {
        1: {"authors": ("Ana Keller",)},
        2: {"publisher": "Courier"},
        3: {"authors": ("Jo Marsh", "Ana Ruiz")},
        4: {"publisher": "Wire FR", "headline": "Weather and STORM surges"},
        5: {"published": None, "sources": ()},
        6: {"published": NOW - timedelta(days=40)},
    }
    library.add(
        make(number, text, **({"headline": "Report"} | differences[number]))
        for number, text in texts.items()
    )
    return library


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("tore", ["a1"]),
        ("TORE Roof", ["a1"]),
        ("roof port", []),
        ("roof OR port", ["a1", "a2", "a3"]),
        ('"the port"', ["a2", "a3"]),
        ('"port the"', []),
        ("headline:weather", ["a4"]),
        ("headline:roof", []),
        ("zurich facade", ["a2"]),
        ("ZÜRICH", ["a2"]),
        ("hall*", ["a1"]),
        ("stor*", ["a1", "a3", "a4"]),
        ("sto*", ["a1", "a3", "a4"]),
        ("sto* port", ["a3"]),
        ("por* sto*", ["a3"]),
        ("sto* -port", ["a1", "a4"]),
        ("sto* is:undated", []),
        ("st* -note", ["a1", "a3"]),
        ("st* note", ["a4"]),
        ("zz*", []),
        ("ta* port", ["a3"]),
        ("-port -word", ["a5", "a1", "a4"]),
        ("port -talks", ["a2"]),
        ("-(port OR word)", ["a5", "a1", "a4"]),
        ("source:courier", ["a2"]),
        ("source:wire port", ["a3"]),
        ('source:"wire fr"', ["a4"]),
        ("source:nobody", []),
        ("-source:wire", ["a2"]),
        ("author:keller -author:marsh port", ["a2"]),
        ("author:ana author:marsh", ["a3"]),
        ('author:"keller ana"', []),
        ("keller", []),
        ("author:kel*", ["a5", "a1", "a2", "a4", "a6"]),
        ("is:undated", ["a5"]),
        ("is:dated roof", ["a1"]),
        ("words:>500", ["a6"]),
        ("words:<4", ["a4"]),
        ("before:2021-10-01", ["a6"]),
        ("newer:3h", ["a1", "a2", "a3"]),
        ("older:2w", ["a6"]),
        ("on:2021-10-21 talks", ["a3"]),
        ("(is:unread talks) OR words:>500", ["a3", "a6"]),
        ("north south link", ["a5"]),
        ("don't", ["a5"]),
        ("u.s.", ["a5"]),
        ("3.5", ["a5"]),
        ("nowhere", []),
    ],
)
def test_a_query_finds(shelf: Library, query: str, ids: list[str]) -> None:
    assert found(shelf, query) == ids
    asked = parse(query, date(2021, 10, 21))
    assert shelf.counts(asked) == Counts(len(ids), len(ids), 0)


def test_nothing_asked_finds_everything(shelf: Library) -> None:
    assert found(shelf, "") == ["a5", "a1", "a2", "a3", "a4", "a6"]


def test_orders(shelf: Library) -> None:
    newest = ["a5", "a1", "a2", "a3", "a4", "a6"]
    assert found(shelf, "", Order.OLDEST) == newest[::-1]
    assert found(shelf, "", Order.RELEVANCE) == newest
    assert found(shelf, "", Order.LONGEST)[0] == "a6"
    assert found(shelf, "", Order.PUBLISHER) == ["a2", "a5", "a1", "a3", "a6", "a4"]
    assert found(shelf, "port", Order.PUBLISHER) == ["a2", "a3"]
    assert found(shelf, "port", Order.OLDEST) == ["a3", "a2"]
    assert found(shelf, "po*", Order.LONGEST) == ["a2", "a3"]
    assert found(shelf, "po*", Order.OLDEST) == ["a3", "a2"]


def test_relevance_prefers_the_headline(make: Make, library: Library) -> None:
    library.add(
        [
            make(1, text="Once flood, and much else besides. " * 3, headline="Other news"),
            make(2, text="Much else besides. " * 3, headline="Flood"),
        ]
    )
    assert found(library, "flood") == ["a1", "a2"]
    assert found(library, "flood", Order.RELEVANCE) == ["a2", "a1"]


def test_a_window_of_a_long_list(make: Make, library: Library) -> None:
    library.add([make(number) for number in range(50)])
    everything = library.keys()
    assert library.keys(limit=10) == everything[:10]
    assert library.keys(limit=10, offset=45) == everything[45:]
    assert library.keys(offset=40) == everything[40:]
    assert library.keys(parse("storm"), limit=3, offset=2) == everything[2:5]


def test_show_goes_with_any_query(shelf: Library) -> None:
    shelf.mark(["a1", "a3"], read=True)
    shelf.mark(["a3", "a4"], starred=True, tag="Later on")
    assert [row.id for row in shelf.rows(shelf.keys(parse("storm"), Show.UNREAD))] == ["a4"]
    assert [row.id for row in shelf.rows(shelf.keys(parse("port"), Show.STARRED))] == ["a3"]
    assert found(shelf, "is:read") == ["a1", "a3"]
    assert found(shelf, "is:read is:unstarred") == ["a1"]
    assert found(shelf, 'tag:"later on" port') == ["a3"]
    assert found(shelf, "is:tagged -talks") == ["a4"]
    assert found(shelf, "tag:nope") == []
    assert shelf.counts(parse("storm")) == Counts(2, 1, 1)


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("dense", [0, 1000])
def test_every_way_through_the_index_finds_the_same(
    shelf: Library, monkeypatch: pytest.MonkeyPatch, few: int, dense: int
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(finding, "DENSE", dense)
    shelf.mark(["a1", "a3"], starred=True)
    assert found(shelf, "is:starred port") == ["a3"]
    assert found(shelf, "is:starred the st*") == ["a1", "a3"]
    assert found(shelf, "is:starred st*") == ["a1", "a3"]
    assert found(shelf, "tal* the por*") == ["a3"]
    assert found(shelf, "port sto* newer:1w") == ["a3"]
    assert found(shelf, "is:unread the ro*") == ["a1"]
    assert found(shelf, "is:unread the newer:1h") == ["a1"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("北京大学今天宣布新的计划。", "大学"),
        ("北京大学今天宣布新的计划。", "学今"),
        ("北京大学今天宣布新的计划。", "京"),
        ("東京都知事は、オリンピックについて話した", "オリンピック"),
        ("東京都知事は、オリンピックについて話した", "リンピ"),
        ("รัฐบาลไทยประกาศนโยบายใหม่", "ไทย"),
        ("รัฐบาลไทยประกาศนโยบายใหม่", "นโยบาย"),
        ("서울에서 회담이 열렸다", "서울"),
        ("Die Straße nach Łódź", "łódź"),
        ("Ο πρόεδρος μίλησε", "προεδρος"),
        ("Президент й Ёлка", "елка"),
        ("İstanbul ve ığdır", "istanbul"),
        ("cafe\u0301 noir", "café"),
        ("القاهرة الجديدة", "القاهرة"),
        ("NATO和俄罗斯", "nato和俄"),
    ],
)
def test_languages(make: Make, library: Library, text: str, query: str) -> None:
    library.add([make(1, text=text), make(2)])
    assert found(library, query) == ["a1"]


def test_what_is_typed_never_breaks_the_search(shelf: Library) -> None:
    for typed in [
        '"',
        "a",
        "a*",
        "*",
        "st",
        '"sto',
        "NOT",
        "AND (",
        "x:",
        "NEAR(a b)",
        "{headline}:x",
        "headline:",
        "is:",
        "words:>",
        "-",
        "--",
        "a OR",
        "^a",
        "'; drop table",
        "\x00",
        "\ue001",
    ]:
        query, _ = parse_so_far(typed)
        shelf.keys(query)
        shelf.keys(query, order=Order.RELEVANCE)
        shelf.counts(query)


def test_one_letter_while_typing_is_a_word_of_its_own(make: Make, library: Library) -> None:
    library.add([make(1, text="Plan B failed."), make(2, text="Bees are back.")])
    assert [row.id for row in library.rows(library.keys(parse_so_far("b")[0]))] == ["a1"]
    assert len(library.keys(parse_so_far("be")[0])) == 1


# --- the same, one article at a time -----------------------------------------------------

VOCABULARY = ["storm", "storms", "stone", "port", "Zürich", "北京", "st", "of", "the"]
PIECES = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=4).map(" ".join)
LEAVES = st.one_of(
    st.builds(
        Text,
        PIECES,
        st.sampled_from(Where),
        st.booleans(),
    ),
    st.builds(Text, st.sampled_from(["st", "po", "th", "s", "zu"]), prefix=st.just(True)),
    st.builds(Is, st.sampled_from([flag for flag in Flag if flag is not Flag.NOTED])),
    st.builds(Tag, st.sampled_from(["red", "Rest", "no"]), st.booleans()),
    st.builds(Published, st.sampled_from([None, date(2021, 10, 20)]), st.just(date(2021, 10, 21))),
    st.builds(Age, newer=st.sampled_from([timedelta(hours=5), timedelta(days=3)])),
    st.builds(Age, older=st.sampled_from([timedelta(hours=5), timedelta(days=3)])),
    st.builds(Length, st.sampled_from([None, 3]), st.sampled_from([None, 6])),
)
NODES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


def says(node: Node, article: Article, row: Row) -> bool:
    """Whether an article is what a query asks for, by looking at it."""
    match node:
        case Text():
            return _has(node, article)
        case Tag(name, prefix):
            wanted = name.lower()
            return any(
                tag.lower().startswith(wanted) if prefix else tag.lower() == wanted
                for tag in row.tags
            )
        case Is(flag):
            return {
                Flag.READ: row.read,
                Flag.UNREAD: not row.read,
                Flag.STARRED: row.starred,
                Flag.UNSTARRED: not row.starred,
                Flag.TAGGED: bool(row.tags),
                Flag.UNTAGGED: not row.tags,
                Flag.MUTED: False,
                Flag.DATED: row.dated,
                Flag.UNDATED: not row.dated,
            }[flag]
        case Published(since, until):
            day = row.shown_date.astimezone().date()
            return (
                not row.undated
                and (since is None or day >= since)
                and (until is None or day < until)
            )
        case Age(newer, older):
            if newer is not None:
                return not row.undated and row.shown_date >= NOW - newer
            return older is not None and not row.undated and row.shown_date < NOW - older
        case Length(least, most):
            return (least or 0) <= row.words <= (most if most is not None else 10**9)
        case Not(part):
            return not says(part, article, row)
        case And(parts):
            return all(says(part, article, row) for part in parts)
        case Or(parts):
            return any(says(part, article, row) for part in parts)


def _has(text: Text, article: Article) -> bool:
    places = {
        Where.ANYWHERE: [article.headline, article.body],
        Where.HEADLINE: [article.headline],
        Where.SOURCE: [article.publisher],
        Where.AUTHOR: list(article.authors),
    }[text.where]
    wanted = text.words
    prefix = text.prefix and (len(wanted[-1]) > 1 or text.where is Where.SOURCE)
    for held in map(words, places):
        for start in range(len(held) - len(wanted) + 1):
            part = held[start : start + len(wanted)]
            alike = part[-1] == wanted[-1] or part[-1] in text.plurals
            last = part[-1].startswith(wanted[-1]) if prefix else alike
            if part[:-1] == wanted[:-1] and last:
                return True
    return False


def test_queries_find_what_looking_finds(make: Make, library: Library) -> None:
    texts = [
        "storm of the port",
        "stone",
        "the 北京 port storm",
        "st of Zürich the stone port",
        "of",
    ]
    publishers = ["storm port", "Zürich", "", "the stone"]
    library.add(
        [
            make(
                number,
                text=texts[number % 5],
                headline=VOCABULARY[number % 8],
                publisher=publishers[number % 4],
                authors=(VOCABULARY[number % 7], "storm of Zürich")[: number % 3],
                published=None if number % 6 == 5 else NOW - timedelta(hours=3 * number),
            )
            for number in range(40)
        ]
    )
    ids = [f"a{number}" for number in range(40)]
    library.mark(ids[::3], read=True)
    library.mark(ids[::7], starred=True)
    library.mark(ids[::5], tag="Rest")
    library.mark(ids[1::5], tag="red")
    rows = library.rows(library.keys())
    articles = {row.id: library.article(row.id) for row in rows}

    @given(NODES, st.sampled_from(Show))
    @settings(deadline=None, max_examples=150)
    def check(node: Node, show: Show) -> None:
        expected = [
            row.key
            for row in rows
            if says(node, articles[row.id], row)
            and (show is not Show.UNREAD or not row.read)
            and (show is not Show.STARRED or row.starred)
        ]
        query = Query(node)
        assert list(library.keys(query, show)) == expected
        assert list(library.keys(query, show, Order.OLDEST)) == expected[::-1]
        assert sorted(library.keys(query, show, Order.LONGEST)) == sorted(expected)
        if show is Show.ALL:
            assert library.counts(query).all == len(expected)

    check()


# --- other readings ----------------------------------------------------------------------


def test_ids_are_found_by_their_beginning(make: Make, library: Library) -> None:
    library.add([make(1, id="abcd1"), make(2, id="abcd2"), make(3, id="abc%_"), make(4, id="x")])
    assert library.resolve("abcd1") == "abcd1"
    assert library.resolve("x") == "x"
    assert library.resolve("abc%") == "abc%_"
    with pytest.raises(LibraryError, match="several ids: abc%_, abcd1, abcd2; give more"):
        library.resolve("abc")
    for wrong in ("y", "", "%", "ABCD1x"):
        with pytest.raises(LibraryError):
            library.resolve(wrong)


def test_rows_keep_their_order_and_leave_out_what_is_gone(make: Make, library: Library) -> None:
    library.add([make(number) for number in range(5)])
    keys = list(library.keys())
    assert [row.key for row in library.rows([keys[3], 12345, keys[0]])] == [keys[3], keys[0]]
    assert library.row("nope") is None
    assert library.state("nope") == State()
    with pytest.raises(LibraryError, match="no article nope"):
        library.article("nope")


def test_publishers_are_counted(make: Make, library: Library) -> None:
    library.add([make(1), make(2), make(3, publisher="Courier"), make(4, publisher="")])
    assert library.publishers() == [("Wire", 2), ("Courier", 1)]


def test_version_tells_of_changes_by_anyone(
    make: Make, library: Library, open_library: Open
) -> None:
    library.add([make(1)])
    other = open_library()
    before, before_other = library.version(), other.version()
    assert library.version() == before
    library.mark(["a1"], read=True)
    assert library.version() != before
    assert other.version() != before_other


def test_relations_go_both_ways_with_their_reasons(make: Make, library: Library) -> None:
    library.add([make(number) for number in range(4)])
    assert library.relations.waiting() == ["a3", "a2", "a1", "a0"]
    assert library.relations.waiting(2) == ["a3", "a2"]
    library.relations.put(
        {
            "a1": [Related("a2", 0.9, True, ("eight expelled",)), Related("a3", 0.95, False, ())],
            "a0": [],
            "gone": [],
        },
        {"a1": "s1", "a2": "s1", "a3": "s2"},
    )
    assert library.relations.waiting() == ["a3", "a2"]
    assert [related.id for related in library.related("a1")] == ["a2", "a3"]
    assert library.related("a2") == [Related("a1", 0.9, True, ("eight expelled",))]
    assert [story.articles for story in library.stories()] == [("a1", "a2")]
    story = library.story_of("a2")
    assert story is not None and story.articles == ("a1", "a2")
    alone = library.story_of("a3")
    assert alone is not None and alone.articles == ("a3",)
    assert library.story_of("a0") is None
    assert [row.accounts for row in library.rows(library.keys())] == [0, 1, 1, 0]
    library.relations.put({"a1": []}, {"a2": ""})
    assert library.related("a2") == []
    library.remove(["a1"])
    assert library.stories() == []


def test_candidates_are_of_the_time_asked_for(make: Make, library: Library) -> None:
    library.add([make(number, text=f"Flood {'rescue ' * number}") for number in range(1, 6)])
    span = NOW - timedelta(hours=4), NOW - timedelta(hours=2)
    assert library.relations.candidates(["rescue", "flood"], *span) == ["a4", "a3", "a2"]
    assert library.relations.candidates(["rescue"], *span, limit=1) == ["a4"]
    assert library.relations.candidates(["…", ""], *span) == []
    assert library.relations.frequencies(["rescue", "Flood", "none", "flood rescue", "…"]) == {
        "rescue": 5,
        "Flood": 5,
        "none": 0,
        "flood rescue": 5,
        "…": 0,
    }
    assert library.size == 5


def test_importing_the_library_loads_nothing_slow() -> None:
    import subprocess
    import sys

    code = (
        "import sys, tuinews.store.library as l, pathlib, tempfile\n"
        "d = pathlib.Path(tempfile.mkdtemp())\n"
        "x = l.Library(d / 'data', d / 'cache'); x.rows(x.keys()); x.counts(); x.close()\n"
        "print([m for m in sys.modules if m.partition('.')[0] in"
        " {'tinydb', 'filelock', 'platformdirs', 'asyncio', 'textual', 'lxml', 'bs4', 'logging'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_of_very_many_those_with_it_in_the_headline_come_first(
    make: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([make(number) for number in range(1, 9)])
    library.add([make(5, headline="Harbour, harbour, harbour", id="best")])
    query = parse("harbour")

    def best(limit: int | None = None, offset: int = 0) -> list[str]:
        found = library.keys(query, order=Order.RELEVANCE, limit=limit, offset=offset)
        return [row.id for row in library.rows(found)]

    newest = [row.id for row in library.rows(library.keys(query))]
    assert best()[0] == "best"
    monkeypatch.setattr(finding, "RANKED", 3)
    assert sorted(best()) == sorted(newest)
    assert best() == ["best", *[name for name in newest if name != "best"]]
    assert best(2, 2) == best()[2:4]


@pytest.mark.parametrize("least", [0, 1, 19, 20, 21, 100, 599, 10_000])
@pytest.mark.parametrize("more", [0, 1, 500, 10**8])
def test_how_long_an_article_is_is_known_to_a_word_wherever_it_is_looked_up(
    make: Make, library: Library, monkeypatch: pytest.MonkeyPatch, least: int, more: int
) -> None:
    lengths = (1, 2, 19, 20, 21, 22, 99, 101, 598, 599, 600, 10_000)
    library.add([make(length, text="word " * length) for length in lengths])
    words = f"words:{least}..{least + more}"
    want = sorted(f"a{one}" for one in lengths if least <= one <= least + more)
    for most in (0, finding.MARKED):
        monkeypatch.setattr(finding, "MARKED", most)
        for asked in (f"{words} word", f"{words} wo*", f"{words} wor*", f"wo* {words} port"):
            assert sorted(found(library, asked)) == want


@pytest.mark.parametrize("marked", [0, 300])
def test_few_long_articles_are_found_by_a_word_of_all(
    shelf: Library, monkeypatch: pytest.MonkeyPatch, marked: int
) -> None:
    monkeypatch.setattr(finding, "MARKED", marked)
    assert found(shelf, "words:>600 word") == found(shelf, "words:>600 wo*") == ["a6"]
    assert found(shelf, "words:>600 zz*") == []
    for none in ("storm words:800..8", "source:wire words:9..1", "wo* words:3..2", "船 words:9..1"):
        assert found(shelf, none) == []  # as one types words:800..8000
    assert found(shelf, "words:>600 storm") == found(shelf, "words:>600 port is:unread") == []


def test_a_rare_word_and_the_beginning_of_another_after_very_much_came_in(
    make: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "DENSE", 5)
    monkeypatch.setattr("tuinews.store.index.segments.MUCH", 10)
    monkeypatch.setattr("tuinews.store.index.segments.PAGES", 2)
    for start in range(1, 60, 10):
        library.add([make(number) for number in range(start, start + 10)])
    library.add([make(70, text="A quokka slept.", headline="None to be seen")])
    library.add([make(71, text="A quokka went home.", headline="None to be seen")])
    for _ in range(2):
        assert found(library, "quokka ho*") == ["a71"]
        assert found(library, "number ho*") == found(library, "number")
        assert library.keys(parse("quokka ho*"), limit=1, offset=1).tolist() == []
        library.upkeep.mend()
    assert library.upkeep.compare() == []


def test_who_waits_for_the_index_gets_it_while_all_of_it_is_merged(
    make: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "PAGES", 1)
    for number in range(1, 9):
        library.add([make(number)])
    monkeypatch.setattr(segments, "MUCH", 1)
    turns = 0

    def rest(_: float) -> None:
        nonlocal turns
        turns += 1
        with closing(sqlite3.connect(library._index.path, timeout=0)) as other:
            other.execute("begin immediate")

    monkeypatch.setattr("tuinews.store.index.segments.time.sleep", rest)
    segments.merge_whole(library._index, lambda: True)
    assert turns > 2  # more than once a table


def test_a_page_without_a_date_is_of_no_day(library: Library, make: Make) -> None:
    page, feed, url = (
        "https://news.example/a",
        "https://news.example/feed",
        "https://news.example/b",
    )
    came = {
        "page": make(1, published=None, url=page, sources=(Source(page + "?from=x", NOW),)),
        "text": make(2, published=None, url="", sources=(Source("dump.txt", NOW),)),
        "entry": make(3, published=None, url=url, sources=(Source(feed, NOW),)),
        "dated": make(4, url=page + "/4", sources=(Source("dump.txt", NOW),)),
    }
    added = library.add(list(came.values()))
    undated = {
        name: row is not None and row.undated
        for name, row in zip(came, map(library.row, added.new), strict=True)
    }
    assert undated == {"page": True, "text": True, "entry": False, "dated": False}
    assert len(library.keys(parse("newer:1d"))) == 2
    assert library.counts(parse("newer:1d")).all == 2


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
def test_a_word_and_a_beginning_of_very_many_are_read_side_by_side(
    make: Make, library: Library, monkeypatch: pytest.MonkeyPatch, order: Order
) -> None:
    monkeypatch.setattr(finding, "DENSE", 1)
    monkeypatch.setattr(finding, "SPARSE", 2)
    texts = ["A quokka went home.", "A quokka slept.", "Nobody went home."]
    library.add(make(n, text=texts[n % 3], headline="None to be seen") for n in range(1, 13))
    both = [f"a{n}" for n in (3, 6, 9, 12)]
    assert found(library, "quokka ho*", order) == (both if order is Order.NEWEST else both[::-1])
    asked = parse("quokka ho*")
    keys = library.keys(asked, order=order).tolist()
    assert library.keys(asked, order=order, limit=2, offset=1).tolist() == keys[1:3]
    assert found(library, "none zebra*", order) == []


def test_a_publisher_is_found_by_how_a_word_of_its_name_begins(shelf: Library, make: Make) -> None:
    shelf.add([make(30, publisher="The Harbour Gazette")])
    asked = parse_so_far("source:harbour gaz")[0]
    assert [row.id for row in shelf.rows(shelf.keys(asked))] == []
    asked = parse_so_far('source:"harbour gaz')[0]
    assert [row.id for row in shelf.rows(shelf.keys(asked))] == ["a30"]


@pytest.mark.parametrize("query", ["newer:99999y", "after:0001-01-01"])
def test_times_beyond_any_calendar_find_all_that_has_a_date(shelf: Library, query: str) -> None:
    assert found(shelf, query) == found(shelf, "-is:undated")


def test_frequencies_of_words_are_kept(library: Library) -> None:
    assert library.relations.frequent() == (0, {})
    library.relations.keep_frequent(9, {"storm": 4})
    assert library.relations.frequent() == (9, {"storm": 4})


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("flood", ["a1", "a2"]),
        ("headline:flood wall", ["a2"]),
        ("floods", ["a1"]),  # the other way round "news" would find all that is new
        ('"flood"', ["a2"]),
        ("city", ["a1", "a2"]),
        ("class", ["a1"]),
        ("new", ["a2"]),
        ("-flood", ["a3"]),
    ],
)
def test_a_finished_word_finds_its_plural_in_s(
    library: Library, make: Callable[..., Article], typed: str, finds: list[str]
) -> None:
    library.add(
        [
            make(1, headline="News", text="Floods reach two cities and close the classes."),
            make(2, headline="A flood wall", text="The city has a new one."),
            make(3, headline="Nothing", text="Of that kind."),
        ]
    )
    found = [row.id for row in library.rows(library.keys(parse(typed)))]
    assert sorted(found) == finds
    typing = [row.id for row in library.rows(library.keys(parse_so_far(f"{typed} ")[0]))]
    assert typing == found
