"""Where two elements of a line touch without a space: one word, two words, or two lines.

Pages set the items of a line apart by style alone ("Von Ada Moor" and "3. Mai" as two spans in a
row). Without it they would run into each other; but a word may be marked up in parts, too.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ITEMS = frozenset(["span", "a", "time", "small", "label", "button"])
_ITEM = 60  # characters of what may be an item of a line; longer ones are running text
_LEAST = 2  # characters of what is no part of a word
_ENDED = frozenset('.!?…"”’»)%:：。')
_OPENS = frozenset('"“„«‹「『')
_LABEL = re.compile(r"\w{2,6}[:：]")


class InlineBreak(StrEnum):
    """What stands between two elements that touch."""

    NONE = "nothing"
    SPACE = "a space"
    LINE = "the end of a line"


def inline_break(element: HtmlElement, above: str) -> InlineBreak:
    """Return what stands between an element and the one it touches; `above` is the text so far."""
    before = element.getprevious()
    if before is None or before.tail or before.tag not in _ITEMS or element.tag not in _ITEMS:
        return InlineBreak.NONE
    text = (_text(element)).lstrip()
    if len(above) < _LEAST or not text or not _parts(above[-1], text[0]):
        return InlineBreak.NONE
    if not _cased(text[0]) and not _told_apart(before, element, text):
        return InlineBreak.NONE
    short = max(len(above), len(text)) <= _ITEM
    return InlineBreak.LINE if short and above[-1] not in ".!?…。" else InlineBreak.SPACE


def _text(element: HtmlElement) -> str:
    """Return the first text in an element, looked for two deep."""
    return element.text or (element[0].text if len(element) else "") or ""


def _parts(end: str, start: str) -> bool:
    """Tell whether these characters, side by side, end and begin a word."""
    if not (end.isalnum() or end in _ENDED or "\u0900" <= end <= "\u0d7f"):
        return False
    if start.isdigit():
        return not end.isdigit()
    return start in _OPENS or (start.isalpha() and not start.islower())


def _cased(char: str) -> bool:
    """Tell whether a character says by itself that a word begins."""
    return char.isupper() or char.isdigit() or char in _OPENS


def _told_apart(before: HtmlElement, element: HtmlElement, text: str) -> bool:
    """Tell whether the markup parts two texts whose script has no capitals."""
    if "time" in (before.tag, element.tag) or _LABEL.match(text):
        return True
    one, other = before.get("class"), element.get("class")
    return bool(one and other and one != other)
