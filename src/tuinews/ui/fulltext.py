"""Fetching the page behind a teaser, in a process of its own."""

from __future__ import annotations

from tuinews.paths import Places
from tuinews.ui.child import Child
from tuinews.ui.host import Host
from tuinews.ui.openarticle import OpenArticle
from tuinews.ui.reader import Reader


class FullText:
    """Fetches the whole text of the open article; what is being read is not moved by it."""

    def __init__(self, opened: OpenArticle, reader: Reader, places: Places, host: Host) -> None:
        """Nothing is fetched yet."""
        self._opened, self._reader, self._places, self._host = opened, reader, places, host
        self._fetching = False
        self._here = ""  # id of an article whose text has come and is not shown yet

    def ask(self) -> None:
        """Fetch the page behind a teaser; once it is here, show it."""
        opened = self._opened.id
        if self._here and self._here == opened:
            self._here = ""
            self._opened.refresh()
        elif self._fetching:
            self._host.say("still fetching the last one")
        elif opened and (article := self._opened.article(opened)) is not None:
            if article.url:
                self._host.aside(self._fetch(article.id))
            else:
                self._host.say("the address of this article is not known")

    async def _fetch(self, identity: str) -> None:
        """Show the text once it is here; where the article is being read, announce it."""
        self._host.say("fetching the full text …")
        self._fetching = True
        try:
            code, complaint = await Child(self._places).run(
                "fulltext", "--json", "--", identity, told=lambda record: None
            )
        finally:
            self._fetching = False
        if code:
            self._host.say(complaint or "the page could not be read")
        elif identity == self._opened.id and not self._reader.scroll_offset.y:
            self._opened.refresh()  # nobody has begun to read
            self._host.say("the full text is here")
        else:
            self._here = identity
            said = "the full text is here"
            self._host.say(self._host.keys.after(said, "full-text", "; {} shows it"))

    def standing(self) -> str:
        """Return in words that a page is being fetched; "" where none is."""
        return "fetching the full text …" if self._fetching else ""
