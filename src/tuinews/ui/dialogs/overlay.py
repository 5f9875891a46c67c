"""Screens over the main one, which take one answer however fast the keys come."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class Overlay(Screen[Result]):
    """A screen over another: the first answer closes it, what is typed behind that is void."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with an answer, once: a second Enter would close the screen below."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)


class Dialog(ModalScreen[Result], Overlay[Result]):
    """An overlay through which the screen below is seen."""
