"""Fetching the page behind a teaser, in a process of its own."""

from __future__ import annotations

from typing import Any

from tuinews.model import Article
from tuinews.paths import Places
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.reading.reader import Reader
from tuinews.ui.tasks.child import Child
from tuinews.ui.tasks.openarticle import OpenArticle
from tuinews.ui.tasks.subject import Subject

NAMED = 24  # characters of a headline that name an article


class FullText:
    """Fetches the whole text of an article; what is being read is not moved by it."""

    def __init__(
        self,
        desk: Desk,
        subject: Subject,
        opened: OpenArticle,
        reader: Reader,
        places: Places,
        host: Host,
    ) -> None:
        """Nothing is fetched yet."""
        self._desk, self._subject, self._opened, self._reader = desk, subject, opened, reader
        self._places, self._host = places, host
        self._fetching = ""  # the article whose page is being fetched, as it is named
        self._here = ""  # id of an article whose text has come and is not shown yet
        self._known: dict[str, str] = {}  # of articles whose page was fetched: why not again
        self._doubted = ""  # id of the article that was said to be whole just now

    def ask(self) -> None:
        """Fetch the page behind a teaser; once it is here, show it."""
        row = self._subject.one()
        article = self._opened.article(row.id) if row is not None else None
        if article is None:
            return
        if self._here == article.id == self._opened.id:
            self._here = ""
            self._opened.refresh()
        elif self._desk.sampling:
            self._host.say("this is a sample: no page on the web has more of it")
        elif self._fetching:
            self._host.say(f"still fetching the full text of {self._fetching}")
        elif not article.url:
            self._host.say("the address of this article is not known")
        elif (why := self._needless(article)) and self._doubted != article.id:
            self._doubted = article.id
            self._host.say_key(why, "full-text", "; {} again fetches its page")
        else:
            self._doubted = ""
            self._host.aside(self._fetch(article))

    def _needless(self, article: Article) -> str:
        """Return in words why there is no more to fetch; "" where there may be."""
        if known := self._known.get(article.id):
            return known
        from tuinews.ui.reading.teaser import seems_whole

        if not seems_whole(article):
            return ""
        return f"this seems to be the full text, {len(article.body.split()):,} words"

    async def _fetch(self, article: Article) -> None:
        """Show the text once it is here; where the article is being read, announce it."""
        name = self._fetching = named(article)
        done: dict[str, Any] = {}
        self._host.say(self.status_text())
        try:
            code, complaint = await Child(self._places).run(
                "fulltext", "--json", "--", article.id, told=done.update
            )
        finally:
            self._fetching = ""
        if code:
            self._host.say(f"{name}: {done.get('error') or complaint or 'it could not be read'}")
        elif done.get("taken") is False:
            known = self._known[article.id] = "its page has no longer text that goes with this"
            self._host.say_key(f"{name}: {known}", "browse", "; {} opens it")
        else:
            self._known[article.id] = "this is its full text"
            self._arrived(article.id, f"the full text of {name} is in")

    def _arrived(self, identity: str, said: str) -> None:
        """Show the text where nobody has begun to read; else tell how it is shown."""
        if identity == self._opened.id and self._reader.scroll_offset.y:
            self._here = identity
            said = self._host.keys.after(said, "full-text", "; {} shows it")
        elif identity == self._opened.id:
            self._opened.refresh()
        self._host.say(said)

    def status_text(self) -> str:
        """Return in words that a page is being fetched; "" where none is."""
        return f"fetching the full text of {self._fetching} …" if self._fetching else ""


def named(article: Article) -> str:
    """Return an article as a message names it: by its headline, short."""
    name = article.headline or "(no headline)"
    return f"“{name if len(name) <= NAMED else name[: NAMED - 1].rstrip() + '…'}”"
