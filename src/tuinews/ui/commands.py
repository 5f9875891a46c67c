"""The command palette: every action of the registry, and what the shelf offers to filter by."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tuinews.ui.actions import ACTIONS, Action, signs

_LEFT_OUT = {"down", "up", "left", "right", "palette", "digits", "show-1", "show-2", "show-3"}


class ActionCommands(Provider):
    """Actions by what they do."""

    def _offered(self) -> list[Action]:
        return [action for action in ACTIONS if action.id not in _LEFT_OUT]

    async def discover(self) -> Hits:
        """Offer everything before something is typed."""
        for action in self._offered():
            yield DiscoveryHit(action.says, self._run(action), help=signs(action.keys))

    async def search(self, query: str) -> Hits:
        """Offer what fits."""
        matcher = self.matcher(query)
        for action in self._offered():
            score = matcher.match(f"{action.says} {action.id}")
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(action.says),
                    self._run(action),
                    help=signs(action.keys),
                )

    def _run(self, action: Action) -> partial[Coroutine[Any, Any, None]]:
        return partial(self.screen.run_action, action.run)
