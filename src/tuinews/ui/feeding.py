"""Feeds on the main screen: sources to choose from, refreshing, subscribing, full text.

Everything that touches the network runs in a child process; the screen only hears how far
it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.widget import Widget

from tuinews.config import Config
from tuinews.model import Feed, FeedSettings, TuinewsError
from tuinews.paths import Places
from tuinews.store.views import Change, Counts, Show
from tuinews.text import shown_line
from tuinews.ui import dialogs
from tuinews.ui.bringing import BringingScreen
from tuinews.ui.candidates import NO_LOGIN, Asking, Candidate, Wanted, Wish
from tuinews.ui.child import Child
from tuinews.ui.desk import Desk, Source, unread_followed
from tuinews.ui.feedlines import PrivateAddressError, told_of, words
from tuinews.ui.panes import PaneTitle
from tuinews.ui.sourcelines import Kind, Search, SourceLine, source_lines
from tuinews.ui.sources import SourcesList, SourcesPane

TODAY = "newer:1d"  # what the smart view of that name searches for
TOASTS = 3  # articles of one refresh that are told of on the screen
LISTS = frozenset({".opml", ".xml"})  # files that list feeds


class FeedingScreen(BringingScreen):
    """The reading screen with feeds."""

    def __init__(
        self, desk: Desk, config: Config, places: Places, now: Callable[[], datetime]
    ) -> None:
        """Sources stand to the left of the list."""
        super().__init__(desk, config, places, now)
        self.sources = SourcesPane(
            self._source_lines, now, folded=self.memory.folded, signs=self.list.signs
        )
        self.unread_in: dict[str, int] = {}  # by query of the searches among the sources
        self._listed = 0  # the library's version when the sources were listed
        self._private: set[str] = set()  # feeds of this machine's network that were allowed
        self._full_text = ""  # the open article's id once its full text has come

    def left_of_list(self, shown: frozenset[str]) -> ComposeResult:
        """The sources."""
        if "sources" not in shown:
            self.sources.add_class("-off", update=False)
        yield self.sources

    def _panes(self) -> dict[str, Widget]:
        return {"sources": self.sources.list, **super()._panes()}

    def _titles(self) -> dict[str, PaneTitle]:
        return {"sources": self.sources.pane_title, **super()._titles()}

    def on_mount(self) -> None:
        """List the sources; refresh what is due now and then."""
        self.load_sources()
        minutes = self.config.fetch.refresh_minutes
        if minutes:
            self.call_after_refresh(self._refresh_due)
            self.set_interval(minutes * 60, self._refresh_due)

    # --- sources ------------------------------------------------------------------------

    def _source_lines(self, folded: frozenset[str]) -> Sequence[SourceLine]:
        library = self.desk.library
        counts = library.counts()
        views = {"all": counts.all, "unread": counts.unread, "starred": counts.starred}
        found = self.unread_in
        views["followed"] = unread_followed(library)
        views["today"] = found.get(TODAY, 0)
        searches = [
            Search(search.name, search.query, found.get(search.query, 0))
            for search in library.searches()
        ]
        feeds, unread = library.feeds(), library.feed_counts()
        return source_lines(feeds, unread, searches, folded, self.now(), views)

    @property
    def showing_sources(self) -> bool:
        """Whether the sources are on the screen."""
        return not self.sources.has_class("-off")

    def load_sources(self) -> None:
        """List the sources as they are now."""
        self._listed = self.desk.library.version()
        self.sources.pane_title.say(self._where("sources", "Sources"))
        self.sources.load()

    def watch_library(self) -> None:
        """Keep the numbers beside the sources right, too, where they can be seen."""
        super().watch_library()
        if self.showing_sources and self.desk.library.version() != self._listed:
            self.load_sources()

    def focus_pane(self, name: str) -> None:
        """Going to the sources brings their numbers up to date."""
        super().focus_pane(name)
        if name == "sources" and self.desk.library.version() != self._listed:
            self.load_sources()

    @on(SourcesList.FoldToggled)
    def folded(self) -> None:
        """Remember what is folded."""
        self.remember(replace(self.memory, folded=tuple(sorted(self.sources.folded))))

    @on(SourcesList.Chosen)
    def chosen(self, event: SourcesList.Chosen) -> None:
        """Show the articles of a source."""
        line = event.line
        if line.kind is Kind.SEARCH:
            self.find(line.key)
        elif line.kind is Kind.VIEW and line.key == "today":
        elif line.kind is Kind.VIEW and line.key == "followed":
            self.show_source(None, Show.ALL, followed=True)
            self.find(TODAY)
        elif line.kind is Kind.VIEW:
            self.show_source(None, Show(line.key))
        else:
            urls = frozenset(line.feeds or (line.key,))
            self.show_source(Source(line.name, urls))
        if line.kind is not Kind.FOLDER:
            self.focus_pane("list")

    def show_source(
        self, source: Source | None, show: Show | None = None, *, followed: bool = False
    ) -> None:
        """Show the articles of some feeds, or of the stories that are followed; None for all."""
        if self.searching:
            self.end_search()
        self.desk.look(source=source, show=show or self.desk.view.show, followed=followed)
        self.load()

    def action_feed_settings(self) -> None:
        """Change, rename, mute or delete the feed under the cursor."""
        from tuinews.ui.feedsettings import Deletion, FeedDialog

        line = self.sources.list.current
        feed = self.desk.library.feed(line.key) if line and line.kind is Kind.FEED else None
        if feed is None:
            self.say(doing="put the cursor on a feed first: h leads to the sources")
            return
        counts = self.desk.library.feed_counts().get(feed.url, Counts(0, 0, 0))

        def answered(answer: Feed | Deletion | None) -> None:
            if isinstance(answer, Deletion):
                self._unsubscribe(answer.url)
            elif answer is not None:
                self._change_feed(feed, answer)

        self.app.push_screen(
            FeedDialog(feed, counts, self.now(), folders=self._folders()), answered
        )

    def _folders(self) -> list[str]:
        return sorted({"/".join(feed.folder) for feed in self.desk.library.feeds() if feed.folder})

    def _change_feed(self, before: Feed, after: Feed) -> None:
        library = self.desk.library
        try:
            library.put_feeds([after])
        except TuinewsError as error:
            self.complain(error)
            return

        def undo() -> None:
            library.put_feeds([before])
            self.call_later(self.load_sources)

        self.desk.did(f"changed {before.name}", (), undo)
        self.load_sources()
        self.say(doing=f"changed {after.name}; u undoes")

    def _unsubscribe(self, url: str) -> None:
        library = self.desk.library
        try:
            change = library.remove_feed(url)
        except TuinewsError as error:
            self.complain(error)
            return

        def undo() -> Change:
            self.call_later(self.load_sources)
            return library.undo(change)

        self.desk.did(change.summary, (), undo)
        self.show_source(None)
        self.load_sources()
        self.say(doing=f"{change.summary}; u undoes")

    # --- refreshing ---------------------------------------------------------------------

    def action_refresh(self) -> None:
        """Show what has arrived; where nothing has, refresh the feeds that are shown."""
        if self.desk.library.counts().all > self._seen:
            self.action_reload()
            return
        source = self.desk.view.source
        self._start_refresh(sorted(source.feeds) if source else [])

    def action_refresh_all(self) -> None:
        """Refresh every feed, whether it is due or not."""
        self._start_refresh([])

    def _start_refresh(self, urls: list[str]) -> None:
        if self.desk.sampling or not self.desk.library.feeds():
            self.say(doing="no feeds yet; a subscribes to one")
        elif self.child.running:
            self.say(doing="still at work; a stops it")
        else:
            self._refresh(["--", *urls] if urls else ["--all"])

    def _refresh_due(self) -> None:
        """Refresh what is due, without a word where nothing is."""
        if not self.child.running and not self.desk.sampling and self.desk.library.feeds():
            self._refresh([])

    @work(group="child", exit_on_error=False)
    async def _refresh(self, words: list[str]) -> None:
        """Refresh in a child; what comes waits at the edge of the list."""
        seen: dict[str, int] = {"feeds": 0, "done": 0, "new": 0, "failed": 0, "told": 0}

        def told(record: dict[str, Any]) -> None:
            event = record.get("event")
            if event == "started":
                seen["feeds"] = int(record.get("feeds", 0))
            elif event == "feed":
                seen["done"] += 1
                seen["new"] += int(record.get("new", 0))
                seen["failed"] += bool(record.get("error"))
            elif event == "notify" and seen["told"] < TOASTS:
                seen["told"] += 1
                self.notify(shown_line(str(record.get("headline", ""))), markup=False)
            elif event == "told":
                self._tell_terminal(record.get("texts"))
            if seen["feeds"]:
                new = f", {seen['new']:,} new" if seen["new"] else ""
                self.say(doing=f"refreshing {seen['done']:,}/{seen['feeds']:,}{new}")

        code, complaint = await self.child.run("refresh", "--json", *words, told=told)
        self.load_sources()
        self.watch_library()
        if seen["feeds"] or code not in (0, 3):
            failed = f", {seen['failed']:,} failed" if seen["failed"] else ""
            said = f"refreshed {seen['done']:,}: {seen['new']:,} new{failed}"
            self.say(doing=said if seen["feeds"] else complaint)

    def _tell_terminal(self, texts: object) -> None:
        """Let the terminal tell what came, where the settings want that."""
        from tuinews.refresh import notifying

        told = [shown_line(str(text)) for text in texts] if isinstance(texts, list) else []
        driver = self.app._driver
        if driver is not None and (sent := notifying.sequence(self.config.notify.terminal, told)):
            driver.write(sent)

    # --- subscribing --------------------------------------------------------------------

    def action_import(self) -> None:
        """Subscribe to a feed or site, keep a page, or import files."""
        if self.child.running:
            self.offer_to_stop()
            return
        from tuinews.ui.subscribing import SubscribeDialog

        have = {feed.url for feed in self.desk.shelves.own.feeds()}
        dialog = SubscribeDialog(self._look, self.now, folders=self._folders(), have=have)
        self.app.push_screen(dialog, self._wished)

    async def _look(
        self, address: str, login: FeedSettings = NO_LOGIN
    ) -> AsyncIterator[Asking | Candidate]:
        """Look what can be subscribed to at an address, in a child of its own."""
        options = words(login)
        if address in self._private:
            options.append("--private")
        try:
            async for told in self._ask(address, *options):
                yield told
            return
        except PrivateAddressError:
            question = f"{shown_line(address, 60)} lies on this machine or in your network."
            dialog = dialogs.ConfirmDialog(
                "Ask it all the same?", f"{question} Say yes only if you meant it.", "Ask it"
            )
            if not await self.app.push_screen_wait(dialog):
                raise
        self._private.add(address)
        async for told in self._ask(address, *options, "--private"):
            if isinstance(told, Candidate):
                self._private.add(told.url)
            yield told

    async def _ask(self, address: str, *options: str) -> AsyncIterator[Asking | Candidate]:
        found: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        child = Child(self.places)
        command = ("add", "--json", "--preview", *options, "--", address)
        run = asyncio.create_task(child.run(*command, told=found.put_nowait))
        try:
            while not (run.done() and found.empty()):
                waiting = asyncio.create_task(found.get())
                await asyncio.wait({run, waiting}, return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    waiting.cancel()
                    continue
                if (told := told_of(waiting.result())) is not None:
                    yield told
            code, complaint = run.result()
            if code and complaint:
                raise TuinewsError(complaint)
        finally:
            run.cancel()

    def _wished(self, wish: Wish | None) -> None:
        if wish is None:
            return
        if wish.wanted is Wanted.IMPORT:
            path = Path(wish.where).expanduser()
            if path.suffix.casefold() in LISTS or path.name == "urls":
                self._add(["opml", "import", "--json", "--", str(path)], path.name)
            else:
                self._import(path)
        else:
            asked = ["add", "--json", "--yes", *words(wish.settings)]
            asked += ["--article"] if wish.wanted is Wanted.PAGE else []
            asked += ["--private"] if wish.where in self._private else []
            asked += ["--folder", "/".join(wish.folder)] if wish.folder else []
            asked += [word for tag in wish.tags for word in ("--tag", tag)]
            self._add([*asked, "--", wish.where], wish.title or wish.where)

    @work(group="child", exit_on_error=False)
    async def _add(self, words: list[str], name: str) -> None:
        """Subscribe in a child, which fetches the first articles as well."""
        self.say(doing=f"adding {shown_line(name)} …")
        code, complaint = await self.child.run(*words, told=lambda record: None)
        if code and complaint:
            self.complain(TuinewsError(complaint))
        if self.desk.sampling and self.desk.shelves.own.feeds():
            self.desk.use_own()
            self.show_shelf()
        self.load_sources()
        if self.desk.library.feeds():
            self._refresh([])
        else:
            self._imported()

    # --- full text ----------------------------------------------------------------------

    def action_full_text(self) -> None:
        """Fetch the page behind a teaser; once it is here, show it."""
        if self._full_text and self._full_text == self.article_id:
            self._full_text = ""
            self.refresh_article()
        elif self.child.running:
            self.say(doing="still at work; a stops it")
        elif self.article_id and self.desk.library.article(self.article_id).url:
            self._fetch_text(self.article_id)
        else:
            self.say(doing="this article does not tell its address")

    @work(group="child", exit_on_error=False)
    async def _fetch_text(self, identity: str) -> None:
        """Text that comes late never moves what is being read: it is announced."""
        self.say(doing="fetching the full text …")
        code, complaint = await self.child.run(
            "fulltext", "--json", "--", identity, told=lambda record: None
        )
        if code:
            self.say(doing=complaint or "the page could not be read")
            return
        self._full_text = identity
        self.say(doing="the full text is here; x shows it")
