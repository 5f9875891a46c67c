"""The app over a library whose own gate is taken away: what it holds comes raw to the screen.

`python ungated.py fill` adds articles and feeds with every terminal sequence in every field;
without an argument the app runs. Folders are those of the environment.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from tests.hostile.sequences import SEQUENCES

from tuinews.cli import main
from tuinews.model import (
    Article,
    Block,
    BlockKind,
    Cut,
    Enclosure,
    Feed,
    Related,
    Source,
    Span,
)
from tuinews.paths import places
from tuinews.store import library as store
from tuinews.store.views import SavedSearch

MARK = "Q"  # before and after each sequence: no drawing of the app's puts one there
FEED = "https://wire.example/feed"


def open_gates() -> None:
    """Let everything through that stands between the files and the screen."""
    for name, module in list(sys.modules.items()):
        if name.startswith("tuinews.store") and not name.startswith("tuinews.store.query.language"):
            for gate in ("safe", "line"):
                if hasattr(module, gate):
                    setattr(module, gate, lambda text, *_: text)


def raw(number: int) -> str:
    """Return the sequence of a number between marks."""
    return f"{MARK}{list(SEQUENCES.values())[number]}{MARK}"


def article(number: int) -> Article:
    """Return an article that has a sequence in each field."""
    bad = raw(number)
    kinds = (
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.QUOTE,
        BlockKind.CODE,
        BlockKind.LIST,
        BlockKind.CAPTION,
        BlockKind.TABLE,
    )
    blocks = tuple(
        Block(kind, (Span(f"Part {kind} {bad}", href=f"https://a.example/{bad}"),), line=place)
        for place, kind in enumerate(kinds, 3)
    )
    return Article(
        id=f"a{number:02}",
        headline=f"{number} storm {bad} port",
        publisher=f"Wire {bad}",
        authors=(f"Ana {bad}",),
        dateline=f"BRUSSELS {bad}",
        summary=f"In short {bad} it is so",
        published=datetime(2021, 10, 21, tzinfo=UTC) - timedelta(minutes=number),
        url=f"https://wire.example/{bad}",
        categories=(f"sea {bad}",),
        enclosures=(Enclosure(f"https://a.example/{bad}.mp3", f"audio/{bad}"),),
        see_also=(f"More {bad}",),
        blocks=blocks,
        cut=(Cut(1, f"ADVERT {bad}", f"advert {bad}"), Cut(40, f"Next {bad}", "list")),
        sources=(Source(FEED, datetime(2021, 10, 21, tzinfo=UTC)),),
    )


def fill() -> None:
    """Write the library."""
    found = places()
    library = store.Library(found.data, found.cache)
    numbers = range(len(SEQUENCES))
    library.add([article(number) for number in numbers])
    for number in numbers:
        library.mark([f"a{number:02}"], tag=f"tag {raw(number)}", note=f"note {raw(number)}")
    bad = raw(1)
    library.subscriptions.put_feeds(
        [Feed(f"{FEED}{n}", title=f"W {raw(n)}", folders=((f"F {raw(n)}",),)) for n in numbers]
    )
    library.subscriptions.put_searches([SavedSearch(f"Ports {raw(n)}", "storm") for n in numbers])
    near = Related("a01", 0.9, True, (f"shared {bad}",))
    library.relations.put(
        {f"a{n:02}": [near] if n not in (0, 1) else [] for n in numbers} | {"a00": [near]},
        {"a00": "story", "a01": "story"},
    )
    library.close()
    library = store.Library(found.data, found.cache)
    assert raw(1) in library.article("a01").headline
    assert raw(1) in library.article("a01").blocks[0].text
    assert raw(1) in library.rows(library.keys())[1].headline
    assert any(raw(1) in feed.title for feed in library.subscriptions.feeds())
    library.close()


def run(words: list[str]) -> int:
    """Fill the library, or run the app on it."""
    import tuinews.cli.screen  # noqa: F401 what it imports has to be here when the gates open

    open_gates()
    if words == ["fill"]:
        fill()
        return 0
    return main(words)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
