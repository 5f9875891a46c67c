"""Articles that came in and are not in the files of their days yet: a journal beside these.

To write a few articles of many days each into its file would write all of these files
again. They are appended here instead, in one piece, and folded into the files when it is
quiet. What stands here is newer than what stands in the files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tuinews.store import files
from tuinews.store.codec import identity_of
from tuinews.store.errors import StoreError
from tuinews.store.journalfile import JournalFile
from tuinews.store.jsonfile import Document

_START = re.compile(rb'\{"file": ("[^"\\]*"), "id": ("(?:[^"\\]|\\.)*"), ("put"|"drop")')
_FILE = re.compile(r"articles/\d{4}/\d{4}-\d\d-\d\d\.json")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the journal a line stands that says what becomes of an article."""

    file: str  # the file of the day, relative to the data folder
    id: str
    start: int  # bytes
    end: int
    put: bool  # put into the file; otherwise taken out of it


class ArrivalJournal:
    """The journal of articles. Changing calls need the lock of the articles."""

    def __init__(self, data: Path, told: Callable[[str], None]) -> None:
        """Take the journal in the folder `data`."""
        self.file = JournalFile(data / "articles" / "journal.jsonl", told)
        self._told = told
        self._seen: tuple[str, int] = ("", 0)
        self._waiting: dict[str, dict[str, Place]] = {}

    def append(self, lines: list[bytes]) -> tuple[str, int]:
        """Write lines down, durably; returns the journal's name and where the first begins."""
        name, end = self.file.append(lines)
        return name, end - sum(len(line) + 1 for line in lines)

    def waiting(self) -> Mapping[str, Mapping[str, Place]]:
        """Return what is to be folded into which file: by file and id, the newest each."""
        try:
            head = self.file.head()
        except StoreError as error:  # nothing can be added then, but read
            self._told(str(error))
            return {}
        if head[0] != self._seen[0] or head[1] < self._seen[1]:
            self._seen, self._waiting = (head[0], 0), {}
        if head[1] > self._seen[1]:
            end = self._seen[1]
            for place in self.places(end):
                self._waiting.setdefault(place.file, {})[place.id] = place
                end = place.end
            self._seen = head[0], end
        return self._waiting

    def places(self, start: int) -> Iterator[Place]:
        """Yield what the whole lines from byte `start` on say; what is no such line is left out."""
        if not self.file.path.exists():
            return
        with files.real(self.file.path).open("rb") as stream:
            stream.seek(start)
            for line in stream:
                if line.endswith(b"\n") and (place := _place(line, start)) is not None:
                    yield place
                start += len(line)

    def lines(self, places: Iterable[Place]) -> list[bytes]:
        """Return the lines at these places, in order."""
        found = []
        with files.real(self.file.path).open("rb") as stream:
            for place in sorted(places, key=lambda place: place.start):
                stream.seek(place.start)
                found.append(stream.read(place.end - place.start))
        return found

    def documents(self, places: list[Place]) -> Iterator[tuple[Place, Document | None]]:
        """Yield the documents that stand at these places; None where one is to be taken out."""
        if not places:
            return
        with files.real(self.file.path).open("rb") as stream:
            for place in places:
                stream.seek(place.start)
                document = json.loads(stream.read(place.end - place.start)).get("put")
                good = isinstance(document, dict) and identity_of(document) == place.id
                yield place, document if good else None


def fits(name: str) -> bool:
    """Whether the journal can speak of a file of this name."""
    return _FILE.fullmatch(name) is not None


def put_line(file: str, identity: str, document: bytes) -> bytes:
    """Return the line that puts a document, as JSON, into a file."""
    return b'%b, "put": %b}' % (_head(file, identity), document)


def drop_line(file: str, identity: str) -> bytes:
    """Return the line that takes an article out of a file."""
    return b'%b, "drop": true}' % _head(file, identity)


def _head(file: str, identity: str) -> bytes:
    return f'{{"file": {json.dumps(file)}, "id": {json.dumps(identity)}'.encode()


def _place(line: bytes, start: int) -> Place | None:
    found = _START.match(line)
    if found is None:
        return None
    try:
        file, identity = json.loads(found[1]), json.loads(found[2])
    except ValueError:
        return None
    if not _FILE.fullmatch(file):
        return None
    return Place(file, identity, start, start + len(line), found[3] == b'"put"')
