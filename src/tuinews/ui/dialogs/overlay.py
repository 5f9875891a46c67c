"""Screens over the main one, which take one answer however fast the keys come."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.screen import ModalScreen

from tuinews.ui.actions import ACTIONS
from tuinews.ui.drawing.frames import Frames

Result = TypeVar("Result")

_KEYS = {action.id: action.keys for action in ACTIONS}


def as_elsewhere(action: str, does: str) -> Binding:
    """Return what binds the keys of a main action, or the user's own for it, on an overlay."""
    return Binding(_KEYS[action], does, show=False, id=action)


class Overlay(Frames[Result]):
    """A screen over another: the first answer closes it, what is typed behind that is void."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with an answer, once: a second Enter would close the screen below."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)


class Dialog(ModalScreen[Result], Overlay[Result]):
    """An overlay through which the screen below is seen."""
