"""Asking whether an address of one's own machine or network is meant."""

from __future__ import annotations

import asyncio

from tuinews.intake.url import hide_password
from tuinews.text import shown_line
from tuinews.ui.host import Host


async def may_ask(host: Host, address: str) -> bool:
    """Return whether the user says yes."""
    from tuinews.ui.dialogs.confirm import ConfirmDialog

    answer: asyncio.Future[bool | None] = asyncio.get_running_loop().create_future()
    where = f"{shown_line(hide_password(address), 60)} lies on this machine or in your network."
    aside = f"{where} Say yes only if you meant it."

    def answered(sure: bool | None) -> None:
        if not answer.done():  # nobody waits for it any more
            answer.set_result(sure)

    host.ask(ConfirmDialog("Ask it all the same?", aside, "ask it"), answered)
    return bool(await answer)
