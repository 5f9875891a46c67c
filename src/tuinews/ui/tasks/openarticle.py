"""The article that is open, with what belongs to it beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from tuinews.model import Article, State, TuinewsError
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.panes import Panes
from tuinews.ui.reading.reader import Page
from tuinews.ui.tasks.listing import Listing

if TYPE_CHECKING:
    from tuinews.ui.reading.newness import Newness

NEWER = "A newer text of this article is in"


class OpenArticle:
    """Fills article pane and sidebar; remembers how far the article is read."""

    def __init__(
        self,
        desk: Desk,
        panes: Panes,
        listing: Listing,
        host: Host,
        now: Callable[[], datetime],
    ) -> None:
        """Nothing is open yet."""
        self._desk, self._panes, self._listing, self._host = desk, panes, listing, host
        self._now = now
        self.id = ""
        self.showing_changes = False  # what the publisher changed stands out
        self._newer = False  # the library has a newer text than the pane shows
        self._dimming = True  # sentences that were read elsewhere are dimmed
        self._beside = 0  # the library's version that the sidebar shows

    # --- opening and closing ------------------------------------------------------------

    def open(self, identity: str, *, came_from: str = "") -> None:
        """Open an article, mark it read, and give its pane the focus."""
        line = self._panes.reader.scroll_offset.y
        with self._host.complaining():
            self._desk.open(identity, came_from=came_from, line=line)
            with self._panes.app.batch_update():
                self.show(identity)
                self._listing.redraw([identity])
                self._panes.go_to("reader")

    def show(self, identity: str, *, kept: Article | None = None) -> None:
        """Put an article into its pane and what belongs to it into the sidebar.

        `kept` is the article as it is shown already, where no newer text is to take its place.
        """
        self.keep_place()
        library, panes = self._desk.library, self._panes
        try:
            article = kept if kept is not None else library.article(identity)
            page = self._page(article, identity == self.id, newer=kept is not None)
            related = self._desk.related_groups(identity)
        except TuinewsError as error:  # another program has removed it, or the disk fails
            self._host.complain(error)
            panes.list.forget()
            return
        self.showing_changes = self.showing_changes and identity == self.id
        self.id, self._newer = identity, kept is not None
        panes.list.set_opened(identity)
        panes.reader.show(page)
        self._beside = library.version()
        panes.related.show(related, self._now(), identity)
        self._host.say()

    def close(self) -> None:
        """Show no article: another shelf is on the desk."""
        self.id, self._newer = "", False
        self._panes.reader.show(None)
        self._panes.related.show((), self._now())

    def refresh(self) -> None:
        """Show the article as the library has it now, at the same place."""
        if self.id:
            self.show(self.id)

    def keep_place(self) -> None:
        """Remember how far the article was read."""
        if self.id and not self._desk.library.readonly:
            reader = self._panes.reader
            with self._host.complaining():
                self._desk.library.remember(self.id, reader.position, reader.passed)

    def article(self, identity: str) -> Article | None:
        """Return an article of the shelf; where it cannot be had, complain and return None."""
        with self._host.complaining():  # another program has removed it, or the disk fails
            return self._desk.library.article(identity)
        return None

    def state(self, identity: str) -> State:
        """Return what the user did with an article of the shelf."""
        return self._desk.library.state(identity)

    # --- what stands beside it ----------------------------------------------------------

    def show_related(self) -> None:
        """Show what belongs to the article as the library has it now."""
        if self.id:
            self._beside = self._desk.library.version()
            related = self._desk.related_groups(self.id)
            self._panes.related.show(related, self._now(), self.id)

    def redraw(self, ids: Sequence[str]) -> None:
        """Show the article, and those beside it, as this program has just changed these."""
        self._panes.related.refresh_rows(self._desk.library.row)
        if self.id in ids:
            self._show_marks()

    def _show_marks(self) -> None:
        """Show the article's marks as they are now, its text as it was."""
        page = self._panes.reader.page
        if self._newer and page is not None:
            self.show(self.id, kept=page.article)
        else:
            self.refresh()

    def watch(self) -> None:
        """Notice what another program did to the article, and to what belongs to it."""
        if self._desk.library.version() != self._beside:
            self.show_related()
            self._look_for_newer()

    def _look_for_newer(self) -> None:
        """Tell where the publisher has changed the text since; never move what is being read."""
        page = self._panes.reader.page
        if page is None or self._newer or self._desk.library.row(self.id) is None:
            return
        article = self.article(self.id)
        if article is not None and article.earlier != page.article.earlier:
            self.show(self.id, kept=page.article)

    def status_text(self) -> str:
        """Return that a newer text waits, and the key that shows it; "" where none does."""
        if not self._newer:
            return ""
        return self._host.keys.after(NEWER.lower(), "changes", "; {} shows it")

    # --- what stands out ----------------------------------------------------------------

    def _page(self, article: Article, again: bool, *, newer: bool) -> Page:
        """Return an article as it is shown; `again`: as it is open already.

        `newer` tells whether the library has a newer text of it.

        Raises TuinewsError where the library cannot be asked.
        """
        from tuinews.ui.reading.teaser import seems_teaser  # a start opens no article

        desk, changed = self._desk, self.showing_changes and again
        news, row = self._newness(article, changed), desk.library.row(article.id)
        return Page(
            article=article,
            publisher=row.publisher if row is not None else "",
            teaser=seems_teaser(article),
            state=desk.library.state(article.id),
            terms=desk.view.terms,
            note=news.note,
            changed="" if changed and not newer else self._told_of_changes(article, newer=newer),
            copies=desk.copies(article.id),
            told=news.told,
            partly=news.partly,
            fresh=news.fresh,
            removed=news.removed,
            differs=news.differs,
            others=news.others,
            through=desk.through(article),
            now=self._now(),
            came=row.shown_date if row is not None and row.undated else None,
        )

    def _newness(self, article: Article, changed: bool) -> Newness:
        """Return what to dim: what was read elsewhere, or what the publisher left as it was."""
        from tuinews.ui.reading.newness import Newness, changes, newness

        if changed:
            return changes(article)
        if not self._dimming:
            return Newness()
        return newness(article, self._desk.read_before(article.id))

    def _told_of_changes(self, article: Article, *, newer: bool) -> str:
        """Return how much the publisher changed, and the key that shows it; "" for nothing.

        Of a text that is not shown yet it is only told that it is there.
        """
        if newer:
            return self._host.keys.after(NEWER, "changes", "; {} shows it")
        from tuinews.ui.reading.newness import changes

        note = changes(article).note
        return self._host.keys.after(note, "changes", "; {} shows how") if note else ""

    def toggle_dimming(self) -> None:
        """Dim what was read elsewhere, or no longer."""
        self._dimming = not self._dimming
        self._show_marks()
        said = "what you have read elsewhere is dimmed" if self._dimming else "nothing dimmed"
        self._host.say(said)

    def toggle_changes(self) -> None:
        """Show what the publisher changed in the article, or the article as it is."""
        article = self.article(self.id) if self.id else None
        if article is not None and article.earlier:
            self.showing_changes = self._newer or not self.showing_changes
            self._looked_at(article.id)
            self.refresh()
        elif article is not None:
            self._host.say("the publisher has not changed this article")

    def _looked_at(self, identity: str) -> None:
        """Take the mark off an article that its publisher changed."""
        with self._host.complaining():
            self._desk.look_at([identity])
        self._listing.redraw([identity])

    def next_fresh(self) -> None:
        """Go to the next sentence that is new to the user, or say why there is none."""
        reader = self._panes.reader
        if reader.page is None or not reader.page.fresh:
            self._host.say(reader.otherwise or self._why_none_is_fresh())
        elif reader.next_fresh():
            said = f"new passage {reader.fresh} of {len(reader.page.fresh)}"
            self._host.say("; ".join(filter(None, (said, reader.otherwise))))
        else:
            self._host.say("no further new sentence")

    def _why_none_is_fresh(self) -> str:
        """Return in words why no sentence of the article stands out as new."""
        page = self._panes.reader.page
        if page is None or page.note:
            return page.note if page is not None else ""
        if not self._dimming:
            said = "nothing is dimmed"
            return self._host.keys.after(said, "dimming", "; {} shows what is new to you")
        if self._desk.read_before(self.id):
            return "all of it is new to you"
        return "no other account is read through yet: all is new"

    # --- what cleaning cut --------------------------------------------------------------

    def toggle_xray(self) -> None:
        """Show the whole capture, what was cut dimmed and with its reason, or the article."""
        self._panes.go_to("reader")
        on = self._panes.reader.toggle_xray()
        self._host.say("what cleaning cut; Space keeps or cuts a line" if on else "")

    def correct(self, before: Article, after: Article) -> None:
        """Keep that a line was moved between text and cuts, in whatever text there is now."""
        identity, library = after.id, self._desk.library
        if self._newer:  # and would be shown now, in place of what is being read
            self._host.say(self.status_text())
            return
        from tuinews import overrides

        def move(before: Article, after: Article) -> None:
            library.edit(identity, partial(overrides.transferred, before=before, after=after))

        with self._host.complaining():
            move(before, after)
            self._desk.did("moved a line", (identity,), partial(move, after, before))
            self.refresh()
            self._host.say_done("line moved")
