"""What a command works with: the user's places, settings and library, opened when needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.paths import Places, expand, places
from tuinews.values import dataclass

if TYPE_CHECKING:
    from tuinews.settings import Config, Rule
    from tuinews.store.library import Library


@dataclass
class Context:
    """The places of one run; settings are read and the library is opened when asked for."""

    places: Places
    named: bool = False  # whether --store names the folder of the articles

    @classmethod
    def of(cls, config: str | None, store: str | None) -> Context:
        """Return the context for the options --config and --store; None where not given."""
        found = places()
        if store:
            from hashlib import sha256  # imported late: only this option needs it

            data = Path(expand(store)).absolute()
            name = sha256(str(data).encode("utf-8", "surrogateescape")).hexdigest()[:16]
            found = replace(found, data=data, cache=found.cache / "stores" / name)
        if config:
            found = replace(found, settings=Path(expand(config)).absolute())
        return cls(found, named=bool(store))

    @cached_property
    def config(self) -> Config:
        """The settings; raises ConfigError, for a rule that cannot be searched for, too."""
        from tuinews.config import load  # most commands need no settings

        config = load(self.places.config_file)
        if config.rules:
            _check_rules(config.rules, self.places.config_file)
        return config

    def check_named(self) -> None:
        """Raise LibraryError where --store names a folder that is not there."""
        from tuinews.store.errors import LibraryError

        if self.named and not self.places.data.exists():
            raise LibraryError(
                f"There is no library in {self.places.data}; `import` and `add` make one."
            )

    @contextmanager
    def library(self, *, make: bool = False) -> Iterator[Library]:
        """Open the user's library, in step with its files; close it at the end.

        Raises LibraryError where --store names a folder that is not there, unless with `make`.
        The usual one of somebody new is empty, and no error.
        """
        from tuinews.cli import out  # the app prints nothing
        from tuinews.store.library import Library

        if not make:
            self.check_named()
        library = Library(self.places.data, self.places.cache)
        try:
            if library.upkeep.behind():
                _mend(library)
            yield library
        finally:
            library.close()
            for notice in library.notices:
                out.warn(notice)


def _check_rules(rules: Iterable[Rule], path: Path) -> None:
    from tuinews.config import wrong_rule
    from tuinews.store.query.language import QueryError, parse

    for number, rule in enumerate(rules, 1):
        try:
            parse(rule.query)
        except QueryError as error:
            why = f"cannot search for `{rule.query}`: {error}"
            raise wrong_rule(path, number, why) from error


def _mend(library: Library) -> None:
    """Bring the index up to date; where it cannot be written, what it has is still read."""
    from tuinews.cli import out
    from tuinews.store.errors import StoreError

    try:
        with out.Progress("bringing the index up to date") as progress:
            library.upkeep.mend(progress.at)
    except StoreError as error:
        out.warn(str(error))
