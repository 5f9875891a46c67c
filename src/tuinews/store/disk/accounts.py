"""What the server of an account last had, on disk: a line of JSON for each change, appended.

Whatever differs from it here is what the user did since; whatever differs from it there was
done elsewhere. It cannot be got again, so it stands among the user's files. Where it is lost
nothing is known to have been done: see `refresh.accounts.agreeing`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import Any

from tuinews import limits
from tuinews.store.disk import files
from tuinews.store.disk.codec import stamp, time
from tuinews.store.disk.feeds import Lock
from tuinews.store.disk.journalfile import JournalFile
from tuinews.store.disk.jsonfile import decoded_line, encoded
from tuinews.text import line
from tuinews.values import dataclass

_WORN = 2  # lines for each thing that is remembered, before the file is written anew
_SPARE = 1000  # lines more than that


@dataclass(frozen=True, slots=True)
class Had:
    """What the server last had of an item; None while a change is under way to it.

    Whether such a change arrived is not known until the answer does: the user's word counts.
    """

    article: str  # the id of the article here; "" where none was made of it
    stream: str  # the feed that it came through, as the server calls it
    read: bool | None = False
    starred: bool | None = False


@dataclass(frozen=True, slots=True)
class Named:
    """What the server last had of a feed."""

    title: str
    label: str = ""  # of the folder, "News/Europe"; "" none


@dataclass(slots=True)
class Memory:
    """All that the server last had."""

    items: dict[str, Had] = field(default_factory=dict)
    feeds: dict[str, Named] = field(default_factory=dict)  # by stream
    ended: set[str] = field(default_factory=set)  # streams that the user unsubscribed from
    whole: datetime | None = None  # when all that the server has was last gone through
    account: str = ""  # whose it is: user and address; "" not known
    lines: int = 0  # in the file


class AccountMemory:
    """The memory of the account of a library. Changing it takes the `lock`."""

    def __init__(self, data: Path, lock: Lock, notify: Callable[[str], None]) -> None:
        """Take the file in `data`."""
        self._file = JournalFile(data / "account.jsonl", notify)
        self._lock = lock

    def read(self) -> Memory:
        """Return what is remembered; a line that is none is left out. Raises StoreError."""
        memory = Memory()
        for text in self._file.read()[1].splitlines():
            document = decoded_line(text)
            if document is not None:
                _take(memory, document)
                memory.lines += 1
        return memory

    def of(self, account: str) -> Memory:
        """Return what is remembered of this account; what is of another is kept aside.

        Ids are numbers at many servers: those of another mean other articles here.
        """
        memory, account = self.read(), line(account, limits.ID)  # as it is read again
        if memory.account == account:
            return memory
        with self._lock():
            if memory.account:
                self._file.set_aside(f"{self._file.path} was of {memory.account}")
                files.remove(self._file.path)
                memory = Memory()
            self._file.append([encoded({"account": account})])
        memory.account = account
        return memory

    def note(
        self,
        *,
        items: Mapping[str, Had | None] | None = None,
        feeds: Mapping[str, Named | None] | None = None,
        ended: Mapping[str, bool] | None = None,
        whole: datetime | None = None,
    ) -> None:
        """Remember what the server has now, durably; None stands for what it has no longer."""
        documents = [_item(name, had) for name, had in (items or {}).items()]
        documents += [_feed(name, named) for name, named in (feeds or {}).items()]
        documents += [{"feed": name, "ended": over} for name, over in (ended or {}).items()]
        documents += [{"whole": stamp(whole)}] if whole else []
        if documents:
            with self._lock():
                self._file.append([encoded(one) for one in documents])

    def tidy(self) -> None:
        """Write the file anew where most of its lines say what is no longer so."""
        with self._lock():
            memory = self.read()
            kept = len(memory.items) + len(memory.feeds)
            if memory.lines > _WORN * kept + _SPARE:
                documents = [_item(name, had) for name, had in memory.items.items()]
                documents += [_feed(name, named) for name, named in memory.feeds.items()]
                documents += [{"feed": name, "ended": True} for name in memory.ended]
                documents += [{"whole": stamp(memory.whole)}] if memory.whole else []
                documents += [{"account": memory.account}] if memory.account else []
                before = self._file.now()[0]
                self._file.begin(before, [encoded(one) + b"\n" for one in documents])

    def forget(self) -> None:
        """Forget everything."""
        with self._lock():
            files.remove(self._file.path)


def _item(name: str, had: Had | None) -> dict[str, Any]:
    if had is None:
        return {"item": name, "gone": True}
    marks = {"read": had.read, "starred": had.starred}
    return {"item": name, "article": had.article, "feed": had.stream, **marks}


def _feed(name: str, named: Named | None) -> dict[str, Any]:
    if named is None:
        return {"feed": name, "gone": True}
    return {"feed": name, "title": named.title, "folder": named.label}


def _take(memory: Memory, said: Mapping[str, Any]) -> None:
    """Take in what a line says; others may have edited it."""
    if item := _text(said, "item"):
        if said.get("gone") is True:
            memory.items.pop(item, None)
            return
        marks = _mark(said, "read"), _mark(said, "starred")
        memory.items[item] = Had(_text(said, "article"), _text(said, "feed"), *marks)
    elif stream := _text(said, "feed"):
        if isinstance(over := said.get("ended"), bool):
            (memory.ended.add if over else memory.ended.discard)(stream)
        elif said.get("gone") is True:
            memory.feeds.pop(stream, None)
        else:
            memory.feeds[stream] = Named(_text(said, "title"), _text(said, "folder"))
    elif when := time(said.get("whole")):
        memory.whole = when
    elif account := _text(said, "account"):
        memory.account = account


def _mark(said: Mapping[str, Any], name: str) -> bool | None:
    value = said.get(name)
    return value if isinstance(value, bool) else None


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return line(value, limits.ID) if isinstance(value, str) else ""
