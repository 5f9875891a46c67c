"""What is new in an article: dimmed, counted, jumped to; and what its publisher changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.ui.conftest import NOW, article, put, screen_text, until

from tuinews.model import Article, Block, BlockKind, Related, Span, Version
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp
from tuinews.ui.lists.relatedgroups import told_of_copies
from tuinews.ui.reading.items import blocks_of
from tuinews.ui.reading.newness import changes, newness
from tuinews.ui.reading.page import Page
from tuinews.ui.reading.revised import revised

Make = Callable[..., NewsApp]

SHARED = "The harbour master said that no vessel would be let in before Thursday noon."
FIRST = (SHARED, "Waves of eleven metres broke over the outer mole on Wednesday.")
SECOND = (SHARED, "A crane fell against a warehouse on the grain quay and hurt two people.")


def blocks(*paragraphs: str) -> tuple[Block, ...]:
    """Paragraphs as blocks, a caption between them."""
    caption = Block(BlockKind.CAPTION, (Span("Waves at the mole."),))
    first, *rest = (Block(BlockKind.PARAGRAPH, (Span(text),)) for text in paragraphs)
    return (first, caption, *rest)


def test_nothing_is_dimmed_before_another_account_was_read() -> None:
    assert newness(article(1, "Storm", blocks=blocks(*SECOND)), []).told == ()


def test_the_told_sentence_is_dimmed_and_the_new_one_sought() -> None:
    read = article(1, "Storm shuts the port", blocks=blocks(*FIRST))
    now = article(2, "Crane falls in the storm", blocks=blocks(*SECOND))
    found = newness(now, [read])
    assert [now.body[start:end] for start, end in found.told] == [SHARED]
    assert [now.body[start:end] for start, end in found.fresh] == [SECOND[1]]
    assert found.note == "1 of 2 sentences was new to you"


def test_a_sentence_told_by_half_is_counted_as_new_in_part() -> None:
    half = "The harbour master, Runa Olsvik, said that no vessel would be let in on Thursday."
    read = article(1, "Storm shuts the port", blocks=blocks(*FIRST))
    now = article(2, "Crane falls in the storm", blocks=blocks(SECOND[0], SECOND[1], half))
    found = newness(now, [read])
    assert [now.body[start:end] for start, end in found.partly] == [half]
    assert found.note == "1 of 3 sentences was new to you, 1 in part"


def test_of_a_sentence_told_by_half_the_new_clause_stands_out() -> None:
    lead = "Police have detained the harbour master, who let no vessel in on Tuesday."
    read = article(1, "Port shut", blocks=blocks("The harbour master let no vessel in on Tuesday."))
    found = newness(article(2, "Held", blocks=blocks(lead)), [read])
    assert [lead[start:end] for start, end in found.fresh] == [
        "Police have detained the harbour master"
    ]
    assert [lead[start:end] for start, end in found.told] == [", who let no vessel in on Tuesday."]
    assert found.partly == ()
    assert found.note == "0 of 1 sentence was new to you, 1 in part"


def test_what_the_publisher_changed_stands_out() -> None:
    before = Version("Storm nears", blocks(*FIRST), NOW)
    changed = article(1, "Storm is here", blocks=blocks(*SECOND), earlier=(before,))
    found = changes(changed)
    assert [changed.body[start:end] for start, end in found.fresh] == [SECOND[1]]
    assert "changed 1 of 2 sentences" in found.note
    assert "“Storm nears”" in found.note
    assert not changes(article(1, "Storm")).note


MORE = "Nobody was hurt, the mayor said, and the crane stood firm through the night."


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((*FIRST, MORE), SECOND, "changed 1, took out 1 of 3 sentences"),
        ((*FIRST, MORE), (*FIRST,), "took out 1 of 3 sentences"),
        ((*FIRST,), (*FIRST, MORE), "added 1 to 2 sentences"),
        ((*FIRST,), (*FIRST,), "changed no sentence"),
    ],
)
def test_the_head_tells_what_was_changed_added_and_taken_out(
    before: tuple[str, ...], after: tuple[str, ...], said: str
) -> None:
    version = Version("Storm", blocks(*before), NOW)
    found = changes(article(1, "Storm", blocks=blocks(*after), earlier=(version,)))
    assert found.note == f"The publisher {said}"


def test_what_was_taken_out_stands_where_it_stood() -> None:
    one = "The pilots were sent home before noon on Thursday by the harbour master."
    two = "No ship was let into the port until the wind had turned to the west."
    version = Version("Storm", blocks(f"{SHARED} {one} {two} {MORE}", one + "!"), NOW)
    shown = article(1, "Storm", blocks=blocks(f"{SHARED} {MORE}", SECOND[1]), earlier=(version,))
    found = changes(shown)
    page = Page(shown, told=found.told, fresh=found.fresh, removed=found.removed)
    items = revised(blocks_of(shown), page)
    lines = [(item.lead, item.text, item.gap) for item in items if item.lead]
    assert lines == [
        ("  ", SHARED, True),
        ("- ", f"{one} {two}", False),
        ("  ", MORE, False),
        ("- ", one + "!", True),
        ("+ ", SECOND[1], True),
    ]


async def test_v_marks_removals_and_news_with_signs(make_app: Make, library: Library) -> None:
    before = article(20, "Storm nears the port", blocks=blocks(*FIRST))
    put(library, [before])
    put(library, [replace(before, blocks=blocks(*SECOND))])
    app = make_app()
    async with app.run_test(size=(130, 30)) as pilot:
        app.main.opened.open(before.id)
        await pilot.press("v")
        await pilot.pause()
        shown = screen_text(app)
        assert f"- {FIRST[1][:30]}" in shown
        assert f"+ {SECOND[1][:30]}" in shown
        await pilot.press("v")
        assert f"- {FIRST[1][:30]}" not in screen_text(app)


def two_accounts(library: Library) -> tuple[Article, Article]:
    """Put two accounts of one story onto the shelf."""
    a = article(11, "Storm shuts the port", blocks=blocks(*FIRST))
    b = article(12, "Crane falls in the storm", "Courier", blocks=blocks(*SECOND))
    put(library, [a, b])
    library.relations.put(
        {a.id: [Related(b.id, 0.9, True, ("port",))], b.id: [Related(a.id, 0.9, True, ("port",))]},
        {a.id: "storm", b.id: "storm"},
    )
    return a, b


async def test_reading_a_second_account_tells_how_much_is_new(
    make_app: Make, library: Library
) -> None:
    a, b = two_accounts(library)
    app = make_app()
    async with app.run_test(size=(130, 30)) as pilot:
        app.main.opened.open(b.id)
        await pilot.pause()
        assert "new to you" not in screen_text(app), "nothing else was read"
        app.main.opened.open(a.id)
        await pilot.pause()
        assert app.main.reader.page is not None
        assert app.main.reader.page.told
        assert "1 of 2 sentences was new to you" in screen_text(app)
        await pilot.press("d")
        assert "new to you" not in screen_text(app)
        assert not app.main.reader.page.told
        await pilot.press("full_stop")
        assert "nothing is dimmed; d shows what is new to you" in app.main.status.text
        await pilot.press("d", "full_stop")
        assert "new passage 1 of 1" in app.main.status.text
        await pilot.press("full_stop")
        assert "no further new sentence" in app.main.status.text


async def test_each_new_sentence_is_marked_in_turn_where_nothing_can_scroll(
    make_app: Make, library: Library
) -> None:
    crane, ferry = SECOND[1], "The ferry “Ondine” waits off the lighthouse with ninety passengers."
    a = article(11, "Storm", blocks=blocks(*FIRST))
    b = article(12, "Crane", "Courier", blocks=blocks(crane, SHARED, ferry))
    put(library, [a, b])
    library.relations.put({}, {a.id: "storm", b.id: "storm"})
    library.mark([a.id], read=True)

    def marked() -> str:
        """Return the text of the new passage that stands out on the screen."""
        reader = app.main.reader
        back = reader.get_component_rich_style("reader--fresh").bgcolor
        strips = [reader.render_line(y) for y in range(reader.size.height)]
        found = (
            " ".join(one.text for one in strip if one.style and one.style.bgcolor == back)
            for strip in strips
        )
        return " ".join(" ".join(found).split())

    app = make_app()
    async with app.run_test(size=(130, 50)) as pilot:
        app.main.opened.open(b.id)
        await pilot.pause()
        assert app.main.reader.max_scroll_y == 0 and not marked()
        for number, sentence in enumerate((crane, ferry), start=1):
            await pilot.press("full_stop")
            assert f"new passage {number} of 2" in app.main.status.text
            assert marked() == sentence
        await pilot.press("full_stop")
        assert "no further new sentence" in app.main.status.text
        assert marked() == ferry
        app.main.opened.open("article-1")
        assert not marked()


async def test_of_the_first_article_of_a_story_it_is_said_that_all_is_new(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(130, 30)) as pilot:
        await pilot.press("enter", "full_stop")
        assert "no other account is read through yet: all is new" in app.main.status.text


async def test_v_shows_what_was_changed(make_app: Make, library: Library) -> None:
    before = article(20, "Storm nears the port", blocks=blocks(*FIRST))
    put(library, [before])
    put(library, [replace(before, headline="Storm is here", blocks=blocks(*SECOND))])
    app = make_app()
    async with app.run_test(size=(130, 30)) as pilot:
        app.main.opened.open(before.id)
        await pilot.press("v")
        await pilot.pause()
        assert "The publisher changed 1 of 2 sentences" in screen_text(app)
        assert "v shows how" not in screen_text(app)
        await pilot.press("v")
        await pilot.pause()
        assert "v shows how" in screen_text(app)
        app.main.opened.open("article-1")
        await pilot.press("v")
        assert "has not changed this article" in app.main.status.text


def test_a_figure_that_differs_is_marked_and_told_in_the_head() -> None:
    said = "Russia expelled eight envoys of the alliance on Thursday, the ministry said."
    read = article(1, "Envoys go", blocks=blocks(said, *FIRST))
    now = article(2, "Envoys expelled", blocks=blocks(said.replace("eight", "ten"), *SECOND))
    found = newness(now, [read])

    assert [now.body[start:end] for start, end in found.differs] == ["ten envoys"]
    assert found.note.endswith("sentences were new to you; ten envoys (eight envoys before)")


async def test_a_figure_that_was_read_otherwise_is_marked_and_told(
    make_app: Make, library: Library
) -> None:
    a = article(11, "Storm", blocks=blocks(*FIRST, "The storm hurt eight sailors at the quay."))
    b = article(
        12, "Crane", "Courier", blocks=blocks(SHARED, "The storm hurt ten sailors at the quay.")
    )
    put(library, [a, b])
    library.relations.put({}, {a.id: "storm", b.id: "storm"})
    library.mark([a.id], read=True)
    app = make_app()
    async with app.run_test(size=(130, 24)) as pilot:
        app.main.opened.open(b.id)
        await pilot.pause()
        page = app.main.reader.page
        assert page is not None
        assert [b.body[start:end] for start, end in page.differs] == ["ten sailors"]
        assert page.others == ("“ten sailors” here, “eight sailors” in what you have read",)
        assert "ten sailors (eight sailors before)" in page.note
        await pilot.press("full_stop")
        assert "“eight sailors” in what you have read" in app.main.status.text


async def test_the_head_tells_who_has_the_same_text(make_app: Make, library: Library) -> None:
    put(library, [article(12, "Storm", blocks=blocks(*FIRST, FIRST[1]))])
    put(library, [article(13, "Storm", "Courier", blocks=blocks(*FIRST))])
    copy = Related("article-13", 0.9, True, ("the same text",), copy=0.95)
    library.relations.put({"article-12": [copy]}, {"article-12": "storm", "article-13": "storm"})
    app = make_app()
    async with app.run_test(size=(130, 24)) as pilot:
        app.main.opened.open("article-12")
        await pilot.pause()
        assert "The same text in Courier; this one has most of it" in screen_text(app)
        app.main.opened.open("article-13")
        await pilot.pause()
        assert "The same text in Wire; Wire has more of it" in screen_text(app)
        app.main.panes.go_to("related")
        await pilot.press("underscore")
        await until(pilot, lambda: "The same text" not in screen_text(app))
        await pilot.press("u")
        await until(pilot, lambda: "The same text in Wire" in screen_text(app))


def test_what_shares_a_part_of_a_text_is_not_said_to_have_the_same(library: Library) -> None:
    put(library, [article(12, "Storm"), article(13, "Storm", "Courier"), article(14, "S", "Post")])
    ids = ("article-12", "article-13", "article-14")
    part = Related(ids[1], 0.9, True, (), copy=0.4)
    library.relations.put({ids[0]: [part]}, dict.fromkeys(ids, "storm"))
    assert told_of_copies(library, ids[0]).startswith("Partly the same text as in Courier;")
    whole = Related(ids[2], 0.9, True, (), copy=0.9)
    library.relations.put({ids[0]: [part, whole]}, dict.fromkeys(ids, "storm"))
    assert told_of_copies(library, ids[0]).startswith("The same text in Post;")
