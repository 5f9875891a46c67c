"""Write the README's table of keys from the program's own list of actions.

python scripts/readme_keys.py          # rewrites README.md
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from tuinews.ui.actions import ACTIONS
from tuinews.ui.keys import signs

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- keys: python3 dev.py readme -->\n", "<!-- end of keys -->\n"


def table() -> str:
    """Return the table in Markdown, a row an action."""
    rows = ["| key | what it does |", "| --- | --- |"]
    for group, actions in groupby(ACTIONS, lambda action: action.group):
        rows.append(f"| **{group}** | |")
        for action in actions:
            keys = " ".join(f"`{key}`" for key in signs(action.keys).split()).replace("|", "\\|")
            rows.append(f"| {keys} | {action.says} |")
    return "\n".join(rows) + "\n"


def renewed(text: str) -> str:
    """Return the README's `text` with the table of now between its two marks."""
    head, rest = text.split(BEGIN)
    return head + BEGIN + table() + END + rest.split(END)[1]


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
