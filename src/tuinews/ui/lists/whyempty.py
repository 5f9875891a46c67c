"""What an empty list says: why it is, and what may help."""

from __future__ import annotations

from tuinews.store.library import Library
from tuinews.store.query.language import parse_so_far
from tuinews.store.views import Show
from tuinews.ui.keys import KeysInForce
from tuinews.ui.view import View

WORDS = 4  # of a search, with which others are tried
LEAST = 3  # letters of a word that may be a name


def why_empty(library: Library, view: View, keys: KeysInForce) -> str:
    """Return why a view of the library has no article, and which key may help."""
    if view.search:
        if named := by_name(library, view.search):
            return f"Nothing found in headlines and text. {named} finds it."
        return keys.after("Nothing found.", "escape", " {} returns to the list.")
    if view.followed and view.show is Show.ALL:
        said = "No story is followed yet."
        return keys.after(said, "follow", " {} follows that of an article.")
    if view.show is Show.UNREAD:
        return keys.after("Nothing unread.", "show-1", " Press {} for all.")
    if view.show is Show.STARRED:
        return keys.after("Nothing starred yet.", "star", " {} stars an article.")
    if view.source is not None:
        return keys.after("Nothing of it yet.", "refresh", " {} fetches it.")
    return keys.after("Nothing yet.", "import", " {} adds a site or feed.")


def by_name(library: Library, search: str) -> str:
    """Return a search that finds something because it takes a word for a publisher or author.

    "" where there is none, or where the search is more than a few words.
    """
    words = search.split()
    if len(words) > WORDS or not all(word.isalnum() for word in words):
        return ""
    tried = [f'{field}:"{search.strip()}"' for field in ("source", "author") if len(words) > 1]
    for place, word in enumerate(words):
        if len(word) >= LEAST:
            for field in ("source", "author"):
                tried.append(" ".join([*words[:place], f"{field}:{word}", *words[place + 1 :]]))
    return next((one for one in tried if library.counts(parse_so_far(one)[0]).all), "")
