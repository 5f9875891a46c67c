"""What every test stands on: places of its own, and a clock that stands still."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tuinews.store.disk import files

# The same examples on every run, so that a change is judged by what it changes;
# HYPOTHESIS_PROFILE=nightly looks for new ones.
_SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile(
    "ci", max_examples=50, derandomize=True, deadline=None, suppress_health_check=_SLOW
)
settings.register_profile(
    "nightly", deadline=None, max_examples=20_000, suppress_health_check=_SLOW
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


NOW = datetime(2021, 10, 21, 9, 30, tzinfo=UTC)


def pytest_xdist_auto_num_workers() -> int:
    """With `-n auto`, one worker more than there are processors: some tests wait for children."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def places_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point every place that tuinews reads or writes into the test's own folder."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for kind in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"TUINEWS_{kind}_DIR", str(home / kind.lower()))
    for name in ("NO_COLOR", "TEXTUAL_THEME", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    yield home


@pytest.fixture(autouse=True)
def no_wait_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take what is written as on the disk; tests/faults have calls of their own that do not."""
    monkeypatch.setattr(files.calls, "fsync", lambda handle: None)


@pytest.fixture
def now() -> Callable[[], datetime]:
    """The clock of the tests: always Thursday, 21 October 2021, 09:30 UTC."""
    return lambda: NOW


@pytest.fixture
def figure() -> Callable[[str, object], None]:
    """Note a figure, where the file that TUINEWS_TEST_FIGURES names collects them."""

    def note(name: str, value: object) -> None:
        place = os.environ.get("TUINEWS_TEST_FIGURES")
        if place:
            with Path(place).open("a", encoding="utf-8") as stream:
                stream.write(json.dumps([name, str(value)]) + "\n")

    return note
