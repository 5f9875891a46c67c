"""The command palette: every action of the registry, and what the shelf offers to filter by."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tuinews.ui.actions import (
    ACTIONS,
    FINDING,
    LOOKING,
    MARKING,
    MOVING,
    READING,
    SHELF,
    STORIES,
    Action,
)

if TYPE_CHECKING:
    from tuinews.ui.main import MainScreen

_LEFT_OUT = {"down", "up", "left", "right", "palette", "digits", "show-1", "show-2", "show-3"}

#: Groups in the order in which they are offered: first what nobody knows a key of by heart.
_ORDER = (SHELF, FINDING, STORIES, MARKING, LOOKING, READING, MOVING)

#: What else people call an action, by its id.
ALSO = {
    "back": "exit leave close",
    "quit": "exit leave close",
    "read-on": "continue next page",
    "next-account": "same story duplicates similar see also",
    "toggle-read": "seen unseen",
    "star": "favourite favorite bookmark save for later like",
    "mark-all": "seen catch up",
    "tag": "labels keywords",
    "undo": "revert take back",
    "search": "find look for in page",
    "search-all": "find look for library everything",
    "keep-search": "save smart view bookmark query",
    "filter": "publisher source unread starred tagged only",
    "relevance": "order rank",
    "unfold": "story group duplicates expand collapse fold",
    "folding": "group stories duplicates threads off",
    "follow": "watch subscribe story track",
    "story-news": "updates latest developments catch up",
    "mute": "rule block filter word never show silence ignore",
    "split": "separate wrong story apart ungroup",
    "join": "merge group together duplicates",
    "unrelated": "wrong hide remove",
    "sort": "order",
    "browse": "url link website www",
    "copy": "url link clipboard yank",
    "hints": "url links",
    "xray": "cleaned removed advert original raw",
    "zen": "focus full screen distraction hide panes",
    "layout": "split pane horizontal vertical columns rows width",
    "theme": "colours colors dark light appearance",
    "pipe": "pipe shell run command print mail",
    "redraw": "refresh garbled repaint",
    "save": "export download markdown",
    "import": "add open file load",
    "account": "sync log in login server inoreader bazqux old reader google api password",
    "refresh": "reload update",
    "feed-settings": "mute silence unsubscribe edit move login",
    "samples": "demo examples hide",
    "tour": "introduction tutorial guide welcome learn begin",
    "help": "keys shortcuts bindings manual",
}

GUESSED = 6  # letters from which what is meant is guessed
_SURE = 1000.0  # more than letters found here and there ever score


def _is_called(action: Action, typed: list[str]) -> bool:
    """Tell whether people call the action so; the last word may be half typed."""
    names = ALSO.get(action.id, "").split()
    return all(any(name.startswith(word) for name in names) for word in typed)


class ActionCommands(Provider):
    """Actions by what they do."""

    def _offered(self) -> list[Action]:
        return [action for action in ACTIONS if action.id not in _LEFT_OUT]

    def _keys(self, action: Action) -> str:
        return cast("MainScreen", self.screen).keys.signs(action.id)

    async def discover(self) -> Hits:
        """Offer everything before something is typed."""
        for action in sorted(self._offered(), key=lambda action: _ORDER.index(action.group)):
            yield DiscoveryHit(action.says, self._run(action), help=self._keys(action))

    async def search(self, query: str) -> Hits:
        """Offer what fits: what it says first, then what else people call it, then what is near."""
        matcher = self.matcher(query)
        typed = query.casefold().split()
        for action in self._offered():
            said = f"{action.says} {action.id}".casefold()
            score, shown = matcher.match(said), matcher.highlight(action.says)
            if typed and all(word in said for word in typed):
                score += 2 * _SURE
            elif typed and _is_called(action, typed):
                score, shown = score + _SURE, Content(action.says)
            elif len(query) < GUESSED:  # letters found here and there are noise
                score = 0
            if score > 0:
                yield Hit(score, shown, self._run(action), help=self._keys(action))

    def _run(self, action: Action) -> partial[Coroutine[Any, Any, None]]:
        return partial(self.screen.run_action, action.run)
