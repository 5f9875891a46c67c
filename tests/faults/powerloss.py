"""What a disk may hold after the power went: recorded file calls, and the states they allow.

A `Recorder` stands in the place of `files.calls`, lets every call through, and writes it
down. `after` then builds a state that a crash behind the n-th call may leave: of what no
fsync covered, each write was done, lost, torn or left as zeros, and each change of a name was
done or not, in any order. What an fsync covered is there.

A name that no synced folder holds is lost with all that is below it. Nothing here knows how
the store writes: it sees calls only.
"""

from __future__ import annotations

import os
import random
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tuinews.store.disk import files

Choice = Literal["all", "none", "names only", "content only", "any"]
CHOICES: tuple[Choice, ...] = ("all", "none", "names only", "content only")
TRIES: tuple[Choice, ...] = ("any",) * 40


@dataclass(eq=False)
class Node:
    """A file, or a folder, whatever its names are."""

    content: bytes | None  # at the beginning; None for a folder


@dataclass(frozen=True)
class Write:
    """Bytes put at a place of a file; or, where there are none, its end put there."""

    node: Node
    place: int
    content: bytes | None


@dataclass(frozen=True)
class Name:
    """A name of a folder that leads to another file from now on, or to none."""

    folder: Node
    name: str
    node: Node | None


@dataclass(frozen=True)
class Sync:
    """All that was done to a file, or to the names of a folder, is durable from now on."""

    node: Node


Step = Write | Name | Sync
State = dict[str, bytes]  # the files of a state, by name relative to the root


@dataclass
class Recorder(files.Calls):
    """File calls below `root` that are done and written down."""

    root: Path
    calls: list[list[Step]] = field(default_factory=list)  # one a call; a rename is two steps
    first: dict[tuple[Node, str], Node] = field(default_factory=dict)
    _now: dict[tuple[Node, str], Node] = field(default_factory=dict)
    _open: dict[tuple[int, int], Node] = field(default_factory=dict)  # by device and inode

    def __post_init__(self) -> None:
        """Take what is there now as durable."""
        self.top = Node(None)
        self._take(self.root, self.top)
        self._now = dict(self.first)
        for name in ("open", "write", "fsync", "link", "replace", "mkdir", "truncate", "unlink"):
            setattr(self, name, getattr(self, f"_{name}_"))

    def _take(self, folder: Path, node: Node) -> None:
        for entry in sorted(folder.iterdir()):
            inner = Node(None if entry.is_dir() else entry.read_bytes())
            self.first[node, entry.name] = inner
            if inner.content is None:
                self._take(entry, inner)

    def _place(self, path: os.PathLike[str] | str) -> tuple[Node, str]:
        *folders, name = Path(path).relative_to(self.root).parts
        node = self.top
        for one in folders:
            node = self._now[node, one]
        return node, name

    def _note(self, *steps: Step) -> None:
        self.calls.append(list(steps))
        for step in steps:
            if isinstance(step, Name):
                if step.node is None:
                    self._now.pop((step.folder, step.name), None)
                else:
                    self._now[step.folder, step.name] = step.node

    def _of(self, handle: int) -> Node:
        info = os.fstat(handle)
        if stat.S_ISDIR(info.st_mode):
            return self._folder(Path(f"/proc/self/fd/{handle}").readlink())
        return self._open[info.st_dev, info.st_ino]

    def _folder(self, path: Path) -> Node:
        if path == self.root:
            return self.top
        parent, name = self._place(path)
        return self._now[parent, name]

    def _open_(self, path: Any, flags: int, *mode: int) -> int:
        handle = os.open(path, flags, *mode)
        info = os.fstat(handle)
        if not Path(path).is_relative_to(self.root):
            return handle
        place = self._place(path)
        node = self._now.get(place)
        if node is None:
            node = Node(b"")
            self._note(Name(*place, node))
        elif flags & os.O_TRUNC:
            self._note(Write(node, 0, None))
        self._open[info.st_dev, info.st_ino] = node
        return handle

    def _write_(self, handle: int, content: Any) -> int:
        done = os.write(handle, content)
        place = os.lseek(handle, 0, os.SEEK_CUR) - done
        self._note(Write(self._of(handle), place, bytes(content[:done])))
        return done

    def _truncate_(self, handle: int, size: int) -> None:
        os.ftruncate(handle, size)
        self._note(Write(self._of(handle), size, None))

    def _fsync_(self, handle: int) -> None:
        os.fsync(handle)
        self._note(Sync(self._of(handle)))

    def _link_(self, source: Any, target: Any) -> None:
        os.link(source, target)
        self._note(Name(*self._place(target), self._now[self._place(source)]))

    def _replace_(self, source: Any, target: Any) -> None:
        before, place = self._place(source), self._place(target)
        node = self._now[before]
        same = self._now.get(place) is node  # then rename does nothing
        Path(source).replace(target)
        if not same:
            self._note(Name(*place, node), Name(*before, None))

    def _mkdir_(self, path: Any, mode: int = 0o777) -> None:
        Path(path).mkdir(mode)
        self._note(Name(*self._place(path), Node(None)))

    def _unlink_(self, path: Any) -> None:
        Path(path).unlink()
        self._note(Name(*self._place(path), None))


