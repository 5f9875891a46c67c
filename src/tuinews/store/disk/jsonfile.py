"""Reading and laying out the JSON files of the store, whatever is in them.

A file is a TinyDB: tables of numbered documents. The table "meta" says that it is ours and
in which schema; one further table holds the documents, one a line, so that people and
other programs can edit, compare and mend it.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, NoReturn

from tuinews.store.disk.files import BACKUP, read_bytes
from tuinews.store.errors import RefusedError, StoreError
from tuinews.values import dataclass

APP = "tuinews"
SCHEMA = 1  # of what is written; older ones are read

Document = dict[str, Any]

_LINE = re.compile(rb'"[0-9]+": \{"id": ("(?:[^"\\]|\\.)*")')
_LAST_ID = 2**53  # larger document ids are renumbered
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False)


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) < 20 else None


_DECODER = json.JSONDecoder(parse_int=_number, parse_constant=lambda _: None)


@dataclass(slots=True)
class Loaded:
    """What a file holds, and what had to be done to read it."""

    documents: dict[int, Document] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)  # tables that we do not know
    places: dict[str, int] = field(default_factory=dict)  # where whole lines of documents begin
    torn: bool = False  # cut off or empty: put together from backup and salvage
    odd: int = 0  # documents that are none, or had to be renumbered: keep a copy before writing
    problem: str = ""  # what to tell the user


class _TornError(Exception):
    """The file ends too early."""


def load(path: Path, table: str) -> Loaded:
    """Return the documents of `table` in the file at `path`; none where there is no file.

    A file that was cut off is read as far as it goes, together with its backup. Raises
    RefusedError for a file that is not ours, newer than we are, or not valid JSON.
    """
    content = read_bytes(path)
    if content is None:
        return Loaded()
    try:
        loaded = _documents(path, _decoded(path, content), table)
    except _TornError:
        return _recovered(path, content, table)
    loaded.places = places(content)
    return loaded


def dump(table: str, documents: Mapping[int, Document], others: Mapping[str, Any]) -> bytes:
    """Return the content of a file: valid UTF-8 JSON, a document a line."""
    lines = [b'"%d": %b' % (number, encoded(doc)) for number, doc in documents.items()]
    parts = [f'"meta": {{"1": {{"app": "{APP}", "schema": {SCHEMA}}}}}'.encode()]
    parts += [encoded(name) + b": " + encoded(value) for name, value in others.items()]
    parts.append(b'"%b": {\n%b\n}' % (table.encode(), b",\n".join(lines)))
    return b"{" + b",\n".join(parts) + b"}\n"


def places(content: bytes) -> dict[str, int]:
    """Return at which byte the line of each document begins, by id, in what `dump` wrote.

    What others wrote otherwise is left out.
    """
    found: dict[str, int] = {}
    start = 0
    for text in content.split(b"\n"):
        if head := _LINE.match(text):
            with contextlib.suppress(ValueError):
                found[json.loads(head[1])] = start
        start += len(text) + 1
    return found


def decoded_line(line: bytes) -> Document | None:
    """Return the document in a line that `dump` wrote, or in one of a journal."""
    try:
        value = _DECODER.decode(line[line.find(b"{") : line.rfind(b"}") + 1].decode())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def encoded(value: object) -> bytes:
    """Return a value as JSON in one line of UTF-8; what JSON does not know is null."""
    try:
        return _ENCODER.encode(value).encode("utf-8")
    except UnicodeEncodeError:  # halves of characters: only an escape can write them
        return json.dumps(value, allow_nan=False).encode()
    except ValueError:
        return encoded(_without_nan(value))


def _without_nan(value: Any) -> Any:
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, dict):
        return {name: _without_nan(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_without_nan(item) for item in value]
    return value


def _decoded(path: Path, content: bytes) -> object:
    content = content.removeprefix(b"\xef\xbb\xbf").rstrip(b"\0 \t\r\n")
    if not content:
        raise _TornError
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(content) and error.reason == "unexpected end of data":
            raise _TornError from None
        raise RefusedError(f"{path} is not UTF-8; save it as UTF-8.", path) from None
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise RefusedError(f"{path} is not a tuinews store: it is nested too deep.", path) from None
    except json.JSONDecodeError as error:
        if error.pos >= len(text) - 1 or error.msg.startswith("Unterminated string"):
            raise _TornError from None
        what = error.msg.lower().removesuffix(" at")
        raise RefusedError(
            f"{path} is not valid JSON: {what} in line {error.lineno};"
            f" mend it, or put {path.name}{BACKUP} in its place.",
            path,
        ) from None


def _documents(path: Path, value: object, table: str) -> Loaded:
    if not isinstance(value, dict):
        _foreign(path)
    _check_meta(path, value.get("meta"))
    held = value.get(table, {})
    others = {name: item for name, item in value.items() if name not in ("meta", table)}
    if isinstance(held, list):
        held = {f"#{number}": item for number, item in enumerate(held)}
    elif not isinstance(held, dict):
        _foreign(path)
    loaded = Loaded(others=others)
    homeless: list[Document] = []
    for name, item in held.items():
        if not isinstance(item, dict):
            loaded.odd += 1
        elif (number := _document_id(name)) and number not in loaded.documents:
            loaded.documents[number] = item
        else:
            homeless.append(item)
    loaded.odd += len(homeless)
    first = max(loaded.documents, default=0) + 1
    for number, item in enumerate(homeless, first):
        loaded.documents[number] = item
    if loaded.odd:
        loaded.problem = f"{path}: {loaded.odd} entries were repaired or left out"
    return loaded


def _document_id(name: str) -> int:
    """Return a usable document id; 0 where it is none."""
    if re.fullmatch(r"[1-9][0-9]{0,15}", name) and int(name) < _LAST_ID:
        return int(name)
    return 0


def _check_meta(path: Path, meta: object) -> None:
    said = next(iter(meta.values()), None) if isinstance(meta, dict) else None
    if not isinstance(said, dict) or said.get("app") != APP:
        _foreign(path)
    schema = said.get("schema")
    if not isinstance(schema, int) or schema < 1:
        _foreign(path)
    if schema > SCHEMA:
        raise RefusedError(
            f"{path} was written by a newer tuinews (schema {schema}, this one knows {SCHEMA});"
            " update tuinews. Nothing was changed.",
            path,
        )


def _foreign(path: Path) -> NoReturn:
    raise RefusedError(
        f"{path} is not a tuinews store; it is left as it is. Move it out of the way.", path
    )


# --- files that were cut off -------------------------------------------------------------


def _recovered(path: Path, content: bytes, table: str) -> Loaded:
    """Return what backup and remains hold together; what remains is newer and wins."""
    remains = _salvaged(content.decode("utf-8", "replace"), table)
    backup = Loaded()
    kept = path.with_name(path.name + BACKUP)
    try:
        whole = read_bytes(kept)
        if whole is not None:
            backup = _documents(kept, _decoded(kept, whole), table)
    except (_TornError, StoreError):
        pass  # a damaged backup helps nobody
    found = {_name(doc): doc for doc in backup.documents.values()}
    found |= {_name(doc): doc for doc in remains}
    loaded = Loaded(dict(enumerate(found.values(), 1)), backup.others, torn=True)
    used = f" and {kept.name}" if backup.documents else ""
    what = "was empty" if not content.strip(b"\0 \t\r\n") else "was damaged"
    loaded.problem = f"{path} {what}: {len(found)} entries were recovered from it{used}"
    return loaded


def _name(document: Document) -> object:
    identity = document.get("id")
    return identity if isinstance(identity, str) else id(document)


def _salvaged(text: str, table: str) -> list[Document]:
    """Return the whole documents in a text that was cut off."""
    start = re.search(rf'"{table}"\s*:\s*\{{', text)
    found: list[Document] = []
    if start is None:
        return found
    place = start.end()
    entry = re.compile(r'[\s,]*"[^"\\]{0,64}"\s*:\s*')
    while key := entry.match(text, place):
        try:
            value, place = _DECODER.raw_decode(text, key.end())
        except (ValueError, RecursionError):
            break
        if isinstance(value, dict):
            found.append(value)
    return found
