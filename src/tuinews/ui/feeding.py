"""Feeds on the main screen: sources to choose from, refreshing, subscribing, full text.

Everything that touches the network runs in a child process; the screen only hears how far
it is.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.widget import Widget

from tuinews.config import Config
from tuinews.model import Feed, TuinewsError
from tuinews.paths import Places
from tuinews.store.views import Change, Counts, Show
from tuinews.text import shown_line
from tuinews.ui.bringing import BringingScreen
from tuinews.ui.child import Child
from tuinews.ui.desk import Desk, Source, unread_followed
from tuinews.ui.panes import PaneTitle
from tuinews.ui.sourcelines import Kind, Search, SourceLine, source_lines
from tuinews.ui.sources import SourcesList, SourcesPane

TODAY = "newer:1d"  # what the smart view of that name searches for
SAY_EVERY = 0.25  # seconds between two words about how far a refresh is
TOASTS = 3  # articles of one refresh that are told of on the screen


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
        self.refresher = Child(places)  # beside what is imported: one needs not wait for the other
        self._relating = False  # what came is stored, the refresher looks for its stories
        self._fetching = False  # the page behind a teaser
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
        views["today"] = found.get(TODAY, 0)
        views["followed"] = unread_followed(library)
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
            self.find(TODAY)
        elif line.kind is Kind.VIEW and line.key == "followed":
            self.show_source(None, Show.ALL, followed=True)
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
        if self.stale or self.desk.library.counts().all > self._seen:
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
        elif self.refresher.running and not self._relating:
            self.offer_to_stop(self.refresher)
        else:
            self._refresh(["--", *urls] if urls else ["--all"])

    def _refresh_due(self) -> None:
        """Refresh what is due, without a word where nothing is."""
        at_work = self.child.running or self.refresher.running
        if not at_work and not self.desk.sampling and self.desk.library.feeds():
            self._refresh([])

    @work(group="child", exit_on_error=False)
    async def _refresh(self, words: list[str]) -> None:
        """Refresh in a child; what comes waits at the edge of the list."""
        await self._end_relating()
        now_and_then = _Seldom(SAY_EVERY)  # drawing takes time that keys want
        seen: Counter[str] = Counter()

        def told(record: dict[str, Any]) -> None:
            self._take_event(record, seen)
            over = seen["done"] == seen["feeds"]
            if seen["feeds"] and not self._relating and (over or now_and_then()):
                new = f", {seen['new']:,} new" if seen["new"] else ""
                new += f", {seen['changed']:,} changed" if seen["changed"] else ""
                self.say(doing=f"refreshing {seen['done']:,}/{seen['feeds']:,}{new}; R stops")

        try:
            code, complaint = await self.refresher.run("refresh", "--json", *words, told=told)
            if not self._relating and (seen["feeds"] or code not in (0, 3)):
                self._refreshed(seen, complaint)
        finally:
            self._relating = False
        self.load_sources()
        self.watch_library()
        self.show_belonging()

    def _take_event(self, record: dict[str, Any], seen: Counter[str]) -> None:
        """Count what a line of the refresh tells, and pass on what is for the reader."""
        event = record.get("event")
        if event == "started":
            seen["feeds"] = int(record.get("feeds", 0))
        elif event == "feed":
            seen["done"] += 1
            seen["new"] += int(record.get("new", 0))
            seen["changed"] += int(record.get("updated", 0))
            seen["failed"] += bool(record.get("error"))
        elif event == "notify" and seen["told"] < TOASTS:
            seen["told"] += 1
            self.notify(shown_line(str(record.get("headline", ""))), markup=False)
        elif event == "told":
            self._tell_terminal(record.get("texts"))
        elif event == "copies" and isinstance(ids := record.get("ids"), list):
            self._copies_read(tuple(map(str, ids)))
        elif event == "stored":  # finding stories may take longer than all else
            self._relating = True
            self._refreshed(seen)

    def _copies_read(self, ids: tuple[str, ...]) -> None:
        """Say that copies of what was read were marked, too; the reader can undo it."""
        library = self.desk.library
        self.desk.did("copies marked read", ids, lambda: library.mark(ids, read=False))
        copies = "a copy" if len(ids) == 1 else f"{len(ids):,} copies"
        self.say(doing=f"marked {copies} of what you have read as read; u undoes")

    def _refreshed(self, seen: Counter[str], complaint: str = "") -> None:
        """Say what a refresh has brought; it waits at the edge of the list."""
        self.load_sources()
        self.watch_library()
        changed = f", {seen['changed']:,} changed" if seen["changed"] else ""
        failed = f", {seen['failed']:,} failed" if seen["failed"] else ""
        if seen["feeds"]:
            self.say(doing=f"refreshed {seen['done']:,}: {seen['new']:,} new{changed}{failed}")
        elif complaint:
            self.say(doing=complaint)

    async def _end_relating(self) -> None:
        """End the search for stories after a refresh; what is missing is found after the next."""
        while self.refresher.running and self._relating:
            self.refresher.interrupt()
            await asyncio.sleep(0.05)

    def _tell_terminal(self, texts: object) -> None:
        """Let the terminal tell what came, where the settings want that."""
        from tuinews.refresh import notifying

        told = [shown_line(str(text)) for text in texts] if isinstance(texts, list) else []
        driver = self.app._driver
        if driver is not None and (sent := notifying.sequence(self.config.notify.terminal, told)):
            driver.write(sent)

    # --- full text ----------------------------------------------------------------------

    def action_full_text(self) -> None:
        """Fetch the page behind a teaser; once it is here, show it."""
        if self._full_text and self._full_text == self.article_id:
            self._full_text = ""
            self.refresh_article()
        elif self._fetching:
            self.say(doing="still fetching the last one")
        elif self.article_id and (article := self.article(self.article_id)) is not None:
            if article.url:
                self._fetch_text(article.id)
            else:
                self.say(doing="the address of this article is not known")

    @work(group="child", exit_on_error=False)
    async def _fetch_text(self, identity: str) -> None:
        """Show the text once it is here; what is being read is not moved: there it is announced."""
        self.say(doing="fetching the full text …")
        self._fetching = True
        try:
            code, complaint = await Child(self.places).run(
                "fulltext", "--json", "--", identity, told=lambda record: None
            )
        finally:
            self._fetching = False
        if code:
            self.say(doing=complaint or "the page could not be read")
            return
        if identity == self.article_id and not self.reader.scroll_offset.y:
            self.refresh_article()  # nobody has begun to read
            self.say(doing="the full text is here")
            return
        self._full_text = identity
        self.say(doing="the full text is here; x shows it")

    def standing(self) -> str:
        """While the page behind a teaser is fetched, say so."""
        return "fetching the full text …" if self._fetching else super().standing()


class _Seldom:
    """True when called for the first time, and then once in so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._last = seconds, -seconds

    def __call__(self) -> bool:
        now = time.monotonic()
        if now - self._last < self._seconds:
            return False
        self._last = now
        return True
