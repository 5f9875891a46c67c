"""When a feed is asked again, and what an answer changes about it: pure decisions.

All take the feed and what happened, and return the feed as it is to be kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tuinews.intake.feeds.parsed import ParsedFeed
from tuinews.intake.fetching import freshness
from tuinews.intake.fetching.reply import Reply
from tuinews.intake.fetching.request import Request, request_for
from tuinews.intake.url import is_private_host, parse
from tuinews.model import Feed
from tuinews.text import line

_GONE_AGAIN = timedelta(days=7)
#: Some servers say "not changed" for ever: now and then they are asked without conditions.
_TRUSTED = timedelta(days=8)
_CLOCKS = timedelta(days=1)  # a clock that was ahead by less than this needs no care


@dataclass(frozen=True, slots=True)
class Policy:
    """How often feeds are asked: minutes."""

    interval: int = 60
    least: int = 5
    most: int = 24 * 60


DEFAULT_POLICY = Policy()


def is_due(feed: Feed, now: datetime, *, asked: bool = False) -> bool:
    """Tell whether `feed` is to be fetched; `asked`: the user pressed the key.

    A user who asks gets it before its time, but not while the host wants to be left alone.
    One that was asked in times to come, by a clock that has been set right since, is due.
    """
    if feed.disabled:
        return False
    if feed.checked is not None and feed.checked - now > _CLOCKS:
        return True
    if feed.wait_until is not None and feed.wait_until > now:
        return False
    if asked or feed.due is None:
        return True
    return feed.due <= now and _outside(now, feed) == now


def request(feed: Feed, now: datetime, password: str = "") -> Request:
    """Return what to ask for: with the validators as given, unless they are no longer trusted."""
    asked = request_for(feed.url, feed.settings, password)
    since = now - feed.changed if feed.changed is not None else _TRUSTED
    trusted = -_CLOCKS < since < _TRUSTED and bool(feed.digest)
    return replace(asked, etag=feed.etag, modified=feed.modified) if trusted else asked


def digest(body: bytes) -> str:
    """Return what a body is recognised by."""
    return hashlib.sha256(body).hexdigest()


def is_unchanged(feed: Feed, reply: Reply) -> bool:
    """Tell whether the answer brings nothing to parse: 304, nothing at all, or the same bytes."""
    if reply.status in (204, 304):
        return True
    return 200 <= reply.status < 300 and bool(feed.digest) and digest(reply.body) == feed.digest


def unchanged(
    feed: Feed, reply: Reply, *, policy: Policy = DEFAULT_POLICY, jitter: float = 0.0
) -> Feed:
    """Return the feed after an answer that brought nothing new; `jitter` from -1 to 1."""
    now = reply.received
    again = reply.status == 200
    feed = replace(
        _healthy(feed, now),
        etag=reply.etag or feed.etag,
        modified=reply.modified or feed.modified,
        changed=now if again else feed.changed,
    )
    return replace(feed, due=_next(feed, reply, policy, jitter))


def changed(
    feed: Feed,
    reply: Reply,
    parsed: ParsedFeed,
    *,
    taken: Container[str] = (),
    policy: Policy = DEFAULT_POLICY,
    jitter: float = 0.0,
) -> Feed:
    """Return the feed after an answer that was read; `taken` are the URLs of other feeds.

    Only an answer that is a feed moves one, and only where every redirect was for good.
    """
    now = reply.received
    feed = replace(
        _healthy(feed, now),
        url=_address(feed, reply, taken),
        stated_title=parsed.title or feed.stated_title,
        site=parsed.site or feed.site,
        description=parsed.description or feed.description,
        etag=reply.etag,
        modified=reply.modified,
        digest=digest(reply.body),
        ttl=parsed.ttl or 0,
        notice=line("; ".join((*reply.notices, *parsed.notices))),
        skip_hours=tuple(sorted(parsed.skip_hours)),
        skip_days=tuple(sorted(parsed.skip_days)),
        changed=now,
    )
    return replace(feed, due=_next(feed, reply, policy, jitter))


def synced(
    account: Feed, now: datetime, *, policy: Policy = DEFAULT_POLICY, jitter: float = 0.0
) -> Feed:
    """Return an account after a refresh that went well."""
    minutes = _interval(account, policy) * (1 + jitter / 10)
    due = now + timedelta(minutes=max(minutes, policy.least))
    return replace(_healthy(account, now), changed=now, due=due)


def failed(
    feed: Feed,
    problem: str,
    now: datetime,
    *,
    reply: Reply | None = None,
    wait_until: datetime | None = None,
    policy: Policy = DEFAULT_POLICY,
    jitter: float = 0.0,
) -> Feed:
    """Return the feed after a refresh that failed: asked again later each time, at most a day.

    `problem` is the line to show; `reply` the answer, where there was one. Who asks before a
    failing feed's time makes it no later.
    """
    before = feed.due if feed.failures and feed.due is not None and feed.due > now else None
    failures = feed.failures + (before is None)
    gone = reply is not None and reply.status == 410
    if reply is not None and reply.status in (429, 503):
        seconds = freshness.retry_after(reply.headers, now)
        if seconds is None and reply.status == 429:
            seconds = freshness.DEFAULT_WAIT
        wait_until = now + timedelta(seconds=seconds) if seconds is not None else wait_until
    minutes = min(_interval(feed, policy) * 2 ** min(failures - 1, 12), policy.most)
    due = now + (_GONE_AGAIN if gone else timedelta(minutes=minutes * (1 + jitter / 10)))
    due = min(due, before) if before is not None else due
    return replace(
        feed,
        checked=now,
        error=problem,
        failures=failures,
        failing_since=feed.failing_since or now,
        gone=feed.gone or gone,
        wait_until=wait_until,
        due=max(due, wait_until) if wait_until is not None else due,
    )


def _healthy(feed: Feed, now: datetime) -> Feed:
    return replace(
        feed,
        checked=now,
        error="",
        failures=0,
        failing_since=None,
        wait_until=None,
        gone=False,
    )


def _interval(feed: Feed, policy: Policy) -> int:
    """Return the minutes between two refreshes as the user wants them."""
    return min(max(feed.settings.interval or policy.interval, policy.least), policy.most)


def _next(feed: Feed, reply: Reply, policy: Policy, jitter: float) -> datetime:
    """Return when to ask again: as the user wants it, and not before the publisher does."""
    now = reply.received
    fresh = freshness.fresh_for(reply.headers, now) / 60
    minutes = min(max(_interval(feed, policy), feed.ttl, fresh), policy.most)
    # earlier or later by a tenth, that not all feeds are asked in one moment; never too early
    spread = minutes * (1 + jitter / 10)
    minutes = min(max(spread, fresh, feed.ttl, policy.least), policy.most)
    return _outside(now + timedelta(minutes=minutes), feed)


def _outside(when: datetime, feed: Feed) -> datetime:
    """Return the first moment from `when` on that is in no hour or day to be skipped."""
    hours, days = frozenset(feed.skip_hours), frozenset(feed.skip_days)
    if len(hours) >= 24 or len(days) >= 7:  # it would never be asked
        return when
    moment = when
    while moment.hour in hours or moment.weekday() in days:
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment


def _address(feed: Feed, reply: Reply, taken: Container[str]) -> str:
    """Return the feed's address: the one it was moved to for good, where that may be followed."""
    target = reply.moved_to
    if not target or target in taken:
        return feed.url
    old, new = parse(feed.url), parse(target)
    downgrade = old.scheme == "https" and new.scheme == "http"
    inward = is_private_host(new.host) and new.host != old.host
    secret = feed.settings.user or feed.settings.cookie or feed.settings.headers or old.user
    if downgrade or inward or (secret and new.host != old.host):
        return feed.url
    return target
