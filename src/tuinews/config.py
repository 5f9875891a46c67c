"""Reading the settings from TOML, and telling what is wrong with them, where, and what is meant."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import Field, fields
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from typing import Any, get_type_hints

from tuinews import limits, text
from tuinews.model import TuinewsError
from tuinews.paths import expand
from tuinews.settings import (
    SECTIONS,
    TOP_TOO,
    Browser,
    Config,
    Export,
    Fetch,
    Keep,
    Notify,
    Rule,
    RuleAction,
    Ui,
    default_file,
    toml,
)

__all__ = [
    "Browser",
    "Config",
    "ConfigError",
    "Export",
    "Fetch",
    "Keep",
    "Notify",
    "Rule",
    "RuleAction",
    "Ui",
    "check_keys",
    "create",
    "default_file",
    "load",
    "toml",
    "wrong",
]


class ConfigError(TuinewsError):
    """A setting cannot be used: "FILE, line 3: unknown setting `them`; did you mean `theme`?"."""


# --- reading ----------------------------------------------------------------------------


def load(path: Path) -> Config:
    """Read the settings from `path`; the defaults where there is no such file.

    Raises ConfigError, which names the file, the line and what to write instead; several
    faults stand in one message.
    """
    source = _read(path)
    return _Reading(path, source).config() if source.strip() else Config()


def _read(path: Path) -> str:
    """Return the text of the file, "" where there is none, without a byte order mark."""
    try:
        try:
            regular = S_ISREG(path.stat().st_mode)
        except FileNotFoundError:
            return ""
        if not regular:
            raise ConfigError(f"{_name(path)} is not a file; move it away or write one there")
        with path.open("rb") as stream:
            raw = stream.read(limits.CONFIG + 1)
    except OSError as error:
        raise ConfigError(f"cannot read {_name(path)}: {error.strerror}") from error
    if len(raw) > limits.CONFIG:
        raise ConfigError(f"{_name(path)} is larger than 1 MiB: no file of settings")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _fault(path, line, "not UTF-8; save the file as UTF-8") from error


def _parse(path: Path, source: str) -> dict[str, Any]:
    import tomllib  # imported late: only a file of settings needs it

    try:
        return tomllib.loads(source.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        why, _, place = str(error).rpartition(" (at ")
        if place == "end of document)":
            line = source.count("\n") + 1
        else:
            line = int("".join(filter(str.isdigit, place.partition(",")[0])) or 1)
            why += " at" + place.partition(",")[2].rstrip(")") if "column" in place else ""
        raise _fault(path, line, text.shown_line(why)) from error
    except RecursionError as error:
        raise ConfigError(f"{_name(path)}: lists or tables nested too deeply") from error
    except ValueError as error:  # int() refuses thousands of digits
        raise ConfigError(f"{_name(path)}: a number with too many digits") from error


class _Reading:
    """One pass over one file: collects the values and every fault."""

    def __init__(self, path: Path, source: str) -> None:
        self.path = path
        self.source = source
        self.values: dict[str, dict[str, Any]] = {name: {} for name in SECTIONS}
        self.faults: list[tuple[int, str]] = []  # line from 1, or 0; what is wrong there

    def config(self) -> Config:
        """Return the settings, or raise all that is wrong with them as one ConfigError."""
        keys: Mapping[str, str] = {}
        rules: tuple[Rule, ...] = ()
        for name, value in _parse(self.path, self.source).items():
            if name == "keys":
                keys = self._keys(value)
            elif name == "rules":
                rules = self._rules(value)
            elif name in SECTIONS:
                self._section(name, value)
            else:
                self._top(name, value)
        if self.faults:
            raise _several(self.path, self.faults)
        sections = {name: made(**self.values[name]) for name, made in SECTIONS.items()}
        return Config(**sections, keys=MappingProxyType(dict(keys)), rules=rules)

    def _top(self, name: str, value: Any) -> None:
        for section in TOP_TOO:
            if any(one.name == name for one in fields(SECTIONS[section])):
                self._take(section, name, value, (name,))
                return
        self._unknown((name,))

    def _section(self, section: str, value: Any) -> None:
        if not isinstance(value, dict):
            self._fault((section,), f"`{section}` is a section: write [{section}] above its lines")
            return
        known = {one.name for one in fields(SECTIONS[section])}
        for name, inner in value.items():
            if name in known:
                self._take(section, name, inner, (section, name))
            else:
                self._unknown((section, name))

    def _take(self, section: str, name: str, value: Any, where: tuple[str, ...]) -> None:
        made = SECTIONS[section]
        about = next(one for one in fields(made) if one.name == name)
        if name in self.values[section]:
            self._fault(where, f"`{name}` is set twice: once at the top, once in [{section}]")
            return
        try:
            checked = _checked(value, get_type_hints(made)[name], about)
            if checked and about.metadata["kind"] == "file":
                checked = str((self.path.parent / expand(checked)).absolute())
            self.values[section][name] = checked
        except (ValueError, TuinewsError) as error:
            self._fault(where, f"`{'.'.join(where)}` {error}")

    def _keys(self, value: Any) -> dict[str, str]:
        keys: dict[str, str] = {}
        if not isinstance(value, dict):
            self._fault(("keys",), "`keys` is a section: write [keys] above its lines")
            return keys
        for action, given in value.items():
            parts = given.split(",") if isinstance(given, str) else given
            if not isinstance(parts, list) or not all(
                isinstance(part, str) and part.strip() and part.isprintable() for part in parts
            ):
                self._fault(("keys", action), f'`keys.{action}` must be keys such as "s,ctrl+s"')
                continue
            keys[action] = ",".join(part.strip() for part in parts)
        return keys

    def _rules(self, value: Any) -> tuple[Rule, ...]:
        rules: list[Rule] = []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._fault(("rules",), "`rules` are sections: write [[rules]] above each")
            return ()
        for number, one in enumerate(value, 1):
            try:
                rules.append(_rule(one))
            except ValueError as error:
                line = line_of(self.source, ("rules",), number)
                self.faults.append((line, text.shown_line(f"rule {number} {error}")))
        return tuple(rules)

    def _unknown(self, where: tuple[str, ...]) -> None:
        from tuinews.spelling import closest

        known = {f"{name}.{one.name}" for name, made in SECTIONS.items() for one in fields(made)}
        bare = {one.name for name in TOP_TOO for one in fields(SECTIONS[name])}
        wanted = ".".join(where)
        hint = closest(wanted, known | bare)
        if not hint and len(where) == 1:  # `command` for `browser.command`
            hint = next((name for name in sorted(known) if name.endswith(f".{wanted}")), "")
        tail = f"did you mean `{hint}`?" if hint else "`tuinews config --default` lists all"
        shown = wanted if wanted.isprintable() else repr(wanted)[1:-1]
        self._fault(where, f"unknown setting `{text.shown_line(shown, 60)}`; {tail}")

    def _fault(self, where: tuple[str, ...], why: str) -> None:
        self.faults.append((line_of(self.source, where), text.shown_line(why)))


def _checked(value: Any, expected: Any, about: Field[Any]) -> Any:
    """Return `value` as the setting wants it; raises ValueError with what it must be."""
    allowed = about.metadata
    if expected is bool:
        if not isinstance(value, bool):
            raise ValueError(f"must be true or false, not {_quoted(value)}")
        return value
    if expected is int:
        low, high = allowed["low"], allowed["high"]
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"must be a whole number from {low} to {high}, not {_quoted(value)}")
        return value
    if allowed["kind"] == "command":
        return _command(value)
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError(f"must be one line of text, not {_quoted(value)}")
    if allowed["choices"] and value not in allowed["choices"]:
        raise ValueError(f"must be one of {', '.join(allowed['choices'])}, not {_quoted(value)}")
    if allowed["kind"] == "folder":
        return str(Path(expand(value)).absolute())
    return value


def _rule(given: dict[str, Any]) -> Rule:
    """Return a rule; raises ValueError with what it lacks."""
    names = {one.name for one in fields(Rule)}
    for name, value in given.items():
        if name not in names:
            raise ValueError(f"has {_quoted(name)}; it takes {', '.join(sorted(names))}")
        if not isinstance(value, str) or not value.isprintable():
            raise ValueError(f"has {name} = {_quoted(value)}; it must be one line of text")
    if not given.get("query", "").strip():
        raise ValueError("needs a query: the words that articles are found by")
    actions = [action.value for action in RuleAction]
    if given.get("action") not in actions:
        raise ValueError(f"needs an action, one of {', '.join(actions)}")
    rule = Rule(**{**given, "action": RuleAction(given["action"])})
    if (rule.action is RuleAction.TAG) != bool(rule.tag.strip()):
        raise ValueError("needs a tag" if not rule.tag else f"takes no tag: it is to {rule.action}")
    return rule


def _command(value: Any) -> tuple[str, ...]:
    """Return the words of a command that is written as a list or as one text."""
    words = value
    if isinstance(value, str):
        import shlex  # only for a user who names a browser

        try:
            words = shlex.split(value)
        except ValueError as error:
            raise ValueError(f"has a quote that is never closed: {_quoted(value)}") from error
    if not isinstance(words, list) or not all(
        isinstance(word, str) and word.isprintable() for word in words
    ):
        raise ValueError(f"must be a command: text, or a list of texts, not {_quoted(value)}")
    if words and (not words[0].strip() or words[0].startswith("-") or "%u" in words[0]):
        raise ValueError("must begin with the name of a program")
    if any("%u" in word and word != "%u" for word in words):
        raise ValueError("must let %u stand alone: inside another word a shell could read it")
    return tuple(words)


def _quoted(value: Any) -> str:
    try:
        written = repr(value)
    except ValueError:  # a number of thousands of digits
        written = "a huge number"
    return text.shown_line(written, 60)


def line_of(source: str, where: tuple[str, ...], nth: int = 1) -> int:
    """Return the line, from 1, of a setting such as ("browser", "command"); 0 if not found.

    `nth` is for what may stand there several times, such as ("rules",).
    """
    section: tuple[str, ...] = ()
    best = 0
    for number, row in enumerate(source.split("\n"), 1):
        bare = row.strip()
        if bare.startswith("["):
            header = bare.partition("]")[0].strip("[] ")
            section = tuple(part.strip(" \"'") for part in header.split("."))
            found = section
        elif "=" in bare and not bare.startswith("#"):
            name = bare.partition("=")[0]
            found = section + tuple(part.strip(" \"'") for part in name.split("."))
        else:
            continue
        if found == where:
            nth -= 1
            if not nth:
                return number
        if found[: len(where)] == where or (section == where[:-1] and where[-1] in bare):
            best = best or number
    return best


def _name(path: Path) -> str:
    return text.shown_line(os.fspath(path), 300)


def _several(path: Path, faults: Sequence[tuple[int, str]]) -> ConfigError:
    """Return the error for all that is wrong, each with its line, or 0."""
    told = [f"line {line}: {why}" if line else why for line, why in faults[:5]]
    comma = ", " if faults[0][0] else ": "
    return ConfigError(_name(path) + comma + "; ".join(told))


def _fault(path: Path, line: int, why: str) -> ConfigError:
    place = f"{_name(path)}, line {line}" if line else _name(path)
    return ConfigError(f"{place}: {text.shown_line(why)}")


# --- what only the screen knows -----------------------------------------------------------


def wrong(path: Path, setting_name: str, why: str) -> ConfigError:
    """Return the error for a setting that proved wrong after loading, with its line.

    `setting_name` is as in the file, "ui.theme" or "keys.star"; `why` completes the
    sentence: "is no theme; did you mean `nord`?".
    """
    return _fault(path, _line_of_name(_read(path), setting_name), f"`{setting_name}` {why}")


def wrong_rule(path: Path, number: int, why: str) -> ConfigError:
    """Return the error for a rule, from 1, that proved wrong after loading, with its line."""
    return _fault(path, line_of(_read(path), ("rules",), number), f"rule {number} {why}")


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
        raise _several(
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
        raise ConfigError(f"{_name(path)} is there already; it stays as it is") from error
    except OSError as error:
        raise ConfigError(f"cannot write {_name(path)}: {error.strerror}") from error
    return path
