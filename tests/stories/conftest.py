"""Empty libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tuinews.store.library import Library


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Callable[[], Library]]:
    """Make empty libraries."""
    with ExitStack() as opened:

        def one() -> Library:
            folder = tmp_path / f"library{len(list(tmp_path.iterdir()))}"
            library = Library(folder / "data", folder / "cache")
            folder.mkdir()
            return opened.enter_context(closing(library))

        yield one


@pytest.fixture
def library(empty: Callable[[], Library]) -> Library:
    """An empty library."""
    return empty()
