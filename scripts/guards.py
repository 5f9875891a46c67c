"""Shows that each guard is watched: takes one away after the other, and a test must fail.

`python scripts/guards.py [WORD...]` works on a copy of the project; with words only guards
whose names hold one of them. A guard that no test misses ends it with 1, one whose text is not
found in the source with 2.
"""

from __future__ import annotations

import os
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
MEMORY = 4 * 1024**3  # bytes that tests may take
COPIED = (
    "src",
    "tests",
    "styles",
    "seeds",
    "benchmarks",
    "scripts",
    "docs",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "dev.py",
)


@dataclass(frozen=True)
class Guard:
    """A guard: what it is, the text that is it, what stands there without it, its tests."""

    name: str
    file: str  # below src/tuinews
    text: str
    without: str
    tests: str  # words for pytest


FAULTS = "tests/faults/test_powerloss.py"

GUARDS: tuple[Guard, ...] = (
    # --- the library ---
    Guard(
        "a file is on the disk before it is renamed",
        "store/disk/files.py",
        "        calls.fsync(handle)\n        return os.fstat(handle)",
        "        return os.fstat(handle)",
        FAULTS,
    ),
    Guard(
        "a name is on the disk before a change is answered",
        "store/disk/files.py",
        "        calls.fsync(handle)\n    except OSError as error:\n        if error.errno not in",
        "        pass\n    except OSError as error:\n        if error.errno not in",
        FAULTS,
    ),
    Guard(
        "a line of the journal is on the disk before it is answered",
        "store/disk/files.py",
        "if torn else content)\n        calls.fsync(handle)",
        "if torn else content)",
        FAULTS,
    ),
    Guard(
        "a file is replaced, not written over",
        "store/disk/files.py",
        "    temporary = path.with_name(",
        "    temporary = path or path.with_name(",
        FAULTS,
    ),
    Guard(
        "what a failed line left is taken back",
        "store/disk/files.py",
        "            calls.truncate(handle, size)",
        "            pass",
        "tests/faults/test_other_files.py",
    ),
    Guard(
        "a line that was cut off is closed",
        "store/disk/files.py",
        'b"\\n" + content if torn else content',
        "content",
        "tests/store/test_marking.py tests/store/test_mending.py tests/faults",
    ),
    Guard(
        "a foreign file is left alone",
        "store/disk/jsonfile.py",
        'said.get("app") != APP',
        "False",
        "tests/store/test_jsonfile.py",
    ),
    Guard(
        "a newer file is left alone",
        "store/disk/jsonfile.py",
        "schema > SCHEMA",
        "False",
        "tests/store/test_jsonfile.py",
    ),
    Guard(
        "a damaged file is set aside",
        "store/disk/storage.py",
        "            self._set_aside()\n",
        "            pass\n",
        "tests/store/test_jsonfile.py",
    ),
    Guard(
        "what is no plain file is refused",
        "store/disk/files.py",
        "def real(path: Path) -> Path:\n",
        "def real(path: Path) -> Path:\n    return path\n",
        "tests/store/test_crash.py -k no_file",
    ),
    Guard(
        "a place that is no folder is refused",
        "store/library.py",
        "        check_folder(data)\n",
        "",
        "tests/store/test_crash.py -k no_folder",
    ),
    Guard(
        "two processes take turns",
        "store/disk/locks.py",
        "            if not self._depth:\n                self._acquire(patience)",
        "            if not self._depth:\n                pass",
        "tests/store/test_crash.py -k 'two_processes or another_writer'",
    ),
    Guard(
        "searches change in one step",
        "store/disk/feeds.py",
        "self.searches.change(wanted, held if held != list(wanted) else ())",
        "self.searches.change({}, held)\n            self.searches.change(wanted, ())",
        "tests/faults/test_other_files.py",
    ),
    # --- text and terminal ---
    Guard(
        "text is gated on its way in",
        "text.py",
        '        text = _UNSEEN.sub("", _SEQUENCE.sub("", text))',
        "        pass",
        "tests/test_text.py",
    ),
    Guard(
        "text is gated on its way out",
        "text.py",
        "    text = safe(text)\n    steady",
        "    steady",
        "tests/test_text.py",
    ),
    Guard(
        "lines on the screen are gated",
        "text.py",
        '    text = " ".join(shown(line(text, limit)).split())\n',
        "",
        "tests/terminal -k library_holds",
    ),
    Guard(
        "marks upon marks are cut",
        "text.py",
        "        if marks <= limits.MARKS:",
        "        if True:",
        "tests/test_text.py",
    ),
    Guard(
        "a signal gives the terminal back",
        "ui/app.py",
        "            loop.add_signal_handler(number, self._end, number)",
        "            pass",
        "tests/cli/test_cli_process.py -k TERM",
    ),
    Guard(
        "after a stop all is painted again",
        "ui/app.py",
        "        self.app_resume_signal.subscribe(self, self._paint_again)",
        "",
        "tests/terminal -k stopped",
    ),
    Guard(
        "a pane of no width has lines",
        "ui/drawing/wrap.py",
        "    width = max(width, 1)",
        "    width = max(width, -9)",
        "tests/ui/test_wrap.py -k no_width",
    ),
    Guard(
        "lines of a capture are counted",
        "clean/plain.py",
        "lines[: limits.PLAIN_LINES], lines[limits.PLAIN_LINES :]",
        "lines, []",
        "tests/clean/test_clean_limits.py",
    ),
    Guard(
        "links of a page are counted",
        "clean/walk.py",
        "self._linked > limits.HTML_LINKS or not value",
        "not value",
        "tests/clean/test_clean_limits.py",
    ),
    # --- the network ---
    Guard(
        "private addresses are refused when connecting",
        "intake/fetching/resolver.py",
        "if private or not _is_private(address)]",
        "]",
        "tests/intake/fetching/test_client.py",
    ),
    Guard(
        "a redirect leads to http only",
        "intake/url.py",
        "if parts.scheme.lower() not in _PORTS or",
        "if",
        "tests/intake/fetching/test_client.py tests/intake/test_url.py",
    ),
    Guard(
        "a password is not sent on by a redirect",
        "intake/fetching/client.py",
        "if request.form is not None:  # what",
        "if False:  # what",
        "tests/intake/accounts",
    ),
    Guard(
        "an account that leads elsewhere is not followed",
        "intake/accounts/finding.py",
        "if old.host != new.host or",
        "if",
        "tests/intake/accounts",
    ),
    Guard(
        "what is sent to an account counts as on its way",
        "refresh/accounts/settling.py",
        "        await asyncio.to_thread(self._remember_mark, tag, items, None)\n",
        "",
        "tests/refresh/test_account_kills.py",
    ),
    Guard(
        "what an account has no longer is not read for that",
        "refresh/accounts/settling.py",
        "return item in self._new or item in self.there.listed or not self.is_unsure(item)",
        "return True",
        "tests/refresh/test_account_kills.py",
    ),
    Guard(
        "an index that is behind is not taken for what was read",
        "refresh/accounts/settling.py",
        "if library.lost != lost:",
        "if False:",
        "tests/refresh/test_account_kills.py",
    ),
    Guard(
        "an account is asked about some before many are taken for read",
        "refresh/accounts/doubting.py",
        "if len(items) <= MANY and not",
        "if True or not",
        "tests/refresh/test_account.py",
    ),
    Guard(
        "an account that lists nothing is asked before all is forgotten",
        "refresh/accounts/doubting.py",
        "if len(gone) <= MANY or",
        "if True or",
        "tests/refresh/test_account.py",
    ),
    Guard(
        "a page to log in at is no change that an account made",
        "intake/accounts/greader.py",
        "if not self._sound(reply).body",
        "if False and not self._sound(reply).body",
        "tests/refresh/test_account.py",
    ),
    Guard(
        "what another account left behind is not taken for ours",
        "store/disk/accounts.py",
        "if memory.account:\n                self._file.set_aside",
        "if False:\n                self._file.set_aside",
        "tests/refresh/test_account_kills.py",
    ),
    Guard(
        "a terminal that is gone holds up nothing",
        "ui/start/terminaldriver.py",
        "        except OSError:\n            self._file = None\n\n    def flush",
        "        except ZeroDivisionError:\n            self._file = None\n\n    def flush",
        "tests/ui/test_terminaldriver.py",
    ),
    Guard(
        "a list of an account ends",
        "intake/accounts/greader.py",
        "for _ in range(limits.ACCOUNT_PAGES):",
        "while True:",
        "tests/refresh/test_account.py",
    ),
    Guard(
        "redirects end",
        "intake/fetching/client.py",
        "range(self.limits.redirects + 1)",
        "range(99)",
        "tests/intake/fetching/test_client.py",
    ),
    Guard(
        "a fetch ends",
        "intake/fetching/client.py",
        "async with asyncio.timeout(max(left, 0.01)):",
        "async with asyncio.timeout(None):",
        "tests/intake/fetching/test_client.py",
    ),
    Guard(
        "a length that is too large is refused",
        "intake/fetching/client.py",
        "if size is not None and size > self.limits.size:",
        "if False:",
        "tests/intake/fetching/test_client.py",
    ),
    Guard(
        "a bomb is refused",
        "intake/fetching/compression.py",
        "if self._coding and self._given > max(limits.UNPACKED_FREE, self._came * self._ratio):",
        "if False:",
        "tests/test_limits.py",
    ),
    Guard(
        "credentials stay with their host",
        "intake/fetching/request.py",
        "    if hop.url.origin == hop.first.origin:\n        user,",
        "    if True:\n        user,",
        "tests/intake/fetching/test_client.py",
    ),
    Guard(
        "a header stays one line",
        "intake/fetching/request.py",
        '(char >= " " and char != "\\x7f")',
        "True",
        "tests/intake/fetching/test_request.py",
    ),
    Guard(
        "passwords are hidden",
        "intake/url.py",
        'url = f"{url[:colon]}:***{url[at:]}"',
        "pass",
        "tests/intake/test_url.py tests/intake/lists/test_opml.py tests/cli/test_feeds_commands.py",
    ),
    Guard(
        "programs in a list of feeds are refused",
        "intake/lists/subscriptions.py",
        'if address.startswith("|") or scheme == "exec":',
        "if False:",
        "tests/intake/lists/test_opml.py",
    ),
    # --- parsers ---
    Guard(
        "entities are counted",
        "intake/feeds/sanitize.py",
        'if declared.count("<!ENTITY") > limits.XML_ENTITIES:',
        "if False:",
        "tests/intake/feeds/test_feeds.py tests/hostile -k feeds",
    ),
    Guard(
        "entities expand so far",
        "intake/feeds/sanitize.py",
        "        if left < 0:",
        "        if False:",
        "tests/intake/feeds/test_feeds.py tests/hostile -k feeds",
    ),
    Guard(
        "depth ends",
        "intake/feeds/sanitize.py",
        "        if depth > limits.XML_DEPTH:",
        "        if False:",
        "tests/intake/feeds/test_feeds.py tests/hostile -k feeds",
    ),
    Guard(
        "tags end",
        "intake/feeds/sanitize.py",
        'if tag[0].count("=") > limits.XML_ATTRIBUTES:',
        "if False:",
        "tests/intake/feeds/test_feeds.py tests/hostile -k feeds",
    ),
    Guard(
        "entries are counted",
        "intake/feeds/jsonfeed.py",
        "if len(items) > limits.ENTRIES:",
        "if False:",
        "tests/intake/feeds/test_jsonfeed.py tests/hostile -k 'json or feeds'",
    ),
    Guard(
        "any error of a parser is one line",
        "intake/feeds/parser.py",
        "    except Exception as error:  # a parser",
        "    except ZeroDivisionError as error:  # a parser",
        "tests/intake/feeds/test_parser_fails.py",
    ),
    Guard(
        "a parser has so much processor time",
        "intake/workers/worker.py",
        "    resource.setrlimit(resource.RLIMIT_CPU,",
        "    (lambda *_: None)(resource.RLIMIT_CPU,",
        "tests/intake/workers/test_pool.py",
    ),
    Guard(
        "a parser has so much memory",
        "intake/workers/worker.py",
        "    resource.setrlimit(resource.RLIMIT_DATA,",
        "    (lambda *_: None)(resource.RLIMIT_DATA,",
        "tests/intake/workers/test_pool.py",
    ),
    Guard(
        "settings have a size",
        "config.py",
        "if len(raw) > limits.CONFIG:",
        "if False:",
        "tests/test_config.py",
    ),
    # --- out ---
    Guard(
        "only http and https are opened",
        "ui/reading/links.py",
        'scheme[1].lower() not in ("http", "https")',
        "False",
        "tests/ui/test_links.py",
    ),
    Guard(
        "a forged user name is refused",
        "ui/reading/links.py",
        'if "@" in parts.netloc:',
        "if False:",
        "tests/ui/test_links.py",
    ),
    Guard(
        "a browser that is a shell is refused",
        "configreading.py",
        'any("%u" in word and word != "%u" for word in words)',
        "False",
        "tests/test_config.py",
    ),
    Guard(
        "no file is written over",
        "export.py",
        "os.O_WRONLY | os.O_CREAT | os.O_EXCL",
        "os.O_WRONLY | os.O_CREAT",
        "tests/test_export.py",
    ),
    Guard(
        "names of files are letters",
        "export.py",
        '"-".join(re.findall(r"[^\\W_]+", name))',
        "name",
        "tests/test_export.py",
    ),
    # --- errors ---
    Guard(
        "a fault is one line",
        "cli/entry.py",
        "    _complain(crash.sentence(error))\n    return codes.CRASH",
        "    raise error",
        "tests/cli",
    ),
    Guard(
        "a fault shows no values",
        "cli/screen.py",
        "    def _fatal_error(self) -> None:\n        self._close_messages_no_wait()",
        "",
        "tests/cli/test_cli_process.py -k fault",
    ),
)

