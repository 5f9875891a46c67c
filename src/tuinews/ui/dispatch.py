"""Which method of which collaborator of the main screen does what an action names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuinews.ui.main import MainScreen


def what_actions_do(screen: MainScreen) -> Mapping[str, Callable[[], object]]:
    """Return what each action of the registry does on this screen, by its id."""
    moving = screen.moving
    tasks = screen.tasks  # each is made when it is first named, so only inside a lambda
    in_reader = screen.subject.in_reader

    def digit(number: int) -> None:
        tasks.walk.digit(number)

    return {
        "down": partial(moving.by, 1),
        "up": partial(moving.by, -1),
        "right": partial(moving.sideways, 1),
        "left": partial(moving.sideways, -1),
        "next-pane": partial(moving.round, 1),
        "previous-pane": partial(moving.round, -1),
        "open": moving.open,
        "back": partial(screen.stepping.back, out=True),
        "escape": partial(screen.stepping.back, out=False),
        "top": moving.to_top,
        "bottom": moving.to_bottom,
        "half-down": partial(moving.half_page, 1),
        "half-up": partial(moving.half_page, -1),
        "page-down": partial(moving.page, 1),
        "page-up": partial(moving.page, -1),
        "quit": screen.leave,
        "read-on": lambda: tasks.walk.read_on(),
        "read-back": screen.reader.page_up,
        "reader-down": partial(screen.reader.scroll_lines, 1),
        "reader-up": partial(screen.reader.scroll_lines, -1),
        "next": lambda: tasks.walk.next(1),
        "previous": lambda: tasks.walk.next(-1),
        "next-new": partial(in_reader, screen.opened.next_fresh),
        "next-account": partial(in_reader, lambda: tasks.walk.related(1)),
        "previous-account": partial(in_reader, lambda: tasks.walk.related(-1)),
        "return": lambda: tasks.walk.back(),
        "toggle-read": lambda: tasks.marking.toggle_read(),
        "star": lambda: tasks.marking.star(),
        "mark-all": lambda: tasks.marking.mark_all(),
        "mark-above": lambda: tasks.marking.mark_above(),
        "mark-below": lambda: tasks.marking.mark_below(),
        "select": lambda: tasks.marking.select(),
        "tag": lambda: tasks.marking.ask_tags(),
        "note": lambda: tasks.marking.ask_note(),
        "undo": lambda: tasks.marking.undo(),
        "search": screen.find.ask,
        "search-all": screen.find.everywhere,
        "keep-search": lambda: tasks.saved.keep(),
        "filter": lambda: tasks.menus.ask_filter(),
        "relevance": screen.search.toggle_relevance,
        "sort": lambda: tasks.menus.ask_order(),
        **{f"show-{number}": partial(digit, number) for number in range(1, 4)},
        **{f"digits-{number}": partial(digit, number) for number in range(4, 10)},
        "unfold": lambda: tasks.unfolding.toggle(),
        "folding": screen.listing.toggle_folding,
        "follow": lambda: tasks.following.toggle(),
        "story-news": lambda: tasks.following.show_news(),
        "mute": lambda: tasks.muting.ask(),
        "split": lambda: tasks.correcting.split(),
        "join": lambda: tasks.correcting.join(),
        "unrelated": lambda: tasks.correcting.unrelate(),
        "browse": lambda: tasks.sharing.browse(),
        "copy": lambda: tasks.sharing.copy(),
        "hints": partial(in_reader, lambda: tasks.sharing.show_hints()),
        "full-text": screen.full_text.ask,
        "xray": partial(in_reader, screen.opened.toggle_xray),
        "compare": partial(in_reader, lambda: tasks.comparing.ask()),
        "dimming": screen.opened.toggle_dimming,
        "changes": partial(in_reader, screen.opened.toggle_changes),
        "zen": partial(in_reader, screen.panes.toggle_zen),
        "layout": lambda: tasks.menus.move_list(),
        "theme": lambda: tasks.menus.ask_theme(),
        "redraw": lambda: screen.app.refresh(layout=True),
        "save": lambda: tasks.sharing.save(),
        "pipe": lambda: tasks.piping.ask(),
        "import": lambda: tasks.adding.ask(),
        "account": lambda: tasks.accounts.ask(),
        "refresh": screen.refresh_shown,
        "refresh-all": partial(screen.refresher.refresh, ()),
        "feed-settings": lambda: tasks.editing.ask(),
        "samples": screen.shelf.toggle_samples,
        "palette": lambda: screen.app.action_command_palette(),
        "tour": screen.tour.begin,
        "help": screen.show_help,
    }
