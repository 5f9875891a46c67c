"""What is done with articles as they arrive: rules, and what is not to come again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tuinews.model import TuinewsError
from tuinews.refresh.events import Event, FeedDone, Notified
from tuinews.refresh.fetching import Fetched
from tuinews.settings import Rule, RuleAction
from tuinews.store.feednames import present_name
from tuinews.store.index.fields import PreparedArticle
from tuinews.store.library import Library
from tuinews.store.query.language import Query, QueryError, parse


class RuleError(TuinewsError):
    """A rule of the settings has a query that cannot be understood."""


@dataclass(slots=True)
class Arrived:
    """What became of the articles of one feed."""

    count: Counter[str] = field(default_factory=Counter)  # "new", "updated", "same", "hidden"
    new: list[str] = field(default_factory=list)  # ids
    kept: dict[str, str] = field(default_factory=dict)  # ids as they came -> as they are kept


class Arrivals:
    """Takes what feeds brought into the library."""

    def __init__(self, library: Library, rules: Sequence[Rule]) -> None:
        """Raises RuleError for a query that is none."""
        self._library = library
        self._rules = rules
        self._queries: list[Query] = []
        for rule in rules:
            try:
                self._queries.append(parse(rule.query))
            except QueryError as error:
                raise RuleError(f"the rule `{rule.query}`: {error}") from error

    def store(self, batch: Sequence[Fetched]) -> tuple[list[Arrived], list[Event]]:
        """Store feeds and what they brought, durably; articles first, then how feeds stand.

        Returns what became of each of the batch, and what the user wants to be told of.
        Raises StoreError.
        """
        wanted = [self._wanted(one) for one in batch]
        hits = self._hits(batch, wanted)
        arrived = [Arrived() for _ in batch]
        taken: list[tuple[Arrived, PreparedArticle]] = []
        for found, articles in zip(arrived, wanted, strict=True):
            for article in articles:
                if _hide(hits.get(article.id, ())):
                    found.count["hidden"] += 1
                else:
                    taken.append((found, article))
        outcomes = self._library.add(article for _, article in taken).outcomes if taken else ()
        for (found, article), (identity, outcome) in zip(taken, outcomes, strict=True):
            found.count[outcome] += 1
            found.kept[article.id] = identity
            if outcome == "new":
                found.new.append(identity)
        new = {identity for found in arrived for identity in found.new}
        notified = self._apply(new, hits, {article.id: article for _, article in taken})
        self._note(batch, hits)
        return arrived, notified

    def _wanted(self, one: Fetched) -> list[PreparedArticle]:
        """Return the articles to take in: of a feed that is still subscribed to."""
        articles = [entry.prepared for entry in one.entries if entry.prepared is not None]
        if not articles or self._library.subscriptions.feed(one.asked.url) is None:
            return []
        gone = self._library.subscriptions.gone(article.id for article in articles)
        return [article for article in articles if article.id not in gone]

    def _hits(
        self, batch: Sequence[Fetched], wanted: Sequence[Sequence[PreparedArticle]]
    ) -> dict[str, list[Rule]]:
        """Return the rules that find each new article, by its id."""
        if not self._rules:
            return {}
        articles = {article.id: article for some in wanted for article in some}
        for identity in self._library.known(articles):
            del articles[identity]
        through = {
            article.id: one.asked
            for one, some in zip(batch, wanted, strict=True)
            for article in some
        }
        hits: dict[str, list[Rule]] = {}
        found = self._library.found_by(self._queries, list(articles.values()))
        for rule, ids in zip(self._rules, found, strict=True):
            for identity in ids:
                feed = through[identity]
                if rule.feed in ("", feed.url, *feed.former) and not (
                    rule.action is RuleAction.NOTIFY and feed.settings.muted
                ):
                    hits.setdefault(identity, []).append(rule)
        return hits

    def _apply(
        self, new: set[str], hits: dict[str, list[Rule]], articles: dict[str, PreparedArticle]
    ) -> list[Event]:
        """Do to new articles what rules say; returns what the user is to be told of."""
        notified: list[Event] = []
        for rule in self._rules:
            ids = [one for one in articles if one in new and rule in hits.get(one, ())]
            if not ids:
                continue
            match rule.action:
                case RuleAction.READ:
                    self._library.mark(ids, read=True)
                case RuleAction.STAR:
                    self._library.mark(ids, starred=True)
                case RuleAction.TAG:
                    self._library.mark(ids, tag=rule.tag)
                case RuleAction.NOTIFY:
                    names = self._library.subscriptions.names()
                    for one in ids:
                        article = articles[one].fields
                        publisher = present_name(article.publisher, names)
                        notified.append(Notified(one, article.headline, publisher, rule.query))
        return notified

    def _note(self, batch: Sequence[Fetched], hits: dict[str, list[Rule]]) -> None:
        """Note how the feeds stand: after the articles, so that none can be missed."""
        hidden = {identity for identity, rules in hits.items() if _hide(rules)}
        kept = self._library.subscriptions.note_feeds((one.asked.url, one.feed) for one in batch)
        addresses = {old: feed.url for feed in kept for old in (feed.url, *feed.former)}
        self._library.subscriptions.note_entries(
            {
                addresses[one.asked.url]: [
                    entry.digest
                    for entry in one.entries
                    if entry.prepared is None or entry.prepared.id not in hidden
                ]
                for one in batch
                if one.outcome == "changed" and one.asked.url in addresses
            }
        )


def _hide(rules: Sequence[Rule]) -> bool:
    """Whether one of these rules, which find an article, hides it."""
    return any(rule.action is RuleAction.HIDE for rule in rules)


def told(one: Fetched, arrived: Arrived, done: int, total: int, moved: bool) -> FeedDone:
    """Return what is told of a feed that is done."""
    return FeedDone(
        url=one.feed.url if moved else one.asked.url,
        title=one.feed.name,
        outcome=one.outcome,
        done=done,
        total=total,
        new=arrived.count["new"],
        updated=arrived.count["updated"],
        hidden=arrived.count["hidden"],
        error=one.error,
        due=one.feed.due,
        moved_from=one.asked.url if moved else "",
    )
