"""What can go wrong in the store. Each error is a sentence that names the place."""

from __future__ import annotations

import errno
from pathlib import Path

from tuinews.model import TuinewsError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}


class LibraryError(TuinewsError):
    """Something was asked of the library that it does not have, or cannot do."""


class StoreError(LibraryError):
    """A file of the store could not be read or written; the store itself is whole."""

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


class RefusedError(StoreError):
    """A file is not one of ours, or newer than we are: it is left as it is."""


class BusyError(StoreError):
    """Another tuinews has been writing for too long."""


def unwritable(path: Path, error: OSError) -> StoreError:
    """Return what to say when `path` could not be written."""
    if error.errno in _FULL:
        why = "the disk is full or a quota is used up; free some space and try again"
    elif error.errno in _CLOSED:
        why = "the place is read-only; allow writing there or set TUINEWS_DATA_DIR"
    elif error.errno == errno.EIO:
        why = "the disk reports an error (EIO); nothing was changed"
    else:
        why = f"{_reason(error)}; nothing was changed"
    return StoreError(f"Could not write {path}: {why}.", path)


def unreadable(path: Path, error: OSError) -> StoreError:
    """Return what to say when `path` could not be read."""
    return StoreError(f"Could not read {path}: {_reason(error)}.", path)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
