"""Captures for the tests of cleaning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tuinews.model import Capture, CaptureKind, Stated

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)

Make = Callable[..., Capture]


@pytest.fixture(scope="session")
def make() -> Make:
    """Return a maker of captures: text, kind, and what the channel states."""

    def capture(
        text: str,
        kind: CaptureKind = CaptureKind.TEXT,
        url: str = "",
        feed: str = "",
        **stated: object,
    ) -> Capture:
        return Capture(kind, text, "origin.test", NOW, url, feed, Stated(**stated))  # type: ignore[arg-type]

    return capture
