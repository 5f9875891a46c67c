"""The tasks that only a key or a click needs: loaded and made when one first asks for them.

A start pays for none of them. Those that look after the library by themselves, or have a say in
what a title or the status line tells, are made by the main screen (`ui.main`).
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from tuinews.paths import Places

if TYPE_CHECKING:
    from tuinews.ui.main import MainScreen
    from tuinews.ui.tasks.accounts import Accounts
    from tuinews.ui.tasks.adding import Adding
    from tuinews.ui.tasks.comparing import Comparing
    from tuinews.ui.tasks.correcting import Correcting
    from tuinews.ui.tasks.feedediting import FeedEditing
    from tuinews.ui.tasks.following import Following
    from tuinews.ui.tasks.marking import Marking
    from tuinews.ui.tasks.muting import Muting
    from tuinews.ui.tasks.piping import ArticlePipe
    from tuinews.ui.tasks.savedsearches import SavedSearches
    from tuinews.ui.tasks.sharing import Sharing
    from tuinews.ui.tasks.sourceediting import SourceEditing
    from tuinews.ui.tasks.unfolding import Unfolding
    from tuinews.ui.tasks.viewmenus import ViewMenus
    from tuinews.ui.tasks.walking import Walk


class LazyTasks:
    """The collaborators of the main screen that only a key needs."""

    def __init__(self, screen: MainScreen, places: Places) -> None:
        """None of them is made yet."""
        self._screen, self._places = screen, places

    # --- articles -----------------------------------------------------------------------

    @cached_property
    def walk(self) -> Walk:
        """Goes on from article to article."""
        from tuinews.ui.tasks.walking import Walk

        screen = self._screen
        return Walk(
            screen.desk,
            screen.panes,
            screen.listing,
            screen.source_choice,
            screen.search,
            screen.find,
            screen.opened,
            screen,
        )

    @cached_property
    def unfolding(self) -> Unfolding:
        """Shows the accounts of a story in rows of their own."""
        from tuinews.ui.tasks.unfolding import Unfolding

        screen = self._screen
        return Unfolding(screen.desk, screen.panes, screen.listing, screen.opened, screen)

    @cached_property
    def menus(self) -> ViewMenus:
        """Asks what is shown, and how it is sorted."""
        from tuinews.ui.tasks.viewmenus import ViewMenus

        screen = self._screen
        return ViewMenus(
            screen.desk, screen.panes, screen.listing, screen.search, screen, screen.remembered
        )

    @cached_property
    def marking(self) -> Marking:
        """Stars, marks, tags, notes, and undoes."""
        from tuinews.ui.tasks.marking import Marking

        screen = self._screen
        return Marking(
            screen.desk, screen.subject, screen.listing, screen.opened, screen, screen.shelf.show
        )

    @cached_property
    def muting(self) -> Muting:
        """Hides from now on what a search finds."""
        from tuinews.ui.tasks.muting import Muting

        return Muting(self._screen.desk, self._screen.subject, self._places, self._screen)

    @cached_property
    def correcting(self) -> Correcting:
        """Takes accounts out of stories, and joins them."""
        from tuinews.ui.tasks.correcting import Correcting

        screen = self._screen
        return Correcting(
            screen.desk,
            screen.subject,
            screen.panes,
            screen.listing,
            screen.opened,
            screen,
            screen.now,
        )

    @cached_property
    def following(self) -> Following:
        """Follows stories, and shows what is new in one."""
        from tuinews.ui.tasks.following import Following

        screen = self._screen
        return Following(
            screen.desk,
            screen.subject,
            screen.panes,
            screen.listing,
            screen.opened,
            screen,
            screen.now,
            screen.source_choice.load,
        )

    @cached_property
    def comparing(self) -> Comparing:
        """Puts two accounts beside each other."""
        from tuinews.ui.tasks.comparing import Comparing

        screen = self._screen
        return Comparing(screen.desk, screen.opened, screen, screen.now)

    @cached_property
    def sharing(self) -> Sharing:
        """Opens addresses, copies them, saves articles."""
        from tuinews.ui.tasks.sharing import Sharing

        screen = self._screen
        return Sharing(screen.subject, screen.panes, screen.opened, screen, screen.config)

    @cached_property
    def piping(self) -> ArticlePipe:
        """Gives an article to another program."""
        from tuinews.ui.tasks.piping import ArticlePipe

        screen = self._screen
        return ArticlePipe(
            screen.subject,
            screen.opened,
            screen.panes,
            screen,
            screen.remembered,
            screen.config.pipe,
        )

    # --- sources ------------------------------------------------------------------------

    @cached_property
    def saved(self) -> SavedSearches:
        """Keeps searches among the sources."""
        from tuinews.ui.tasks.savedsearches import SavedSearches

        screen = self._screen
        return SavedSearches(screen.desk, screen, screen.source_choice.load)

    @cached_property
    def feed_editing(self) -> FeedEditing:
        """Changes feeds, and ends subscriptions."""
        from tuinews.ui.tasks.feedediting import FeedEditing

        screen = self._screen

        def relisted() -> None:
            screen.source_choice.renew()
            screen.listing.reload()
            screen.opened.redraw([screen.opened.id])  # under the name that its feed has now

        return FeedEditing(
            screen.desk,
            screen,
            screen.now,
            changed=screen.source_choice.load,
            ended=partial(screen.source_choice.show, None),
            restored=screen.show_restored,
            relisted=relisted,
        )

    @cached_property
    def editing(self) -> SourceEditing:
        """Asks for the settings of the source under the cursor, or of an article's feed."""
        from tuinews.ui.tasks.sourceediting import SourceEditing

        screen = self._screen
        return SourceEditing(
            screen.desk, screen.subject, screen.sources, self.saved, self.feed_editing, screen
        )

    @cached_property
    def adding(self) -> Adding:
        """Asks for a site, a feed or a file, and takes it up."""
        from tuinews.ui.tasks.adding import Adding

        screen = self._screen
        return Adding(
            screen.desk,
            self._places,
            screen.shelf,
            screen.source_choice,
            screen.importing,
            screen,
            screen.now,
            screen.refresher.refresh_due,
            screen.peek_anew,
            self.accounts.ask,
        )

    @cached_property
    def accounts(self) -> Accounts:
        """Takes up an account at a server, and gives it up."""
        from tuinews.ui.tasks.accounts import Accounts

        screen = self._screen
        return Accounts(
            screen.desk,
            self._places,
            screen.shelf,
            screen.source_choice,
            screen,
            screen.now,
            screen.refresher.refresh_due,
        )
