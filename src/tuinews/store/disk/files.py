"""Files written so that a crash, a kill or a power cut leaves the old one or the new one.

Every call that changes the disk goes through `calls`, where tests put failing ones.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import threading
from pathlib import Path

from tuinews import limits
from tuinews.store.errors import RefusedError, unreadable, unwritable

BACKUP = ".bak"  # beside each file: what it was before the last change

_WRITE = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK  # a named pipe must not hang us


class Calls:
    """The calls of the operating system that change the disk."""

    open = staticmethod(os.open)
    write = staticmethod(os.write)
    fsync = staticmethod(os.fsync)
    link = staticmethod(os.link)
    replace = staticmethod(os.replace)
    mkdir = staticmethod(os.mkdir)
    truncate = staticmethod(os.ftruncate)
    unlink = staticmethod(os.unlink)


calls = Calls()


def real(path: Path) -> Path:
    """Return the file that `path` leads to through symbolic links, so that links stay.

    Raises RefusedError where it leads nowhere, or to something that is no plain file.
    """
    try:
        target = path.resolve(strict=False) if path.is_symlink() else path
        mode = os.lstat(target).st_mode
    except FileNotFoundError:
        if path.is_symlink():
            raise RefusedError(
                f"{path} is a link that leads nowhere; mend or remove it.", path
            ) from None
        return path
    except (OSError, RuntimeError) as error:
        raise RefusedError(
            f"{path} cannot be followed ({getattr(error, 'strerror', None) or 'a loop of links'});"
            " mend or remove it.",
            path,
        ) from None
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "no plain file"
        raise RefusedError(f"{path} is {kind}; move it out of the way.", path)
    return target


def check_folder(path: Path) -> None:
    """Raise RefusedError where something stands at `path`, or above it, that is no folder."""
    try:
        known = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        known = error.errno not in (errno.ENOTDIR, errno.ELOOP)
    if not known:
        said = f"{path} is no folder; name another with --store or TUINEWS_DATA_DIR."
        raise RefusedError(said, path)


def read_bytes(path: Path, start: int = 0, length: int = -1) -> bytes | None:
    """Return the content of a plain file, or a part of it; None where there is none.

    Raises RefusedError for folders, pipes, devices and broken links; StoreError for
    files that cannot be read.
    """
    try:
        handle = os.open(real(path), _READ)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            raise RefusedError(f"{path} is no plain file; move it out of the way.", path)
        if info.st_size > limits.STORE_FILE:
            raise RefusedError(f"{path} is larger than {limits.STORE_FILE >> 20} MiB.", path)
        with open(handle, "rb", closefd=False) as stream:
            stream.seek(start)
            return stream.read(length)
    except OSError as error:
        raise unreadable(path, error) from error
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes, *, backup: bool = True) -> os.stat_result:
    """Put `content` in place of the file at `path`, durably, and return its new status.

    With `backup` the file that was there stays as `path` + ".bak". Raises StoreError;
    the old file is whole then.
    """
    path = real(path)
    temporary = path.with_name(f".{path.name}.tmp-{os.getpid()}-{threading.get_ident()}")
    try:
        make_folder(path.parent)
        written = _write_temporary(temporary, content, _mode(path))
        if backup:
            keep(path, path.with_name(path.name + BACKUP))
        calls.replace(temporary, path)
        sync_folder(path.parent)
        return written
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            calls.unlink(temporary)


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0o600


def _write_temporary(path: Path, content: bytes, mode: int) -> os.stat_result:
    handle = calls.open(path, _WRITE | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        write_all(handle, content)
        os.fchmod(handle, mode)
        calls.fsync(handle)
        return os.fstat(handle)
    finally:
        os.close(handle)


def write_all(handle: int, content: bytes) -> None:
    """Write all of `content`; a short write goes on, a failing one raises OSError."""
    left = memoryview(content)
    while left:
        done = calls.write(handle, left)
        if done <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left = left[done:]


def keep(path: Path, copy: Path) -> None:
    """Keep the file at `path`, as it is now, under the name `copy` as well."""
    beside = copy.with_name(f".{copy.name}.tmp-{os.getpid()}-{threading.get_ident()}")
    try:
        calls.link(path, beside)
    except FileNotFoundError:
        return
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EIO, errno.EDQUOT):
            raise
        _write_temporary(beside, path.read_bytes(), _mode(path))  # no hard links here
    try:
        calls.replace(beside, copy)
    finally:
        with contextlib.suppress(OSError):
            calls.unlink(beside)  # rename leaves it where both are the same file


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it where they are missing, durably. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with contextlib.suppress(FileExistsError):
        calls.mkdir(folder, 0o700)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        calls.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # file systems without it
            raise
    finally:
        os.close(handle)


def append(path: Path, content: bytes) -> None:
    """Add whole lines to the file at `path`, durably, in one piece.

    A line that an earlier crash cut off is closed first. Raises StoreError; what was
    written of `content` is taken back then.
    """
    path = real(path)
    try:
        make_folder(path.parent)
        new = not path.exists()
        handle = calls.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            _append(handle, content)
        finally:
            os.close(handle)
        if new:
            sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error


def _append(handle: int, content: bytes) -> None:
    size = os.fstat(handle).st_size
    torn = size and os.pread(handle, 1, size - 1) != b"\n"
    try:
        write_all(handle, b"\n" + content if torn else content)
        calls.fsync(handle)
    except OSError:
        with contextlib.suppress(OSError):
            calls.truncate(handle, size)
        raise


def remove(path: Path) -> None:
    """Remove a file, durably; nothing where there is none. Raises StoreError."""
    try:
        calls.unlink(path)
        sync_folder(path.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise unwritable(path, error) from error


def remove_leftovers(folder: Path) -> int:
    """Remove temporary files that dead processes left in `folder`; return how many."""
    removed = 0
    with contextlib.suppress(OSError):
        for entry in folder.iterdir():
            name, found, owner = entry.name.rpartition(".tmp-")
            if found and name.startswith(".") and not _alive(owner.partition("-")[0]):
                with contextlib.suppress(OSError):
                    calls.unlink(entry)
                    removed += 1
    return removed


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except OSError:
        return True
    return True
