"""The user's settings: what there is, what each means and allows.

A setting is one `setting(...)` line below: its default, its meaning and its limits. The
commented default file (`tuinews config --default`) and every check are made from these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, Field, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

from tuinews import limits
from tuinews.values import dataclass


def setting(
    default: Any,
    doc: str,
    *,
    low: int | None = None,
    high: int | None = None,
    choices: Collection[str] = (),
    kind: str = "",
) -> Any:
    """Declare one setting of a section: its default, what it means, and what is allowed.

    `low` and `high` bound a number, `choices` a text. `kind` is "command" (a list of words,
    or one text that is split as a shell would), "folder", "file" (seen from the folder of
    the settings), or "" for a plain value.
    """
    about = {"doc": doc, "low": low, "high": high, "choices": tuple(choices), "kind": kind}
    return field(default=default, metadata=about)


@dataclass(frozen=True, slots=True)
class Ui:
    """How the screen looks. These may also stand at the top of the file, without [ui]."""

    theme: str = setting("tuinews-dark", "The colours; `t` in the app shows all of them.")
    ascii: bool = setting(False, "Signs of plain ASCII (* # >) in place of ● ★ ▸.")
    width: int = setting(72, "Columns that the text of an article takes.", low=40, high=120)
    animation: Literal["none", "basic", "full"] = setting(
        "none", "What may move on the screen.", choices=("none", "basic", "full")
    )
    mouse: bool = setting(True, "Whether the mouse works; false leaves it to the terminal.")
    fold: bool = setting(
        True, "Whether a list shows a story as one row; `I` in the app turns it on and off."
    )
    list: Literal["beside", "above"] = setting(
        "beside",
        "Where the list stands on a wide screen: beside the article, or above it with room for\n"
        "whole headlines; `L` in the app changes it.",
        choices=("beside", "above"),
    )
    dates: Literal["relative", "iso"] = setting(
        "relative",
        "Dates in the list: 3h and 20 Oct, or 2021-10-20 always.",
        choices=("relative", "iso"),
    )


@dataclass(frozen=True, slots=True)
class Browser:
    """What opens a link."""

    command: tuple[str, ...] = setting(
        (),
        "The program and its words, as a list or as one text; %u stands for the address,\n"
        "which is added at the end where no %u is. Never run through a shell.\n"
        "Empty: $BROWSER, or what the system opens links with.",
        kind="command",
    )


@dataclass(frozen=True, slots=True)
class Media:
    """What opens the files that an article brings along; empty: what opens a link."""

    audio: tuple[str, ...] = setting(
        (), 'The program for sound, as "mpv --no-video %u".', kind="command"
    )
    video: tuple[str, ...] = setting((), 'The program for films, as "mpv %u".', kind="command")
    image: tuple[str, ...] = setting((), 'The program for pictures, as "feh %u".', kind="command")

    def command(self, kind: str) -> tuple[str, ...]:
        """Return what opens a file of a MIME type such as "audio/mpeg"; () for none."""
        family = kind.partition("/")[0].casefold()
        return {"audio": self.audio, "video": self.video, "image": self.image}.get(family, ())


@dataclass(frozen=True, slots=True)
class Pipe:
    """What an article is given to, as Markdown on its standard input."""

    command: tuple[str, ...] = setting(
        (),
        'The program and its words, as "wc -w". Never run through a shell, and nothing of the\n'
        "article becomes a word of it. Empty: it is asked for each time.",
        kind="command",
    )
    terminal: bool = setting(False, "Whether it needs the terminal, as a pager does.")


@dataclass(frozen=True, slots=True)
class Export:
    """Where and how articles are saved."""

    folder: str = setting("~/tuinews", "The folder that saved articles go to.", kind="folder")
    format: Literal["markdown", "text", "json"] = setting(
        "markdown", "The format of a saved article.", choices=("markdown", "text", "json")
    )


@dataclass(frozen=True, slots=True)
class Clean:
    """How articles are freed from what is not part of them."""

    rules: str = setting(
        "",
        "A file of furniture words of your own, or a folder of such files: what they match is\n"
        "cut from every article that comes in. `tuinews clean --help` shows the form.",
        kind="file",
    )


@dataclass(frozen=True, slots=True)
class Fetch:
    """How feeds are fetched. These may also stand at the top of the file, without [fetch]."""

    refresh_minutes: int = setting(
        30,
        "Minutes between two refreshes while the app is open; 0: only when asked.",
        low=0,
        high=10080,
    )
    feed_minutes: int = setting(
        60, "Minutes between two requests to one feed, where it has no own.", low=5, high=1440
    )
    connections: int = setting(50, "Feeds that are fetched at once.", low=1, high=200)
    per_host: int = setting(2, "Connections to one host at once.", low=1, high=10)
    connect_s: int = setting(limits.CONNECT_S, "Seconds to wait for a connection.", low=1, high=60)
    idle_s: int = setting(
        limits.IDLE_S, "Seconds to wait for the next piece of an answer.", low=1, high=60
    )
    total_s: int = setting(
        limits.TOTAL_S, "Seconds that one feed may take in all.", low=1, high=300
    )
    redirects: int = setting(
        limits.REDIRECTS, "How often one feed may lead on to another address.", low=0, high=20
    )
    body_mib: int = setting(
        limits.BODY_MIB, "MiB of one feed or page, unpacked.", low=1, high=limits.BODY_MOST_MIB
    )
    parse_s: int = setting(
        limits.PARSE_S, "Seconds of processor time to read one feed or page.", low=1, high=60
    )
    parse_mib: int = setting(
        limits.PARSE_MIB, "MiB of memory to read one feed or page.", low=256, high=8192
    )


@dataclass(frozen=True, slots=True)
class Keep:
    """What stays of what feeds bring. Starred, tagged and noted articles always do."""

    days: int = setting(0, "Days that articles are kept; 0: for ever.", low=0, high=36500)
    count: int = setting(0, "Articles that are kept of each feed; 0: all.", low=0, high=1_000_000)
    unread: bool = setting(True, "Whether unread articles stay, however old and many.")


@dataclass(frozen=True, slots=True)
class Notify:
    """What you are told of as it comes in, outside the list. Nothing, unless you ask for it."""

    of: Literal["rules", "new"] = setting(
        "rules",
        "Of what: articles that a rule with the action notify finds; or besides, after each\n"
        "refresh, how many new articles have come. Muted feeds never.",
        choices=("rules", "new"),
    )
    program: tuple[str, ...] = setting(
        (),
        'The program that tells, as "notify-send --app-name tuinews tuinews"; the text is added\n'
        "as one word at the end. Never run through a shell. Also run by `tuinews refresh`.",
        kind="command",
    )
    terminal: Literal["none", "bell", "osc9", "osc777"] = setting(
        "none",
        "What the terminal is sent as well: a bell, or the text by OSC 9 (iTerm2, kitty, WezTerm,\n"
        "Windows Terminal) or OSC 777 (foot, Ghostty, urxvt).",
        choices=("none", "bell", "osc9", "osc777"),
    )


class RuleAction(StrEnum):
    """What a rule does with an article that comes in."""

    HIDE = "hide"  # it is not taken in at all
    READ = "read"
    STAR = "star"
    TAG = "tag"
    NOTIFY = "notify"


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do with new articles that a query finds: one [[rules]] of the file."""

    query: str  # in the search language
    action: RuleAction
    tag: str = ""  # of the action "tag"
    feed: str = ""  # the address of a feed: only with what it brings


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, a field a section of the file. The defaults work."""

    ui: Ui = Ui()
    browser: Browser = Browser()
    media: Media = Media()
    pipe: Pipe = Pipe()
    export: Export = Export()
    clean: Clean = Clean()
    fetch: Fetch = Fetch()
    keep: Keep = Keep()
    notify: Notify = Notify()
    rules: tuple[Rule, ...] = ()
    #: Keys that the user gave to actions: id of the action -> its keys, comma separated.
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


#: Every section of the file but [keys], by name.
SECTIONS: dict[str, type[Any]] = {
    "ui": Ui,
    "browser": Browser,
    "media": Media,
    "pipe": Pipe,
    "export": Export,
    "clean": Clean,
    "fetch": Fetch,
    "keep": Keep,
    "notify": Notify,
}
#: Sections whose settings may stand at the top of the file too.
TOP_TOO = ("ui", "fetch")
_KEYS_DOC = """\
# The keys of each action, comma separated. A key that you give to one is taken from any other.

