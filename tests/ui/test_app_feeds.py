"""Feeds on the main screen: choosing a source, changing one, refreshing in a child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.ui.conftest import NOW, article, put, screen_text, until, until_shown, work_done
from textual.pilot import Pilot
from textual.widgets import Input

from tuinews.model import Block, BlockKind, Feed, FeedSettings, Source, Span
from tuinews.settings import Config, Fetch, Notify
from tuinews.store.library import Library
from tuinews.ui.app import NewsApp
from tuinews.ui.dialogs.candidates import Wanted, Wish
from tuinews.ui.dialogs.feedsettings import FeedDialog
from tuinews.ui.lists.sourcelines import Kind
from tuinews.ui.tasks import refreshing
from tuinews.ui.tasks.child import Child
from tuinews.ui.view import Source as Shown

Make = Callable[..., NewsApp]
SIZE = (180, 40)
WIRE = Feed("https://wire.example/feed", stated_title="The Wire", folders=(("World",),))
RIVER = Feed("https://river.example/feed", stated_title="River Post")


@pytest.fixture
def fed(library: Library) -> Library:
    """The library with two feeds and an article out of each."""
    library.subscriptions.put_feeds([WIRE, RIVER])
    put(
        library,
        [
            article(7, "From the wire", sources=(Source(WIRE.url, NOW),)),
            article(8, "From the river", sources=(Source(RIVER.url, NOW),)),
        ],
    )
    return library


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What children are asked to do; none is started, each tells of one new article."""
    asked: list[tuple[str, ...]] = []

    async def run(_: Child, *words: str, told: Callable[[dict[str, Any]], None]) -> tuple[int, str]:
        asked.append(words)
        if words[0] == "refresh":
            told({"event": "started", "feeds": 2})
            told({"event": "feed", "url": WIRE.url, "new": 1, "error": ""})
            told({"event": "feed", "url": RIVER.url, "new": 0, "error": "timed out"})
        return 0, ""

    monkeypatch.setattr(Child, "run", run)
    return asked


async def due_refreshed(pilot: Pilot[None], told: list[tuple[str, ...]]) -> None:
    """Wait until what is due is refreshed, once the screen is painted; forget that it was."""
    await until(pilot, lambda: bool(told))
    await work_done(pilot.app)
    told.clear()


