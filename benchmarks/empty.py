"""The smallest Textual app that shows a line and answers a key: what a start cannot go below."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """One line of text; `j` changes it."""

    BINDINGS = [("j", "answer", "Answer")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("nothing yet", id="line")

    def action_answer(self) -> None:
        """Change the line."""
        self.query_one("#line", Static).update("key answered")


if __name__ == "__main__":
    Empty().run()
