"""What importing and running loads: a start pays only for what it shows."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from importlib import import_module

import pytest

#: What is slow to load, and what only one layer may know.
HEAVY = frozenset(
    {
        *("textual", "rich", "tinydb", "bs4", "lxml", "feedparser", "httpcore2", "anyio", "h11"),
        *("filelock", "platformdirs", "markdown_it", "pygments", "asyncio", "ssl", "email"),
        *("urllib.request", "http.client", "concurrent.futures", "multiprocessing", "tomllib"),
    }
)
_REPORT = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def loaded(code: str, *words: str) -> set[str]:
    """Run `code` in a fresh interpreter; returns the names of the modules it loaded."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\n{_REPORT}", *words],
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    names: list[str] = json.loads(ran.stdout.splitlines()[-1])
    return set(names)


def heavy(names: set[str]) -> set[str]:
    return {one for one in HEAVY if one in names}


@pytest.mark.parametrize(
    "module",
    [
        *("model", "text", "columns", "paths", "config", "export", "ingest", "samples"),
        *("store.library", "store.query", "intake.files", "intake.jsonl", "stories"),
        *("cli", "cli.parser", "cli.context", "cli.reading", "cli.marking", "cli.importing"),
        *("cli.exporting", "cli.relating", "cli.upkeep", "cli.app", "cli.feeds"),
    ],
)
def test_a_module_of_the_core_loads_nothing_heavy(module: str) -> None:
    assert heavy(loaded(f"import tuinews.{module}")) == set()


def test_a_library_loads_what_is_of_an_account_only_where_there_is_one() -> None:
    names = loaded("import tuinews.store.library")
    assert not names & {"tuinews.store.disk.accounts", "tuinews.store.disk.journalfile", "secrets"}


def test_cleaning_knows_neither_screen_nor_store() -> None:
    names = loaded("import tuinews.clean")
    assert heavy(names) & {"textual", "rich", "tinydb", "httpcore2"} == set()
    assert not [one for one in names if one.startswith("tuinews.store")]


def run(*words: str) -> set[str]:
    """Return what running `tuinews` with these words loads, its output set aside."""
    code = (
        "import io, sys, contextlib\n"
        "from tuinews.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    code = main({list(words)!r})\n"
        "assert code in (0, 2), code"
    )
    return loaded(code)


def test_the_version_loads_next_to_nothing() -> None:
    names = run("--version")
    assert heavy(names) == set()
    ours = {one for one in names if one.startswith("tuinews.")}
    assert ours == {"tuinews.cli", "tuinews.cli.entry"}
    assert not names & {"argparse", "dataclasses", "pathlib", "sqlite3", "json.decoder"} - {
        *loaded("")
    }


@pytest.mark.parametrize("command", ["list", "search", "star", "tag", "stories", "feeds"])
def test_a_command_loads_nothing_heavy(command: str) -> None:
    words = {"search": ["storm"], "star": ["--query", "storm"]}.get(command, [])
    assert heavy(run(command, *words)) - {"filelock"} == set()


def test_listing_loads_the_index_and_neither_cleaning_nor_intake() -> None:
    names = run("list")
    assert "sqlite3" in names
    for part in ("clean", "intake", "stories", "ui", "config", "export"):
        assert not [one for one in names if one.startswith(f"tuinews.{part}")], part


def test_the_library_writes_a_mark_without_tinydb() -> None:
    assert "tinydb" not in run("read", "--query", "storm")


