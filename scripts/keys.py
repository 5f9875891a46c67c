"""Write docs/keys.md, the table of all keys, from the program's own list of actions.

python scripts/keys.py
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from tuinews.ui.actions import ACTIONS
from tuinews.ui.keys import signs

KEYS = Path(__file__).parents[1] / "docs" / "keys.md"
HEAD = """\
# Keys

`?` shows them in the program, with a search. They are changed in the settings, under `[keys]`.
Made from the program by `python3 dev.py readme`.

"""


def page() -> str:
    """Return the page in Markdown, a row an action."""
    rows = ["| key | what it does |", "| --- | --- |"]
    for group, actions in groupby(ACTIONS, lambda action: action.group):
        rows.append(f"| **{group}** | |")
        for action in actions:
            keys = " ".join(f"`{key}`" for key in signs(action.keys).split()).replace("|", "\\|")
            rows.append(f"| {keys} | {action.says} |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    KEYS.write_text(page(), "utf-8")
