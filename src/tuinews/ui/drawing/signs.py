"""The signs that stand beside colours, each one cell wide.

All screens draw these. Where the settings ask for plain ASCII, `ui.drawing.asciisigns` puts other
signs in their place on the way to the terminal.
"""

UNREAD = "●"
STARRED = "★"
FOLDED = "▸"
UNFOLDED = "▾"
FOLLOWED = "◆"
SELECTED = "✓"
OPENED = "▎"  # beside the row of the article that is open
CURSOR = "›"  # beside a row of a list
HERE = "▌"  # beside a line of a text
BAR = "│"
RULE = "─"
BULLET = "•"
DOT = "·"
ELLIPSIS = "…"
