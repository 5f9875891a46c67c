"""The sample shelf: articles to read before the user has any, in a library of their own.

It lies in `samples` below the data folder and is made from the captures in `seeds` when
first opened. A small file beside it remembers that the user put it away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews import clock
from tuinews.model import TuinewsError
from tuinews.paths import Places, assets

if TYPE_CHECKING:
    from tuinews.store.library import Library

AWAY = "samples-away"  # the file that says so
_SEEDS = frozenset({".txt", ".html", ".htm"})


class Shelves:
    """The user's own library and, when asked for, the samples."""

    def __init__(
        self, places: Places, own: Library, now: Callable[[], datetime] = clock.utc_now
    ) -> None:
        """`own` is the user's library, open; `now` dates what the samples do not."""
        self.places = places
        self.own = own
        self._now = now

    @property
    def samples_away(self) -> bool:
        """Whether the user has put the samples away."""
        return away(self.places)

    def open_samples(self) -> Library:
        """Return the sample shelf, filling it on the first call: may take a second."""
        return open_samples(self.places, now=self._now)

    def put_samples_away(self, away: bool) -> None:
        """Hide the sample shelf for good, or bring it back."""
        put_away(self.places, away)


def away(places: Places) -> bool:
    """Tell whether the user has put the samples away; so it is where that cannot be read."""
    try:
        return (places.data / AWAY).exists()
    except OSError:
        return True


def put_away(places: Places, away: bool) -> None:
    """Put the samples away for good, or bring them back. Raises TuinewsError."""
    marker = places.data / AWAY
    try:
        if away:
            places.data.mkdir(parents=True, exist_ok=True)
            marker.touch()
        else:
            marker.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot(marker, error) from error


def folders(places: Places) -> tuple[Path, Path]:
    """Return where the samples and their index lie."""
    return places.data / "samples", places.cache / "samples"


def open_samples(places: Places, *, now: Callable[[], datetime] = clock.utc_now) -> Library:
    """Open the library of the samples, filled from the seeds where it is empty.

    Costs a second the first time. Raises TuinewsError.
    """
    from tuinews import ingest  # which a start has no use for
    from tuinews.store.library import Library

    library = Library(*folders(places), now=now)
    if library.upkeep.behind():
        library.upkeep.mend()
    if not library.counts().all:
        for _ in ingest.ingest(ingest.gather(seeds(), now=now), library):
            pass  # the samples are ours: the tests hold that none fails
    ingest.catch_up(library)
    return library


def seeds() -> list[Path]:
    """Return the captures that came with the program."""
    return sorted(path for path in assets("seeds").glob("*") if path.suffix in _SEEDS)


def remove(places: Places) -> None:
    """Delete the samples and what the user did with them, and put them away for good."""
    import shutil

    put_away(places, True)
    for folder in folders(places):
        try:
            if folder.exists():
                shutil.rmtree(folder)
        except OSError as error:
            raise _cannot(folder, error) from error


def _cannot(path: Path, error: OSError) -> TuinewsError:
    return TuinewsError(f"cannot change {path}: {error.strerror or error}")
