"""An empty library in memory."""

from __future__ import annotations

import pytest
from tests.stories.fakestore import FakeStore


@pytest.fixture
def shelf() -> FakeStore:
    """Return an empty library."""
    return FakeStore()
