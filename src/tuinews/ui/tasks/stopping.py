"""Stopping what a child process does."""

from __future__ import annotations

from tuinews.ui.host import Host
from tuinews.ui.tasks.child import Child


def offer_to_stop(child: Child, host: Host) -> None:
    """Offer to stop the work that a child does."""
    from tuinews.ui.dialogs.confirm import ConfirmDialog

    def answered(sure: bool | None) -> None:
        if sure:
            child.interrupt()

    aside = "What has come in already stays."
    host.ask(ConfirmDialog("Stop what is running?", aside, "Stop"), answered)
