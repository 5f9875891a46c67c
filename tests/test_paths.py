"""Where the files go: the XDG specification, our own variables, and homes that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuinews import paths
from tuinews.model import TuinewsError


def test_without_variables_the_xdg_defaults_below_home_hold() -> None:
    found = paths.places({"HOME": "/home/ann"})
    assert found == paths.Places(
        data=Path("/home/ann/.local/share/tuinews"),
        cache=Path("/home/ann/.cache/tuinews"),
        config=Path("/home/ann/.config/tuinews"),
        state=Path("/home/ann/.local/state/tuinews"),
    )
    assert found.config_file == Path("/home/ann/.config/tuinews/config.toml")


def test_xdg_variables_are_followed() -> None:
    found = paths.places({"HOME": "/home/ann", "XDG_DATA_HOME": "/srv/data"})
    assert found.data == Path("/srv/data/tuinews")
    assert found.cache == Path("/home/ann/.cache/tuinews")


def test_a_relative_xdg_path_is_ignored_as_the_specification_asks() -> None:
    found = paths.places({"HOME": "/home/ann", "XDG_DATA_HOME": "relative/path"})
    assert found.data == Path("/home/ann/.local/share/tuinews")


def test_our_own_variables_name_the_folder_itself(tmp_path: Path) -> None:
    environ = {"HOME": "/home/ann", "XDG_DATA_HOME": "/srv", "TUINEWS_DATA_DIR": str(tmp_path)}
    assert paths.places(environ).data == tmp_path


def test_a_relative_own_variable_is_meant_from_where_we_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    environ = {"HOME": "/home/ann", "TUINEWS_CACHE_DIR": "here"}
    assert paths.places(environ).cache == tmp_path / "here"


def test_without_home_the_password_file_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    assert paths.places({}).data.is_absolute()


def test_no_home_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("could not determine home directory")

    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(TuinewsError, match="set HOME"):
        paths.places({})


@pytest.mark.parametrize("path", ["~nosuchuser/x", "a\0b"])
def test_paths_that_lead_nowhere_are_refused(path: str) -> None:
    with pytest.raises(TuinewsError):
        paths.expand(path)


def test_plain_paths_stay_and_home_is_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    assert paths.expand("/a/~b") == "/a/~b"
    assert paths.expand("~/news") == "/home/ann/news"


def test_the_styles_and_seeds_of_the_checkout_are_found() -> None:
    assert paths.assets("seeds").name == "seeds"
    assert paths.assets("styles").parent == paths.assets("seeds").parent
