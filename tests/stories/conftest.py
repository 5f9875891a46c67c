"""An empty library in memory."""

from __future__ import annotations

import pytest
from tests.stories.shelf import FakeShelf


@pytest.fixture
def shelf() -> FakeShelf:
    """Return an empty library."""
    return FakeShelf()
