"""Screens over the main one, which take one answer however fast the keys come."""

from __future__ import annotations

from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.screen import ModalScreen, Screen

from tuinews.ui.actions import ACTIONS
from tuinews.ui.drawing.layout import Layout

Result = TypeVar("Result")

_KEYS = {action.id: action.keys for action in ACTIONS}


def as_elsewhere(action: str, does: str) -> Binding:
    """Return what binds the keys of a main action, or the user's own for it, on an overlay."""
    return Binding(_KEYS[action], does, show=False, id=action)


class Overlay(Screen[Result]):
    """A screen over another: the first answer closes it, what is typed behind that is void."""

    def __init__(self, *words: Any, **options: Any) -> None:
        """Take what every screen takes."""
        super().__init__(*words, **options)
        self._compositor = Layout()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with an answer, once: a second Enter would close the screen below."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)


class Dialog(ModalScreen[Result], Overlay[Result]):
    """An overlay through which the screen below is seen."""
