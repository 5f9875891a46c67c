"""Hiding articles from now on: a rule, written into the file of settings."""

from __future__ import annotations

from functools import partial

from tuinews.counting import counted
from tuinews.paths import Places
from tuinews.settings import Rule, RuleAction
from tuinews.store.query.language import parse_so_far
from tuinews.text import line
from tuinews.ui.desk import Desk
from tuinews.ui.host import Host
from tuinews.ui.tasks.subject import Subject

LONGEST = 60  # characters of a publisher's name that is offered


class Muting:
    """Adds rules that hide what comes in; undoing takes them out again."""

    def __init__(self, desk: Desk, subject: Subject, places: Places, host: Host) -> None:
        """`places` tell where the settings are."""
        self._desk, self._subject = desk, subject
        self._places, self._host = places, host

    def ask(self) -> None:
        """Ask what to hide; the publisher of the article is offered."""
        from tuinews.ui.dialogs.mutedialog import MuteDialog

        row = self._subject.one()
        publisher = line(row.publisher.replace('"', ""), LONGEST) if row is not None else ""
        offered = f'source:"{publisher}"' if publisher else ""
        self._host.ask(MuteDialog(offered, self._finds), self._hide)

    def _finds(self, query: str) -> str:
        """Say in words what a query finds."""
        if not query:
            return ""
        understood, said = parse_so_far(query)
        number = self._desk.library.counts(understood).all
        return f"{said}; {counted(number, 'article')} of those that are here"

    def _hide(self, query: str | None) -> None:
        if not query:
            return
        from tuinews import rulefile

        path = self._places.config_file
        with self._host.complaining():
            block = rulefile.add(path, Rule(query, RuleAction.HIDE))
            self._desk.did(f"hide {query}", (), partial(rulefile.take_out, path, block))
            self._host.say_done(f"hidden from the next refresh on: {query}")