"""
_RULES_DOC = """\
# What is done with new articles from feeds that a query finds: hide, read, star, tag or notify.
# What you import yourself is left alone.
# [[rules]]
# query = "headline:lottery"
# action = "hide"
#
# [[rules]]
# query = "storm port"
# action = "tag"
# tag = "harbour"
"""


# --- writing ----------------------------------------------------------------------------


def default_file(actions: Iterable[tuple[str, str, str]]) -> str:
    """Return a file of settings with every setting, its meaning and its default, commented.

    `actions` are those of [keys]: the id, the keys and what it does.
    """
    parts = ["# Settings of tuinews. Every line shows the default; remove the # to change it.\n"]
    for name, made in SECTIONS.items():
        parts.append(f"[{name}]\n# {made.__doc__}\n")
        parts += [_documented(one) for one in fields(made)]
    keys = "".join(f"# {name} = {toml(keys)}  # {says}\n" for name, keys, says in actions)
    parts.append(f"[keys]\n{_KEYS_DOC}{keys}")
    parts.append(_RULES_DOC)
    return "\n".join(parts)


def _documented(one: Field[Any]) -> str:
    assert one.default is not MISSING
    about = one.metadata
    doc = about["doc"]
    if about["choices"]:
        doc += f" One of: {', '.join(about['choices'])}."
    elif about["low"] is not None:
        doc += f" From {about['low']} to {about['high']}."
    comment = "".join(f"# {row}\n" for row in doc.split("\n"))
    return f"{comment}# {one.name} = {toml(one.default)}\n"


def toml(value: Any) -> str:
    """Return a value of a setting as the file has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(toml(part) for part in value) + "]"
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
