"""The file of settings: read, checked against what only the screen knows, written anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from stat import S_ISREG

from tuinews import limits, text
from tuinews.configfaults import ConfigError, fault, line_of, several, shown_path
from tuinews.settings import Config

__all__ = ["ConfigError", "check_keys", "check_theme", "create", "load", "wrong", "wrong_rule"]


def load(path: Path) -> Config:
    """Read the settings from `path`; the defaults where there is no such file.

    Raises ConfigError, which names the file, the line and what to write instead; several
    faults stand in one message.
    """
    source = _read(path)
    if not source.strip():
        return Config()
    from tuinews import configreading  # imported late: most users have no such file

    return configreading.config(path, source)


def _read(path: Path) -> str:
    """Return the text of the file, "" where there is none, without a byte order mark."""
    try:
        try:
            regular = S_ISREG(path.stat().st_mode)
        except FileNotFoundError:
            return ""
        if not regular:
            raise ConfigError(f"{shown_path(path)} is not a file; move it away or write one there")
        with path.open("rb") as stream:
            raw = stream.read(limits.CONFIG + 1)
    except OSError as error:
        raise ConfigError(f"cannot read {shown_path(path)}: {error.strerror}") from error
    if len(raw) > limits.CONFIG:
        raise ConfigError(f"{shown_path(path)} is larger than 1 MiB: no file of settings")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise fault(path, line, "not UTF-8; save the file as UTF-8") from error


# --- what only the screen knows -----------------------------------------------------------


def wrong(path: Path, setting_name: str, why: str) -> ConfigError:
    """Return the error for a setting that proved wrong after loading, with its line.

    `setting_name` is as in the file, "ui.theme" or "keys.star"; `why` completes the
    sentence: "is no theme; did you mean `nord`?".
    """
    return fault(path, _line_of_name(_read(path), setting_name), f"`{setting_name}` {why}")


def wrong_rule(path: Path, number: int, why: str) -> ConfigError:
    """Return the error for a rule, from 1, that proved wrong after loading, with its line."""
    return fault(path, line_of(_read(path), ("rules",), number), f"rule {number} {why}")


def _line_of_name(source: str, setting_name: str) -> int:
    where = tuple(setting_name.split(".", 1))
    return line_of(source, where) or line_of(source, where[1:])


def check_theme(path: Path, theme: str, known: Collection[str]) -> None:
    """Raise ConfigError where the file at `path` wants a theme that is none of the `known`."""
    if theme not in known:
        from tuinews.spelling import closest

        near = closest(theme, known)
        tail = f"; did you mean `{near}`?" if near else "; `t` in the app shows all"
        raise wrong(path, "ui.theme", f"is no theme{tail}")


def check_keys(
    path: Path, keys: Mapping[str, str], actions: Collection[str], is_key: Callable[[str], bool]
) -> None:
    """Raise ConfigError where [keys] of the file at `path` cannot be followed.

    That is where it names an action that is none, gives one key to two of them, or asks for
    a key that no keyboard has: `is_key` tells of each.
    """
    faults: list[tuple[str, str]] = []
    given: dict[str, str] = {}
    for action, wanted in keys.items():
        if action not in actions:
            from tuinews.spelling import closest

            hint = closest(action, actions)
            tail = f"did you mean `{hint}`?" if hint else "`tuinews config --default` lists them"
            faults.append((action, f"is no action; {tail}"))
        for key in wanted.split(","):
            if not is_key(key):
                faults.append((action, f"asks for {key}, which is no key"))
            elif given.setdefault(key, action) != action:
                faults.append((action, f"asks for {key}, as `keys.{given[key]}` does"))
    if faults:
        source = _read(path)
        names = [(f"keys.{action}", why) for action, why in faults]
        raise several(
            path,
            [
                (_line_of_name(source, name), text.shown_line(f"`{name}` {why}"))
                for name, why in names
            ],
        )


def create(path: Path, source: str) -> Path:
    """Write a file of settings to `path` where no file is; returns `path`. Raises ConfigError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(source)
    except FileExistsError as error:
        raise ConfigError(f"{shown_path(path)} is there already; it stays as it is") from error
    except OSError as error:
        raise ConfigError(f"cannot write {shown_path(path)}: {error.strerror}") from error
    return path