# Each of these is taken away by letting it say a billion.
LIMITS = (
    ("a file has a size", "CAPTURE = 64 * MIB", "tests/hostile -k files"),
    (
        "a list of feeds has a size",
        "FEED_LIST = 16 * MIB",
        "tests/intake/lists/test_opml.py tests/cli/test_feeds_commands.py",
    ),
    ("folders in folders end", "FOLDERS = 8", "tests/intake/lists/test_opml.py"),
    ("a line of articles has a size", "JSON_LINE = 16 * MIB", "tests/intake/test_jsonl.py"),
    ("an article has a size", "ARTICLE = 2_000_000", "tests/clean/test_clean_limits.py"),
    ("an address has a length", "URL = 8192", "tests/intake/test_url.py"),
    (
        "one kind of element repeats so often",
        "XML_REPEATS = 200",
        "tests/intake/feeds/test_feeds.py tests/hostile -k feeds",
    ),
    (
        "what a host asks for is a day at most",
        "WAIT_S = 24 * 3600.0",
        "tests/refresh/test_schedule.py tests/intake/fetching/test_client.py",
    ),
    (
        "what is sent back is short",
        "VALIDATOR = 1024",
        "tests/refresh/test_schedule.py tests/intake/fetching",
    ),
    (
        "cookies are short",
        "COOKIES = 4096",
        "tests/intake/fetching/test_client.py tests/intake/fetching/test_request.py",
    ),
    (
        "a password is short",
        "SECRET = 4096",
        "tests/intake/fetching/test_passwords.py tests/cli/test_feeds_access.py",
    ),
    ("a page offers so many feeds", "CANDIDATES = 12", "tests/intake/discovery/test_discover.py"),
    ("elements of a page are counted", "HTML_NODES = 200_000", "tests/clean"),
    (
        "elements in elements end",
        "HTML_DEPTH = 250",
        "tests/clean tests/hostile -k 'clean or files'",
    ),
    ("cells of a table are counted", "TABLE_CELLS = 10_000", "tests/clean"),
    (
        "a reader's own words have a size",
        "FURNITURE = MIB",
        "tests/clean/test_own_words.py tests/refresh/test_cleanrules.py",
    ),
    ("a query has a length", "QUERY = 4096", "tests/store/test_query.py"),
    ("terms of a query are counted", "QUERY_TERMS = 200", "tests/store/test_query.py"),
    ("brackets in brackets end", "QUERY_DEPTH = 40", "tests/store/test_query.py"),
    ("a note has a length", "NOTE = 20_000", "tests/store/test_marking.py"),
    ("tags are counted", "TAGS = 100", "tests/store/test_marking.py"),
    (
        "a word of the command line has a length",
        "WORD = 32_768",
        "tests/cli tests/hostile -k 'cli or words'",
    ),
    ("a file's name has a length", "EXPORT_NAME = 120", "tests/test_export.py"),
    ("what is copied has a size", "COPY = 74_000", "tests/ui/test_links.py"),
    ("a headline has a length", "LINE = 500", "tests/test_text.py"),
)
GUARDS += tuple(
    Guard(name, "limits.py", f"\n{text}", f"\n{text.split()[0]} = 10**9", tests)
    for name, text, tests in LIMITS
)


