"""What writes the files of a library and keeps its index in step with them, put together.

Loaded when something is marked, added or mended: a list can be read without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from pathlib import Path

from tuinews.store.contents import Contents
from tuinews.store.disk.arrivals import ArrivalJournal
from tuinews.store.disk.originals import Originals
from tuinews.store.disk.state import StateFiles
from tuinews.store.index.arrivalmend import ArrivalMender, Growth
from tuinews.store.index.connections import Connections
from tuinews.store.index.losses import Losses
from tuinews.store.index.mend import Mender
from tuinews.store.index.shared import Shared
from tuinews.store.index.statemend import StateMender
from tuinews.store.states import States
from tuinews.store.writing import Writer


class Upkeep:
    """The writing parts of one library."""

    def __init__(
        self,
        data: Path,
        index: Connections,
        originals: Originals,
        lock: Callable[[], AbstractContextManager[None]],
        told: Callable[[str], None],
        late: Callable[[sqlite3.Error], None],
        ask_again: Callable[[Collection[str] | None], None],
    ) -> None:
        """Work on the files in `data`; `lock` is that of the articles.

        `told` takes what the reader has to know, `late` why the index could not follow,
        `ask_again` the addresses of feeds that are to bring again what they brought, None for all.
        """
        self.state_files = StateFiles(data, told)
        self.journal = ArrivalJournal(data, told)
        wanted = Growth(self.state_files.journal_path)  # somebody marks: the index shall follow
        shared = Shared(data, index, originals, self.journal, lock, told, wanted)
        self.losses = Losses(data, index, told, ask_again)
        self.mender = Mender(shared, self.losses)
        self.arrivals = ArrivalMender(shared)
        writer = Writer(shared, self.arrivals, late)
        self.contents = Contents(index, originals, self.mender, self.arrivals, writer)
        self.state_mender = StateMender(data, index, self.state_files, told)
        self.states = States(index, self.state_files, self.state_mender, told, late)