async def test_sources_stand_beside_the_list_and_narrow_it(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("h")
        shown = screen_text(app)
        assert "The Wire" in shown
        assert "World" in shown
        app.main.sources.list.choose(Kind.FEED, WIRE.url)
        app.main.sources.list.move_to(app.main.sources.list.index_of(Kind.FEED, WIRE.url) or 0)
        await pilot.press("enter")
        await pilot.pause()
        assert app.main.panes.current == "list"
        assert [row.headline for row in fed.rows(app.main.list.keys)] == ["From the wire"]
        await pilot.press("q")
        assert len(app.main.list.keys) == 8


async def test_on_a_smaller_screen_sources_take_the_place_of_the_list(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    app = make_app(library=fed)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "River Post" not in screen_text(app)
        await pilot.press("h")
        await pilot.pause()
        assert "River Post" in screen_text(app)
        await pilot.press("q")
        await pilot.pause()
        assert "River Post" not in screen_text(app)


async def test_a_refresh_tells_how_far_it_is_and_what_failed(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        await due_refreshed(pilot, told)
        await pilot.press("R")
        await work_done(app)
        await pilot.pause()
        assert told == [("refresh", "--json", "--all")]
        assert "refreshed 2: 1 new, 1 failed" in app.main.status.text


async def test_an_account_without_feeds_so_far_is_refreshed_and_told_of(
    make_app: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.subscriptions.put_account(
        Feed("https://news.example/api/greader.php", title="FreshRSS")
    )
    said: list[str] = []
    failed = {"event": "feed", "account": True, "error": "news.example: answers 500\x1b[2J"}
    app = make_app(library=library)

    async def run(_: Child, *words: str, told: Callable[[dict[str, Any]], None]) -> tuple[int, str]:
        if words == ("refresh", "--json", "--all"):
            told({"event": "started", "feeds": 1})
            told({"event": "syncing", "title": "FreshRSS", "done": 250, "total": 4000})
            said.append(app.main.status.text)
            told(failed)
        return 0, ""

    monkeypatch.setattr(Child, "run", run)
    monkeypatch.setattr(refreshing, "SAY_EVERY", 0.0)
    async with app.run_test(size=SIZE) as pilot:
        await work_done(app)
        await pilot.press("R")
        await until(pilot, lambda: "failed" in app.main.status.text)
        assert "FreshRSS: 250 of 4,000 articles" in said[0]
        assert "1 failed; news.example: answers 500" in app.main.status.text


async def test_what_is_to_be_subscribed_to_at_the_account_is_asked_of_it(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        await due_refreshed(pilot, told)
        app.main.tasks.adding.bring(Wish(Wanted.FEED, "https://new.example/feed", at_account=True))
        await work_done(app)
        assert told[0] == (
            *("add", "--json", "--yes", "--account", "--", "https://new.example/feed"),
        )


async def test_r_refreshes_the_feed_that_is_shown(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        await due_refreshed(pilot, told)
        app.main.sources.list.post_message(app.main.sources.list.Chosen(_line(app, RIVER.url)))
        await pilot.pause()
        await pilot.press("r")
        await work_done(app)
        assert told == [("refresh", "--json", "--", RIVER.url)]


async def test_a_feed_is_renamed_and_that_is_undone(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        app.main.tasks.feed_editing.change(WIRE, replace(WIRE, title="My wire"))
        await pilot.pause()
        assert "My wire" in screen_text(app)
        await pilot.press("u")
        await pilot.pause()
        feed = fed.subscriptions.feed(WIRE.url)
        assert feed is not None
        assert feed.name == "The Wire"


@pytest.mark.parametrize(
    ("keys", "folder"), [((*"Earth/East", "enter"), ("Earth", "East")), (("tab", "enter"), ())]
)
async def test_a_folder_is_renamed_or_dissolved_and_that_is_undone(
    make_app: Make,
    fed: Library,
    told: list[tuple[str, ...]],
    keys: tuple[str, ...],
    folder: tuple[str, ...],
) -> None:
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("h")
        at = app.main.sources.list.index_of(Kind.FOLDER, "World")
        assert at is not None
        app.main.sources.list.move_to(at)
        await pilot.press("E")
        await pilot.pause()
        app.screen.query_one("#folder-path", Input).select_all()
        await pilot.press(*keys)
        await pilot.pause()
        feed = fed.subscriptions.feed(WIRE.url)
        assert feed is not None and feed.folder == folder
        await pilot.press("u")
        again = fed.subscriptions.feed(WIRE.url)
        assert again is not None and again.folder == ("World",)


async def test_the_hints_of_a_teaser_name_the_key_that_fetches_the_rest(
    make_app: Make, library: Library, told: list[tuple[str, ...]]
) -> None:
    short = (Block(BlockKind.PARAGRAPH, (Span("The pier gave way …"),), line=1),)
    fed = (Source(WIRE.url, NOW),)
    put(library, [article(0, "Pier gives way", sources=fed, blocks=short)])
    app = make_app(library=library)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        assert "x full text" in app.main.status.render_line(0).text
        await pilot.press("q", "j", "enter")
        assert "x full text" not in app.main.status.render_line(0).text


async def test_from_the_list_the_feed_of_the_article_is_changed(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    by_wire = (Source(WIRE.url, NOW),)
    put(fed, [article(17, "Pier gives way", sources=by_wire), article(18, "Alone", sources=())])
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "refreshed 2" in app.main.status.text)
        app.main.opened.open("article-18")
        await pilot.press("E")
        assert "no feed of yours has brought this article" in app.main.status.text
        app.main.opened.open("article-17")
        await pilot.press("E")
        assert isinstance(app.screen, FeedDialog)


async def test_the_settings_of_a_view_are_none_and_that_is_said(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("h", "E")
        assert "this view has no settings" in app.main.status.text


async def test_hints_beside_sources_name_only_what_works(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("h")
        await pilot.pause()
        hints = app.main.status.render_line(0).text
        assert "E settings" not in hints and "R refresh all" in hints
        at = app.main.sources.list.index_of(Kind.FOLDER, "World")
        assert at is not None
        app.main.sources.list.move_to(at)
        await pilot.pause()
        assert "E settings" in app.main.status.render_line(0).text


async def test_q_is_said_to_quit_only_where_it_does(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "q quit" in app.main.status.render_line(0).text)
        await pilot.press("h")
        await pilot.pause()
        at = app.main.sources.list.index_of(Kind.FOLDER, "World")
        assert at is not None
        app.main.sources.list.move_to(at)
        await pilot.press("enter")
        await until(pilot, lambda: app.main.desk.view.source is not None)
        app.main.panes.go_to("list")
        await until(pilot, lambda: "q back" in app.main.status.render_line(0).text)
        await pilot.press("q")
        await until(pilot, lambda: "q quit" in app.main.status.render_line(0).text)
        assert app.main.desk.view.source is None


async def test_a_deleted_feed_keeps_its_starred_articles_and_comes_back(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    fed.mark(["article-7"], starred=True)
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        app.main.tasks.feed_editing.end(WIRE.url)
        app.main.tasks.feed_editing.end(RIVER.url)
        await pilot.pause()
        assert fed.subscriptions.feeds() == []
        assert fed.row("article-7") is not None
        assert fed.row("article-8") is None
        left = app.main.list.folds.size
        await pilot.press("u", "u")
        assert app.main.list.folds.size > left
        await until(pilot, lambda: ("doctor", "--json") in told)  # finds their stories
        assert {feed.url for feed in fed.subscriptions.feeds()} == {WIRE.url, RIVER.url}
        assert fed.row("article-8") is not None


async def test_what_goes_with_a_feed_is_counted_as_it_is_removed(
    make_app: Make, fed: Library
) -> None:
    fed.mark(["article-7"], tag="later")
    brought = fed.subscriptions.feed_counts()[WIRE.url].all
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        app.main.tasks.feed_editing.edit(WIRE.url)
        await pilot.pause()
        await pilot.press("up", "enter")
        await until(pilot, lambda: "Delete" in screen_text(app))
        gone = brought - 1
        assert (f"{gone} article" if gone else "No article goes") in screen_text(app)
        assert "1 stays" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: fed.subscriptions.feed(WIRE.url) is None)
        assert fed.row("article-7") is not None


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (
            Wish(Wanted.FEED, "https://a.example/feed", "A", ("World", "East"), ("daily",)),
            ("add", "--json", "--yes", "--folder", "World/East", "--tag", "daily",
             "--", "https://a.example/feed"),
        ),
        (
            Wish(Wanted.PAGE, "https://a.example/story"),
            ("add", "--json", "--yes", "--article", "--", "https://a.example/story"),
        ),
        (
            Wish(Wanted.IMPORT, "/there/list.opml"),
            ("opml", "import", "--json", "--", "/there/list.opml"),
        ),
        (Wish(Wanted.IMPORT, "/there/page.html"), ("import", "--json", "--", "/there/page.html")),
    ],
)  # fmt: skip
async def test_what_the_reader_wishes_is_done_in_a_child(
    make_app: Make, told: list[tuple[str, ...]], wish: Wish, words: tuple[str, ...]
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        app.main.tasks.adding.bring(wish)
        await work_done(app)
        await pilot.pause()
        assert told[0] == words


async def test_late_full_text_waits_until_it_is_asked_for(
    make_app: Make, library: Library, told: list[tuple[str, ...]]
) -> None:
    app = make_app()
    async with app.run_test(size=(100, 20)) as pilot:
        await work_done(app)
        await pilot.press("enter", "j", "x")
        await work_done(app)
        await pilot.pause()
        assert told[-1] == ("fulltext", "--json", "--", "article-1")
        assert "full text of “NATO keeps a line to Mo…” is in; x shows it" in app.main.status.text
        library.edit("article-1", lambda known: replace(known, headline="The whole story"))
        assert "The whole story" not in screen_text(app)
        await pilot.press("x")
        await pilot.pause()
        assert "The whole story" in screen_text(app)


async def test_full_text_is_shown_at_once_where_nobody_has_begun_to_read(
    make_app: Make, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    async def run(self: Child, *words: str, told: Callable[[dict[str, Any]], None]) -> Any:
        app.main.say("")
        said.append(app.main.status.text)
        library.edit("article-1", lambda known: replace(known, headline="The whole story"))
        return 0, ""

    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await work_done(app)
        monkeypatch.setattr(Child, "run", run)
        await pilot.press("enter", "x")
        await work_done(app)
        await pilot.pause()
        assert "The whole story" in screen_text(app)
        assert "fetching the full text" in said[0]


async def test_a_child_that_tells_rubbish_harms_nothing(tmp_path: Path) -> None:
    from tuinews.paths import places

    seen: list[dict[str, Any]] = []
    code, complaint = await Child(places()).run("import", "--json", "/nowhere", told=seen.append)
    assert code == 1
    assert "nowhere" in complaint or seen


async def test_a_child_takes_no_code_out_of_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tuinews.paths import places

    (tmp_path / "copy.py").write_text("raise SystemExit('code out of the folder')\n")
    monkeypatch.chdir(tmp_path)
    assert await Child(places()).run("list", "--json", told=lambda _: None) == (0, "")


async def test_a_child_works_by_the_settings_that_the_app_was_started_with(tmp_path: Path) -> None:
    from tuinews.paths import places

    named = tmp_path / "named.toml"
    named.write_text("[fetch]\nredirects = 3\n")
    seen: list[dict[str, Any]] = []
    child = Child(replace(places(), settings=named))
    assert await child.run("config", "--json", told=seen.append) == (0, "")
    assert seen[0]["fetch"]["redirects"] == 3


def _line(app: NewsApp, url: str) -> Any:
    lists = app.main.sources.list
    index = lists.index_of(Kind.FEED, url)
    assert index is not None
    lists.move_to(index)
    return lists.current


@pytest.mark.parametrize(
    ("terminal", "sent"),
    [("none", []), ("bell", ["\a"]), ("osc9", ["\x1b]9;tuinews: The Wire: Gale [0,31m\x1b\\"])],
)
async def test_the_terminal_tells_of_what_came_where_asked_to(
    make_app: Make, fed: Library, monkeypatch: pytest.MonkeyPatch, terminal: Any, sent: list[str]
) -> None:
    async def run(_: Child, *words: str, told: Callable[[dict[str, Any]], None]) -> tuple[int, str]:
        if words[0] == "refresh":
            told({"event": "started", "feeds": 2})
            for number in range(9):
                told({"event": "notify", "headline": f"Gale [b]{number}[/b]"})
            told({"event": "told", "texts": ["The Wire: Gale \x9b\x07[0;31m"]})
        return 0, ""

    monkeypatch.setattr(Child, "run", run)
    app = make_app(Config(notify=Notify(terminal=terminal), fetch=Fetch(refresh_minutes=0)))
    async with app.run_test(size=SIZE) as pilot:
        await work_done(app)
        written: list[str] = []
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "write", written.append)
        await pilot.press("R")
        await work_done(app)
        await pilot.pause()
        assert [text for text in written if text[:1] == "\a" or text[:3] == "\x1b]9"] == sent
        shown = [toast.message for toast in app._notifications]
        assert shown == [f"Gale [b]{number}[/b]" for number in range(3)]


@pytest.mark.parametrize(
    ("record", "code", "said"),
    [
        ({"taken": False, "error": "answers 404 Not Found"}, 1,
         "“NATO keeps a line to Mo…”: answers 404 Not Found"),
        ({"taken": False, "error": ""}, 0,
         "“NATO keeps a line to Mo…”: its page has no longer text"),
        ({"taken": True, "error": ""}, 0,
         "the full text of “NATO keeps a line to Mo…” is in"),
    ],
)  # fmt: skip
async def test_what_became_of_a_page_is_told(
    make_app: Make, monkeypatch: pytest.MonkeyPatch, record: dict[str, Any], code: int, said: str
) -> None:
    fetched = 0

    async def run(self: Child, *words: str, told: Callable[[dict[str, Any]], None]) -> Any:
        nonlocal fetched
        fetched += 1
        told({"event": "page", "id": "article-1", **record})
        return code, ""

    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await work_done(app)
        monkeypatch.setattr(Child, "run", run)
        await pilot.press("x")
        await work_done(app)
        await pilot.pause()
        assert said in app.main.status.text
        await pilot.press("x")
        await work_done(app)
        await pilot.pause()
        assert fetched == (2 if code else 1), "only what failed is asked for again at once"
        await pilot.press("x")
        await work_done(app)
        assert fetched == (3 if code else 2), "asked twice, it is fetched"


async def test_a_long_text_is_fetched_only_when_asked_for_twice(
    make_app: Make, library: Library, told: list[tuple[str, ...]]
) -> None:
    text = "The harbour stayed shut while crews cleared the quay of what the storm had left. " * 20
    long = (Block(BlockKind.PARAGRAPH, (Span(text),)),)
    put(library, [article(0, "All of it", blocks=long)])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await work_done(app)
        told.clear()
        await pilot.press("x")
        assert "this seems to be the full text" in app.main.status.text
        assert not told
        await pilot.press("x")
        await work_done(app)
        assert told == [("fulltext", "--json", "--", "article-0")]


async def test_a_muted_feed_is_heard_only_in_its_own_list(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        shown = await until_shown(pilot, "From the river")
        unread = fed.counts().unread
        assert f"{unread} unread" in shown
        app.main.tasks.feed_editing.edit(RIVER.url)
        await until_shown(pilot, "only in its own list, not announced")
        app.screen.query_one("#muted").focus()
        await pilot.press("space", "enter")
        shown = await until_shown(pilot, "muted River Post; u undoes")
        assert "From the river" not in shown and f"{unread - 1} unread" in shown
        put(fed, [article(9, "Again from the river", sources=(Source(RIVER.url, NOW),))])
        app.main.watch_library()
        await until(pilot, lambda: fed.counts().all == 9)
        assert "1 new" not in screen_text(app) and app.main.listing.late == 0
        await pilot.press("/", *"river", "enter")  # a search finds it
        await until_shown(pilot, "Again from the river")
        await pilot.press("escape", "escape")
        app.main.source_choice.go_to(Shown("River Post", frozenset([RIVER.url])))
        await until_shown(pilot, "From the river")
        await pilot.press("q", "u")
        shown = await until_shown(pilot, f"{unread + 1} unread")
        assert "From the river" in shown


async def test_what_is_shown_of_a_folder_or_feed_follows_what_becomes_of_it(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    river = replace(RIVER, folders=WIRE.folders)
    muted = replace(river, settings=FeedSettings(muted=True))
    fed.subscriptions.put_feeds([river])
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        change = app.main.tasks.feed_editing.change
        app.main.source_choice.go_to(Shown("World", frozenset([WIRE.url, river.url]), "World"))
        assert "From the river" in await until_shown(pilot, "World · All")
        change(river, muted)
        assert "From the river" not in await until_shown(pilot, "muted River Post")
        change(muted, river)
        assert "From the river" in await until_shown(pilot, "no longer muted: River Post")
        app.main.source_choice.go_to(Shown("River Post", frozenset([river.url])))
        await until_shown(pilot, "River Post · All")
        change(river, replace(river, title="Ouse"))
        await until_shown(pilot, "Ouse · All")


async def test_a_new_name_is_undone_also_where_an_account_has_taken_it_over(
    make_app: Make, library: Library, told: list[tuple[str, ...]]
) -> None:
    sea = Feed("https://sea.example/feed", stated_title="Sea", stream="feed/1")
    library.subscriptions.put_feeds([sea])
    app = make_app(library=library)
    async with app.run_test(size=SIZE) as pilot:
        await due_refreshed(pilot, told)
        app.main.tasks.feed_editing.change(sea, replace(sea, title="Ocean"))
        library.subscriptions.put_feeds([sea])  # as a refresh does that sent the name
        library.subscriptions.note_feeds([(sea.url, replace(sea, stated_title="Ocean"))])
        await pilot.press("u")
        await pilot.pause()
        assert [feed.name for feed in library.subscriptions.feeds()] == ["Sea"]


async def test_what_was_imported_has_a_place_among_the_sources(
    make_app: Make, fed: Library, told: list[tuple[str, ...]]
) -> None:
    page = "https://essay.example/long"
    put(
        fed,
        [
            article(9, "Out of a file", sources=(Source("/home/ann/dump.txt", NOW),)),
            article(10, "A page that was kept", url=page, sources=(Source(page, NOW),)),
        ],
    )
    app = make_app(library=fed)
    async with app.run_test(size=SIZE) as pilot:
        await due_refreshed(pilot, told)
        await pilot.press("h")
        await until_shown(pilot, "Imported")
        line = app.main.sources.list.index_of(Kind.VIEW, "imported")
        assert line is not None
        app.main.sources.list.move_to(line)
        await pilot.press("enter")
        shown = await until_shown(pilot, "Imported · All")
        assert "Out of a file" in shown and "A page that was kept" in shown
        assert "From the wire" not in shown
        await pilot.press("r")  # has nothing of its own to refresh
        await until(pilot, lambda: told == [("refresh", "--json", "--all")])


async def test_without_imports_no_place_is_kept_for_them(
    make_app: Make, library: Library, told: list[tuple[str, ...]]
) -> None:
    library.subscriptions.put_feeds([WIRE])
    library.remove([row.id for row in library.rows(library.keys())])
    put(library, [article(7, "From the wire", sources=(Source(WIRE.url, NOW),))])
    app = make_app(library=library)
    async with app.run_test(size=SIZE) as pilot:
        assert "Imported" not in await until_shown(pilot, "The Wire")


async def test_articles_show_the_new_name_of_a_renamed_feed(
    make_app: Make, library: Library, told: list[tuple[str, ...]]
) -> None:
    library.subscriptions.put_feeds([RIVER])
    put(library, [article(7, "High water", "River Post", sources=(Source(RIVER.url, NOW),))])
    app = make_app(library=library)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("G", "enter")
        await until_shown(pilot, "River\u00a0Post ·")
        await pilot.press("q")
        app.main.tasks.feed_editing.edit(RIVER.url)
        await until_shown(pilot, "Delete this feed")
        await pilot.press(*"Ouse", "enter")
        shown = await until_shown(pilot, "changed Ouse; u undoes")
        listed = [line[28:76] for line in shown.split("\n")]
        row = next(at for at, line in enumerate(listed) if "High water" in line)
        assert "Ouse" in listed[row + 1]
        await until_shown(pilot, "Ouse ·")  # of the open article
        await pilot.press("slash", *"source:ouse", "enter")
        await until(pilot, lambda: len(app.main.list.keys) == 1)
        await pilot.press("enter")
        await until_shown(pilot, "Ouse ·")
