"""A process that writes into a library until it is killed, and says what is done.

Arguments: data folder, cache folder, name, number of rounds. Prints "NAME N" when round N is
durable: article NAME-N is stored, starred, and tagged with its name.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tuinews.model import Article, Block, BlockKind, Span
from tuinews.store import writing
from tuinews.store.library import Library

START = datetime(2021, 10, 1, tzinfo=UTC)


def article(name: str, number: int) -> Article:
    """Return an article of the writer `name`."""
    text = f"Round {number} of {name}. " + f"The gates of harbour {number} stayed shut. " * 12
    return Article(
        id=f"{name}-{number}",
        headline=f"{name} reports for the {number}th time",
        publisher=name,
        published=START + timedelta(hours=7 * (number % 40)),
        blocks=(Block(BlockKind.PARAGRAPH, (Span(text),)),),
    )


def main() -> None:
    """Add, star and tag, one article a round."""
    data, cache, name, rounds = sys.argv[1:5]
    if name.startswith("j"):
        writing.FILES = 0  # everything goes through the journal
    library = Library(Path(data), Path(cache))
    for number in range(int(rounds)):
        library.add([article(name, number)])
        library.mark([f"{name}-{number}"], starred=True)
        library.mark([f"{name}-{number}"], tag=name)
        print(name, number, flush=True)
        if number % 10 == 9:
            library.upkeep.mend()
    library.close()


if __name__ == "__main__":
    main()
