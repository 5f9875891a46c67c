"""The user's word on stories: kept in `stories.json` for good, and at once in the index."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tuinews.store.catalogue import Catalogue
from tuinews.store.context import LibraryContext
from tuinews.store.disk.feeds import Documents
from tuinews.store.disk.locks import WriterLock
from tuinews.store.disk.storywords import MAX_ARTICLES, Ruled, Watched, document_of, word_of
from tuinews.store.errors import LibraryError, RefusedError
from tuinews.store.index import ruledindex
from tuinews.store.rulings import Pair, Ruling, Rulings
from tuinews.store.views import Change, Redone

PATIENCE = 20.0  # seconds to wait for another process that writes words
MAX_LOOKED = 1000  # stories that are not followed, of which it is kept when the user looked
_LONG_AGO = datetime.fromtimestamp(0, UTC)

Words = dict[str, Ruled | Watched | None]  # by the names of documents


class Corrections:
    """What the user says of stories; safe from any thread."""

    def __init__(self, context: LibraryContext, catalogue: Catalogue) -> None:
        """`catalogue` tells the stories as they are; nothing is read yet."""
        self._context, self._catalogue = context, catalogue
        lock = WriterLock(context.folder, "stories.lock", PATIENCE)
        self._words: Documents[Ruled | Watched] = Documents(
            context.data / "stories.json", "stories", word_of, lock, context.notify
        )
        self._ruled: tuple[object, Rulings] = (None, Rulings())
        self._indexed: Rulings | None = None  # the words by which the index holds its stories

    @property
    def stamp(self) -> object:
        """What changes when the file of the words does."""
        return self._words.stamp

    def problem(self) -> str:
        """Return why the file of the user's words cannot be used; "" where it can."""
        return self._words.problem()

    def _said(self) -> Mapping[str, Ruled | Watched]:
        """Return all words; a file that is refused is told, and none."""
        try:
            return self._words.read()
        except RefusedError as error:
            self._context.notify(str(error))
            return {}

    # --- what belongs together ----------------------------------------------------------

    def rulings(self) -> Rulings:
        """Return all that the user said of what belongs together."""
        words = self._said()
        if self._ruled[0] is not words:
            ruled = [one for one in words.values() if isinstance(one, Ruled)]
            self._ruled = words, Rulings({one.pair: one.ruling for one in ruled})
        return self._ruled[1]

    def follow_words(self) -> None:
        """Have related anew what another program, or a hand, said something of."""
        rulings = self.rulings()
        if self._indexed is None or self._indexed.said != rulings.said:
            if self._context.read(ruledindex.held).said != rulings.said:
                self._context.write(lambda db: ruledindex.follow(db, rulings))
            self._indexed = rulings

    def rule(self, ruling: Ruling, pairs: Sequence[tuple[str, str]]) -> Change:
        """Say of pairs of articles that they are one story, or not, or not related at all.

        Durable, at once, and for good; can be undone. Of two that were one story and are
        said to be apart the first leaves it, with what the user had joined with it. What
        was said before and contradicts this is taken back. Raises StoreError, and
        LibraryError for an unknown id.
        """
        self._must_exist({identity for pair in pairs for identity in pair})
        return self._rule([(ruling, pair) for pair in pairs], "corrected")

    def split_off(self, identity: str) -> Change:
        """Say that an article does not belong to its story; can be undone."""
        self._must_exist({identity})
        others = self._others(identity)
        return self._rule([(Ruling.APART, (identity, one)) for one in others], "split off")

    def join(self, identity: str, other: str) -> Change:
        """Say that the stories of two articles are one; can be undone."""
        self._must_exist({identity, other})
        others = dict.fromkeys([*self._others(identity), other, *self._others(other)])
        others.pop(identity, None)
        said = [(Ruling.TOGETHER, (identity, one)) for one in others]
        return self._rule(said, "joined into one story")

    def unrelate(self, identity: str, other: str) -> Change:
        """Say that `other` has nothing to do with an article, nor with its story.

        Can be undone.
        """
        self._must_exist({identity, other})
        same = self._others(other)
        said = [(Ruling.APART, (other, one)) for one in same if identity in same]
        return self._rule([*said, (Ruling.UNRELATED, (other, identity))], "not related")

    def forget_word(self, identity: str) -> Change:
        """Take back all that was said of what belongs to an article; can be undone.

        The next catch-up judges it and those of which it was said anew.
        """
        self._must_exist({identity})
        with self._words.locked():
            ruled = [one for one in self._words.read().values() if isinstance(one, Ruled)]
            changed = self._write_words({one.id: None for one in ruled if identity in one.pair})
        self.follow_words()
        return Change(words=changed, summary="taken back") if changed else Change()

    def _others(self, identity: str) -> list[str]:
        """Return the other accounts of an article's story."""
        story = self._catalogue.story_of(identity)
        return [one for one in story.articles if one != identity] if story else []

    def _must_exist(self, ids: Iterable[str]) -> None:
        wanted = sorted(ids)
        known = self._catalogue.known(wanted)
        for identity in wanted:
            if identity not in known:
                raise LibraryError(f"There is no article {identity}.")

    def _rule(self, said: Sequence[tuple[Ruling, Pair]], summary: str) -> Change:
        self.follow_words()
        with self._words.locked():
            self._words.read()  # raises where the file is not ours to change
            before = self.rulings()
            after = before.after(said)
            words: Words = {}
            for pair in dict.fromkeys([*before.said, *after.said]):
                told = after.said.get(pair)
                if before.said.get(pair) is not told:
                    word = Ruled(pair, told or Ruling.APART, self._context.now())
                    words[word.id] = word if told else None
            changed = self._write_words(words)
            if not changed:
                return Change()
            done = self._redo(lambda db: ruledindex.apply(db, said, after))
        return Change(words=changed, redone=done, summary=summary)

    def _redo(self, change: Callable[[sqlite3.Connection], Redone | None]) -> Redone:
        """Change stories and edges in one piece; returns what changed."""
        rulings = self.rulings()

        def put(db: sqlite3.Connection) -> Redone | None:
            done = change(db)
            ruledindex.note(db, rulings)
            return done

        done = self._context.write(put)
        self._indexed = rulings
        return done or Redone()

    def _write_words(
        self, words: Words
    ) -> dict[str, tuple[Ruled | Watched | None, Ruled | Watched | None]]:
        """Write words down, durably; returns which they were before, and are."""
        known = self._words.read()
        changed = {
            name: (known.get(name), word) for name, word in words.items() if known.get(name) != word
        }
        put = {name: document_of(word) for name, (_, word) in changed.items() if word is not None}
        self._words.change(put, [name for name, (_, word) in changed.items() if word is None])
        self._context.changes += bool(changed)
        return changed

    def take_back(self, change: Change) -> Change:
        """Take back what the user said, where he has not said otherwise since."""
        self.follow_words()
        with self._words.locked():
            known = self._words.read()
            back = {
                name: before
                for name, (before, after) in change.words.items()
                if known.get(name) == after
            }
            changed = self._write_words(back)
            if not changed:
                return Change()
            redone = change.redone.reversed()
            if redone:
                self._redo(lambda db: ruledindex.take_back(db, change.redone))
        return Change(words=changed, redone=redone, summary=f"undone: {change.summary}")

    # --- following ----------------------------------------------------------------------

    def follow(self, identity: str, on: bool) -> Change:
        """Follow the story of an article, or no longer; can be undone.

        It is known by its accounts at this time, and by what joins these later.
        """
        self._must_exist({identity})
        accounts = [identity, *self._others(identity)][:MAX_ARTICLES]
        with self._words.locked():
            watched = [one for one in self._watched(accounts) if on or one.followed]
            words: Words = {}
            if on:
                first = watched[0] if watched else Watched(accounts[0], ())
                at = first.followed or self._context.now()
                words[first.id] = replace(first, articles=tuple(accounts), followed=at)
            else:
                for one in watched:
                    words[one.id] = replace(one, followed=None) if one.looked else None
                    if rest := self._parted(one.articles, accounts):
                        kept = replace(one, first=rest[0], articles=rest)
                        words[kept.id] = kept
            changed = self._write_words(words)
        summary = "followed" if on else "no longer followed"
        return Change(words=changed, summary=summary) if changed else Change()

    def _parted(self, followed: Iterable[str], accounts: Collection[str]) -> tuple[str, ...]:
        """Return those of the articles followed that the user took apart from these accounts."""
        said = self.rulings()
        return tuple(
            one
            for one in followed
            if one not in accounts and any(said.apart(one, other) for other in accounts)
        )

    def followed(self) -> frozenset[str]:
        """Return the ids of the stories that are followed now."""
        watched = [one for one in self._all_watched() if one.followed]
        ids = {identity for one in watched for identity in one.articles}
        if not ids:
            return frozenset()
        told = self._context.read(lambda db: ruledindex.stories_of(db, ids))
        return frozenset(filter(None, (_most(one.articles, told) for one in watched)))

    def follows(self, identity: str) -> bool:
        """Return whether the story of an article is followed, if it is alone in it as yet."""
        row = self._catalogue.story_of(identity)
        if row is not None and row.id in self.followed():
            return True
        return any(one.followed and identity in one.articles for one in self._all_watched())

    def looked(self, identity: str) -> Change:
        """Note that the user has seen the news of an article's story up to now.

        Can be undone.
        """
        accounts = (identity, *self._others(identity))[:MAX_ARTICLES]
        with self._words.locked():
            watched = self._watched(accounts)
            first = watched[0] if watched else Watched(identity, accounts)
            words: Words = {first.id: replace(first, looked=self._context.now(), seen=accounts)}
            loose = [one for one in self._all_watched() if not one.followed]
            loose.sort(key=lambda one: one.looked or _LONG_AGO, reverse=True)
            words |= {one.id: None for one in loose[MAX_LOOKED:] if one.id not in words}
            return Change(words=self._write_words(words), summary="news of the story seen")

    def last_look(self, identity: str) -> Watched | None:
        """Return what is kept of an article's story: whether followed, when looked at, what
        was seen; None where nothing is."""
        found = self._watched([identity, *self._others(identity)])
        return found[0] if found else None

    def _all_watched(self) -> list[Watched]:
        return [one for one in self._said().values() if isinstance(one, Watched)]

    def _watched(self, accounts: Sequence[str]) -> list[Watched]:
        """Return what is kept of a story of these accounts: what shares most of them first."""
        ids = set(accounts)
        shared = [(len(ids.intersection(one.articles)), one) for one in self._all_watched()]
        found = [(count, one) for count, one in shared if count]
        found.sort(key=lambda item: (item[1].followed is None, -item[0], item[1].first))
        return [one for _, one in found]


def _most(articles: Iterable[str], told: Mapping[str, str]) -> str:
    """Return the story that most of these articles belong to; "" for none."""
    counts = Counter(told[one] for one in articles if one in told)
    return max(counts, key=lambda story: (counts[story], story), default="")
