"""What those share who keep the index of one library in step with its files."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tuinews.store.disk.articlejournal import ArticleJournal
from tuinews.store.disk.originals import Originals
from tuinews.store.index.connections import Connections
from tuinews.values import dataclass


@dataclass(frozen=True, slots=True)
class Shared:
    """The files and the index of one library, and how to go about changing them."""

    data: Path
    index: Connections
    originals: Originals
    journal: ArticleJournal
    lock: Callable[[], AbstractContextManager[None]]  # of the articles
    notify: Callable[[str], None]  # takes what the user has to know
    wanted: Callable[[], bool]  # whether somebody else waits for the index
