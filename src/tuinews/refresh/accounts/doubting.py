"""What the lists of an account say of many articles at once: asked after, before it is believed.

A list that is empty or cut for no good reason looks as if everything was read elsewhere. So
the server is asked about some of these articles by themselves; what it does not say of them
as well is left as it was.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Mapping, Sequence

from tuinews.counting import counted
from tuinews.intake.accounts.answers import READ, STARRED
from tuinews.refresh.accounts.agreeing import Marks
from tuinews.refresh.accounts.settling import Settling, There

MANY = 50  # articles: what its lists say of more than these since the last refresh is asked after
ASKED = 40  # of them: where they are wrong about one in ten this finds it 98 times in 100

#: Returns how the server marks each of these items, those that it gives.
Ask = Callable[[Sequence[str]], Awaitable[Mapping[str, Marks]]]

_STATES = {
    (READ, True): "read",
    (READ, False): "unread again",
    (STARRED, True): "starred",
    (STARRED, False): "starred no more",
}


async def disbelieved(marks: Settling, ask: Ask) -> str:
    """Have what is not confirmed be as the server last had it; returns what to tell of that.

    Raises FetchError.
    """
    told = ""
    for (tag, on), items in marks.changed_there().items():
        if len(items) <= MANY and not _is_empty(marks.there, tag, on=on):
            continue
        said = await ask(_some(items))
        if not said or any(_of(one, tag) != on for one in said.values()):
            marks.keep(tag, items)
            many, state = counted(len(items), "article"), _STATES[tag, on]
            told = (
                f"its lists have {many} as {state}, which it does not confirm; nothing was changed"
                " here. If you did that, do it here, too"
            )
    return told


async def missed(gone: Sequence[str], ask: Ask) -> str:
    """Return what to tell where many items are on no list that the server still has; else "".

    Raises FetchError.
    """
    if len(gone) <= MANY or not await ask(_some(gone)):
        return ""
    return f"its lists lack {len(gone):,} articles that it still has: its answer was not whole"


def _is_empty(there: There, tag: str, *, on: bool) -> bool:
    """Whether a list that has nothing on it says so."""
    listed, missing = (there.unread, True) if tag == READ else (there.starred, False)
    return on == missing and not listed


def _some(items: Sequence[str]) -> list[str]:
    return random.sample(items, min(ASKED, len(items)))


def _of(marks: Marks, tag: str) -> bool:
    return marks.read if tag == READ else marks.starred
