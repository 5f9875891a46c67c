"""Every action with its keys: the one list that the keyboard, help, palette and docs read.

It knows no widget. `Action.run` names a method `action_<run>` of the main screen; a reader
can give an action other keys in the configuration, under `[keys]`, by its id.
"""

from __future__ import annotations

from collections.abc import Mapping

from tuinews.values import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does."""

    id: str
    keys: str  # parted by commas, in Textual's names
    run: str
    says: str
    group: str
    hint: str = ""  # one word for the status line


MOVING, READING, MARKING = "Moving", "Reading", "Marking"
FINDING, STORIES, LOOKING, SHELF = "Finding", "Stories", "Looking", "Your shelf"

ACTIONS: tuple[Action, ...] = (
    Action("down", "j,down", "down", "Next line of the focused pane", MOVING, "move"),
    Action("up", "k,up", "up", "Previous line of the focused pane", MOVING),
    Action("right", "l,right,tab", "pane(1)", "Go to the next pane", MOVING),
    Action("left", "h,left,shift+tab", "pane(-1)", "Go to the previous pane", MOVING),
    Action("open", "enter", "open", "Open what the cursor is on", MOVING, "open"),
    Action("back", "q", "back(True)", "Back; at the list, quit", MOVING, "back"),
    Action("escape", "escape", "back(False)", "Back, never out", MOVING),
    Action("top", "g,home", "top", "To the top", MOVING),
    Action("bottom", "G,end", "bottom", "To the bottom", MOVING),
    Action("half-down", "ctrl+d", "half_page(1)", "Half a page down", MOVING),
    Action("half-up", "ctrl+u", "half_page(-1)", "Half a page up", MOVING),
    Action("page-down", "pagedown", "page(1)", "A page down", MOVING),
    Action("page-up", "pageup", "page(-1)", "A page up", MOVING),
    Action("quit", "ctrl+q", "quit_app", "Quit from anywhere", MOVING),
    Action("read-on", "space", "read_on", "Read on, then the next unread", READING, "read on"),
    Action("read-back", "b,shift+space", "read_back", "Scroll the article back", READING),
    Action("reader-down", "J", "scroll_reader(1)", "Scroll the article, wherever you are", READING),
    Action("reader-up", "K", "scroll_reader(-1)", "Scroll the article back", READING),
    Action("next", "n", "next(1)", "Next unread; in a search, next hit", READING, "next"),
    Action("previous", "N", "next(-1)", "Previous unread; in a search, previous hit", READING),
    Action("next-new", "full_stop", "next_fresh", "Next sentence that is new to you", READING),
    Action("next-account", "right_square_bracket", "account(1)", "Next related article", READING),
    Action("previous-account", "left_square_bracket", "account(-1)", "The one before", READING),
    Action("return", "backspace", "return", "Back to the article you came from", READING, "return"),
    Action("toggle-read", "m", "toggle_read", "Mark read or unread", MARKING, "read"),
    Action("star", "s", "star", "Star, or take the star off", MARKING, "star"),
    Action("mark-all", "A", "mark_all", "Mark everything shown as read", MARKING),
    Action("tag", "T", "tag", "Tags of this article", MARKING, "tags"),
    Action("note", "M", "note", "Your note on this article", MARKING, "note"),
    Action("undo", "u,ctrl+z", "undo", "Undo, as often as you like", MARKING, "undo"),
    Action("search", "slash", "search", "Search as you type", FINDING, "search"),
    Action("keep-search", "w", "keep_search", "Keep this search among the sources", FINDING),
    Action("filter", "f", "filter", "Filter menu", FINDING, "filter"),
    Action("relevance", "ctrl+r", "relevance", "Best or newest hits first", FINDING),
    Action("sort", "S", "sort", "Sort the list another way", FINDING),
    Action("show-1", "1", "digit(1)", "All; in the sidebar its first article", FINDING),
    Action("show-2", "2", "digit(2)", "Unread; in the sidebar its second", FINDING),
    Action("show-3", "3", "digit(3)", "Starred; in the sidebar its third", FINDING),
    Action("digits", "4,5,6,7,8,9", "digit", "In reader and sidebar: that related one", FINDING),
    Action("unfold", "i", "unfold", "Accounts of a story: unfold, or fold", STORIES, "accounts"),
    Action("folding", "I", "folding", "Fold stories in lists, or never", STORIES),
    Action("follow", "F", "follow", "Follow this story, or no longer", STORIES),
    Action("story-news", "V", "news", "What is new in this story since you looked", STORIES),
    Action("split", "minus", "split", "Not this story: take the account out", STORIES),
    Action("join", "plus", "join", "Same story: join it with another account", STORIES),
    Action("unrelated", "underscore", "unrelated", "Not related: out of the sidebar", STORIES),
    Action("browse", "o", "browse", "Open in the browser", LOOKING),
    Action("copy", "y", "copy", "Copy the address", LOOKING),
    Action("hints", "semicolon", "hints", "Follow a link by its letter", LOOKING),
    Action("full-text", "x", "full_text", "Fetch the full text behind a teaser", LOOKING),
    Action("xray", "X", "xray", "What cleaning cut, and why", LOOKING, "x-ray"),
    Action("compare", "c", "compare", "Compare with another account", LOOKING, "compare"),
    Action("dimming", "d", "dimming", "Dim what you have read elsewhere, or not", LOOKING),
    Action("changes", "v", "changes", "What the publisher changed", LOOKING),
    Action("zen", "z", "zen", "Only the text", LOOKING, "zen"),
    Action("theme", "t", "theme", "Choose a theme", LOOKING),
    Action("save", "e", "save", "Save the article as a file", LOOKING),
    Action("import", "a", "import", "Subscribe to a site or feed; import files", SHELF, "add"),
    Action("refresh", "r", "refresh", "Show what has arrived; refresh these feeds", SHELF),
    Action("refresh-all", "R", "refresh_all", "Refresh every feed", SHELF, "refresh"),
    Action("feed-settings", "E", "feed_settings", "Settings of the feed; rename, delete", SHELF),
    Action("samples", "D", "samples", "Put the samples away, or bring them back", SHELF),
    Action("palette", "colon,ctrl+p", "palette", "Command palette", SHELF),
    Action("help", "question_mark,f1", "help", "All keys, searchable", SHELF, "help"),
)  # fmt: skip

_SIGNS = {
    "slash": "/", "question_mark": "?", "semicolon": ";", "colon": ":", "full_stop": ".",
    "minus": "-", "plus": "+", "underscore": "_",
    "right_square_bracket": "]", "left_square_bracket": "[", "enter": "Enter", "escape": "Esc",
    "space": "Space", "tab": "Tab", "backspace": "Backspace", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn", "f1": "F1",
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
    if modifiers and len(shown) == 1:
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
    return len(name) == 1 or name in _SIGNS or name in _OTHERS or _names_a_character(name)


def _names_a_character(name: str) -> bool:
    import unicodedata  # only for keys of the reader's own

    try:
        unicodedata.lookup(_UNICODE.get(name, name.replace("_", " ")))
    except KeyError:
        return False
    return True


def signs_in_force(own: Mapping[str, str]) -> dict[str, str]:
    """Return what to press instead, by the sign of each key that `own` keys took from its action.

    Both as a person writes them: {"s": "*"} where starring is on * in place of s.
    """
    in_force = keys_in_force(own)
    return {
        sign(key): sign(in_force[action.id].split(",")[0])
        for action in ACTIONS
        for key in action.keys.split(",")
        if key not in in_force[action.id].split(",")
    }


def keys_in_force(own: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of every action by its id, parted by commas, in Textual's names.

    They are the reader's `own` where there are any; an own key is taken from the action that
    has it by default, so that an action may be left without a key: "".
    """
    wanted = {name: [key_name(key) for key in keys.split(",")] for name, keys in own.items()}
    taken = {key for keys in wanted.values() for key in keys}
    for action in ACTIONS:
        if action.id not in wanted:
            wanted[action.id] = [key for key in action.keys.split(",") if key not in taken]
    return {name: ",".join(keys) for name, keys in wanted.items()}
