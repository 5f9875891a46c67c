"""What the sidebar shows beside an article: its story, how that went on, and the same topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tuinews.model import Related
from tuinews.store.index.relations import WHOLLY
from tuinews.store.library import Library
from tuinews.store.views import Row
from tuinews.text import shown_line
from tuinews.ui.lists.relatedlines import TOPIC, Entry, Group
from tuinews.values import dataclass

TOPICS = 6  # articles on the same topic that are shown
NEAREST = 12  # accounts of the same days that are shown
MOST = 50  # accounts of a story that are looked at, the newest
FURTHER = 10  # accounts from before, and from after
MUCH_LONGER = 1.1  # so much longer a copy tells more
SAME_TIME = timedelta(days=1)  # accounts that lie no further apart are of one time
MOST_DAYS = 16  # signs of a timeline; of a longer story each stands for several days
GAP = 3  # days without an account of which more are drawn as a gap

LEVELS = "▁▂▃▄▅▆▇"
SKIPPED = "·"  # for a gap
STORY, LATER, EARLIER = "Same story", "Later in this story", "Earlier in this story"


def related_groups(
    library: Library, row: Row, seen: frozenset[str] | None = None
) -> tuple[Group, ...]:
    """Return what belongs to an article, in groups; one without entries is left out.

    `seen` are the accounts that the user has seen of a story they follow; None where they do
    not follow it.
    """
    related = {one.id: one for one in library.related(row.id)}
    story = library.story_of(row.id)
    told = dict.fromkeys(one.id for one in related.values() if one.same_story)
    told |= dict.fromkeys(story.articles[:MOST] if story else ())
    same = library.rows_of([one for one in told if one != row.id])
    topic = library.rows_of([one for one in related if one not in told][:TOPICS])
    grouping = _Grouping(row, related, seen)
    groups = [group for group in grouping.of_story(same) if group.entries]
    line = timeline([one.shown_date.date() for one in (row, *same) if not one.undated])
    if groups and line:
        groups[-1] = replace(groups[-1], note=line)
    if topic:
        groups.append(Group(TOPIC, replace(grouping, seen=None).entries(topic)))
    return tuple(groups)


@dataclass(frozen=True, slots=True)
class _Grouping:
    """Makes the groups beside an article."""

    row: Row
    related: dict[str, Related]
    seen: frozenset[str] | None

    def entries(self, rows: Sequence[Row]) -> tuple[Entry, ...]:
        """Return the entries of articles, each with the reasons why it is there."""
        seen = self.seen if self.seen is not None else {row.id for row in rows}
        return tuple(Entry(row, self._reasons(row), fresh=row.id not in seen) for row in rows)

    def _reasons(self, row: Row) -> tuple[str, ...]:
        if row.id in self.related:
            return self.related[row.id].reasons
        return ("by way of the others",) if row.story == self.row.story else ()

    def of_story(self, rows: Sequence[Row]) -> list[Group]:
        """Return the accounts of the story: those of its time, those after, those before."""
        at = self.row.shown_date
        undated = {row.id for row in rows if row.undated or self.row.undated}
        near = [row for row in rows if row.id in undated or abs(row.shown_date - at) <= SAME_TIME]
        rows = [row for row in rows if row.id not in undated]
        near.sort(key=self._score, reverse=True)
        newest = sorted(rows, key=lambda row: row.shown_date, reverse=True)
        later = [row for row in newest if row.shown_date - at > SAME_TIME]
        before = [row for row in newest if at - row.shown_date > SAME_TIME]
        followed = ", followed" if self.seen is not None else ""
        return [
            Group(_counted(STORY, near, NEAREST) + followed, self.entries(near[:NEAREST])),
            Group(_counted(LATER, later, FURTHER), self.entries(later[-FURTHER:]), brief=True),
            Group(_counted(EARLIER, before, FURTHER), self.entries(before[:FURTHER]), brief=True),
        ]

    def _score(self, row: Row) -> tuple[float, float]:
        found = self.related.get(row.id)
        return (found.score if found else 0.0, row.shown_date.timestamp())


def _counted(title: str, rows: Sequence[Row], most: int) -> str:
    """Return a title; where more accounts belong under it than are listed, with their number."""
    return f"{title} ({len(rows):,})" if len(rows) > most else title


def timeline(days: Sequence[date]) -> str:
    """Return how many accounts there were day by day: "▁▁▇▂ 4 days"; "" for a day or two.

    Many days without any are one sign: "▂▇·▄  18 days".
    """
    if not days:
        return ""
    first, last = min(days), max(days)
    length = (last - first).days + 1
    if length < 3:
        return ""
    step = 1
    while len(signs := _signs(Counter((day - first).days // step for day in days))) > (MOST_DAYS):
        step += 1
    return f"{signs}  {length} days"


def _signs(counts: Mapping[int, int]) -> str:
    """Return a sign for each number of a row that counts, and for each gap between them."""
    top = max(counts.values())
    signs: list[str] = []
    before = 0
    for place in sorted(counts):
        none = place - before - 1
        signs.append(SKIPPED if none > GAP else LEVELS[0] * max(0, none))
        signs.append(LEVELS[-(-counts[place] * (len(LEVELS) - 1) // top)])
        before = place
    return "".join(signs)


def told_of_copies(library: Library, identity: str) -> str:
    """Return in words who has the text of an article, too, and why this one is read.

    "" where nobody has. The fullest of copies is the one to read, of equals the earliest. Those
    that share a part of it are told where no other has the whole.
    """
    own = library.row(identity)
    alike = [one for one in library.related(identity) if one.copy]
    whole = [one.id for one in alike if one.copy >= WHOLLY]
    copies = library.rows_of(whole or [one.id for one in alike])
    if own is None or not copies:
        return ""
    names = list(dict.fromkeys(shown_line(row.publisher, 40) or "another source" for row in copies))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    same = "The same text in" if whole else "Partly the same text as in"
    said = f"{same} {', '.join(names[:3])}{more}"
    longest = max(copies, key=lambda row: row.words)
    if longest.words > MUCH_LONGER * own.words:
        return f"{said}; {shown_line(longest.publisher, 40) or 'one'} has more of it"
    if own.words > MUCH_LONGER * longest.words:
        return f"{said}; this one has most of it"
    first = min(copies, key=lambda row: row.shown_date)
    if own.shown_date <= first.shown_date:
        return f"{said}; this one was the first"
    return f"{said}; {shown_line(first.publisher, 40) or 'another'} was the first"
