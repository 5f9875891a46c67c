"""That an installed tuinews is whole, and that the set-up installs what it was tested with."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import tuinews
from tuinews.paths import assets

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """The project file."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def pins(name: str) -> set[tuple[str, str]]:
    """Return name and version of every line of a file of pinned versions."""
    return set(PIN.findall((ROOT / "requirements" / name).read_text("utf-8")))


def test_the_command_starts_the_program(project: dict[str, Any]) -> None:
    module, function = project["project"]["scripts"]["tuinews"].split(":")
    assert callable(getattr(import_module(module), function))


def test_the_version_is_told_the_same_everywhere(project: dict[str, Any]) -> None:
    assert project["project"]["version"] == tuinews.__version__


@pytest.mark.parametrize("kind", ["styles", "seeds"])
def test_styles_and_samples_go_into_the_package(project: dict[str, Any], kind: str) -> None:
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included[kind] == f"tuinews/assets/{kind}"


def test_a_checkout_finds_styles_and_samples_beside_the_source() -> None:
    assert assets("seeds") == ROOT / "seeds"
    assert assets("styles") == ROOT / "styles"


def test_an_installed_program_finds_them_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "lib" / "tuinews"
    (package / "assets" / "seeds").mkdir(parents=True)
    monkeypatch.setattr("tuinews.paths.__file__", str(package / "paths.py"))
    assert assets("seeds") == (package / "assets" / "seeds").resolve()


def test_every_needed_package_is_pinned(project: dict[str, Any]) -> None:
    pinned = {name.lower() for name, _ in pins("run.txt")}
    for wanted in project["project"]["dependencies"]:
        name = re.split(r"[\[<>=!~; ]", wanted, maxsplit=1)[0].replace(".", "-").lower()
        assert name in pinned, f"{name}: run `python3 dev.py lock`"


def test_the_program_runs_with_the_versions_it_is_tested_with() -> None:
    assert pins("run.txt") <= pins("dev.txt"), "run `python3 dev.py lock`"


def test_the_pinned_versions_come_from_the_public_index() -> None:
    for file in (ROOT / "requirements").iterdir():
        assert "://" not in file.read_text("utf-8")


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "LICENSE"])
def test_the_papers_are_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0
