"""Every action with its keys: the one list that the keyboard, help, palette and docs read.

It knows no widget: what an action does stands under its id in `ui.dispatch`. A user can give
it other keys in the configuration, under `[keys]`, by the same id.
"""

from __future__ import annotations

from tuinews.values import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does."""

    id: str
    keys: str  # parted by commas, in Textual's names
    says: str
    group: str
    number: int = 0  # what its first key stands for, the next for the next; 0 for no number

    @property
    def run(self) -> str:
        """How Textual is asked to do it."""
        return f"do({self.id!r})"

    def bound(self, keys: str) -> list[tuple[str, str, str]]:
        """Return what binds it to these keys: an id, the keys, and how Textual is asked.

        Keys that stand for a number each are bound one by one.
        """
        if not self.number:
            return [(self.id, keys, self.run)]
        one_by_one = ((f"{self.id}-{n}", key) for n, key in enumerate(keys.split(","), self.number))
        return [(name, key, f"do({name!r})") for name, key in one_by_one]


MOVING, READING, MARKING = "Moving", "Reading", "Marking"
FINDING, STORIES, LOOKING, SHELF = "Finding", "Stories", "Looking", "Your shelf"

ACTIONS: tuple[Action, ...] = (
    Action("down", "j,down", "Next line of the focused pane", MOVING),
    Action("up", "k,up", "Previous line of the focused pane", MOVING),
    Action("right", "l,right", "Go to the pane on the right", MOVING),
    Action("left", "h,left", "Go to the pane on the left", MOVING),
    Action("next-pane", "tab", "Go to the next pane, round and round", MOVING),
    Action("previous-pane", "shift+tab", "Go to the one before", MOVING),
    Action("open", "enter", "Open what the cursor is on", MOVING),
    Action("back", "q", "Back; at the list, quit", MOVING),
    Action("escape", "escape", "Back, never out", MOVING),
    Action("top", "g,home", "To the top", MOVING),
    Action("bottom", "G,end", "To the bottom", MOVING),
    Action("half-down", "ctrl+d", "Half a page down", MOVING),
    Action("half-up", "ctrl+u", "Half a page up", MOVING),
    Action("page-down", "pagedown", "A page down", MOVING),
    Action("page-up", "pageup", "A page up", MOVING),
    Action("quit", "ctrl+q", "Quit from anywhere", MOVING),
    Action("read-on", "space", "Read on, then the next unread", READING),
    Action("read-back", "b,shift+space", "Scroll the article back", READING),
    Action("reader-down", "J", "Scroll the article, wherever you are", READING),
    Action("reader-up", "K", "Scroll the article back", READING),
    Action("next", "n", "Next unread; or next hit of what is sought", READING),
    Action("previous", "N", "Previous unread; or previous hit", READING),
    Action("next-new", "full_stop", "Next sentence that is new to you", READING),
    Action("next-account", "right_square_bracket", "Next related article", READING),
    Action("previous-account", "left_square_bracket", "The one before", READING),
    Action("return", "backspace", "Back to the article you came from", READING),
    Action("toggle-read", "m", "Mark read or unread", MARKING),
    Action("star", "s", "Star, or take the star off", MARKING),
    Action("mark-all", "A", "Mark everything shown as read", MARKING),
    Action("mark-above", "less_than_sign", "Mark everything above the cursor as read", MARKING),
    Action("mark-below", "greater_than_sign", "Mark everything below it as read", MARKING),
    Action("select", "asterisk", "Select the row for m, s and T, or no longer", MARKING),
    Action("tag", "T", "Tags of this article", MARKING),
    Action("note", "M", "Your note on this article", MARKING),
    Action("undo", "u,ctrl+z", "Undo, as often as you like", MARKING),
    Action("search", "slash", "Search as you type; in an article, find in it", FINDING),
    Action("search-all", "ctrl+f", "Search all articles, from anywhere", FINDING),
    Action("keep-search", "w", "Keep this search among the sources", FINDING),
    Action("filter", "f", "Filter menu", FINDING),
    Action("relevance", "ctrl+r", "Best or newest hits first", FINDING),
    Action("sort", "S", "Sort the list another way", FINDING),
    Action("show-1", "1", "All; in the sidebar its first article", FINDING),
    Action("show-2", "2", "Unread; in the sidebar its second", FINDING),
    Action("show-3", "3", "Starred; in the sidebar its third", FINDING),
    Action("digits", "4,5,6,7,8,9", "In article and sidebar: that related one", FINDING, 4),
    Action("unfold", "i", "Accounts of a story: unfold, or fold", STORIES),
    Action("folding", "I", "Fold stories in lists, or never", STORIES),
    Action("follow", "F", "Follow this story, or no longer", STORIES),
    Action("story-news", "V", "What is new in this story since you looked", STORIES),
    Action("mute", "H", "Hide articles like this from now on", STORIES),
    Action("split", "minus", "Not this story: take the account out", STORIES),
    Action("join", "plus", "Same story: join it with another account", STORIES),
    Action("unrelated", "underscore", "Not related: out of the sidebar", STORIES),
    Action("browse", "o", "Open in the browser", LOOKING),
    Action("copy", "y", "Copy the address", LOOKING),
    Action("hints", "semicolon", "Follow a link by its letter", LOOKING),
    Action("full-text", "x", "Fetch the full text behind a teaser", LOOKING),
    Action("xray", "X", "What cleaning cut, and why", LOOKING),
    Action("compare", "c", "Compare with another account", LOOKING),
    Action("dimming", "d", "Dim what you have read elsewhere, or not", LOOKING),
    Action("changes", "v", "What the publisher changed", LOOKING),
    Action("zen", "z", "Only the text", LOOKING),
    Action("layout", "L", "List above the article, or beside it", LOOKING),
    Action("theme", "t", "Choose a theme", LOOKING),
    Action("redraw", "ctrl+l", "Draw the screen anew, if others wrote to it", LOOKING),
    Action("save", "e", "Save the article as a file", LOOKING),
    Action("pipe", "vertical_line", "Give the article to a program", LOOKING),
    Action("import", "a", "Subscribe to a site or feed; import files", SHELF),
    Action("account", "at", "Your account at FreshRSS, Miniflux and the like", SHELF),
    Action("refresh", "r", "Show what has arrived; refresh these feeds", SHELF),
    Action("refresh-all", "R", "Refresh every feed", SHELF),
    Action("feed-settings", "E", "Settings of feed, folder, search; rename, delete", SHELF),
    Action("samples", "D", "Put the samples away, or bring them back", SHELF),
    Action("palette", "colon,ctrl+p", "Command palette", SHELF),
    Action("tour", "f4", "A tour of five keys", SHELF),
    Action("help", "question_mark,f1", "All keys, searchable", SHELF),
)  # fmt: skip
