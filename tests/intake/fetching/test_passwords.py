"""Passwords come from a command or a file and appear in no message."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tuinews.intake.errors import FetchError
from tuinews.intake.fetching.passwords import password
from tuinews.model import FeedSettings


def python(code: str) -> FeedSettings:
    return FeedSettings(password_command=(sys.executable, "-c", code))


def test_a_command_prints_it() -> None:
    assert password(python("print('pä ss$(id)'); print('more')"), "Feed") == "pä ss$(id)"
    assert password(FeedSettings(), "Feed") == ""


def test_a_file_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(b"hush\r\nmore")
    assert password(FeedSettings(password_file=str(file)), "Feed") == "hush"


def test_no_more_than_a_password_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(b"x" * 10_000)
    assert len(password(FeedSettings(password_file=str(file)), "Feed")) == 4096
    assert len(password(python("print('x' * 10_000)"), "Feed")) == 4096


def test_a_pipe_in_its_place_holds_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FetchError, match="pipe: is no file"):
        password(FeedSettings(password_file=str(tmp_path / "pipe")), "Feed")


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (python("print('hush'); raise SystemExit(3)"), "ends with 3"),
        (python(""), "what should hold it is empty"),
        (FeedSettings(password_command=("/no/such",)), "no such file"),
        (FeedSettings(password_file="/no/such"), "no such file"),
    ],
)
def test_what_fails_is_said_without_it(settings: FeedSettings, reason: str) -> None:
    with pytest.raises(FetchError, match=f"^Feed: no password: .*{reason}") as failed:
        password(settings, "Feed")
    assert "hush" not in str(failed.value)


def test_a_command_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuinews.intake.fetching.passwords._PATIENCE", 0.05)
    with pytest.raises(FetchError, match=r"no password: .*does not end within 0\.05 s"):
        password(python("input('hush') if 0 else __import__('time').sleep(60)"), "Feed")
