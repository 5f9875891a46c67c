"""Which panes a screen of some size shows: beside each other, above each other, or one."""

from __future__ import annotations

from tuinews.values import dataclass

PANES = ("sources", "list", "reader", "related")  # from left to right

MEDIUM, WIDE, VERY_WIDE = 80, 120, 160  # columns from which more panes fit
FLAT = 18  # rows below which panes do not fit above each other
LEAST = (24, 6)  # columns and rows below which nothing sensible can be drawn

#: Columns that panes beside the article have at least and at most, and the share that each takes
#: of what the text leaves over.
BESIDE = {"sources": (26, 30, 0.1), "list": (34, 64, 0.54), "related": (24, 44, 0.36)}


@dataclass(frozen=True, slots=True)
class Room:
    """A screen of some size, and whether the user wants the list above the article."""

    width: int
    height: int
    above: bool = False

    @property
    def single(self) -> bool:
        """Whether there is room for one pane only."""
        return self.width < MEDIUM or (self.width < WIDE and self.height < FLAT)

    @property
    def stacked(self) -> bool:
        """Whether list, article and related articles stand above each other."""
        return not self.single and self.height >= FLAT and (self.above or self.width < WIDE)

    @property
    def classes(self) -> dict[str, bool]:
        """Which classes a screen has for its layout."""
        return {"-single": self.single, "-stacked": self.stacked}

    def visible(self, focused: str, *, zen: bool = False) -> frozenset[str]:
        """Return the panes that are shown while `focused` has the focus.

        Sources have a column of their own on a very wide screen. On a smaller one they come
        while one is among them: in place of the list, or on the left of what is stacked.
        """
        if zen:
            return frozenset({"reader"})
        if self.single:
            return frozenset({focused})
        if self.width >= VERY_WIDE or (self.stacked and focused == "sources"):
            return frozenset(PANES)
        return frozenset({"sources" if focused == "sources" else "list", "reader", "related"})

    def columns(self, reader: int) -> dict[str, int]:
        """Return how many columns each pane beside the article takes; it has the rest.

        The text goes first: until the article has the `reader` columns that its text can fill,
        the others have no more than they need. Empty where panes do not stand beside each other.
        """
        if self.single or self.stacked:
            return {}
        panes = [name for name in BESIDE if name != "sources" or self.width >= VERY_WIDE]
        spare = max(0, self.width - reader - sum(BESIDE[name][0] for name in panes))
        taken = {
            name: min(most, least + int(spare * share))
            for name, (least, most, share) in BESIDE.items()
            if name in panes
        }
        return {"sources": taken["list"], **taken}
