"""From pairs to stories: which articles are one story now, under ids that last.

Only what new articles touch is looked at again: the articles linked to them, directly or
in a chain, and the rest of the stories that these belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from tuinews.model import Story
from tuinews.store.index.ruledindex import story_name
from tuinews.store.rulings import Ruling, Rulings
from tuinews.stories.cluster import JOIN, clusters

MOST = 80  # articles that are grouped at once; a longer chain is cut where it is reached last

Link = Callable[[str, str], float]
Age = Callable[[str], tuple[float, str]]


class Grouping:
    """The stories around some articles."""

    def __init__(
        self,
        story_of: Callable[[str], Story | None],
        linked: Callable[[str], Iterable[str]],
        link: Link,
        age: Age,
        rulings: Rulings | None = None,
    ) -> None:
        """Ask `story_of` for stories as they are, `linked` for articles that may belong to
        one, `link` for how strongly a pair is one story, `age` for the order in time; `rulings`
        is what the user said, which comes before all of it."""
        self._story_of = story_of
        self._linked = linked
        self._link = link
        self._age = age
        self._rulings = rulings or Rulings()
        self._before: dict[str, str] = {}  # article -> story as it was, "" none
        self.stories: dict[str, str] = {}  # article -> story as it is, "" none

    def around(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the story of each article that these change, "" where it is alone."""
        seen: set[str] = set()
        for identity in sorted(ids, key=self._age):
            if identity not in seen:
                component = self._component(identity, seen)
                seen.update(component)
                self._group(component)
        return {
            name: story
            for name, story in self.stories.items()
            if story != self._before.get(name, "")
        }

    def story(self, identity: str) -> str:
        """Return the story that an article belongs to now; "" where it is alone."""
        known = self.stories.get(identity)
        return known if known is not None else self._story_before(identity)

    def together(self, a: str, b: str) -> bool:
        """Return whether two articles belong to one story now."""
        story = self.story(a)
        return bool(story) and story == self.story(b)

    def _story_before(self, identity: str) -> str:
        if identity not in self._before:
            story = self._story_of(identity)
            told = story.articles if story is not None else (identity,)
            for name in told:
                self._before[name] = story.id if story is not None else ""
        return self._before[identity]

    def _component(self, start: str, seen: set[str]) -> list[str]:
        """Return what hangs together with `start`, the nearest first."""
        found = {start: None}
        waiting = [start]
        for identity in waiting:
            if len(found) >= MOST:
                break
            story = self._story_of(identity)
            near = [
                other for other in self._linked(identity) if self._link(identity, other) >= JOIN
            ]
            told = story.articles if story is not None else ()
            for other in (*self._rulings.joined(identity), *near, *told):
                if other not in found and other not in seen and len(found) < MOST:
                    found[other] = None
                    waiting.append(other)
        return sorted(found, key=self._age)

    def _group(self, component: list[str]) -> None:
        links: dict[tuple[int, int], float] = {}
        for high, b in enumerate(component):
            for low, a in enumerate(component[:high]):
                strength = self._link(a, b)
                if strength > 0:
                    links[low, high] = strength
        said = self._said(component)
        joined = [pair for pair, ruling in said.items() if ruling is Ruling.TOGETHER]
        apart = [pair for pair, ruling in said.items() if ruling is not Ruling.TOGETHER]
        found = clusters(links, len(component), joined, apart)
        self._name([[component[i] for i in group] for group in found])

    def _said(self, component: list[str]) -> dict[tuple[int, int], Ruling]:
        """Return what the user said of these articles, by their places."""
        places = {identity: place for place, identity in enumerate(component)}
        return {
            (place, places[other]): ruling
            for identity, place in places.items()
            for other, ruling in self._rulings.of(identity).items()
            if places.get(other, -1) > place
        }

    def _name(self, groups: list[list[str]]) -> None:
        """Give each group the id of the story that most of it was, or a new one."""
        claims: list[tuple[int, tuple[float, str], str, int]] = []
        for place, group in enumerate(groups):
            told = Counter(self._story_before(identity) for identity in group)
            for story, count in told.items():
                if story and len(group) > 1:
                    claims.append((-count, self._age(group[0]), story, place))
        names: dict[int, str] = {}
        taken: set[str] = set()
        for _, _, story, place in sorted(claims):
            if place not in names and story not in taken:
                names[place] = story
                taken.add(story)
        for place, group in enumerate(groups):
            name = names.get(place) or (_new_name(group, taken) if len(group) > 1 else "")
            taken.add(name)
            for identity in group:
                self.stories[identity] = name


def _new_name(group: Iterable[str], taken: set[str]) -> str:
    """Return an id made of the first article's; the same whenever the story is found anew."""
    for identity in group:
        name = story_name(identity)
        if name not in taken:
            return name
    raise AssertionError("more stories than articles")
