"""The small dialogs: Esc leaves things as they were, Enter does the obvious."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from tests.ui.conftest import until
from textual.app import App
from textual.screen import ModalScreen
from textual.widgets import OptionList

from tuinews.paths import assets
from tuinews.ui.dialogs.confirm import ConfirmDialog
from tuinews.ui.dialogs.folderdialog import FolderDialog
from tuinews.ui.dialogs.mutedialog import MuteDialog
from tuinews.ui.dialogs.pipedialog import PipeDialog
from tuinews.ui.dialogs.tagdialog import TagDialog
from tuinews.ui.dialogs.themedialog import ThemeDialog
from tuinews.ui.dialogs.welcome import WelcomeDialog
from tuinews.ui.keys import KeysInForce
from tuinews.ui.themes import OFFERED, OWN


class DialogApp(App[None]):
    CSS_PATH = str(assets("styles") / "dialogs.tcss")

    def __init__(self, dialog: ModalScreen[Any]) -> None:
        super().__init__()
        self.animation_level = "none"
        for theme in OWN:
            self.register_theme(theme)
        self.theme = "tuinews-dark"
        self.dialog = dialog
        self.given: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.given.append)

    @property
    def text(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


async def press(dialog: ModalScreen[Any], *keys: str) -> tuple[list[Any], str]:
    """Return what a dialog gave after these keys, and what it showed before the last one."""
    app = DialogApp(dialog)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press(*keys[:-1])
        await pilot.pause()
        text = app.text
        await pilot.press(keys[-1])
        await pilot.pause()
        return app.given, text


@pytest.mark.parametrize(
    ("key", "given"), [("enter", True), ("y", True), ("escape", False), ("n", False), ("q", False)]
)
async def test_confirming_names_what_is_lost(key: str, given: bool) -> None:
    dialog = ConfirmDialog("Put away?", "They leave the list.", "put away")
    answers, text = await press(dialog, key)
    assert answers == [given]
    assert "They leave the list." in text
    assert "Enter put away   Esc cancel" in text


@pytest.mark.parametrize(
    "dialog",
    [
        lambda: MuteDialog("harbour", lambda typed: ""),
        lambda: PipeDialog("Storm", "wc -w"),
        lambda: FolderDialog(("News",), 2, ()),
    ],
    ids=["mute", "pipe", "folder"],
)
async def test_a_dialog_stands_in_the_middle(dialog: Callable[[], ModalScreen[Any]]) -> None:
    app = DialogApp(dialog())
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause()
        box = app.screen.query_one(".dialog").region
        assert abs(box.x - (200 - box.right)) <= 1 and abs(box.y - (50 - box.bottom)) <= 1


async def test_what_would_be_hidden_is_told_whole() -> None:
    said = "from “The Harbour Gazette”; 5 articles of those that are here already"
    _, text = await press(MuteDialog("harbour", lambda typed: said), "escape")
    assert "those that" in text and "already" in text


def confirm() -> ModalScreen[Any]:
    return ConfirmDialog("Put away?", "They leave the list.", "put away")


def welcome() -> ModalScreen[Any]:
    return WelcomeDialog(KeysInForce({}))


@pytest.mark.parametrize(
    ("dialog", "word", "given"),
    [
        (confirm, "put away", True),
        (confirm, "cancel", False),
        (welcome, "a tour of five", "enter"),
        (welcome, "close and read", ""),
        (welcome, "News without", ""),
    ],
)
async def test_an_answer_can_be_clicked(
    dialog: Callable[[], ModalScreen[Any]], word: str, given: object
) -> None:
    app = DialogApp(dialog())
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        rows = app.text.split("\n")
        at = next(number for number, row in enumerate(rows) if word in row)
        await pilot.click(offset=(rows[at].index(word), at))
        await pilot.pause()
        assert app.given == [given]


def tags(*chosen: str) -> TagDialog:
    return TagDialog("Envoys meet again", chosen, ("nato", "natural gas", "read later", "Europe"))


@pytest.mark.parametrize(
    ("keys", "given"),
    [
        (("enter",), ("spies",)),
        (("n", "a", "enter"), ("spies", "nato")),
        (("s", "p", "enter"), ()),
        (("n", "e", "w", "enter"), ("spies", "new")),
        (("a", "comma", "b", "enter"), ("spies", "a", "b")),
        (("a", "space", "b", "enter"), ("spies", "a b")),
        (("number_sign", "x", "enter"), ("spies", "x")),
        (("down", "down", "enter"), ("spies", "nato")),
        (("down", "space", "down", "space", "enter"), ("nato",)),
        (("down", "down", "space", "x", "enter"), ("spies", "nato", "x")),
        (("n", "a", "t", "u", "tab", "enter"), ("spies", "natural gas")),
        (("e", "u", "enter"), ("spies", "Europe")),
        (("g", "a", "s", "enter"), ("spies", "gas")),
        (("g", "a", "s", "tab", "enter"), ("spies", "natural gas")),
        (("down", "space", "escape"), None),
    ],
)
async def test_tags_are_found_made_and_taken_off(
    keys: Sequence[str], given: tuple[str, ...] | None
) -> None:
    answers, _ = await press(tags("spies"), *keys)
    assert answers == [given]


async def test_the_articles_own_tags_are_ticked() -> None:
    _, text = await press(tags("spies"), "escape")
    assert "✓ spies" in text and "  nato" in text and "Envoys meet again" in text


async def test_a_theme_is_seen_before_it_is_taken() -> None:
    app = DialogApp(ThemeDialog())
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("down", "j", "j", "k")
        await until(pilot, lambda: app.theme == OFFERED[2])
        await pilot.press("down", "enter")
        await until(pilot, lambda: bool(app.given))
        assert app.given == [OFFERED[3]] and app.theme == OFFERED[3]


async def test_only_the_theme_that_the_cursor_rests_on_is_shown() -> None:
    app = DialogApp(ThemeDialog())
    shown: list[str] = []
    async with app.run_test(size=(80, 30)) as pilot:
        app.theme_changed_signal.subscribe(app.screen, lambda theme: shown.append(theme.name))
        themes = app.screen.query_one(OptionList)
        for _ in range(5):
            themes.action_cursor_down()
        await until(pilot, lambda: app.theme == OFFERED[5])
        assert shown == [OFFERED[5]]


async def test_esc_puts_the_old_theme_back() -> None:
    app = DialogApp(ThemeDialog())
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("down", "down", "escape")
        await pilot.pause()
        assert app.given == [None] and app.theme == "tuinews-dark"


@pytest.mark.parametrize("size", [(60, 20), (80, 12)], ids=str)
async def test_the_list_of_themes_ends_within_the_dialog(size: tuple[int, int]) -> None:
    app = DialogApp(ThemeDialog())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        listed, dialog = app.screen.query_one("#theme-list"), app.screen.query_one("#themes")
        assert listed.region.bottom < dialog.region.bottom <= size[1]
        assert listed.show_vertical_scrollbar


@pytest.mark.parametrize("key", ["pageup", "pagedown"])
async def test_a_list_of_which_nothing_shows_lives_through_every_key(key: str) -> None:
    app = DialogApp(ThemeDialog())
    async with app.run_test(size=(5, 3)) as pilot:
        await pilot.press(key, "escape")
        await until(pilot, lambda: app.given == [None])


def shows(app: App[None], theme: str) -> bool:
    return app.theme == theme


async def test_every_theme_can_be_shown() -> None:
    app = DialogApp(ThemeDialog())
    async with app.run_test(size=(80, 30)) as pilot:
        for name in OFFERED:
            await until(pilot, partial(shows, app, name))
            await pilot.press("down")


@pytest.mark.parametrize(
    ("key", "acts"), [("x", "x"), ("escape", ""), ("q", ""), ("enter", "enter"), ("down", "down")]
)
async def test_any_key_closes_the_welcome_and_most_act(key: str, acts: str) -> None:
    answers, text = await press(WelcomeDialog(KeysInForce({})), key)
    assert answers == [acts]
    for said in ("j k", "Space", "read on", "/   search", "?   all keys", "D puts them away"):
        assert said in text


async def test_the_welcome_names_the_readers_own_keys() -> None:
    _, text = await press(WelcomeDialog(KeysInForce({"star": "asterisk", "down": "e"})), "x")
    assert "e k" in text


NASTY = (
    "Deal [/b] done [ or [@click=app.quit]quit[/]",
    "text [/ more",
    "\x1b[2J\x1b]52;c;eA==\x07after",
    "\u202eright",
    "headline " * 125_000,
)


@pytest.mark.parametrize("size", [(80, 24), (20, 5)], ids=str)
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("kind", ["tags", "confirm"])
async def test_nothing_that_others_wrote_acts_on_the_screen(
    kind: str, text: str, size: tuple[int, int]
) -> None:
    dialog: ModalScreen[Any] = (
        TagDialog(text, (text,), (text, "a")) if kind == "tags" else ConfirmDialog(text, text, text)
    )
    app = DialogApp(dialog)
    async with app.run_test(size=size) as pilot:
        await pilot.press("down")
        await pilot.pause()
        drawn = app.text.replace("\n", "")
        assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in drawn)
        assert "\u202e" not in drawn
        if text.startswith(("Deal", "text")) and size[0] == 80:
            assert text[:10] in drawn
        await pilot.press("escape")
        await pilot.pause()
        assert app.given == [None if kind == "tags" else False]
