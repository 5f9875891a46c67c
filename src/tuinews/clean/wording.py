"""Small questions about wording that every part of cleaning asks, for any script."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
WIDE = re.compile("[\u0e00-\u0eff\u2e80-\u303e\u3040-\u31ff\u3400-\u9fff\uf900-\ufaff]")
_BROAD = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]"
)
_NOUN = re.compile(
    "[A-Za-z]{1,6}|[\u30a0-\u30ff\u3400-\u9fff]{1,6}"
)  # without hiragana, as in menus
_BLANKS = re.compile(r"[\s|｜]+")
_END = re.compile(  # the number behind a sentence is that of a note; in 1.12 there is none
    r"[.!?…。！？।॥؟۔։።]+[\"'”’»›」』）)\[\]*]*$"
    r"|(?<!\d)[.!?…。！？।॥؟۔։።]+[\"'”’»›」』）)\[\]*\d]*$"
)
_CLOSED = re.compile(r"[\"”»」』:：;]$")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*\s|[。！？।؟۔]")
_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
_LINES = re.compile(r"[^\S\u00a0\u202f]*\n\s*")
_SPACES = re.compile(r"[^\S\n\u00a0\u202f]{2,}|[\t\r\f\v]")

#: Marks that open quoted speech.
QUOTES = "\"“„«»‹「『‘'"


def fold(text: str) -> str:
    """Return the words of `text` alone, folded: what stays equal in a sloppy copy."""
    return " ".join(_WORD.findall(text.casefold()))


def first(text: str) -> str:
    """Return the first word of `text`, folded; "" where it has none."""
    found = _WORD.search(text)
    return found[0].casefold() if found else ""


def count(text: str) -> int:
    """Return how many words `text` has; a character of a script without spaces counts half."""
    if text.isascii():
        return len(text.split())
    wide = len(WIDE.findall(text))
    return len(text.split()) + wide // 2


def tidy(text: str) -> str:
    """Return `text` with white space as one space; no-break spaces stay inside, not at the ends."""
    if "  " in text or not text.isprintable():
        text = _SPACE.sub(" ", text)
    return text.strip()


def ends_sentence(text: str) -> bool:
    """Tell whether the last sentence of `text` is complete."""
    return bool(_END.search(text[-12:].rstrip()))


def ends_quoted(text: str) -> bool:
    """Tell whether `text` ends in a closing quote, a colon or a semicolon."""
    return bool(_CLOSED.search(text.rstrip()))


def sentences(text: str) -> int:
    """Return about how many sentences `text` has."""
    return len(_SENTENCE.findall(text)) + ends_sentence(text)


def zeroed(text: str) -> str:
    """Return `text` with every digit as 0, to recognise numbered repeats."""
    return re.sub(r"\d", "0", text)


def squeeze(text: str) -> str:
    """Return `text` with runs of spaces as one and without spaces around its line ends."""
    if "  " not in text and text.isprintable():
        return text
    if "\n" in text:
        text = _LINES.sub("\n", text)
    return _SPACES.sub(" ", text)


def visible(text: str) -> bool:
    """Tell whether `text` shows anything."""
    return text[:1].isalnum() or any(
        not (char.isspace() or char in "\u200c\u200d\u200e\u200f\u061c\u2800") for char in text
    )


def is_row(text: str) -> bool:
    """Tell whether `text` is a row of short words in a script that has no blanks: a menu."""
    words = _BLANKS.split(text) if WIDE.match(text) else []
    return len(words) >= 3 and all(map(_NOUN.fullmatch, words))


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes, roughly."""
    return len(text) if text.isascii() else len(text) + len(_BROAD.findall(text))


def is_broad(text: str) -> bool:
    """Tell whether `text` begins with a character of two columns."""
    return bool(text) and not text[0].isascii() and bool(_BROAD.match(text))
