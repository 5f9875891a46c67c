"""What a screen lends to those that work for it: a voice, dialogs, work aside, names of keys."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from textual import events
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from tuinews.model import TuinewsError
from tuinews.text import shown_line
from tuinews.ui.drawing.frames import Frames
from tuinews.ui.keys import KeysInForce

T = TypeVar("T")


class Host(Frames[None]):
    """A screen, as far as its collaborators know it: they use what is defined here, no more."""

    def __init__(self, keys: KeysInForce) -> None:
        """`keys` are those in force, for words that name one."""
        super().__init__()
        self.keys = keys

    # --- a voice ------------------------------------------------------------------------

    def say(self, doing: str | None = None) -> None:
        """Bring titles and status line up to date; tell `doing` for a while."""
        raise NotImplementedError

    def say_key(self, said: str, action: str, words: str) -> None:
        """Tell `said`, and then `words`, in which {} is the key of an action."""
        self.say(self.keys.after(said, action, words))

    def say_done(self, said: str) -> None:
        """Tell what was done, and which key undoes it."""
        self.say(self.keys.undoable(said))

    def complain(self, error: BaseException) -> None:
        """Tell the user what went wrong; none of it is markup."""
        self.notify(shown_line(str(error)) or type(error).__name__, severity="error", markup=False)

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """Do what is in a `with` block; an error that we know ends it, and the user is told."""
        try:
            yield
        except TuinewsError as error:
            self.complain(error)

    def toast(self, text: str) -> None:
        """Show a text for a while over everything else; none of it is markup."""
        self.notify(text, markup=False)

    def write(self, sequence: str) -> None:
        """Send the terminal a sequence that shows nothing, such as that of a notification."""
        if self.app._driver is not None:
            self.app._driver.write(sequence)

    # --- dialogs and work ---------------------------------------------------------------

    def ask(self, dialog: Screen[T], answered: Callable[[T | None], None]) -> None:
        """Open a dialog; `answered` gets what it is left with."""
        self.app.push_screen(dialog, answered)

    def press(self, key: str) -> None:
        """Do what a key, in Textual's name, does."""
        pressed = events.Key(key, None)
        pressed.set_sender(self.app)  # one that this screen sent would not come back up to it
        self.app.post_message(pressed)

    def in_thread(self, group: str, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Have `work` done in a thread, then `done` with what it returns, among the events.

        `work` touches no widget. Work of the same group that is not done yet is forgotten.
        """

        def job() -> None:
            result = work()
            if not get_current_worker().is_cancelled:
                self.call_later(done, result)

        self.run_worker(job, thread=True, exclusive=True, group=group, exit_on_error=False)

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Have work done that waits for other processes more than it works."""
        self.run_worker(work, group="child", exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """No error of a worker goes unheard."""
        if event.state is WorkerState.ERROR:
            self.log.error(event.worker.error)
            self.complain(event.worker.error or Exception("an unknown error"))
