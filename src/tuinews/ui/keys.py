"""Keys: as Textual names them, as a person writes them, and which are in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tuinews.text import safe
from tuinews.ui.actions import ACTIONS

_SIGNS = {
    "slash": "/", "question_mark": "?", "semicolon": ";", "colon": ":", "full_stop": ".",
    "minus": "-", "plus": "+", "underscore": "_", "asterisk": "*", "vertical_line": "|", "at": "@",
    "less_than_sign": "<", "greater_than_sign": ">",
    "right_square_bracket": "]", "left_square_bracket": "[", "enter": "Enter", "escape": "Esc",
    "space": "Space", "tab": "Tab", "backspace": "Backspace", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn",
}  # fmt: skip
_MODIFIERS = frozenset({"ctrl", "shift", "alt", "meta", "super", "hyper"})
#: Keys with names that are neither signs nor those of characters.
_OTHERS = frozenset({"insert", "delete", *(f"f{number}" for number in range(1, 25))})
#: Characters that Textual does not name as Unicode does.
_UNICODE = {
    "at": "commercial at", "backslash": "reverse solidus",
    "less_than_sign": "less-than sign", "greater_than_sign": "greater-than sign",
}  # fmt: skip
_NAMES = {sign.lower(): name for name, sign in _SIGNS.items()}


def sign(key: str) -> str:
    """Return a key as a person writes it: "/" for "slash", "Ctrl+D" for "ctrl+d"."""
    *modifiers, name = key.split("+")
    shown = _SIGNS.get(name, name)
    if (modifiers and len(shown) == 1) or (shown[:1] == "f" and shown[1:].isdigit()):
        shown = shown.upper()
    return "+".join([*(part.capitalize() for part in modifiers), shown])


def signs(keys: str) -> str:
    """Return all keys of an action as a person writes them: "j ↓"."""
    return " ".join(sign(key) for key in keys.split(","))


def key_name(key: str) -> str:
    """Return a key in Textual's names, as these or as a person writes it: "ctrl+d" for "Ctrl+D"."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    name = name.lower() if modifiers or len(name) > 1 else name
    return "+".join([*(part.lower() for part in modifiers), _NAMES.get(name, name)])


def is_key(key: str) -> bool:
    """Tell whether a key, in Textual's names or as a person writes it, can be pressed."""
    *modifiers, name = key_name(key).split("+")
    if not _MODIFIERS.issuperset(modifiers):
        return False
    return name in _SIGNS or name in _OTHERS or _is_character(name)


def _is_character(name: str) -> bool:
    """Tell whether this is a character, or the name of one, that is seen and stands by itself."""
    import unicodedata  # only for keys of the user's own

    try:
        character = (
            name
            if len(name) == 1
            else unicodedata.lookup(_UNICODE.get(name, name.replace("_", " ")))
        )
    except KeyError:
        return False
    is_mark = unicodedata.category(character[0]).startswith("M")
    return character.isprintable() and safe(character) == character and not is_mark


def keys_in_force(own: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of every action by its id, parted by commas, in Textual's names.

    They are the user's `own` where there are any; an own key is taken from the action that
    has it by default, so that an action may be left without a key: "".
    """
    wanted = {name: [key_name(key) for key in keys.split(",")] for name, keys in own.items()}
    taken = {key for keys in wanted.values() for key in keys}
    for action in ACTIONS:
        if action.id not in wanted:
            wanted[action.id] = [key for key in action.keys.split(",") if key not in taken]
    return {name: ",".join(keys) for name, keys in wanted.items()}


def keymap(own: Mapping[str, str]) -> dict[str, str]:
    """Return the user's `own` keys as Textual takes them: by the id of what binds them."""
    in_force = keys_in_force(own)
    mine = (action.bound(in_force[action.id]) for action in ACTIONS if action.id in own)
    return {name: keys for bound in mine for name, keys, _ in bound}


class KeysInForce:
    """The key of each action as a person writes it, for words that name one."""

    def __init__(self, own: Mapping[str, str]) -> None:
        """`own` are keys of the user's, as in the settings."""
        self._keys = keys_in_force(own)

    def sign(self, action: str) -> str:
        """Return the first key of an action; "" where it has none."""
        return sign(self._keys[action].split(",")[0])

    def signs(self, action: str) -> str:
        """Return all keys of an action: "j ↓"."""
        return signs(self._keys[action]) if self._keys[action] else ""

    def of_actions(self, rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Return rows, ids of actions parted by blanks and what they do, with keys for the ids.

        Each action has its first key. A name that is no action's is a key that means something
        else there. A row without any key is left out.
        """
        written = ((self._written(names), does) for names, does in rows)
        return tuple(row for row in written if row[0])

    def _written(self, names: str) -> str:
        found = (self.sign(name) if name in self._keys else name for name in names.split())
        return " ".join(filter(None, found))

    def after(self, said: str, action: str, words: str) -> str:
        """Return `said` and then `words`, in which {} is the key of an action.

        Where the action has no key, the words are left out.
        """
        key = self.sign(action)
        return said + words.format(key) if key else said

    def undoable(self, said: str) -> str:
        """Return `said`, and which key undoes it."""
        return self.after(said, "undo", "; {} undoes")


DEFAULT_KEYS = KeysInForce({})
