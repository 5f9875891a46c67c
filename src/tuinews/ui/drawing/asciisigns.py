"""The screen in signs of ASCII, for terminals and fonts that have no others."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_BLOCKS = "▁▂▃▄▅▆▇"  # of timelines, and of scrollbars
_PLAIN = str.maketrans(
    {
        "●": "*", "★": "#", "▸": ">", "▾": "v", "▎": "|", "›": ">", "◆": "&", "▌": ">", "│": "|",
        "─": "-", "✓": "x", "■": "#", "•": "-", "·": "-", "…": "~", "’": "'", "‘": "'",
        "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "≈": "~", "≠": "!",
        "↑": "^", "↓": "v", "←": "<", "→": ">",
    }
    | dict.fromkeys(_BLOCKS, " ")
)  # fmt: skip
_TIMELINE = str.maketrans(f"{_BLOCKS}·", "_..::||~")


class AsciiSigns(LineFilter):
    """Draws signs and typographic marks in ASCII, one cell for one cell.

    Words keep their letters: an article in Greek is one in Greek.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments` with plain signs."""
        return [
            segment
            if segment.text.isascii()
            else Segment(_plain(segment.text), segment.style, segment.control)
            for segment in segments
        ]


def _plain(text: str) -> str:
    """Return a text in ASCII; blocks are a timeline where words stand beside them."""
    in_timeline = not set(text).isdisjoint(_BLOCKS) and bool(text.strip(_BLOCKS + " "))
    return text.translate(_TIMELINE if in_timeline else _PLAIN)
