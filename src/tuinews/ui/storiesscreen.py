"""Stories on the main screen: folding them in the list, the reader's own word on them."""

from __future__ import annotations

from dataclasses import replace

from tuinews.ui.moving import MovingScreen


class StoriesScreen(MovingScreen):
    """The reading screen with stories."""

    # --- folding ------------------------------------------------------------------------

    def action_unfold(self) -> None:
        """Unfold the story under the cursor, or fold it."""
        unfolded = self.list.toggle_fold() if self.pane == "list" else None
        if unfolded is None:
            self.say(doing="put the cursor on a story of several accounts first")

    def action_folding(self) -> None:
        """Fold stories in lists, or show each account in a row of its own; kept for good."""
        row, fold = self.list.current, not self.desk.view.fold
        self.desk.look(fold=fold)
        self.remember(replace(self.memory, fold=fold))
        self.load()
        self.move_to_row(row)
        self.say(doing="stories are folded" if fold else "each account has a row of its own")