#: What the app loads when it is asked for, and not for its first screen.
LATER = frozenset(
    {
        *("stories", "clean", "intake", "export", "refresh"),
        *(
            "ui.dialogs.answers",
            "ui.dialogs.confirm",
            "ui.dialogs.forms",
            "ui.dialogs.help",
            "ui.dialogs.menu",
            "ui.dialogs.searchdialog",
            "ui.dialogs.subscribing",
        ),
        *(
            "ui.dialogs.feedsettings",
            "ui.screens.comparescreen",
            "ui.screens.newsscreen",
            "ui.screens.newslines",
            "ui.dialogs.picking",
        ),
        *("ui.dialogs.suggestions", "ui.start.portrait", "cli.parser", "cli.options"),
        *("cli.out", "ingest", "overrides", "deck", "store.merge", "store.adding", "store.upkeep"),
        *("store.relating",),
        *("store.index.entries", "store.index.fields", "store.query.language", "store.query.trial"),
        *("ui.commands", "ui.searchfield", "ui.drawing.asciisigns", "ui.lists.relatedgroups"),
        *("ui.lists.whyempty", "ui.reading.items", "ui.reading.links", "ui.reading.newness"),
        *("ui.reading.revised", "ui.reading.table", "ui.reading.teaser", "ui.reading.xray"),
        *("ui.tasks.unfolding", "ui.tasks.walking"),
        *(
            "ui.tasks.adding",
            "ui.dialogs.candidates",
            "ui.tasks.comparing",
            "ui.tasks.correcting",
            "ui.dialogs.feedlines",
        ),
        *(
            "ui.tasks.following",
            "ui.tasks.importing",
            "ui.tasks.marking",
            "ui.tasks.muting",
            "ui.tasks.savedsearches",
        ),
        *(
            "ui.tasks.sharing",
            "ui.tasks.sourceediting",
            "ui.tasks.piping",
            "ui.tasks.feedediting",
            "ui.tasks.viewmenus",
        ),
    }
)
#: What an empty app of Textual does not load, nor ours.
NEEDLESS = frozenset(
    {"tinydb", "markdown_it", "bs4", "lxml", "feedparser", "ssl", "multiprocessing"}
)


#: Makes the app as the command does, and all that its main screen holds from the first on.
MAKE_THE_APP = """
import tuinews.cli.app
tuinews.cli.app.load_asyncio()
from tuinews.cli.context import Context
from tuinews.cli.screen import GuardedApp
from tuinews.clock import utc_now
from tuinews.samples import Shelves
from tuinews.store.library import Library
context = Context.of(None, None)
places = context.places
shelves = Shelves(places, Library(places.data, places.cache))
GuardedApp(shelves, context.config, places, utc_now)
"""


@pytest.fixture(scope="module")
def first_screen() -> set[str]:
    return loaded(MAKE_THE_APP)


def test_the_first_screen_loads_nothing_that_it_does_not_show(first_screen: set[str]) -> None:
    assert "tuinews.ui.main" in first_screen
    ours = {
        one for one in first_screen for part in LATER if f"{one}.".startswith(f"tuinews.{part}.")
    }
    assert ours == set()
    empty = loaded("import textual.app, textual.widgets._static")
    assert first_screen & NEEDLESS - {"ssl"} <= empty
    assert "ssl" not in first_screen


def test_what_the_first_screen_loads_makes_its_values_fast(first_screen: set[str]) -> None:
    for name in first_screen - {"tuinews.values"}:
        if name.startswith("tuinews."):
            assert vars(import_module(name)).get("dataclass") is not dataclasses.dataclass, name


def test_asyncio_without_tls_leaves_tls_to_others() -> None:
    code = "from tuinews.cli.app import load_asyncio; load_asyncio(); import ssl; ssl.SSLContext"
    assert "ssl" in loaded(code)
    kept = "import asyncio, ssl; from tuinews.cli.app import load_asyncio; load_asyncio()"
    assert {"asyncio", "ssl"} <= loaded(f"{kept}; assert asyncio.sslproto.ssl is ssl")


def test_the_first_headlines_need_no_textual() -> None:
    names = loaded("import tuinews.cli.app, tuinews.samples, tuinews.ui.start.early")
    assert "textual" not in names
    assert "asyncio" not in names
    assert "tuinews.ui.lists.relatedlines" not in names
    assert {one for one in names if one.startswith("rich.")} <= {
        *("rich._extension", "rich._unicode_data", "rich.cells"),
        *(one for one in names if one.startswith("rich._unicode_data.")),
    }
