"""What marking does to the state of an article, and what undoing does. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tuinews import limits
from tuinews.model import State
from tuinews.store.errors import LibraryError
from tuinews.text import line, safe
from tuinews.values import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark; None and "" leave a thing as it is."""

    now: datetime
    read: bool | None = None
    starred: bool | None = None
    tag: str = ""
    untag: str = ""
    note: str | None = None
    opened: bool = False  # read by opening: only what is scrolled past counts as read
    again: bool = False  # what was read has been opened again: the time is that of the last

    def __post_init__(self) -> None:
        """Refuse a tag that is none, and a note that would have to be cut."""
        for tag in (self.tag, self.untag):
            if tag and not clean_tag(tag):
                raise LibraryError("A tag needs at least one letter or digit.")
        if self.note is not None and len(safe(self.note).strip()) > limits.NOTE:
            raise LibraryError(f"A note holds at most {limits.NOTE:,} characters.")

    def apply(self, identity: str, state: State) -> State:
        """Return the state after marking. What is so already keeps its time."""
        if self.read is not None and self.read != (state.read is not None):
            opened = self.opened and self.read
            state = replace(state, read=self.now if self.read else None, opened=opened, reached=0)
        elif self.read and self.opened and self.again:
            state = replace(state, read=self.now)
        elif self.read and state.opened and not self.opened:
            state = replace(state, opened=False, reached=0)  # said to be read: wholly
        if self.starred is not None and self.starred != (state.starred is not None):
            state = replace(state, starred=self.now if self.starred else None)
        if self.tag or self.untag:
            gone, new = clean_tag(self.untag), clean_tag(self.tag)
            tags = [tag for tag in state.tags if tag.casefold() != gone.casefold()]
            if new and new.casefold() not in map(str.casefold, tags) and len(tags) < limits.TAGS:
                tags.append(new)
            state = replace(state, tags=tuple(tags))
        if self.note is not None:
            state = replace(state, note=safe(self.note).strip())
        return state

    def summary(self, number: int) -> str:
        """Return what was done, in words: "starred", "marked 12 read"."""
        of = f" {number:,}" if number != 1 else ""
        said = []
        if self.read is not None:
            said.append(f"marked{of} {'read' if self.read else 'unread'}")
        if self.starred is not None:
            said.append(f"{'starred' if self.starred else 'unstarred'}{of}")
        if self.tag:
            said.append(f"tagged{of} {clean_tag(self.tag)}")
        if self.untag:
            said.append(f"took {clean_tag(self.untag)} off{of}")
        if self.note is not None:
            said.append(f"noted{of}" if self.note.strip() else f"took the note off{of}")
        return ", ".join(said)


def adopted(state: State) -> State:
    """Return what another reader did as it may be kept here: tags and note within their limits."""
    tags = list(dict.fromkeys(filter(None, map(clean_tag, state.tags))))
    note = safe(state.note).strip()[: limits.NOTE]
    return replace(state, tags=tuple(tags[: limits.TAGS]), note=note)


def scrolled(state: State, place: tuple[int, int] | None) -> State:
    """Return the state after scrolling to a place: left at, furthest read; None is nowhere.

    How far it was read counts only for what is read because it was opened.
    """
    if place is None:
        return state
    reached = max(state.reached, place[1]) if state.opened else state.reached
    return replace(state, position=place[0], reached=reached)


def clean_tag(tag: str) -> str:
    """Return a tag as it is kept: one line, no commas; "" where nothing is left."""
    tag = line(tag.replace(",", " "), limits.TAG)
    return tag if any(char.isalnum() for char in tag) else ""


def taken_back(state: State, before: State, after: State) -> State:
    """Return `state` with what went from `before` to `after` taken back.

    Only what is still as the change left it; the scroll position is not touched.
    """
    changed = (before.read, before.opened) != (after.read, after.opened)
    if changed and (state.read, state.opened) == (after.read, after.opened):
        state = replace(state, read=before.read, opened=before.opened, reached=before.reached)
    if before.starred != after.starred and state.starred == after.starred:
        state = replace(state, starred=before.starred)
    if before.tags != after.tags and state.tags == after.tags:
        state = replace(state, tags=before.tags)
    if before.note != after.note and state.note == after.note:
        state = replace(state, note=before.note)
    return state
