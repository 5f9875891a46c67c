"""Finding words in the open article: as one types, from hit to hit, and back to the place."""

from __future__ import annotations

from tuinews.ui.host import Host
from tuinews.ui.panes import Panes
from tuinews.ui.reading.pageview import Anchor
from tuinews.ui.tasks.searching import SearchSession


class FindInArticle:
    """From the first key of what is looked for to the end of its marks.

    The article pane holds what is sought, and forgets it with the article.
    """

    def __init__(self, panes: Panes, search: SearchSession, host: Host) -> None:
        """Nothing is looked for; `search` is the one through all articles."""
        self._panes, self._search, self._host = panes, search, host
        self._history: list[str] = []  # newest last
        self._came_from: Anchor | None = None  # where the text stood when it began
        self._stopped_at = 0  # the line that the last hit brought to the top

    @property
    def on(self) -> bool:
        """Whether something is looked for in the article."""
        return self._panes.finding or bool(self._panes.reader.sought)

    # --- typing -------------------------------------------------------------------------

    def ask(self) -> None:
        """Find in the article while it is being read; elsewhere, search all articles."""
        panes = self._panes
        if panes.current != "reader" or panes.reader.page is None:
            self._search.start()
            return
        if not self.on:
            self._came_from = panes.reader.at_top()
            self._stopped_at = panes.reader.scroll_offset.y
        panes.start_finding(panes.reader.sought, self._history)
        self._host.say("")

    def everywhere(self) -> None:
        """Search all articles; for what is just being typed, where something is."""
        field = self._panes.find
        words = field.value.strip() if field is not None and self._panes.finding else ""
        if self.on:
            self.end()
        self._search.start(words)

    def typed(self, words: str) -> None:
        """Answer a key: the field reads `words` now."""
        if self._panes.finding:
            self._panes.reader.seek(words, self._came_from)
            self._stopped()

    def leave(self, *, keep: bool) -> None:
        """Go to the hits, or back to the place from before."""
        sought = self._panes.reader.sought
        if not keep or not sought:
            self.end()
            return
        self._history = [words for words in self._history if words != sought] + [sought]
        self._panes.end_finding()
        self._panes.go_to("reader")
        self._host.say("")

    def end(self) -> None:
        """Take the marks away; who has not read on from a hit comes back to the place."""
        reader = self._panes.reader
        reader.seek_nothing()
        if reader.scroll_offset.y == self._stopped_at:
            reader.return_to(self._came_from)
        self._panes.end_finding()
        self._panes.go_to("reader")
        self._host.say("")

    # --- the hits -----------------------------------------------------------------------

    def step(self, by: int) -> bool:
        """Go to the next hit (1) or the one before (-1); False where nothing is looked for."""
        reader = self._panes.reader
        if self._panes.current != "reader" or not reader.sought:
            return False
        before = reader.hit
        reader.go_to_hit(by)
        self._stopped()
        if reader.hit and (reader.hit - before) * by <= 0:
            self._host.say(f"{self.status_text()}, {'from the top' if by > 0 else 'from the end'}")
        return True

    def _stopped(self) -> None:
        self._stopped_at = self._panes.reader.scroll_offset.y
        self._host.say("")

    def status_text(self) -> str:
        """Return in words which hit this is of how many; "" where nothing is looked for."""
        reader = self._panes.reader
        if not reader.sought:
            return "finds in this article" if self._panes.finding else ""
        return f"{reader.hit} of {reader.hits}" if reader.hits else "not in this article"
