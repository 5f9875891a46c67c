"""The dialog that subscribes: an address, what is found there, and where it is kept.

It asks nobody itself: what looks at an address is handed in, and tells what it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tuinews.intake.fetching.access import AccessError
from tuinews.model import FeedSettings, TuinewsError
from tuinews.text import line, shown_line
from tuinews.ui.dialogs.accessfields import AccessFields
from tuinews.ui.dialogs.answers import answers
from tuinews.ui.dialogs.candidates import (
    MAX_ADDRESS,
    NO_LOGIN,
    Asking,
    ListedCandidate,
    LoginError,
    LookAt,
    Wanted,
    Wish,
    facts,
    folder_of,
    headline_rows,
    is_address,
    is_path,
    path_of,
    path_problem,
    tags_of,
)
from tuinews.ui.dialogs.forms import Field, Tick
from tuinews.ui.dialogs.menu import Choices
from tuinews.ui.dialogs.overlay import Dialog
from tuinews.ui.dialogs.suggestions import ACCOUNT, Suggestion, fitting, suggestions
from tuinews.ui.styles import sheets
from tuinews.ui.themes import MUTED

ASKING, LOOKING, FOUND = "-asking", "-looking", "-found"
LOGIN = "-login"  # the address asks for one
KNOWN = "subscribed to already"


class SubscribeDialog(Dialog[Wish | None]):
    """Find something to subscribe to, look at it, keep it; gives what the user wants done."""

    CSS_PATH = sheets("dialogs", "feeds")
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (19, "-low"), (27, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", priority=True),
        Binding("down", "move(1)", "Next", priority=True),
        Binding("up", "move(-1)", "Previous", priority=True),
        Binding("enter", "subscribe", show=False),
    ]

    def __init__(
        self,
        look: LookAt,
        now: Callable[[], datetime],
        *,
        folders: Sequence[str] = (),
        have: Collection[str] = (),
        account: str = "",
    ) -> None:
        """`folders` are those there are, `have` the URLs of feeds that are subscribed to.

        `account` is what the server is called at which one may subscribe in place of here.
        """
        super().__init__()
        self._look, self._now = look, now
        self._folders, self._have = folders, have
        self._offered = suggestions() if account else (ACCOUNT, *suggestions())
        self._address, self._account = "", account  # the address is that which is looked at
        self._suggested: list[Suggestion | None] = []  # as listed; None is a topic
        self._found: list[ListedCandidate] = []
        self.stage = ""

    def compose(self) -> ComposeResult:
        """Address; suggestions, or what was found; what went wrong; the keys."""
        with Vertical(classes="dialog", id="subscribe"):
            yield Static("Subscribe or import", classes="dialog-title")
            yield Input(
                placeholder="a site, a feed's address, or a file or folder to import",
                id="address",
                max_length=MAX_ADDRESS,
            )
            yield AccessFields(NO_LOGIN, login=True, id="login")
            yield Choices(id="suggestions", markup=False)
            with Vertical(id="found"):
                yield Choices(id="candidates", markup=False)
                yield Static(id="preview", markup=False)
                yield Field("Folder", placeholder="none", known=self._folders, id="folder")
                yield Field("Tags", placeholder="such as later, work", id="feed-tags")
                if self._account:
                    where = f"at {shown_line(self._account, 30)}"
                    yield Tick(where, on=True, aside="fetched there, also for others", id="there")
            yield Static(id="doing", markup=False)
            yield Static(id="complaint", markup=False)
            yield answers(enter="look", escape="close").add_class("at-asking")
            yield answers(escape="stop").add_class("at-looking")
            yield answers(enter="subscribe", tab="folder, tags", escape="back").add_class(
                "at-found"
            )

    def on_mount(self) -> None:
        """Type at once."""
        self._say()
        self._to(ASKING)
        self._suggest("")

    def _to(self, stage: str) -> None:
        """Show the parts of a stage."""
        if stage != self.stage:
            self.stage = stage
            self.set_class(stage == ASKING, ASKING)
            self.set_class(stage == LOOKING, LOOKING)
            self.set_class(stage == FOUND, FOUND)
        if stage == ASKING:
            self.set_focus(self.query_one("#address", Input))

    def _say(self, doing: str = "", complaint: str = "") -> None:
        complaint = f"! {shown_line(complaint, 300)}" if complaint else ""
        for name, said in (("#doing", shown_line(doing)), ("#complaint", complaint)):
            place = self.query_one(name, Static)
            place.update(Content(said))
            place.display = bool(said)

    # --- asking -------------------------------------------------------------------------

    def _suggest(self, typed: str) -> None:
        """List the suggestions that what is typed may mean, under their topics."""
        options: list[Option] = []
        self._suggested = []
        topic = ""
        for one in fitting(self._offered, typed, self._have):
            if one.topic != topic:
                topic = one.topic
                title = Content.styled(shown_line(topic), "bold $primary")
                options.append(Option(title, disabled=True))
                self._suggested.append(None)
            name = Content.assemble(
                "  ", shown_line(one.name, 50), (f"  {shown_line(one.aside, 30)}", MUTED)
            )
            options.append(Option(name))
            self._suggested.append(one)
        listed = self.query_one("#suggestions", OptionList)
        listed.clear_options()
        listed.add_options(options)
        listed.highlighted = None
        self.set_class(not options, "-bare")

    @on(Input.Changed, "#address")
    def typed(self, event: Input.Changed) -> None:
        """Another address: what was found for the last one is no longer meant."""
        event.stop()
        if event.value == self._address and self.stage != ASKING:
            return
        self._stop()
        self._say()
        self.remove_class(LOGIN)
        self._to(ASKING)
        self._suggest(event.value)

    @on(Input.Submitted, "#address")
    def entered(self, event: Input.Submitted) -> None:
        """Look at what is typed, or at the suggestion under the cursor."""
        event.stop()
        suggested = self._under_cursor()
        typed = line(event.value, MAX_ADDRESS)
        if self.stage == FOUND:
            self.subscribe()
        elif suggested is not None:
            self._take_suggestion(suggested)
        elif not typed:
            self._say(complaint="Type an address, or choose one with the arrow keys.")
        elif is_path(typed):
            self._import(path_of(typed))
        elif is_address(typed):
            self.look_at(typed)
        else:
            self._say(
                complaint="That is neither an address nor a file here. "
                "Try example.org, or ~/feeds.opml."
            )

    def _import(self, path: str) -> None:
        """Read a file or folder, where there is one."""
        problem = path_problem(Path(path))
        if problem:
            self._say(complaint=problem)
        else:
            self.dismiss(Wish(Wanted.IMPORT, path))

    @on(Input.Submitted, "#user")
    @on(Input.Submitted, "#password-command")
    def login_entered(self, event: Input.Submitted) -> None:
        """Look again, with the login."""
        event.stop()
        self.look_at(self._address)

    def _login(self) -> FeedSettings:
        """Return the login that is typed, where one was asked for. Raises AccessError."""
        asked = self.has_class(LOGIN)
        return self.query_one("#login", AccessFields).settings() if asked else NO_LOGIN

    def _under_cursor(self) -> Suggestion | None:
        place = self.query_one("#suggestions", OptionList).highlighted
        return None if place is None or self.stage != ASKING else self._suggested[place]

    def _take_suggestion(self, one: Suggestion) -> None:
        if one is ACCOUNT:
            self.dismiss(Wish(Wanted.ACCOUNT, ""))
            return
        self._address = one.url
        self.query_one("#address", Input).value = one.url
        self.look_at(one.url)

    @on(OptionList.OptionSelected, "#suggestions")
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """A click on a suggestion, or Enter."""
        event.stop()
        if (one := self._suggested[event.option_index]) is not None:
            self._take_suggestion(one)

    # --- looking ------------------------------------------------------------------------

    def look_at(self, address: str) -> None:
        """See what there is at an address."""
        self._stop()
        try:
            login = self._login()
        except AccessError as error:
            self._say(complaint=str(error))
            return
        self._address = address
        self._found.clear()
        self.query_one("#candidates", OptionList).clear_options()
        self._to(LOOKING)
        self._say(doing=f"asking {address} …")
        self._looking(address, login)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _looking(self, address: str, login: FeedSettings) -> None:
        try:
            async for told in self._look(address, login):
                if isinstance(told, Asking):
                    more = self.stage == FOUND  # what stands above is done
                    self._say(doing="looking for more feeds there …" if more else f"{told.says} …")
                else:
                    self._add(told)
        except LoginError as error:
            self._fail(str(error))
            self.add_class(LOGIN)
            self.set_focus(self.query_one("#user", Input))
            return
        except (TuinewsError, OSError) as error:
            self._fail(str(error))
            return
        self._say()
        if not any(not one.error for one in self._found):
            reasons = [one.error for one in self._found if one.error]
            self._fail(reasons[0] if reasons else f"Nothing to subscribe to at {address}.")

    def _stop(self) -> None:
        self.workers.cancel_group(self, "look")

    def _fail(self, complaint: str) -> None:
        """Tell what went wrong; what was found nevertheless can be taken."""
        usable = any(not one.error for one in self._found)
        self._to(FOUND if usable else ASKING)
        self._say(complaint=complaint)

    def _add(self, candidate: ListedCandidate) -> None:
        """List what was found; the first that can be taken is under the cursor."""
        if candidate.url in self._have and not candidate.error:
            candidate = ListedCandidate(candidate.url, candidate.title, error=KNOWN)
        self._found.append(candidate)
        listed = self.query_one("#candidates", OptionList)
        listed.add_option(Option(self._label(candidate)))
        listed.set_class(len(self._found) < 2, "-alone")
        if candidate.error:
            return
        if self.stage != FOUND:
            listed.highlighted = self._first_choice(candidate)
            self._to(FOUND)
            self.set_focus(self.query_one("#folder", Input))
        self._preview()

    def _first_choice(self, candidate: ListedCandidate) -> int:
        """Return where the cursor goes when the first that can be taken was found.

        Who has the feeds of a site hardly wants its page: Enter is to do nothing then.
        """
        errors = [one.error for one in self._found]
        if candidate.is_page and KNOWN in errors:
            return errors.index(KNOWN)
        return len(self._found) - 1

    def _label(self, candidate: ListedCandidate) -> Content:
        title = shown_line(candidate.title or candidate.url, 60)
        if candidate.error:
            return Content.assemble(("! ", "$error"), title, "  ", shown_line(candidate.error))
        said = facts(candidate, self._now())
        return Content.assemble("  ", title, (f"  {said}", MUTED))

    # --- what was found -----------------------------------------------------------------

    @property
    def candidate(self) -> ListedCandidate | None:
        """What is under the cursor."""
        place = self.query_one("#candidates", OptionList).highlighted
        return self._found[place] if place is not None and place < len(self._found) else None

    @on(OptionList.OptionHighlighted, "#candidates")
    def _preview(self) -> None:
        """Show what a feed brings before it is kept."""
        candidate = self.candidate
        if candidate is None:
            return
        now = self._now()
        title = shown_line(candidate.title or candidate.url)
        said = candidate.error or facts(candidate, now)
        parts: list[Content | tuple[str, str]] = [
            Content.styled(f"{title}\n", "bold"),
            Content.styled(f"{shown_line(said)}\n", MUTED),
        ]
        for when, headline in headline_rows(candidate, now):
            parts += [Content.styled(when, MUTED), Content(f"{headline}\n")]
        self.query_one("#preview", Static).update(Content.assemble(*parts).rstrip())

    @on(Input.Submitted, "#folder")
    @on(Input.Submitted, "#feed-tags")
    @on(OptionList.OptionSelected, "#candidates")
    def subscribe(self) -> None:
        """Keep what is under the cursor."""
        candidate = self.candidate
        if candidate is None or self.stage != FOUND:
            return
        if candidate.error:
            self._say(complaint=candidate.error)
            return
        self._stop()
        self.dismiss(
            Wish(
                Wanted.PAGE if candidate.is_page else Wanted.FEED,
                candidate.url,
                candidate.title,
                folder_of(self.query_one("#folder-field", Field).value),
                tags_of(self.query_one("#feed-tags-field", Field).value),
                self._login(),
                at_account=bool(self._account) and self.query_one("#there", Tick).on,
            )
        )

    # --- keys ---------------------------------------------------------------------------

    def action_back(self) -> None:
        """Esc: stop looking, leave what was found, or close."""
        self._stop()
        if self.stage == ASKING:
            self.dismiss(None)
        else:
            self._say()
            self._to(ASKING)

    def action_subscribe(self) -> None:
        """Enter on what takes no Enter of its own."""
        self.subscribe()

    def action_move(self, by: int) -> None:
        """Move in the list that is shown, whatever has the focus."""
        listed = self.query_one(
            "#candidates" if self.stage == FOUND else "#suggestions", OptionList
        )
        if by > 0:
            listed.action_cursor_down()
        elif self.stage == ASKING and self._under_cursor() == self._first():
            listed.highlighted = None
        else:
            listed.action_cursor_up()

    def _first(self) -> Suggestion | None:
        return next((one for one in self._suggested if one is not None), None)
