"""Importing files and folders, in a process of its own, so that no capture holds up the screen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from tuinews.counting import outcomes
from tuinews.model import TuinewsError
from tuinews.ui.host import Host
from tuinews.ui.tasks.child import Child
from tuinews.ui.tasks.shelf import ShelfOnDesk


class Importer:
    """Brings articles in from this machine, and says how far it is."""

    def __init__(self, child: Child, shelf: ShelfOnDesk, host: Host) -> None:
        """`child` does the work."""
        self._child, self._shelf, self._host = child, shelf, host

    def bring(self, path: Path) -> None:
        """Import a file or a folder."""
        self._host.aside(self._bring(path))

    async def _bring(self, path: Path) -> None:
        count: Counter[str] = Counter()
        failures: list[str] = []

        def told(record: dict[str, Any]) -> None:
            if outcome := record.get("outcome"):
                count[str(outcome)] += 1
                if outcome == "failed":
                    name = Path(str(record.get("path", ""))).name
                    failures.append(f"{name}: {record.get('error', '')}")
                said = f"importing: {count.total():,} read, {count['new']:,} new"
                self._host.say_key(said, "import", "; {} stops")

        _, complaint = await self._child.run("import", "--json", "--", str(path), told=told)
        if not count:
            failures.append(complaint or "nothing to import there")
        if failures:
            more = f" (and {len(failures) - 1:,} more)" if len(failures) > 1 else ""
            self._host.complain(TuinewsError(failures[0] + more))
        self._host.say(f"imported: {outcomes(count)}")
        self._shelf.show_arrived()
