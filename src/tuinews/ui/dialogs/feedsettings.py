"""The dialog for one feed: its name and place, how it is fetched, and taking leave of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tuinews.counting import counted
from tuinews.intake.fetching.access import AccessError
from tuinews.model import Feed, FeedSettings, TuinewsError
from tuinews.store.views import Counts
from tuinews.text import shown_line
from tuinews.ui.dialogs.accessfields import AccessFields
from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.candidates import folder_of, tags_of
from tuinews.ui.dialogs.confirm import ConfirmDialog
from tuinews.ui.dialogs.forms import Delete, Field, FormDialog, Tick
from tuinews.ui.keys import DEFAULT_KEYS, KeysInForce
from tuinews.ui.lists.rows import ago
from tuinews.ui.lists.sourcelines import until

MAX_TITLE = 200  # characters
MAX_DAYS, MAX_COUNT = 36_500, 1_000_000  # as in the settings for all feeds
LEAST, MOST = 5, 7 * 24 * 60  # minutes between two refreshes
ARCHIVED = "you archived it"  # why it is never fetched
_SPAN = re.compile(r"(\d+)\s*(min|m|hours?|h|days?|d)?", re.IGNORECASE)
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}


class FormError(TuinewsError):
    """What was typed into a field cannot be."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """The user wants to be rid of this feed."""

    url: str


def minutes_of(typed: str) -> int:
    """Return minutes as they are typed: "90", "2h", "1 day"; 0 for nothing.

    Raises:
        FormError: It is no time, or one too short or too long.
    """
    if not typed.strip():
        return 0
    found = _SPAN.fullmatch(typed.strip())
    if found is None or len(found[1]) > 6:
        raise FormError("Every: write minutes, hours or days: 30, 2h, 1d; or nothing.")
    minutes = int(found[1]) * _MINUTES[(found[2] or "m")[0].lower()]
    if minutes and not LEAST <= minutes <= MOST:
        raise FormError(f"Every: between {LEAST} minutes and {MOST // 1440} days.")
    return minutes


def minutes_text(minutes: int) -> str:
    """Return minutes as one types them: "" for 0, "30m", "2h", "1d"."""
    if not minutes:
        return ""
    for unit in "dh":
        if minutes % _MINUTES[unit] == 0:
            return f"{minutes // _MINUTES[unit]}{unit}"
    return f"{minutes}m"


def _number(name: str, typed: str, most: int) -> int:
    """Return a number as it is typed; 0 for nothing. Raises FormError."""
    bare = typed.replace(",", "").strip()
    if not bare:
        return 0
    if not (bare.isascii() and bare.isdigit() and len(bare) < 9 and int(bare) <= most):
        raise FormError(f"{name}: a whole number up to {most:,}, or nothing.")
    return int(bare)


class FeedDialog(FormDialog[Feed | Deletion | None]):
    """Change what is kept of one feed; gives the feed changed, a wish to delete it, or None."""

    FIRST = "name"
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (36, "-high")]  # noqa: RUF012

    def __init__(
        self,
        feed: Feed,
        counts: Counts,
        now: datetime,
        *,
        going: int,
        folders: Sequence[str],
        keys: KeysInForce = DEFAULT_KEYS,
    ) -> None:
        """`counts` are of its articles, of which `going` go with it; `keys` those in force.

        `folders` are those there are.
        """
        super().__init__()
        self._feed, self._counts, self._now = feed, counts, now
        self._going, self._folders, self._keys = going, folders, keys
        self._folder = " / ".join(feed.folder)  # as it is shown

    def compose(self) -> ComposeResult:
        """What it is and how it fares; the fields; the keys."""
        feed, own = self._feed, self._feed.settings
        with Vertical(classes="dialog", id="feed"):
            yield Static(shown_line(feed.name), classes="dialog-title", markup=False)
            for text, fails in self._told():
                aside = Static(Content(text), classes="feed-aside")
                yield aside.set_class(fails, "-fails")
            with VerticalScroll(id="feed-scroll", can_focus=False):
                with Vertical(id="feed-fields"):
                    stated = shown_line(feed.stated_title) or "as the feed calls itself"
                    yield Field("Name", feed.title, placeholder=stated, id="name")
                    yield Field(
                        "Folder", self._folder, known=self._folders, id="folder",
                        placeholder="none",
                    )  # fmt: skip
                    yield Field("Tags", ", ".join(feed.tags), placeholder="a, b", id="feed-tags")
                    if not feed.stream:
                        every, hint = minutes_text(own.interval), "as for all; 30m, 2h, 1d"
                        yield Field("Every", every, placeholder=hint, id="every")
                with Vertical(id="feed-ticks"):
                    yield Tick(
                        "muted", own.muted, "only in its own list, not announced", id="muted"
                    )
                    yield Tick("full text", own.full_text, "fetch each page too", id="full-text")
                    if not feed.stream:
                        said = "kept with its articles, never fetched"
                        yield Tick("archived", bool(feed.disabled), said, id="off")
                with Vertical(id="feed-more"):
                    days, count = own.keep_days or "", own.keep_count or ""
                    yield Field("Keep days", f"{days}", placeholder="as for all", id="keep-days")
                    yield Field(
                        "Keep articles", f"{count}", placeholder="as for all", id="keep-count"
                    )
                    if not feed.stream:
                        yield AccessFields(own, id="access")
                        yield Tick("any certificate", not own.verify, "unsafe", id="insecure")
                yield Delete("Delete this feed …")
            yield self.complaint
            yield answers(enter="save", tab="next", escape="cancel")

    def _told(self) -> list[tuple[str, bool]]:
        """Return what there is to know about the feed, and whether it is bad news."""
        feed, counts = self._feed, self._counts
        address = shown_line(replace(feed, title="", stated_title="").name)
        when = f"fetched {ago(feed.checked, self._now)}" if feed.checked else "never fetched"
        said = f"{counted(counts.all, 'article')}, {counts.unread:,} unread; {when}"
        told = [(address, False), (said, False)]
        if feed.disabled:
            told.append((f"Never fetched: {shown_line(feed.disabled)}.", True))
        elif feed.gone and feed.stream:
            told.append(("Your account has it no longer; its articles stay with it here.", True))
        elif feed.gone:
            told.append(("Gone for good, says its server: archive or delete it.", True))
        elif feed.error:
            again = until(max(filter(None, (feed.due, feed.wait_until)), default=None), self._now)
            why = shown_line(feed.error).rstrip(".")
            told.append((f"Fails: {why}. Tried again {again}.", True))
        elif feed.notice:
            told.append((f"Its last answer: {shown_line(feed.notice).rstrip('.')}.", False))
        if feed.stream and not feed.gone:
            told.append(("Of your account: name, folder and deletion go there, too.", False))
        return told

    # --- saving -------------------------------------------------------------------------

    def changed(self) -> Feed:
        """Return the feed as the fields say.

        Raises:
            FormError: A field cannot be read.
            AccessError: One of those for login and proxy cannot.
        """
        feed = self._feed
        typed = self.typed("folder")
        folder = feed.folder if typed == self._folder.strip() else folder_of(typed)
        others = feed.folders if folder == feed.folder else (folder, *feed.folders[1:])
        own = not feed.stream  # how and when one of an account is fetched is its account's to say
        settings = self._access() if own else feed.settings
        settings = replace(
            settings,
            muted=self.query_one("#muted", Tick).on,
            full_text=self.query_one("#full-text", Tick).on,
            keep_days=_number("Keep days", self.typed("keep-days"), MAX_DAYS),
            keep_count=_number("Keep articles", self.typed("keep-count"), MAX_COUNT),
        )
        return replace(
            feed,
            title=self.typed("name", MAX_TITLE),
            folders=tuple(dict.fromkeys(path for path in others if path)),
            tags=tags_of(self.typed("feed-tags")),
            settings=settings,
            disabled=(feed.disabled or ARCHIVED) if own and self.query_one("#off", Tick).on else "",
        )

    def _access(self) -> FeedSettings:
        """Return the settings of when and how it is fetched. Raises FormError, AccessError."""
        return replace(
            self.query_one(AccessFields).settings(),
            interval=minutes_of(self.typed("every")),
            verify=not self.query_one("#insecure", Tick).on,
        )

    def action_save(self) -> None:
        """Close with the feed as it is to be."""
        try:
            feed = self.changed()
        except (FormError, AccessError) as error:
            self.complain(str(error))
        else:
            self.dismiss(feed)

    # --- deleting -----------------------------------------------------------------------

    @on(Delete.Asked)
    def delete(self) -> None:
        """Ask before anything is lost."""
        gone, stays = self._going, self._counts.all - self._going
        go, stay = "goes" if gone == 1 else "go", "stays" if stays == 1 else "stay"
        losing = f"{counted(gone, 'article')} {go}." if gone else "No article goes with it."
        if stays:
            losing += f" {stays:,} {stay}: marked by you, or come another way, too."
        name = shown_line(self._feed.name, 60)
        aside = self._keys.after(losing, "undo", " {} brings all back.")
        dialog = ConfirmDialog(f"Delete {name}?", aside, "delete")
        self.app.push_screen(dialog, self._deleted)

    def _deleted(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(Deletion(self._feed.url))
