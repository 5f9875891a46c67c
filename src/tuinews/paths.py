"""Where tuinews keeps its files, and where the files that came with it lie.

The folders follow the XDG base directory specification; `TUINEWS_DATA_DIR`, `_CACHE_DIR`,
`_CONFIG_DIR` and `_STATE_DIR` name others. Nothing here creates or reads a file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from tuinews.model import TuinewsError
from tuinews.values import dataclass

_XDG = {
    "DATA": ("XDG_DATA_HOME", ".local/share"),
    "CACHE": ("XDG_CACHE_HOME", ".cache"),
    "CONFIG": ("XDG_CONFIG_HOME", ".config"),
    "STATE": ("XDG_STATE_HOME", ".local/state"),
}


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one user, and the file of settings; any of them may not exist yet."""

    data: Path  # articles and what the user did with them: the truth
    cache: Path  # what can be made again from the data
    config: Path  # config.toml
    state: Path  # logs of crashes, search history
    settings: Path | None = None  # a file that was named in place of config/config.toml

    @property
    def config_file(self) -> Path:
        """Where the settings are read from."""
        return self.settings or self.config / "config.toml"


def places(environ: Mapping[str, str] = os.environ) -> Places:
    """Return the folders that `environ` asks for, else those of the XDG specification.

    Raises TuinewsError where no home folder is known.
    """
    return Places(
        data=_place("DATA", environ),
        cache=_place("CACHE", environ),
        config=_place("CONFIG", environ),
        state=_place("STATE", environ),
    )


def _place(kind: str, environ: Mapping[str, str]) -> Path:
    own = environ.get(f"TUINEWS_{kind}_DIR", "")
    if own:
        return Path(expand(own)).absolute()
    variable, below_home = _XDG[kind]
    base = environ.get(variable, "")
    # The specification: "if an implementation encounters a relative path it should
    # consider the path invalid and ignore it."
    if not Path(base).is_absolute():
        return Path(_home(environ), below_home, "tuinews")
    return Path(base, "tuinews")


def _home(environ: Mapping[str, str]) -> Path:
    home = environ.get("HOME", "")
    if home:
        return Path(home).absolute()
    try:
        return Path.home()
    except RuntimeError as error:
        raise TuinewsError(
            "no home folder is known; set HOME, or TUINEWS_DATA_DIR, TUINEWS_CACHE_DIR, "
            "TUINEWS_CONFIG_DIR and TUINEWS_STATE_DIR"
        ) from error


def expand(path: str) -> str:
    """Return `path` with a leading "~" or "~name" replaced by that home folder.

    Raises TuinewsError for a user who is not there, or a NUL in the path.
    """
    if "\0" in path:
        raise TuinewsError("a path cannot hold a NUL character")
    whole = os.path.expanduser(path)  # noqa: PTH111 - Path.expanduser raises RuntimeError
    if whole.startswith("~") and path.startswith("~"):
        raise TuinewsError(f"no home folder is known for {path.split('/')[0]!r}")
    return whole


def assets(kind: Literal["styles", "seeds"]) -> Path:
    """Return the folder of the style sheets or of the sample captures.

    They lie in the package once it is installed, and beside `src` in a checkout.
    """
    package = Path(__file__).resolve().parent
    installed = package / "assets" / kind
    return installed if installed.is_dir() else package.parents[1] / kind
