"""Articles that came in and are not in the files of their days yet: a journal beside these.

To write a few articles of many days each into its file would write all of these files
again. They are appended here instead, in one piece, and folded into the files when it is
quiet. What stands here is newer than what stands in the files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tuinews.store.disk import files
from tuinews.store.disk.codec import identity_of
from tuinews.store.disk.journalfile import JournalFile
from tuinews.store.disk.jsonfile import Document
from tuinews.store.errors import StoreError

_START = b'{"file": "'
_FILE = re.compile(r"articles/\d{4}/\d{4}-\d\d-\d\d\.json")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the journal a line stands that says what becomes of an article."""

    file: str  # the file of the day, relative to the data folder
    id: str
    start: int  # bytes
    end: int
    put: bool  # put into the file; otherwise taken out of it


class ArticleJournal:
    """The journal of articles. Changing calls need the lock of the articles."""

    def __init__(self, data: Path, notify: Callable[[str], None]) -> None:
        """Take the journal in the folder `data`."""
        self.file = JournalFile(data / "articles" / "journal.jsonl", notify)
        self._notify = notify
        self._seen: tuple[str, int] = ("", 0)
        self._waiting: dict[str, dict[str, Place]] = {}
        self.bad: dict[int, int] = {}  # whole lines that say nothing, as far as they were read

    def append(self, lines: list[bytes]) -> tuple[str, int]:
        """Write lines down, durably; returns the journal's name and where the first begins."""
        name, end = self.file.append(lines)
        return name, end - sum(len(line) + 1 for line in lines)

    def note(self, name: str, places: Sequence[Place]) -> None:
        """Take note of lines that were just appended, so that nobody has to read them."""
        if places and self._seen == (name, places[0].start):
            for place in places:
                self._waiting.setdefault(place.file, {})[place.id] = place
            self._seen = name, places[-1].end

    def waiting(self) -> Mapping[str, Mapping[str, Place]]:
        """Return what is to be folded into which file: by file and id, the newest each."""
        try:
            head = self.file.head()
        except StoreError as error:  # nothing can be added then, but read
            self._notify(str(error))
            return {}
        if head[0] != self._seen[0] or head[1] < self._seen[1]:
            self._seen, self._waiting, self.bad = (head[0], 0), {}, {}
        if head[1] > self._seen[1]:
            end = self._seen[1]
            for place in self.places(end):
                self._waiting.setdefault(place.file, {})[place.id] = place
                end = place.end
            self._seen = head[0], end
        return self._waiting

    def places(self, start: int) -> Iterator[Place]:
        """Yield what the whole lines from byte `start` on say; what is no such line is left out."""
        for place, _ in self.read(start):
            yield place

    def read(self, start: int) -> Iterator[tuple[Place, Document | None]]:
        """Yield what the whole lines from byte `start` on say, and the documents to be put.

        A whole line that says nothing, whatever happened to it, is noted in `bad`.
        """
        if not self.file.path.exists():
            return
        with files.real(self.file.path).open("rb") as stream:
            stream.seek(start)
            for line in stream:
                end = start + len(line)
                if line.endswith(b"\n"):
                    found = _read_line(line, start)
                    if found is not None:
                        yield found
                    elif line.strip() and not self.file.is_head(line):
                        self.bad[start] = end
                start = end

    def damaged(self) -> list[bytes]:
        """Return the lines noted as bad."""
        with files.real(self.file.path).open("rb") as stream:
            found = []
            for start, end in sorted(self.bad.items()):
                stream.seek(start)
                found.append(stream.read(end - start))
        return found

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
                line = stream.read(place.end - place.start)
                yield _read_line(line, place.start) or (place, None)


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


def _read_line(line: bytes, start: int) -> tuple[Place, Document | None] | None:
    """Return what a line says, and the document that it puts; None where it says nothing."""
    if not line.startswith(_START):
        return None
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    file, identity, document = said.get("file"), identity_of(said), said.get("put")
    if not isinstance(file, str) or not fits(file) or not identity or identity != said["id"]:
        return None
    if isinstance(document, dict) and identity_of(document) == identity:
        return Place(file, identity, start, start + len(line), put=True), document
    if "put" not in said and said.get("drop") is True:
        return Place(file, identity, start, start + len(line), put=False), None
    return None
