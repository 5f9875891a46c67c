"""The styles of component classes: worked out when needed, and laid over each other."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.css.styles import RenderStyles
from textual.dom import DOMNode

from tuinews.ui.styles import read_late

if TYPE_CHECKING:
    from textual.widget import Widget
    from textual.widget import Widget as Mixed
else:
    Mixed = object  # not a widget: Textual takes default styles from the first base that is one


class LazyLooks(Mixed):
    """Mix-in for a widget that draws with component classes; it stands first among the bases.

    Textual works out the styles of all component classes at the start, and again when the
    focus comes or goes: most of what a change of panes cost. A page of text has thirty of
    them and draws with five, and not one of its rules asks for the focus.

    What a start does not draw has its rules in a sheet that is read when something else is drawn.
    """

    LATE_SHEET: ClassVar[str] = ""  # with the rules of the component classes, if not all known
    KNOWN: ClassVar[frozenset[str]] = frozenset()  # of a widget with one: those known without it

    @classmethod
    @cache
    def _get_component_classes(cls) -> frozenset[str]:
        """Give the style sheet nothing to work out ahead."""
        return frozenset()

    def get_component_styles(self, *names: str) -> RenderStyles:
        """Return the styles of component classes. Raises KeyError where it has no such class."""
        known = super()._get_component_classes()
        for name in names:
            if name in known and name not in self._component_styles:
                if self.LATE_SHEET and name not in self.KNOWN:
                    read_late(self.app, self.LATE_SHEET)
                node = DOMNode(classes=name)
                node._attach(self)
                self.app.stylesheet.apply(node)
                self._component_styles[name] = node.styles
        return super().get_component_styles(*names)

    def notify_style_update(self) -> None:
        """Draw all anew: the theme has changed, or a class of the widget."""
        super().notify_style_update()
        self._component_styles.clear()
        self.refresh()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Leave the styles as they are; what the focus changes is drawn by the widget."""

    def _on_focus(self, event: events.Focus) -> None:
        self._take_focus(event, True)

    def _on_blur(self, event: events.Blur) -> None:
        self._take_focus(event, False)

    def _take_focus(self, event: events.Focus | events.Blur, has: bool) -> None:
        """Do as Textual does, but for drawing the whole widget anew."""
        event.prevent_default()
        self.has_focus = has
        if self.parent is not None:
            told = events.DescendantFocus(self) if has else events.DescendantBlur(self)
            self.parent.post_message(told)


def added(widget: Widget, name: str) -> Style:
    """Return what a component class adds to the style below it, as opaque colours.

    A colour that lets something through is mixed with the widget's own background; what the
    class does not set stays open.
    """
    own = widget.get_component_rich_style(name, partial=True)
    return _opaque(own, widget.get_component_rich_style(name))


def over(base: Style, style: Style) -> Style:
    """Lay a style over that of a row; on one in reverse a colour would be a block."""
    return base + (style.without_color if base.reverse else style)


@lru_cache(maxsize=512)
def _opaque(own: Style, mixed: Style) -> Style:
    return own + Style(color=own.color and mixed.color, bgcolor=own.bgcolor and mixed.bgcolor)
