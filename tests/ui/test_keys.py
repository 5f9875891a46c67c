"""Keys: what each does, and how words name those that the reader has given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from tests.ui.conftest import article, put, screen_text, until

from tuinews.model import Related
from tuinews.settings import Config
from tuinews.store.library import Library
from tuinews.ui.actions import ACTIONS
from tuinews.ui.app import NewsApp
from tuinews.ui.keys import KeysInForce, keys_in_force
from tuinews.ui.keysnow import Situation, keys_now
from tuinews.ui.screens.comparescreen import CompareScreen

Make = Callable[..., NewsApp]
WIDE = (130, 40)


def test_each_action_is_done_by_somebody_and_nothing_else_is(make_app: Make) -> None:
    bound = [name for action in ACTIONS for name, _, _ in action.bound(action.keys)]
    assert list(make_app().main.does) == bound


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({}, "starred; u undoes"),
        ({"undo": "ctrl+t,z"}, "starred; Ctrl+T undoes"),
        ({"star": "u,ctrl+z"}, "starred"),  # nothing is left for undoing
    ],
)
def test_words_name_the_key_in_force(own: dict[str, str], said: str) -> None:
    assert KeysInForce(own).undoable("starred") == said


def test_what_is_said_is_no_pattern() -> None:
    assert KeysInForce({}).after("{0} {u}", "undo", "; {} undoes") == "{0} {u}; u undoes"


def test_hints_have_the_keys_in_force() -> None:
    hints = (("star", "star"), ("undo", "undo"), ("back", "quit"), ("Enter", "unfold"))
    keys = KeysInForce({"star": "u", "undo": "Ctrl+Z"})
    in_force = (("u", "star"), ("Ctrl+Z", "undo"), ("q", "quit"), ("Enter", "unfold"))
    assert keys.of_actions(hints) == in_force


@pytest.mark.parametrize("pane", ["list", "reader", "related", "sources"])
@pytest.mark.parametrize("flags", [False, True])
def test_every_hint_is_an_action_or_a_key_of_its_own(pane: str, flags: bool) -> None:
    names = [field.name for field in fields(Situation) if field.type == "bool"]
    off = {"typing", "finding"}
    for alone in names:
        on = {name: (flags or name == alone) and name not in off for name in names}
        now = Situation(pane, **on)  # type: ignore[arg-type]
        for key, _ in keys_now(now):
            known = key in keys_in_force({})
            assert known or (now.xray and key in ("Enter", "Space")) or key == "1-9"


async def test_the_x_ray_names_its_own_keys_whatever_others_are(make_app: Make) -> None:
    app = make_app(config=replace(Config(), keys={"read-on": "ctrl+n", "open": "o"}))
    async with app.run_test(size=(130, 40)) as pilot:
        await pilot.press("o", "X")
        await until(pilot, lambda: "Space keep or cut" in screen_text(app))
        assert "Enter unfold" in screen_text(app)


async def test_the_screen_names_own_keys(make_app: Make, library: Library) -> None:
    own = {"undo": "ctrl+t", "show-1": "f2", "import": "f3", "right": "f4", "back": "f5"}
    app = make_app(config=replace(Config(), keys=own))
    async with app.run_test(size=(180, 40)) as pilot:
        await pilot.press("s")
        assert "; Ctrl+T undoes" in app.main.status.text
        await pilot.press("_")
        assert "first F4 to the sidebar, then _" in app.main.status.text
        await pilot.press("escape")
        assert "F5 quits" in app.main.status.text
        await pilot.press("A", "2")
        await pilot.pause()
        shown = " ".join(screen_text(app).split())
        assert "Nothing unread. Press F2 for all." in shown
        assert app.main.sources.list.empty == "No feeds yet. F3 subscribes to one."


async def test_other_screens_have_and_name_own_keys(make_app: Make, library: Library) -> None:
    own = {"down": "f5", "back": "f6", "compare": "f7", "story-news": "f8", "xray": "f9"}
    app = make_app(config=replace(Config(), keys=own))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "f7")
        await until(pilot, lambda: "Two accounts" in helped(app))
        assert "F5 k Space b scroll both" in helped(app)
        assert "Esc F6 F7 back" in helped(app)
        await pilot.press("escape", "f7", "f8")
        await until(pilot, lambda: "F6 back, all seen" in helped(app))
        await pilot.press("f8", "f9", "question_mark")
        await until(pilot, lambda: "F9 F6 Esc back to the article" in helped(app))


def helped(app: NewsApp) -> str:
    """Return what the screen shows, with the keys of a comparison once it is there."""
    if isinstance(app.screen, CompareScreen):
        app.screen.action_help()
    return " ".join(screen_text(app).split())


@pytest.mark.parametrize(("own", "key"), [({}, "5"), ({"digits": "f6,f7,f8"}, "f7")])
async def test_digits_open_what_is_related(
    make_app: Make, library: Library, own: dict[str, str], key: str
) -> None:
    put(library, [article(number, f"Account {number}") for number in range(11, 17)])
    near = [Related(f"article-{n}", 1 - n / 100, False, ("port",)) for n in range(11, 17)]
    library.relations.put({"article-1": near}, {"article-1": "", "article-6": ""})
    app = make_app(config=replace(Config(), keys=own))
    async with app.run_test(size=WIDE) as pilot:
        app.main.opened.open("article-1")
        await pilot.pause()
        fifth = app.main.related.entries[4].row.id
        await pilot.press(key)
        await pilot.pause()
        assert app.main.opened.id == fifth
