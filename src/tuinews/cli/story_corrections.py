"""`tuinews story ID --split`, `--join` and the like: the user corrects what belongs together."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from tuinews import ingest
from tuinews.cli import out
from tuinews.cli.articles import short

if TYPE_CHECKING:
    from tuinews.store.library import Library
    from tuinews.store.views import Change


def asked(options: argparse.Namespace) -> bool:
    """Tell whether a correction is asked for, not only a look."""
    return bool(options.split or options.join or options.not_related or options.forget)


def correct(options: argparse.Namespace, library: Library) -> int:
    """Make the correction, and say what belongs to the article's story then."""
    identity = library.resolve(options.story)
    change = _corrected(options, library, identity)
    ingest.catch_up(library)  # what was taken back is looked at anew
    story = library.story_of(identity)
    accounts = story.articles if story is not None else (identity,)
    if options.json:
        record: dict[str, Any] = {"id": identity, "said": change.summary if change else None}
        out.emit({**record, "story": story.id if story else None, "accounts": list(accounts)})
        return 0
    others = ", ".join(short(one) for one in accounts if one != identity)
    now = f"one story with {others}" if others else "alone now"
    told = change.summary if change else "that is so already"
    back = f"; --forget takes it back: tuinews story {short(identity)} --forget"
    out.line(f"{short(identity)}: {told}, {now}{back if change and not options.forget else ''}")
    return 0


def _corrected(options: argparse.Namespace, library: Library, identity: str) -> Change:
    if options.split:
        return library.corrections.split_off(identity)
    if options.forget:
        return library.corrections.forget_word(identity)
    other = library.resolve(options.join or options.not_related)
    if options.join:
        return library.corrections.join(identity, other)
    return library.corrections.unrelate(identity, other)
