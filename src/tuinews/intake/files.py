"""Files and standard input to captures: what they are is decided by what is in them."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from tuinews import limits, text
from tuinews.clock import utc_now
from tuinews.intake.decoding.decode import binary, declared, decode
from tuinews.intake.errors import FeedError, IntakeError
from tuinews.model import Capture, CaptureKind

STANDARD_INPUT = "standard input"

#: What lies beside a saved page and is no article.
_COMPANIONS = frozenset(
    {
        *(".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot"),
        *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp"),
        *(".mp3", ".mp4", ".m4a", ".ogg", ".webm", ".mov"),
    }
)
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})
_HEAD = 8192  # characters in which a page shows that it is one
_PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h[1-6]|table|ul|ol"
    r"|span|a|script|style|link|header|nav|center|font|blockquote)(?=[\s>/])",
    re.I,
)
_ROOT = re.compile(r"^[ \t]*<(?:!doctype\s+html|html|head|body)(?=[\s>])", re.I | re.M)
_PROLOGUE = re.compile(r"\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*", re.S)
_FEED = re.compile(r"(?:<!DOCTYPE\s[^>]*>\s*)?<(?:\w+:)?(rss|feed|rdf|opml)(?=[\s>])", re.I)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>]{4,2000}?)\s*-->", re.I)


def walk(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that `paths` name, folder by folder, each folder's sorted by name.

    Left out of folders: hidden files, backups ("~"), and what a saved page brought with it
    (pictures, styles, scripts, its folder "NAME_files"). A folder that links reach twice is
    read once. A path that is no folder, or cannot be listed, is yielded as it is, for `read`
    to say what is wrong with it.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if _is_folder(path):
            yield from _walk_folder(path, seen)
        else:
            yield path


def read(path: Path, *, now: Callable[[], datetime] = utc_now) -> list[Capture]:
    """Return the captures in the file at `path`: one, or the entries of a saved feed.

    Raises IntakeError, one line that names the file, for what cannot be read.
    """
    name = name_of(path)
    data = _read_bytes(path, name)
    return captures(data, name, now=now, page=path.suffix.lower() in _PAGE_SUFFIXES)


def read_stdin(stream: BinaryIO, *, now: Callable[[], datetime] = utc_now) -> list[Capture]:
    """Return the captures in what `stream` brings until it ends. Raises IntakeError."""
    try:
        data = stream.read(limits.CAPTURE + 1)
    except OSError as error:
        raise IntakeError(f"{STANDARD_INPUT}: {error.strerror or error}") from error
    return captures(data, STANDARD_INPUT, now=now)


def captures(
    data: bytes, name: str, *, now: Callable[[], datetime] = utc_now, page: bool = False
) -> list[Capture]:
    """Return the captures in `data`, which came from `name`; `page`: its name says HTML.

    Raises IntakeError for what is empty, binary or too large.
    """
    if len(data) > limits.CAPTURE:
        raise IntakeError(f"{name}: larger than {limits.CAPTURE >> 20} MiB")
    if kind := binary(data):
        what = "a binary file" if kind == "binary" else f"a binary file ({kind})"
        raise IntakeError(f"{name}: {what}, not text")
    content = decode(data, declared(data))
    if not content or content.isspace() or not text.line(content[:_HEAD]):
        _refuse_blank(content, name)
    head = content[_PROLOGUE.match(content, 0, _HEAD).end() :][:_HEAD]  # type: ignore[union-attr]
    if found := _FEED.match(head):
        return _feed(data, name, found[1].lower(), now)
    if _is_json(content):
        if _JSON_FEED.search(content, 0, _HEAD):
            return _feed(data, name, "json", now)
        raise IntakeError(f"{name}: data for programs (JSON), not an article")
    as_page = (page and "<" in content) or bool(_PAGE.match(head) or _ROOT.search(head))
    saved = _SAVED_FROM.search(content, 0, _HEAD) if as_page else None
    return [
        Capture(
            kind=CaptureKind.PAGE if as_page else CaptureKind.TEXT,
            text=content,
            origin=name,
            received=now(),
            url=saved[1] if saved else "",
        )
    ]


def _is_json(content: str) -> bool:
    """Return whether `content` is an object or a list of JSON, or its first line an object."""
    start = content.lstrip()
    if start[:1] not in ("{", "["):
        return False
    for part in (start, start.partition("\n")[0]):
        try:
            value = json.loads(part)
        except RecursionError:
            return True
        except ValueError:
            continue
        # a text browser prints "[    ]" for a field to write in
        return isinstance(value, dict | list) if part is start else isinstance(value, dict)
    return False


def _refuse_blank(content: str, name: str) -> None:
    """Raise IntakeError where `content` shows nothing."""
    if not text.safe(content).strip():
        raise IntakeError(f"{name}: nothing to read")


def _feed(data: bytes, name: str, root: str, now: Callable[[], datetime]) -> list[Capture]:
    """Return the entries of a feed that was saved to a file."""
    if root == "opml":
        raise IntakeError(f"{name}: a list of feeds (OPML), not an article")
    if len(data) > limits.BODY_MIB * limits.MIB:
        raise IntakeError(f"{name}: a feed larger than {limits.BODY_MIB} MiB")
    from tuinews.intake.feeds import parser  # a parser that plain imports never need

    try:
        parsed = parser.parse(data, "", now())
    except FeedError as error:
        raise IntakeError(f"{name}: {error}") from error
    if not parsed.captures:
        raise IntakeError(f"{name}: a feed without entries")
    return [replace(one, origin=name, feed=parsed.self_url) for one in parsed.captures]


def _walk_folder(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        about = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    if (about.st_dev, about.st_ino) in seen:
        return
    seen.add((about.st_dev, about.st_ino))
    pages = {entry.name.rpartition(".")[0] for entry in entries if _is_page(entry.name)}
    folders = []
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        path = folder / entry.name
        if _is_folder(path):
            if entry.name.removesuffix("_files") not in pages:
                folders.append(path)
        elif path.suffix.lower() not in _COMPANIONS:
            yield path
    for path in folders:
        yield from _walk_folder(path, seen)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_page(name: str) -> bool:
    return Path(name).suffix.lower() in _PAGE_SUFFIXES


def name_of(path: Path) -> str:
    """Return the path as text that can be stored and shown."""
    return text.line(os.fsencode(path).decode("utf-8", "replace"), limits.FILE_NAME)


def _read_bytes(path: Path, name: str) -> bytes:
    """Return a regular file's bytes; a pipe or device is not even opened."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise IntakeError(f"{name}: {_kind(about.st_mode)}, not a file")
        if about.st_size > limits.CAPTURE:
            raise IntakeError(f"{name}: larger than {limits.CAPTURE >> 20} MiB")
        # not to hang where a pipe took the file's place meanwhile
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise IntakeError(f"{name}: not a file")
            return file.read(limits.CAPTURE + 1)
    except OSError as error:
        raise IntakeError(f"{name}: {_cause(error)}") from error
    except ValueError as error:  # a NUL in the path
        raise IntakeError(f"{name}: not a path") from error


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _cause(error: OSError) -> str:
    """Say why a file could not be read."""
    if error.errno == errno.ENOENT:
        return "no such file"
    if error.errno == errno.ELOOP:
        return "a link that leads back to itself"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "no permission to read it"
    return (error.strerror or "cannot be read").lower()
