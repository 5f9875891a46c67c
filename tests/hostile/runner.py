"""Cases, each in a child process of its own with limits, forked from one that is warm.

`python -m tests.hostile.runner MODULE` runs the CASES of a module and prints an outcome a
line. Limits: 10 s of processor time and 512 MiB beyond what it starts with; two minutes
by the clock end what only waits, on a machine however busy.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from tests.hostile.cases import Case, Outcome

CPU, WALL, MEMORY = 10, 120, 512 << 20


def judged(module: str) -> dict[str, Outcome]:
    """Return the outcome of each of the CASES of a module, by name."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.runner", module],
        stdout=subprocess.PIPE,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    outcomes = (Outcome(**json.loads(line)) for line in done.stdout.splitlines())
    return {one.name: one for one in outcomes}


def run(cases: Iterable[Case]) -> Iterator[Outcome]:
    """Yield what became of each case."""
    from tests.hostile import channels

    assert channels.WAYS
    _warm()
    for case in cases:
        folder = Path(tempfile.mkdtemp(prefix="tuinews-hostile-"))
        try:
            yield _one(case, folder)
        finally:
            shutil.rmtree(folder)


def _warm() -> None:
    """Load what would else be loaded in each child anew; and wait for no disk."""
    from tests.hostile.channels import WAYS

    from tuinews.store.disk import files

    files.calls.fsync = lambda handle: None  # type: ignore[assignment]

    for channel, content in (
        ("feed", b"<rss><channel><title>a</title><item><title>b</title>"),
        ("page", b"<p>Storm shuts the port.</p>"),
        ("config", b"width = 60"),
        ("opml", b"<opml><body><outline xmlUrl='https://a.example/f'/>"),
    ):
        folder = Path(tempfile.mkdtemp(prefix="tuinews-hostile-"))
        WAYS[channel](content, folder, "")
        shutil.rmtree(folder)


def _one(case: Case, folder: Path) -> Outcome:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _child(case, folder, write)
    os.close(write)
    with os.fdopen(read, "rb") as answers:
        said = answers.read()
    _, status, used = os.wait4(child, 0)
    outcome = Outcome(**json.loads(said)) if said else Outcome(case.name, refused=[], shown=[])
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        outcome.ended = f"killed by {signal.Signals(-code).name}"
    outcome.seconds = used.ru_utime + used.ru_stime
    outcome.memory = used.ru_maxrss >> 10
    return outcome


def _child(case: Case, folder: Path, answers: int) -> None:
    from tests.hostile.channels import WAYS

    outcome = Outcome(case.name, refused=[], shown=[])
    try:
        content = case.content  # made before the limits hold
        os.chdir(folder)
        os.environ["HOME"] = str(folder)
        _limit()
        count, shown, refused = WAYS[case.channel](content, folder, case.content_type)
        outcome.count, outcome.shown, outcome.refused = count, _brief(shown), refused
        if pwned := [*folder.rglob("tuinews-pwned*"), *folder.rglob("passwd")]:
            outcome.ended = f"it made {pwned[0].name}"
    except BaseException as error:
        outcome.ended = f"{type(error).__name__}: {error}"[:500]
    with contextlib.suppress(OSError), os.fdopen(answers, "wb") as stream:
        stream.write(json.dumps(asdict(outcome)).encode("ascii"))
    os._exit(0)


def _brief(shown: Sequence[str]) -> list[str]:
    """Keep what is asked for in tests: all of what is short, both ends of what is long."""
    texts = dict.fromkeys(shown)
    return [one if len(one) < 4000 else one[:2000] + "\n" + one[-2000:] for one in texts][:3000]


def _limit() -> None:
    status = Path("/proc/self/status").read_text("ascii")
    data = next(line for line in status.splitlines() if line.startswith("VmData"))
    memory = (int(data.split()[1]) << 10) + MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU + 1))
    signal.alarm(WALL)


def main(module: str) -> None:
    """Run the cases of a module and print their outcomes."""
    began = time.monotonic()
    for outcome in run(import_module(module).CASES):
        print(json.dumps(asdict(outcome)), flush=True)
    print(f"{module}: {time.monotonic() - began:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
