"""Rules added to the file of settings: at its end, all else in it left as it stands."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tuinews.config import ConfigError, load
from tuinews.model import TuinewsError
from tuinews.settings import Rule, toml


def add(path: Path, rule: Rule) -> str:
    """Append a rule to a file of settings, which is made where there is none.

    Returns what was appended. Raises TuinewsError where the file cannot be written, or would
    not be understood any more.
    """
    block = f'\n[[rules]]\nquery = {toml(rule.query)}\naction = "{rule.action.value}"\n'
    before = _read(path)
    gap = "" if not before or before.endswith("\n") else "\n"
    _write(path, before + gap + block)
    return block


def take_out(path: Path, block: str) -> None:
    """Take out what `add` appended, if it still stands there. Raises TuinewsError."""
    before = _read(path)
    if block in before:
        head, _, tail = before.rpartition(block)
        _write(path, head + tail)


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as stream:  # line ends stay as they are
            return stream.read()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise TuinewsError(f"cannot read {path}: {error}") from error


def _write(path: Path, text: str) -> None:
    """Put a file in the place of the one there is, once it is known that it can be read."""
    place = path.resolve()  # the link of those who keep their settings elsewhere stays
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=place.name)
    except OSError as error:
        raise TuinewsError(f"cannot write {path}: {error.strerror}") from error
    made = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            made.chmod(place.stat().st_mode & 0o777)
        load(made)
        made.replace(place)
    except ConfigError as error:
        why = "it would not be understood any more; change it by hand"
        raise TuinewsError(f"cannot change the rules in {path}: {why}") from error
    except OSError as error:
        raise TuinewsError(f"cannot write {path}: {error.strerror}") from error
    finally:
        made.unlink(missing_ok=True)
