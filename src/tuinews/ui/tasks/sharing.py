"""An article outside the program: in the browser, on the clipboard, in a file."""

from __future__ import annotations

from pathlib import Path

from tuinews.model import TuinewsError
from tuinews.settings import Browser, Config
from tuinews.ui.host import Host
from tuinews.ui.panes import Panes
from tuinews.ui.reading import links
from tuinews.ui.tasks.openarticle import OpenArticle
from tuinews.ui.tasks.subject import Subject


class Sharing:
    """Hands an article, its address or one of its links to another program."""

    def __init__(
        self, subject: Subject, panes: Panes, opened: OpenArticle, host: Host, config: Config
    ) -> None:
        """`config` names the programs, and the folder for files."""
        self._subject, self._panes, self._opened = subject, panes, opened
        self._host, self._config = host, config

    def browse(self) -> None:
        """Open the article in the browser."""
        if url := self._address():
            self._host.say(links.open_url(self._panes.app, url, self._config.browser))

    def copy(self) -> None:
        """Copy the article's address."""
        if url := self._address():
            self._host.say(links.copy(self._panes.app, url))

    def _address(self) -> str:
        row = self._subject.one()
        article = self._opened.article(row.id) if row is not None else None
        if article is not None and not article.url:
            self._host.say("the address of this article is not known")
        return article.url if article is not None else ""

    def show_hints(self) -> None:
        """Show a letter beside each link of the article."""
        self._panes.go_to("reader")
        found = self._panes.reader.show_hints()
        self._host.say("" if found else "no links in sight")

    def follow_link(self, url: str) -> None:
        """Open a link in the browser, a file of the article by its type."""
        page = self._panes.reader.page
        files = page.article.enclosures if page is not None else ()
        kind = next((file.type for file in files if file.url == url), "")
        command = self._config.media.command(kind) or self._config.browser.command
        self._host.say(links.open_url(self._panes.app, url, Browser(command=command)))

    def save(self) -> None:
        """Write the article into the export folder under a name of its own."""
        from tuinews import export

        row = self._subject.one()
        article = self._opened.article(row.id) if row is not None else None
        if article is None:
            return
        settings = self._config.export
        try:
            state = self._opened.state(article.id)
            path = export.write(article, Path(settings.folder).expanduser(), settings.format, state)
        except (TuinewsError, OSError) as error:
            self._host.complain(error)
        else:
            self._host.say(f"saved as {path}")
