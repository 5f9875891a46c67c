"""The screen in signs of ASCII, for terminals and fonts that have no others."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_PLAIN = str.maketrans(
    {
        "●": "*", "★": "#", "▸": ">", "▾": "v", "▎": "|", "›": ">", "◆": "&", "▌": ">", "│": "|",
        "─": "-", "✓": "x", "■": "#", "•": "-", "·": "-", "…": "~", "’": "'", "‘": "'",
        "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-",
        "↑": "^", "↓": "v", "←": "<", "→": ">",
        "▁": " ", "▂": " ", "▃": " ", "▄": " ", "▅": " ", "▆": " ", "▇": " ",  # of scrollbars
    }
)  # fmt: skip


class AsciiSigns(LineFilter):
    """Draws signs and typographic marks in ASCII, one cell for one cell.

    Words keep their letters: an article in Greek is one in Greek.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments` with plain signs."""
        return [
            segment
            if segment.text.isascii()
            else Segment(segment.text.translate(_PLAIN), segment.style, segment.control)
            for segment in segments
        ]
