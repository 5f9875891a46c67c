"""From the text of a file of settings to values that are allowed, or to all that is wrong there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import Field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from tuinews import text
from tuinews.configfaults import ConfigError, fault, line_of, several, shown_path
from tuinews.model import TuinewsError
from tuinews.paths import expand
from tuinews.settings import SECTIONS, TOP_TOO, Config, Rule, RuleAction


def config(path: Path, source: str) -> Config:
    """Return the settings that `source`, read from `path`, holds.

    Raises all that is wrong with them as one ConfigError.
    """
    return _Reading(path, source).config()


def _parse(path: Path, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        why, _, place = str(error).rpartition(" (at ")
        if place == "end of document)":
            line = source.count("\n") + 1
        else:
            line = int("".join(filter(str.isdigit, place.partition(",")[0])) or 1)
            why += " at" + place.partition(",")[2].rstrip(")") if "column" in place else ""
        raise fault(path, line, text.shown_line(why)) from error
    except RecursionError as error:
        raise ConfigError(f"{shown_path(path)}: lists or tables nested too deeply") from error
    except ValueError as error:  # int() refuses thousands of digits
        raise ConfigError(f"{shown_path(path)}: a number with too many digits") from error


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
            raise several(self.path, self.faults)
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
