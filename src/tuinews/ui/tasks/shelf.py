"""The shelf on the desk: the user's own, or the samples while there is nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tuinews.store.library import Library
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.memory import Remembered
from tuinews.ui.tasks.listing import Listing
from tuinews.ui.tasks.openarticle import OpenArticle
from tuinews.ui.tasks.searching import SearchSession


class ShelfOnDesk:
    """Puts one shelf or the other on the desk, and shows what has come onto it."""

    def __init__(
        self,
        desk: Desk,
        listing: Listing,
        opened: OpenArticle,
        search: SearchSession,
        host: Host,
        remembered: Remembered,
        tour: Callable[[], object],
    ) -> None:
        """The user's own shelf is on the desk; `tour` shows a newcomer round."""
        self._desk, self._listing, self._opened, self._search = desk, listing, opened, search
        self._host, self._remembered, self._tour = host, remembered, tour
        self._own = 0  # version of the user's own library, when it was last looked at

    def show(self) -> None:
        """Show the shelf that is on the desk now, from its top."""
        self._opened.close()
        self._listing.load()

    def show_arrived(self) -> None:
        """Show what has come; the user's own articles take the place of the samples."""
        own = self._desk.shelves.own
        if self._desk.sampling and self._desk.library is not own:
            if own.counts().all:
                self.use_own()
                self._host.say_key("these are your own", "samples", "; {} brings the samples")
        elif not self._search.on:
            self._listing.reload()

    def status_text(self) -> str:
        """Return what waits on the user's own shelf behind the samples; "" for nothing."""
        if (waiting := self._desk.own_waiting) <= 0:
            return ""
        return self._host.keys.after(f"{waiting:,} new of your own", "refresh", ", press {}")

    def watch(self) -> None:
        """Notice what comes to the user's own shelf behind the samples."""
        version = self._desk.shelves.own.version()
        if self._desk.sampling and version != self._own:
            self._own = version
            self._host.say()

    def use_own(self) -> None:
        """Put the user's own shelf on the desk."""
        self._desk.use_own()
        self.show()

    # --- samples ------------------------------------------------------------------------

    def open_samples(self, *, asked: bool = False) -> None:
        """Unpack the samples and show them; `asked` for by a key, not for want of all else."""

        def ready(library: Library) -> None:
            if asked or self._desk.wants_samples():  # unless something has come meanwhile
                self._show_samples(library)

        self._host.in_thread("samples", self._desk.shelves.open_samples, ready)

    def _show_samples(self, library: Library) -> None:
        self._desk.use_samples(library)
        self.show()
        if not self._remembered.memory.welcomed:
            from tuinews.ui.dialogs.welcome import WelcomeDialog

            self._host.ask(WelcomeDialog(self._host.keys), self._welcomed)

    def _welcomed(self, key: str | None) -> None:
        """Do what the key does that the welcome was closed with; Enter begins the tour."""
        self._remembered.put(replace(self._remembered.memory, welcomed=True))
        if key == "enter":
            self._tour()
        elif key:
            self._host.press(key)

    def toggle_samples(self) -> None:
        """Put the samples away for good, or bring them back."""
        if not self._desk.sampling:
            self._desk.shelves.put_samples_away(False)
            self.open_samples(asked=True)
            return
        from tuinews.ui.dialogs.confirm import ConfirmDialog

        back = self._host.keys.after("", "samples", "{} or ")
        aside = (
            f"They stay away until {back}`tuinews samples --show` brings them back; "
            "your own articles are not touched."
        )
        self._host.ask(ConfirmDialog("Put the samples away?", aside, "put away"), self._put_away)

    def _put_away(self, sure: bool | None) -> None:
        if sure:
            self._opened.keep_place()
            self._desk.put_samples_away()
            self.show()
            self._host.say_key("samples put away", "undo", "; {} brings them back")
