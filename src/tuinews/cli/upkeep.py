"""`tuinews doctor`, `samples`, `config` and `--reset-terminal`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tuinews import ingest, samples
from tuinews.cli import codes, out
from tuinews.cli.context import Context
from tuinews.counting import counted, size_said

if TYPE_CHECKING:
    from tuinews.store.library import Library
    from tuinews.store.views import Report

#: Leave the alternate screen, mouse, focus and paste modes, the keyboard protocol; show the
#: cursor; plain colours; the usual character set and scroll region.
_RESET = (
    "\x1b[?1049l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[?2004l"
    "\x1b[?2026l\x1b[<u\x1b[?25h\x1b[0m\x1b(B\x1b[r\x1b[?7h"
)


def reset_terminal() -> int:
    """Give the terminal back after a program that was killed; returns the exit code."""
    sys.stdout.write(_RESET)
    sys.stdout.flush()
    if sys.stdin is not None and sys.stdin.isatty():
        import subprocess

        return subprocess.run(["stty", "sane"], check=False).returncode
    return codes.OK


def run_doctor(options: argparse.Namespace, context: Context) -> int:
    """Check the library and mend what can be made again; says what was done."""
    if options.report:
        return _print_evidence(options, context)
    from tuinews.store import library as store

    context.check_named()
    library = store.Library(context.places.data, context.places.cache)
    try:
        behind = library.upkeep.behind()
        if options.check:
            report = library.upkeep.check()
            if options.thorough and (wrong := _differing(library)):
                behind = True
                report = replace(report, problems=(*report.problems, _wrong(wrong)))
        else:
            with out.Progress("mending the index") as progress:
                report = library.upkeep.mend(progress.at)
            if options.thorough and _differing(library):
                with out.Progress("making the index anew") as progress:
                    report = library.upkeep.rebuild(progress.at)
            with out.Progress("relating") as progress:
                ingest.catch_up(library, progress.at)
        named = (*report.problems, *report.lost)
        notices = [one for one in library.notices if one not in named]
    finally:
        library.close()
    well = report.well and not (options.check and behind)
    if options.json:
        out.emit(_report_record(report, notices, well=well))
    else:
        _print_report(report, notices, behind=options.check and behind)
    return codes.OK if well else codes.ERROR


def _print_evidence(options: argparse.Namespace, context: Context) -> int:
    """Print what the user moved between kept and cut, as a file of furniture words."""
    from tuinews import overridereport
    from tuinews.store.index.overridden import moved_in

    with context.library() as library:
        ids = sorted(library.known(moved_in(context.places.data)))
        found = [one for one in map(overridereport.of_article, map(library.article, ids)) if one]
    if options.json:
        for one in found:
            out.emit(overridereport.record(one))
    elif found:
        out.line(overridereport.report(found).rstrip("\n"))
    else:
        out.told("Nothing was moved yet: X in the app shows what was cut, Space moves a line.")
    return codes.OK


def _differing(library: Library) -> list[str]:
    with out.Progress("comparing files and index") as progress:
        return library.upkeep.compare(progress.at)


def _wrong(names: list[str]) -> str:
    more = f" and {len(names) - 5:,} more files" if len(names) > 5 else ""
    return f"the index does not hold what is in {', '.join(names[:5])}{more}"


def _report_record(report: Report, notices: list[str], *, well: bool) -> dict[str, Any]:
    return {
        "well": well,
        "articles": report.articles,
        "files": report.files,
        "states": report.states,
        "bytes": report.bytes,
        "index_bytes": report.index_bytes,
        "mended": list(report.mended),
        "problems": list(report.problems),
        "lost": list(report.lost),
        "notices": notices,
    }


def _print_report(report: Report, notices: list[str], *, behind: bool) -> None:
    out.line(
        f"{counted(report.articles, 'article')} in {counted(report.files, 'file')} "
        f"({size_said(report.bytes)}), index {size_said(report.index_bytes)}"
    )
    for told in notices:
        out.line(told)
    if report.mended:
        out.line(f"indexed again: {counted(len(report.mended), 'file')}")
        for name in report.mended[:20]:
            out.line(f"  {name}")
        if len(report.mended) > 20:
            out.line(f"  and {len(report.mended) - 20:,} more")
    if behind:
        out.line("the index is behind the files; `tuinews doctor` brings it up to date")
    for problem in (*report.problems, *report.lost):
        out.warn(problem)
    if report.well and not behind:
        out.line("all is well")


def run_samples(options: argparse.Namespace, context: Context) -> int:
    """Say whether the sample articles are out; show, hide or remove them."""
    places = context.places
    if options.remove:
        samples.remove(places)
    elif options.hide or options.show:
        samples.put_away(places, options.hide)
    away = samples.away(places)
    if options.json:
        out.emit({"shown": not away, "captures": len(samples.seeds())})
    elif options.remove:
        out.line("samples removed; `tuinews samples --show` brings them back")
    elif away:
        out.line("samples put away; `tuinews samples --show` brings them back")
    else:
        out.line("samples shown while the library is empty; --hide puts them away")
    return codes.OK


def run_config(options: argparse.Namespace, context: Context) -> int:
    """Print the settings in force, where they are read from, or all defaults."""
    from tuinews import config

    if options.path:
        out.line(str(context.places.config_file))
    elif options.default:
        out.line(_default_settings().rstrip("\n"))
    elif options.create:
        out.line(f"written: {config.create(context.places.config_file, _default_settings())}")
    else:
        _print_settings(context, as_json=options.json)
        _check_screen(context)
    return codes.OK


def _check_screen(context: Context) -> None:
    """Check what only the app asks for: keys and theme. Raises ConfigError."""
    from textual.theme import BUILTIN_THEMES

    from tuinews.config import check_keys, check_theme
    from tuinews.ui.actions import ACTIONS
    from tuinews.ui.keys import is_key
    from tuinews.ui.themes import OWN

    path, settings = context.places.config_file, context.config
    check_keys(path, settings.keys, {action.id for action in ACTIONS}, is_key)
    themes = {theme.name for theme in OWN}
    check_theme(path, settings.ui.theme, BUILTIN_THEMES.keys() | themes)


def _default_settings() -> str:
    """Return the file of all defaults, the keys of the app among them."""
    from tuinews.settings import default_file
    from tuinews.ui.actions import ACTIONS

    return default_file((action.id, action.keys, action.says) for action in ACTIONS)


def _print_settings(context: Context, *, as_json: bool) -> None:
    from dataclasses import asdict, fields

    from tuinews.settings import toml

    settings = context.config
    sections: dict[str, Any] = {
        one.name: asdict(getattr(settings, one.name))
        for one in fields(settings)
        if one.name not in ("keys", "rules")
    }
    sections["keys"] = dict(settings.keys)
    rules = [asdict(rule) for rule in settings.rules]
    if as_json:
        out.emit({"path": str(context.places.config_file), **sections, "rules": rules})
        return
    there = "" if context.places.config_file.exists() else " (not there: the defaults hold)"
    out.line(f"# {context.places.config_file}{there}")
    for name, section in sections.items():
        for key, value in section.items():
            out.line(f"{name}.{key} = {toml(value)}")
    for rule in rules:
        out.line("")
        out.line("[[rules]]")
        for key, value in rule.items():
            if value:
                out.line(f"{key} = {toml(value)}")