def copied(place: Path) -> None:
    """Copy what the tests need."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.pyc", ".hypothesis")
            shutil.copytree(source, place / name, ignore=ignored)
        elif source.exists():
            shutil.copy2(source, place / name)


def misses(guard: Guard, place: Path) -> bool:
    """Take a guard away, run its tests, and put it back; return whether one failed.

    One that fills the memory fails, too.
    """
    path = place / "src/tuinews" / guard.file
    source = path.read_text("utf-8")
    path.write_text(source.replace(guard.text, guard.without, 1), "utf-8")
    words = shlex.split(guard.tests)
    env = {**os.environ, "PYTHONPATH": f"{place / 'src'}:{place}", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *words]
    try:
        done = subprocess.run(
            command,
            cwd=place,
            env=env,
            capture_output=True,
            check=False,
            timeout=600,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        )
        return done.returncode == 1
    except subprocess.TimeoutExpired:
        return True  # it was what ends things
    finally:
        path.write_text(source, "utf-8")


def main(words: list[str]) -> int:
    """Try the guards whose names hold one of `words`, all without any; return the exit code."""
    chosen = [one for one in GUARDS if not words or any(word in one.name for word in words)]
    lost, unwatched = [], []
    with tempfile.TemporaryDirectory(prefix="tuinews-guards-") as folder:
        place = Path(folder)
        copied(place)
        for guard in chosen:
            if guard.text not in (place / "src/tuinews" / guard.file).read_text("utf-8"):
                print(f"not found   {guard.name} ({guard.file})", flush=True)
                lost.append(guard)
                continue
            began = time.monotonic()
            missed = misses(guard, place)
            said = "missed    " if missed else "NOT MISSED"
            print(f"{said}  {guard.name} ({time.monotonic() - began:.0f} s)", flush=True)
            unwatched += [] if missed else [guard]
    watched = len(chosen) - len(lost) - len(unwatched)
    print(f"{watched} of {len(chosen)} guards are missed by a test when they are gone")
    return 2 if lost else 1 if unwatched else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
