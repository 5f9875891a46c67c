"""Feeds to begin with, by topic, for a user who has none yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from tuinews.paths import assets

FILE = "suggestions.toml"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A feed that many like."""

    name: str
    url: str  # "" for an account at a server, which has feeds already
    topic: str
    site: str = ""
    country: str = ""
    language: str = ""  # "" English

    @property
    def aside(self) -> str:
        """What stands beside its name: where it comes from, and in which language."""
        return ", ".join(filter(None, (self.country, self.language)))


#: What stands before the feeds, for a user who has them gathered elsewhere.
ACCOUNT = Suggestion("FreshRSS, Miniflux, Inoreader, The Old Reader …", "", "An account of yours")


def suggestions() -> tuple[Suggestion, ...]:
    """Read the suggestions, in their order; none where the file is missing or damaged."""
    import tomllib  # not before the first paint

    known = {field.name for field in fields(Suggestion)}
    try:
        with (assets("seeds") / FILE).open("rb") as file:
            listed = tomllib.load(file)["feed"]
        return tuple(
            Suggestion(**{name: str(value) for name, value in one.items() if name in known})
            for one in listed
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()


def fitting(offered: Iterable[Suggestion], typed: str, have: Iterable[str]) -> list[Suggestion]:
    """Return the suggestions that what is typed may mean, without those that the user has."""
    kept, words = set(have), typed.casefold().split()
    return [
        one
        for one in offered
        if one.url not in kept
        and all(word in f"{one.name} {one.topic} {one.country}".casefold() for word in words)
    ]
