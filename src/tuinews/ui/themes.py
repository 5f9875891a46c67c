"""The themes: two of our own, the best of Textual's, and the terminal's own palette."""

from __future__ import annotations

from textual.theme import Theme

DEFAULT = "tuinews-dark"
NO_COLOURS = "ansi-dark"  # tells things apart by weight, reverse and underline
MUTED = "$foreground 60%"  # of a part of a text; `$text-muted` is not muted there

OWN = (
    Theme(
        name="tuinews-dark",
        primary="#7aa2c8",
        secondary="#5b7a99",
        accent="#e0a458",
        warning="#e0a458",
        error="#d8737f",
        success="#8fb573",
        foreground="#d8d5cf",
        background="#16181c",
        surface="#1b1e23",
        panel="#23272e",
        dark=True,
    ),
    Theme(
        name="tuinews-light",
        primary="#2f5d8a",
        secondary="#5b7a99",
        accent="#a8551b",
        warning="#a8551b",
        error="#a8323e",
        success="#4c7a34",
        foreground="#24221f",
        background="#faf8f4",
        surface="#f2f1ef",
        panel="#e7e2d8",
        dark=False,
    ),
)

#: What the theme dialog offers, dark ones first; the ansi themes obey the terminal's palette.
OFFERED = (
    "tuinews-dark", "nord", "gruvbox", "tokyo-night", "catppuccin-mocha", "rose-pine", "dracula",
    "monokai", "solarized-dark", "atom-one-dark", "textual-dark", "ansi-dark",
    "tuinews-light", "catppuccin-latte", "rose-pine-dawn", "solarized-light", "atom-one-light",
    "textual-light", "ansi-light",
)  # fmt: skip
