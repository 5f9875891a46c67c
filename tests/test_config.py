"""Settings: the defaults, a good file, and every way in which a file can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuinews import config, limits, settings
from tuinews.config import ConfigError, load
from tuinews.settings import Config, Rule, RuleAction
from tuinews.ui.keys import is_key


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def read(file: Path, source: str | bytes) -> Config:
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    return config.load(file)


def fault(file: Path, source: str | bytes) -> str:
    with pytest.raises(ConfigError) as caught:
        read(file, source)
    message = str(caught.value)
    assert message.startswith(str(file))
    assert message.isprintable()  # one line, nothing that acts on a terminal
    return message.removeprefix(str(file)).lstrip(",: ")


def test_no_file_means_the_defaults(file: Path) -> None:
    assert config.load(file) == Config()


@pytest.mark.parametrize("source", ["", "\n", "# only a comment\n", "\ufeff"])
def test_an_empty_file_means_the_defaults(file: Path, source: str) -> None:
    assert read(file, source) == Config()


def test_the_default_file_says_the_defaults_and_every_setting(file: Path) -> None:
    source = settings.default_file([("star", "s", "Star, or not"), ("help", "f1", "All keys")])
    assert read(file, source) == Config()
    live = "".join(
        line.removeprefix("# ") if " = " in line else line
        for line in source.partition("# What is done")[0].splitlines(keepends=True)
    )
    loaded = read(file, live)
    assert loaded.keys == {"star": "s", "help": "f1"}
    assert (loaded.ui, loaded.browser, loaded.fetch) == (
        Config().ui,
        Config().browser,
        Config().fetch,
    )
    assert live.count(" = ") == 36


def test_a_good_file_is_read(file: Path) -> None:
    loaded = read(
        file,
        'refresh_minutes = 45\ntheme = "nord"\n[browser]\ncommand = ["xdg-open", "%u"]\n'
        '[ui]\nwidth = 80\nascii = true\n[export]\nfolder = "~/saved"\nformat = "json"\n'
        '[keys]\nstar = "s, ctrl+s"\nundo = ["u", "ctrl+z"]\n',
    )
    assert loaded.fetch.refresh_minutes == 45
    assert (loaded.ui.theme, loaded.ui.width, loaded.ui.ascii) == ("nord", 80, True)
    assert loaded.browser.command == ("xdg-open", "%u")
    assert loaded.export.folder == str(Path("~/saved").expanduser())
    assert loaded.export.format == "json"
    assert dict(loaded.keys) == {"star": "s,ctrl+s", "undo": "u,ctrl+z"}


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(file: Path) -> None:
    assert read(file, b"\xef\xbb\xbfwidth = 80\r\nmouse = false\r\n").ui.width == 80


def test_a_command_in_one_text_is_split_as_a_shell_would(file: Path) -> None:
    loaded = read(file, "[browser]\ncommand = 'firefox --new-tab \"my profile\" %u'\n")
    assert loaded.browser.command == ("firefox", "--new-tab", "my profile", "%u")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "refersh_minutes = 30\n",
            "line 1: unknown setting `refersh_minutes`; did you mean `re",
        ),
        ("[ui]\nthem = 'x'\n", "line 2: unknown setting `ui.them`; did you mean `ui.theme`?"),
        (
            "\n\ncommand = 'x'\n",
            "line 3: unknown setting `command`; did you mean `pipe.command`?",
        ),
        ("zzz = 1\n", "line 1: unknown setting `zzz`; `tuinews config --default` lists all"),
        ("a.b.c = 1\n", "line 1: unknown setting `a`"),
        ('"\\u001b[2J" = 1\n', "unknown setting `\\x1b[2J`"),
        ("[ui]\nwidth = 5\n", "line 2: `ui.width` must be a whole number from 40 to 120, not 5"),
        ("[ui]\nwidth = 72.5\n", "line 2: `ui.width` must be a whole number"),
        ("[ui]\nwidth = true\n", "line 2: `ui.width` must be a whole number"),
        ("refresh_minutes = -5\n", "line 1: `refresh_minutes` must be a whole number from 0 to"),
        ("ascii = 'yes'\n", "line 1: `ascii` must be true or false, not 'yes'"),
        ("theme = 5\n", "line 1: `theme` must be one line of text, not 5"),
        ("theme = 'a\\u001bb'\n".replace("'", '"'), "`theme` must be one line of text, not"),
        ("animation = 'wild'\n", "`animation` must be one of none, basic, full, not 'wild'"),
        ("theme = 'a'\n[ui]\ntheme = 'b'\n", "line 3: `theme` is set twice"),
        ("browser = 'x'\n", "line 1: `browser` is a section"),
        ("[[ui]]\na = 1\n", "line 1: `ui` is a section"),
        ("[browser]\ncommand = 'firefox \"%u'\n", "line 2: `browser.command` has a quote that"),
        ("[browser]\ncommand = [1]\n", "line 2: `browser.command` must be a command"),
        ("[browser]\ncommand = ['-x']\n", "line 2: `browser.command` must begin with"),
        ("[browser]\ncommand = ['sh', '-c', 'x %u']\n", "must let %u stand alone"),
        ("[browser]\ncommand = ['%u']\n", "line 2: `browser.command` must begin with"),
        ("[export]\nfolder = '~nosuchuser/x'\n", "line 2: `export.folder` no home folder is known"),
        ("keys = 1\n", "line 1: `keys` is a section"),
        ("[keys]\nstar = 's'\nundo = 5\n", "line 3: `keys.undo` must be keys such as"),
        ("[keys]\nstar = ''\n", "line 2: `keys.star` must be keys such as"),
        ("refresh = 30\n[browser\n", "line 2: "),
        ("a = 1\nb = 30\0\n", "line 2: "),
        ('a = """\nabc', "line 2: "),
        ("[ui]\n[ui]\n", "line 2: "),
        ("a = " + "[" * 20_000, "lists or tables nested too deeply"),
        ("a = " + "9" * 5_000, "a number with too many digits"),
        (b"a = 1\nb = '\xff'\n", "line 2: not UTF-8"),
        (b"#" * (limits.CONFIG + 1), "is larger than 1 MiB"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(file: Path, source: str | bytes, told: str) -> None:
    assert told in fault(file, source)


def test_all_faults_are_told_in_one_message(file: Path) -> None:
    message = fault(file, "store = '/dev/null'\nconnect_s = 0\nlog = 'x'\n")
    assert [message.count(name) for name in ("store", "connect_s", "log")] == [1, 1, 1]


def test_a_folder_in_place_of_the_file_is_refused(file: Path) -> None:
    file.mkdir()
    with pytest.raises(ConfigError, match="is not a file"):
        config.load(file)


def test_a_file_in_place_of_the_folder_is_told(file: Path) -> None:
    file.touch()
    with pytest.raises(ConfigError, match="Not a directory"):
        config.load(file / "config.toml")


@pytest.mark.parametrize("value", [True, False, 72, 'a"b\\c', ("x", "%u"), ()])
def test_values_are_written_as_the_file_has_them(value: object) -> None:
    import tomllib

    back = tomllib.loads(f"a = {settings.toml(value)}")["a"]
    assert back == (list(value) if isinstance(value, tuple) else value)


def test_what_proves_wrong_later_is_told_with_its_line(file: Path) -> None:
    read(file, "mouse = true\ntheme = 'norde'\n")
    error = config.wrong(file, "ui.theme", "is no theme; did you mean `nord`?")
    assert str(error) == f"{file}, line 2: `ui.theme` is no theme; did you mean `nord`?"


def test_keys_of_unknown_actions_are_refused_with_a_suggestion(file: Path) -> None:
    loaded = read(file, "[keys]\nundo = 'u'\nstarr = 's'\n")
    with pytest.raises(ConfigError, match=r"line 3: `keys.starr` is no action; .* `star`\?"):
        config.check_keys(file, loaded.keys, {"star", "undo"}, is_key)
    config.check_keys(file, {"star": "s"}, {"star", "undo"}, is_key)


def test_one_key_for_two_actions_is_refused(file: Path) -> None:
    loaded = read(file, "[keys]\nundo = 'u'\nstar = 's,u'\n")
    with pytest.raises(ConfigError, match=r"line 3: `keys.star` asks for u, as `keys.undo` does"):
        config.check_keys(file, loaded.keys, {"star", "undo"}, is_key)


def test_a_key_that_no_keyboard_has_is_refused(file: Path) -> None:
    loaded = read(file, "[keys]\nstar = 's, foo+bar'\n")
    with pytest.raises(
        ConfigError, match=r"line 2: `keys.star` asks for foo\+bar, which is no key"
    ):
        config.check_keys(file, loaded.keys, {"star"}, is_key)


@pytest.mark.parametrize("key", ["s", "*", "Ctrl+D", "ctrl+plus", "f12", "é", "Tab", "at", "|"])
def test_keys_are_known_as_people_write_them(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["foo", "foo+s", "ctrl+bar", "ctrl", ""])
def test_what_is_no_key_is_known(key: str) -> None:
    assert not is_key(key)


@pytest.mark.parametrize(
    "key", ["zero width space", "right-to-left override", "soft_hyphen", "\u0301", "\u3164", "\xa0"]
)
def test_what_nobody_sees_or_types_is_no_key(key: str) -> None:
    assert not is_key(key)


def test_rules_are_read_and_wrong_ones_are_told_together(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        '[[rules]]\nquery = "lottery"\naction = "hide"\n'
        '[[rules]]\nquery = "storm"\naction = "tag"\ntag = "harbour"\n'
    )
    assert load(file).rules == (
        Rule("lottery", RuleAction.HIDE),
        Rule("storm", RuleAction.TAG, "harbour"),
    )
    file.write_text(
        '[[rules]]\nquery = ""\naction = "hide"\n[[rules]]\nquery = "a"\naction = "burn"\n'
        '[[rules]]\nquery = "a"\naction = "tag"\n[[rules]]\nqueery = "a"\n'
    )
    with pytest.raises(ConfigError) as told:
        load(file)
    assert "rule 1 needs a query" in str(told.value)
    assert "rule 2 needs an action, one of hide, read, star, tag, notify" in str(told.value)
    assert "rule 3 needs a tag" in str(told.value)
    assert "rule 4 has 'queery'; it takes action, feed, query, tag" in str(told.value)
