"""The gate for text from outside: what passes it cannot act on a terminal.

The guarantee is a filter that looks at one character at a time, so that no clever sequence
can put it out of step. Removing whole escape sequences first is only for looks: it takes
the harmless rest of a sequence ("[2J") away with its introducer.

Text passes `safe` or `line` when it enters the store, and `shown` or `shown_line` when it
enters a widget, a message, a log or an export.
"""

from __future__ import annotations

import unicodedata

from tuinews import limits
from tuinews.patterns import pattern

_SEQUENCE = pattern(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])"  # OSC, DCS ...
    r"[^\x00-\x1f\x80-\x9f]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"  # the forms of two and three bytes
)
_NEW_LINE = pattern("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_GATED = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 without tab and line ends, DEL, C1
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # soft hyphen and blank fillers
    "\u200b\u2060-\u2064\ufeff"  # spaces without width
    "\u202a-\u202e\u2066-\u206f"  # bidi overrides and isolates
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff"  # surrogates, noncharacters, annotations
)
_UNSEEN = pattern(
    f"[{_GATED}\U000e0000-\U000e0fff"  # tags and variation selectors: text hidden in text
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
#: All that `safe` touches, too many marks excepted, in a set that is quickly searched for:
#: it takes in whatever is rare beyond plane 2.
_TOUCHED = pattern(
    f"[{_GATED}\x0b-\x0d\u2028\u2029\ufe00-\ufe0f\U0001fffe\U0001ffff\U0002fffe-\U0010ffff]"
)
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n"
_SELECTORS = pattern("([\ufe00-\ufe0f])[\ufe00-\ufe0f]+")
_MARKS = pattern(rf"[^\w\s\x00-\x7f]{{{limits.MARKS + 1}}}")  # may be too many; marks are no \w
_BLANK = pattern(r"[\s\u200c-\u200f\u061c\u2800]*")

_EMOJI = "\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_SHAPING = "\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff"  # selectors, keycaps, skin tones
_UNSTEADY = pattern(f"(?:\u200d[{_SHAPING}]*)+[{_EMOJI}]|[{_SHAPING}]")

_PICTURE = pattern(f"[{_EMOJI}]")
_SHAPE = pattern(f"[{_SHAPING}]")

_LONG_REFERENCE = pattern("&#[0-9]{12,};?")


def unescaped(text: str) -> str:
    """Return `text` with its character references resolved; those of no character are U+FFFD."""
    import html  # for what comes from outside: not needed at the start

    # a number of thousands of digits is refused by Python, so it does not get there
    return html.unescape(_LONG_REFERENCE.sub("\ufffd", text) if "&#" in text else text)


def special(text: str) -> str:
    """Return the characters of `text` that are no printable ASCII, no tabs and no line ends.

    They are few in most texts: to look for one among them takes a tenth of the time.
    """
    return (
        text.encode("utf-8", "surrogatepass")
        .translate(None, _PLAIN)
        .decode("utf-8", "surrogatepass")
    )


def safe(text: str) -> str:
    """Return `text` without anything that acts on a terminal or hides in it.

    Lines end in "\\n", tabs stay. Scripts that need joiners and marks keep them. Idempotent,
    and what comes out can be written as UTF-8.
    """
    if text.isascii() and text.isprintable():  # what most are: told in a tenth of the time
        return text
    found = special(text)
    if not found:
        return text
    if _TOUCHED.search(found):
        text = _NEW_LINE.sub("\n", text)
        text = _UNSEEN.sub("", _SEQUENCE.sub("", text))
        text = _SELECTORS.sub(r"\1", text)
    return text if text.isascii() else _fewer_marks(text)


def line(text: str, limit: int = limits.LINE) -> str:
    """Return `text` as one safe line of at most `limit` characters; "" where nothing shows."""
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = " ".join(safe(text[: limit * 8]).split())
    if _BLANK.fullmatch(text):
        return ""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def shown(text: str) -> str:
    """Return `text` as it may be drawn: safe, and of one width in every terminal.

    Terminals disagree on the width of emoji with variation selectors, skin tones and
    joiners; without these they agree.
    """
    text = safe(text)
    steady = text if text.isascii() else _UNSTEADY.sub("", text)
    return steady.replace("\t", "    ")


def shown_line(text: str, limit: int = limits.LINE) -> str:
    """Return `text` as one line that may be drawn."""
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = " ".join(shown(line(text, limit)).split())
    return "" if _BLANK.fullmatch(text) else text


def safe_json(dumped: str) -> str:
    """Return JSON in which what `safe` would take away is written as an escape."""
    if safe(dumped) == dumped:
        return dumped
    return "".join(char if safe(char) == char else _escape(char) for char in dumped)


def _escape(char: str) -> str:
    """Return a character as JSON escapes it: in one unit of UTF-16, or two."""
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _fewer_marks(text: str) -> str:
    """Keep at most limits.MARKS combining marks on a base character.

    What `shown` will take away is no base: the marks behind it would join those before it.
    """
    foreign = b"?" * (limits.MARKS + 1)  # so many in a row: that is quickly seen
    if foreign not in text.encode("ascii", "replace") or not _MARKS.search(text):
        return text
    kept: list[str] = []
    marks = 0
    joined = False  # whether what is kept ends in a joiner
    for char in text:
        category = unicodedata.category(char)
        shape = _SHAPE.match(char) is not None
        if category in ("Mn", "Me"):
            marks += 1
        elif category != "Cf" and not shape and not (joined and _PICTURE.match(char)):
            marks = 0
        if marks <= limits.MARKS:
            kept.append(char)
            joined = char == "\u200d" or (joined and shape)
    return "".join(kept)
