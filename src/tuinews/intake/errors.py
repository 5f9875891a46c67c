"""What can go wrong between bytes and captures. Each error is one line for the reader."""

from __future__ import annotations

from tuinews.model import TuinewsError


class IntakeError(TuinewsError):
    """Something could not be read; the message names it and says why."""


class FeedError(IntakeError):
    """The bytes are no feed that can be read; the message says what they are instead."""


class FetchError(IntakeError):
    """An address could not be fetched; the message names the host and the cause."""