def after(recorder: Recorder, number: int, how: Choice, chance: random.Random) -> State:
    """Return the files of a state that a crash behind the first `number` calls may leave."""
    steps = [step for call in recorder.calls[:number] for step in call]
    synced: dict[Node, int] = {}
    for place, step in enumerate(steps):
        if isinstance(step, Sync):
            synced[step.node] = place
    names = dict(recorder.first)
    content: dict[Node, bytearray] = {}
    for place, step in enumerate(steps):
        if isinstance(step, Name):
            if place < synced.get(step.folder, -1) or _chosen(how, "names only", chance):
                _rename(names, step)
        elif isinstance(step, Write):
            data = content.setdefault(step.node, bytearray(step.node.content or b""))
            if place < synced.get(step.node, -1) or _chosen(how, "content only", chance):
                _put(data, step, step.content)
            elif how == "any" and step.content:
                _tear(data, step, chance)
    found: State = {}
    _gather(recorder.top, "", names, content, found)
    return found


def _chosen(how: Choice, only: Choice, chance: random.Random) -> bool:
    return how in ("all", only) or (how == "any" and chance.random() < 0.5)


def _rename(names: dict[tuple[Node, str], Node], step: Name) -> None:
    if step.node is None:
        names.pop((step.folder, step.name), None)
    else:
        names[step.folder, step.name] = step.node


def _put(data: bytearray, step: Write, content: bytes | None) -> None:
    if content is None:
        del data[step.place :]
    data.extend(b"\0" * (step.place - len(data)))
    if content is not None:
        data[step.place : step.place + len(content)] = content


def _tear(data: bytearray, step: Write, chance: random.Random) -> None:
    """Leave of a write nothing, its beginning, or only the room that it took."""
    assert step.content is not None
    kind = chance.choice(("lost", "torn", "zeros"))
    if kind == "torn":
        _put(data, step, step.content[: chance.randrange(len(step.content))])
    elif kind == "zeros":
        whole = chance.randrange(len(step.content))
        _put(data, step, step.content[:whole] + b"\0" * (len(step.content) - whole))


def _gather(
    folder: Node,
    above: str,
    names: dict[tuple[Node, str], Node],
    content: dict[Node, bytearray],
    found: State,
) -> None:
    for (parent, name), node in names.items():
        if parent is not folder:
            continue
        if node.content is None:
            _gather(node, f"{above}{name}/", names, content, found)
        else:
            found[above + name] = bytes(content.get(node, node.content))


def lay_out(state: State, root: Path) -> None:
    """Write the files of a state below `root`."""
    root.mkdir(parents=True)
    for name, content in state.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def states(recorder: Recorder, wanted: int, seed: int) -> list[tuple[int, State]]:
    """Return about `wanted` different states, with the number of calls before each.

    Behind each call first the four plain ones, then as many at random as it takes; fewer
    where there are no more.
    """
    chance = random.Random(seed)
    seen: set[tuple[int, int]] = set()
    found: list[tuple[int, State]] = []
    rounds: tuple[Choice, ...] = (*CHOICES, *TRIES)
    for how in rounds:
        for number in range(len(recorder.calls) + 1):
            state = after(recorder, number, how, chance)
            key = (number, hash(frozenset(state.items())))
            if key not in seen:
                seen.add(key)
                found.append((number, state))
        if len(found) >= wanted:
            break
    return found
