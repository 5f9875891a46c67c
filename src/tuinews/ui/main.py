"""The main screen: what each key of the registry does."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from tuinews.model import TuinewsError
from tuinews.store.views import Change, Order, Row, Show
from tuinews.ui import links
from tuinews.ui.folds import ListRow
from tuinews.ui.saying import ORDERS, SHOWS, said_of_accounts
from tuinews.ui.storiesscreen import StoriesScreen
from tuinews.values import dataclass

VIEWS = (Show.ALL, Show.UNREAD, Show.STARRED)
LOOKED_AT = 4  # accounts of a story of which `n` asks whether they tell anything new


class MainScreen(StoriesScreen):
    """The reading screen with all its keys; an action is called as the registry names it."""

    @dataclass
    class Compared(Message):
        """Two accounts have been held against each other."""

        screen: Screen[None]

    # --- reading ------------------------------------------------------------------------

    def action_read_on(self) -> None:
        """Scroll the article; at its end, or from an unopened row, open the next one."""
        listed = self.list.chosen
        if self.pane == "sources":
            self.sources.list.toggle_fold()
        elif self.pane == "list" and listed and (row := self._to_read(listed)) is not None:
            self.open(row.id)
        elif not self.reader.page_down():
            self.action_next(1)

    def _to_read(self, listed: ListRow) -> Row | None:
        """Return the account of a row to go on with; None where the open one is the last."""
        if (unread := listed.first_unread()) is not None:
            return unread
        opened = any(row.id == self.article_id for row in listed.here)
        return None if opened else listed.row

    def action_read_back(self) -> None:
        """Scroll the article back."""
        self.reader.page_up()

    def action_scroll_reader(self, by: int) -> None:
        """Scroll the article whatever has the focus."""
        self.reader.scroll_lines(by)

    def action_next(self, step: int) -> None:
        """Open the next unread article; in a search, go to the next hit."""
        if self.searching:
            if self.article_id and self.through_hits(step):
                return
            index = self.list.cursor + step
            row = self.list.row(index)
            if row is None:
                self.say(doing="no further hits")
                return
        else:
            found = self._next_unread(step)
            if found is None:
                self.say(doing="nothing unread " + ("below" if step > 0 else "above"))
                return
            before, (index, row) = self.list.at(self.list.cursor), found
            passed = before.unread if before and index != self.list.cursor and step > 0 else 0
            if passed and before and any(one.id == self.article_id for one in before.here):
                more = f"{passed} other accounts tell" if passed > 1 else "other account tells"
                self.say(doing=f"its {more} nothing new to you")
        self.list.move_to(index)
        self.open(row.id)

    def _next_unread(self, step: int) -> tuple[int, Row] | None:
        """Return the next unread article of the list and its row; None where there is none.

        Where the cursor's row folds a story, those of its own accounts come first that tell
        something new to one who has read the open one.
        """
        start = self.list.cursor
        near = self.list.at(start)
        row = self._next_account(near) if near and step > 0 else None
        if row is not None:
            return start, row
        index = self.list.next_of(self.desk.unread_among, start, step)
        listed = self.list.at(index) if index is not None else None
        row = listed.first_unread() if listed else None
        return (index, row) if index is not None and row is not None else None

    def _next_account(self, listed: ListRow) -> Row | None:
        """Return the account of a row to read next; None where none tells anything new."""
        if all(row.id != self.article_id for row in listed.here):
            return listed.first_unread()
        self.keep_place()
        rows = dict.fromkeys((listed.row, *listed.here))
        unread = [row for row in rows if not row.read and row.id != self.article_id]
        near = (row for row in unread[:LOOKED_AT] if self.desk.tells_something(row.id))
        return next(chain(near, unread[LOOKED_AT:]), None)

    def action_account(self, step: int) -> None:
        """Open the next or previous related article."""
        if not self.related.open_next(step):
            self.say(doing="no further related article")

    def action_digit(self, number: int | None = None) -> None:
        """1 to 3 choose the view in the list; in reader and sidebar digits open related ones."""
        if number is None:
            return
        if self.pane != "list":
            self.related.open_number(number)
        elif number <= len(VIEWS):
            self.show_view(VIEWS[number - 1])

    def action_return(self) -> None:
        """Go back to the article that this one was reached from, at the line it was left."""
        before, line = self.desk.way_back()
        if before:
            self.open(before)
            self.reader.go_to_line(line)
        else:
            self.say(doing="this is where you started")

    # --- marking ------------------------------------------------------------------------

    def _subjects(self) -> tuple[Row, ...]:
        """Return what a mark is meant for: all accounts of a folded row, else one article."""
        if self.pane == "list" and (listed := self.list.chosen) is not None:
            return (listed.row, *(row for row in listed.here if row is not listed.row))
        row = self._subject()
        return (row,) if row is not None else ()

    def marking(self, do: Callable[[tuple[Row, ...]], Change]) -> None:
        """Mark the subjects as `do` does. Nothing is drawn before it is durable."""
        rows = self._subjects()
        if not rows:
            return
        try:
            change = do(rows)
        except TuinewsError as error:
            self.complain(error)
            return
        said = said_of_accounts(change.summary, rows) if len(rows) > 1 else change.summary
        self.marked(tuple(row.id for row in rows), f"{said}; u undoes")

    def marked(self, ids: tuple[str, ...], said: str) -> None:
        """Draw what has changed."""
        self._version = self.desk.library.version()
        self.list.forget_rows(ids)
        self.related.refresh_rows(self.desk.library.row)
        if self.article_id in ids:
            self.refresh_article()
        self.say(doing=said)

    def action_star(self) -> None:
        """Star, or take the star off."""
        self.marking(self.desk.toggle_star)

    def action_toggle_read(self) -> None:
        """Mark read or unread."""
        self.marking(self.desk.toggle_read)

    def action_mark_all(self) -> None:
        """Mark everything shown as read."""
        try:
            folds = self.desk.folds() if self.list.folds.more else self.list.folds
            ids = self.desk.mark_all(folds.all_keys())
        except TuinewsError as error:
            self.complain(error)
            return
        said = f"marked {len(ids):,} read; u undoes" if ids else "everything here is read"
        self.list.forget()
        self.marked(ids, said)

    def action_undo(self) -> None:
        """Undo the last thing."""
        library = self.desk.library
        try:
            undone = self.desk.undo()
        except TuinewsError as error:
            self.complain(error)
            return
        if undone is None:
            self.say(doing="nothing to undo")
            return
        step, done = undone
        if self.desk.library is not library:
            self.show_shelf()
        self.list.forget()
        said = (
            f"undone: {step.summary}" if done else "it was changed elsewhere since; left as it is"
        )
        self.marked(step.ids, said)

    def action_tag(self) -> None:
        """Ask for the tags of the article."""
        row = self._subject()
        if row is None:
            return
        known = [name for name, _ in self.desk.library.tags()]

        def tagged(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                self.marking_tags(row, chosen)

        from tuinews.ui.dialogs import TagDialog

        self.app.push_screen(TagDialog(row.headline, row.tags, known), tagged)

    def marking_tags(self, row: Row, chosen: tuple[str, ...]) -> None:
        """Give the article just these tags."""
        try:
            changed = self.desk.retag(row, chosen)
        except TuinewsError as error:
            self.complain(error)
            return
        if changed:
            said = ", ".join(chosen) or "none"
            self.marked((row.id,), f"tags: {said}; u undoes")

    def action_note(self) -> None:
        """Ask for the reader's note on the article."""
        row = self._subject()
        if row is None:
            return

        def written(text: str | None) -> None:
            if text is not None:
                self.noting(row, text)

        from tuinews.ui.notedialog import NoteDialog

        note = self.desk.library.state(row.id).note
        self.app.push_screen(NoteDialog(row.headline, note), written)

    def noting(self, row: Row, text: str) -> None:
        """Write the note on an article, or take it away."""
        try:
            changed = self.desk.note(row, text)
        except TuinewsError as error:
            self.complain(error)
            return
        if changed:
            said = "noted; is:noted finds it" if text else "the note is gone"
            self.marked((row.id,), f"{said}; u undoes")

    # --- finding ------------------------------------------------------------------------

    def show_view(self, show: Show) -> None:
        """Show all, unread or starred articles, the cursor staying on its article."""
        row = self.list.current
        self.desk.look(show=show)
        self._tell("")
        self.load()
        self.move_to_row(row)

    def action_filter(self) -> None:
        """Choose what the list shows."""
        from tuinews.ui.menu import Choice, Menu

        library, view = self.desk.library, self.desk.view
        counts = self.desk.counts()
        found = {Show.ALL: counts.all, Show.UNREAD: counts.unread, Show.STARRED: counts.starred}
        choices = [
            Choice(
                SHOWS[show],
                f"show:{show.value}",
                f"{found[show]:,}",
                view.show is show and not view.search,
            )
            for show in VIEWS
        ]
        for name, count in library.tags()[:30]:
            choices.append(Choice(f"tag {name}", f'tag:"{name}"', str(count)))
        for name, count in library.publishers()[:60]:
            if name:
                choices.append(Choice(name, f'source:"{name}"', str(count)))
        self.app.push_screen(Menu("Show", choices), self._filtered)

    def _filtered(self, chosen: str | None) -> None:
        if chosen is None:
            return
        if chosen.startswith("show:"):
            if self.searching:
                self.end_search()
            self.show_view(Show(chosen.removeprefix("show:")))
        else:
            self.find(chosen)

    def action_sort(self) -> None:
        """Choose the order of the list."""
        from tuinews.ui.menu import Choice, Menu

        now = self.desk.view.order
        choices = [
            Choice(name, order.value, chosen=order is now)
            for order, name in ORDERS.items()
            if order is not Order.RELEVANCE or self.searching
        ]
        self.app.push_screen(Menu("Sort", choices), self._sorted)

    def _sorted(self, chosen: str | None) -> None:
        if chosen is not None:
            self.desk.look(order=Order(chosen))
            self.load()

    # --- looking ------------------------------------------------------------------------

    def action_browse(self) -> None:
        """Open the article in the browser."""
        if url := self._address():
            self.say(doing=links.open_url(self.app, url, self.config.browser))

    def action_copy(self) -> None:
        """Copy the article's address."""
        if url := self._address():
            self.say(doing=links.copy(self.app, url))

    def _address(self) -> str:
        row = self._subject()
        article = self.article(row.id) if row is not None else None
        if article is not None and not article.url:
            self.say(doing="the address of this article is not known")
        return article.url if article is not None else ""

    def action_hints(self) -> None:
        """Show a letter beside each link."""
        self.focus_pane("reader")
        if not self.reader.show_hints():
            self.say(doing="no links in this article")

    def action_xray(self) -> None:
        """Show the whole capture, what was cut dimmed and with its reason."""
        self.focus_pane("reader")
        on = self.reader.toggle_xray()
        self.say(doing="what cleaning cut; Space keeps or cuts a line" if on else "")

    def action_next_fresh(self) -> None:
        """Go to the next sentence that is new to the reader."""
        if self.reader.next_fresh():
            self.say(doing=self.reader.otherwise or None)
        else:
            self.say(doing=self.reader.otherwise or "no further new sentence")

    def action_dimming(self) -> None:
        """Dim what was read elsewhere, or no longer."""
        self.dimming = not self.dimming
        self.refresh_article()
        self.say(
            doing="what you have read elsewhere is dimmed" if self.dimming else "nothing dimmed"
        )

    def action_changes(self) -> None:
        """Show what the publisher changed in the article, or the article as it is."""
        article = self.article(self.article_id) if self.article_id else None
        if article is not None and article.earlier:
            self.showing_changes = not self.showing_changes
            self.looked_at(article.id)
            self.refresh_article()
        elif article is not None:
            self.say(doing="the publisher has not changed this article")

    def action_compare(self) -> None:
        """Hold the open article against another account of its story."""
        from tuinews.ui.menu import Choice, Menu

        same = self.desk.accounts(self.article_id) if self.article_id else []
        if not same:
            self.say(doing="no other account of this story to compare with")
        elif len(same) == 1:
            self.compare_with(same[0].id)
        else:
            choices = [Choice(f"{row.publisher or '?'}: {row.headline}", row.id) for row in same]
            self.app.push_screen(Menu("Compare with", choices), self._compare_chosen)

    def _compare_chosen(self, identity: str | None) -> None:
        if identity is not None:
            self.compare_with(identity)

    @work(thread=True, exclusive=True, group="compare", exit_on_error=False)
    def compare_with(self, identity: str) -> None:
        """Put two accounts side by side, the other one left, as read before."""
        from tuinews.stories.compare import compare
        from tuinews.ui.comparing import CompareScreen

        library = self.desk.library
        other, this = library.article(identity), library.article(self.article_id)
        found = compare(other, this)
        screen = CompareScreen(other, this, found, self.now(), ascii_signs=self.config.ui.ascii)
        self.post_message(self.Compared(screen))

    @on(Compared)
    def show_comparison(self, event: Compared) -> None:
        """Open the screen with the two accounts."""
        self.app.push_screen(event.screen)

    def action_zen(self) -> None:
        """Only the text."""
        self.toggle_zen()

    def action_theme(self) -> None:
        """Choose a theme, seeing each."""

        def chosen(name: str | None) -> None:
            if name is not None:
                self.remember_theme(name)

        from tuinews.ui.dialogs import ThemeDialog

        self.app.push_screen(ThemeDialog(), chosen)

    def action_save(self) -> None:
        """Save the article as a file of its own."""
        row = self._subject()
        if row is not None:
            self.save_article(row)

    def action_palette(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def action_help(self) -> None:
        """All keys."""
        from tuinews.ui.help import HelpScreen

        self.app.push_screen(HelpScreen(self.config.keys))
