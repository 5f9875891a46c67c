"""The documents of articles, read from the files in which they stand.

The index keeps no copy of them, only at which byte each begins. The files are changed by others,
too: what stands at that place is looked at before it is believed, and searched for otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tuinews.store.disk import codec, files, jsonfile, shards
from tuinews.store.disk.fingerprint import fingerprint
from tuinews.store.disk.jsonfile import Document
from tuinews.store.disk.shards import Stamp
from tuinews.store.errors import StoreError

LINE = 1 << 14  # bytes that are read first: nearly every article is shorter
MAPS = 4  # files of which is remembered where their documents begin


class Originals:
    """The documents in the files of one library; safe from any thread."""

    def __init__(self, data: Path) -> None:
        """Take the files in `data`; nothing is read yet."""
        self._data = data
        self._journal = data / "articles" / "journal.jsonl"
        self._maps: dict[Path, tuple[Stamp, dict[str, int]]] = {}

    def find(self, identity: str, file: str, place: int | None) -> Document | None:
        """Return an article's document as it now is; None where it is gone.

        `file` is the file of its day, `place` the byte at which it began when it was indexed;
        below 0: in the journal. Raises StoreError.
        """
        path = self._data / file
        for document in self._likely(identity, path, place):
            return document
        found = None  # edited by hand: of two with one id the last counts, as in the index
        for document in shards.read(self._data, file).documents.values():
            if codec.indexed_id(document) == identity:
                found = document
        return found

    def as_indexed(
        self, identity: str, file: str, place: int | None, digest: bytes
    ) -> Document | None:
        """Return the document of this digest, also where another one has just replaced it.

        None where nobody holds it any more.
        """
        path = self._data / file
        try:
            for document in self._likely(identity, path, place):
                if fingerprint(jsonfile.encoded(document)) == digest:
                    return document
            before = path.with_name(path.name + files.BACKUP)
            for document in self._likely(identity, before, None):
                if fingerprint(jsonfile.encoded(document)) == digest:
                    return document
        except StoreError:
            pass  # what cannot be read is held by nobody
        return None

    def _likely(self, identity: str, path: Path, place: int | None) -> Iterator[Document]:
        """Yield the documents of this id at the places where it is likely to stand."""
        if place is not None and place < 0:
            line = jsonfile.decoded_line(_line(self._journal, -place))
            document = line and line.get("put")
            if isinstance(document, dict) and codec.identity_of(document) == identity:
                yield document
        elif place is not None:
            yield from self._at(path, place, identity)
        found = self._map(path).get(identity)
        if found is not None and found != place:
            yield from self._at(path, found, identity)

    def _at(self, path: Path, place: int, identity: str) -> Iterator[Document]:
        document = jsonfile.decoded_line(_line(path, place))
        if document is not None and codec.identity_of(document) == identity:
            yield document

    def _map(self, path: Path) -> dict[str, int]:
        """Return where the documents of a file begin."""
        try:
            stamp = shards.stamp_of(path.stat())
        except OSError:
            return {}
        known = self._maps.get(path)
        if known is None or known[0] != stamp:
            known = stamp, jsonfile.places(files.read_bytes(path) or b"")
            self._maps[path] = known
            for old in list(self._maps)[:-MAPS]:
                self._maps.pop(old, None)
        return known[1]


def _line(path: Path, start: int) -> bytes:
    """Return the line that begins at a byte; "" where the file is not so long."""
    length = LINE
    while True:
        found = files.read_bytes(path, start, length) or b""
        line, end, _ = found.partition(b"\n")
        if end or len(found) < length:
            return line
        length *= 8
