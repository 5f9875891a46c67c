"""Being told of new articles: by a program of the reader's own, and by the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Run, run  # noqa: F401 a fixture
from tests.feedsite import Item, in_a_thread, serve
from tests.intake.server import Site

from tuinews.paths import places
from tuinews.refresh import notifying
from tuinews.refresh.events import Notified
from tuinews.refresh.notifying import NotifyError
from tuinews.settings import Notify

TELLS = Notify(program=("tell",))


def found(number: int, headline: str = "Storm", publisher: str = "The Wire") -> Notified:
    return Notified(f"a{number}", headline, publisher, "storm")


@pytest.mark.parametrize(
    ("notify", "articles", "new", "told"),
    [
        (Notify(), [found(1)], 5, []),
        (TELLS, [found(1), found(1)], 5, ["The Wire: Storm"]),
        (TELLS, [found(1, "--help", "")], 0, ["tuinews: --help"]),
        (TELLS, [found(1, publisher="--version")], 0, ["version: Storm"]),
        (TELLS, [found(1, "a\x1b]0;x\x07b\nc")], 0, ["The Wire: ab c"]),
        (
            TELLS,
            [found(n) for n in range(9)],
            0,
            ["The Wire: Storm", "The Wire: Storm", "tuinews: 7 more articles for you"],
        ),
        (Notify(of="new", terminal="bell"), [], 1, ["tuinews: 1 new article"]),
        (Notify(of="new", terminal="bell"), [], 1200, ["tuinews: 1,200 new articles"]),
        (Notify(of="new", terminal="bell"), [], 0, []),
    ],
)
def test_what_is_told(notify: Notify, articles: list[Notified], new: int, told: list[str]) -> None:
    assert notifying.texts(notify, articles, new) == told


def test_what_the_terminal_is_sent() -> None:
    told = ["Wire: a; b", "tuinews: 2 new articles"]
    assert notifying.sequence("none", told) == ""
    assert notifying.sequence("bell", told) == "\a"
    assert notifying.sequence("bell", []) == ""
    assert notifying.sequence("osc9", told[:1]) == "\x1b]9;tuinews: Wire: a, b\x1b\\"
    assert notifying.sequence("osc9", told[1:]) == "\x1b]9;tuinews: 2 new articles\x1b\\"
    assert notifying.sequence("osc9", ["4;3;50: x"]) == "\x1b]9;tuinews: 4,3,50: x\x1b\\"
    assert notifying.sequence("osc777", told[:1]) == "\x1b]777;notify;tuinews;Wire: a, b\x1b\\"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("/no/such/program",), "/no/such/program: no such file"),
        ((sys.executable, "-c", "raise SystemExit(4)"), "ends with 4"),
        (("/",), "permission denied"),
    ],
)
def test_a_program_that_fails_is_named(command: tuple[str, ...], why: str) -> None:
    with pytest.raises(NotifyError, match=why):
        notifying.run(command, ["text"])


def test_no_program_is_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifying, "PATIENCE", 0.05)
    with pytest.raises(NotifyError, match="no end within"):
        notifying.run((sys.executable, "-c", "import time; time.sleep(60)"), ["text"])


@pytest.fixture
def site() -> Iterator[Site]:
    with in_a_thread() as site:
        yield site


def configured(tmp_path: Path, of: str = "rules") -> Path:
    """Settings with a rule and a program that writes down what it was told; returns the file."""
    log = tmp_path / "told.jsonl"
    script = "import json,sys; open(sys.argv[1],'a').write(json.dumps(sys.argv[2:])+chr(10))"
    command = json.dumps([sys.executable, "-c", script, str(log)])
    file = places().config_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f'[notify]\nof = "{of}"\nprogram = {command}\nterminal = "osc9"\n'
        '[[rules]]\nquery = "headline:gale"\naction = "notify"\n'
    )
    return log


def told(log: Path) -> list[list[str]]:
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def test_a_refresh_tells_of_what_a_rule_finds(run: Run, site: Site, tmp_path: Path) -> None:  # noqa: F811
    log = configured(tmp_path)
    url = serve(site, "/feed", 1)
    run("add", "--private", url)
    hostile = "Gale $(touch pwned) `touch pwned`; -x"
    serve(site, "/feed", Item(2, "Gale over the sound"), Item(3, hostile), 1)
    ran = run("refresh", "--all")
    assert ran.code == 0
    assert sorted(told(log)) == [[f"The Wire: {hostile}"], ["The Wire: Gale over the sound"]]
    assert not list(Path.cwd().glob("pwned"))
    ran = run("refresh", "--all")
    assert len(told(log)) == 2


def test_a_refresh_tells_how_many_came_where_asked_to(
    run: Run, site: Site, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    log = configured(tmp_path, of="new")
    run("add", "--private", serve(site, "/feed", 1))
    serve(site, "/feed", 3, 2, 1)
    ran = run("refresh", "--all", "--json")
    assert told(log) == [["tuinews: 2 new articles"]]
    assert {"event": "told", "texts": ["tuinews: 2 new articles"]} in ran.records
    run("refresh", "--all")
    assert len(told(log)) == 1


def test_a_program_that_is_missing_fails_no_refresh(
    run: Run, site: Site, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    configured(tmp_path, of="new")
    file = places().config_file
    file.write_text('[notify]\nof = "new"\nprogram = "/no/such/program"\n')
    run("add", "--private", serve(site, "/feed", 1))
    serve(site, "/feed", 2, 1)
    ran = run("refresh", "--all")
    assert ran.code == 0
    assert "notify.program: /no/such/program: no such file or directory" in ran.err
