"""What can go wrong between bytes and captures. Each error is one line for the user."""

from __future__ import annotations

from datetime import datetime

from tuinews.model import TuinewsError

#: Words of messages about what the user can do something about.
PRIVATE_NETWORK = "private network"
LOGIN_WANTED = "asks for a user name and password"
TOO_LARGE = "too large"


class IntakeError(TuinewsError):
    """Something could not be read; the message names it and says why."""


class FeedError(IntakeError):
    """The bytes are no feed that can be read; the message says what they are instead."""


class ProtocolError(FeedError):
    """A server does not answer as one of its kind does."""


class FetchError(IntakeError):
    """An address could not be fetched; the message names the host and the cause."""

    def __init__(self, message: str, *, wait_until: datetime | None = None) -> None:
        """`wait_until`: when the host may be asked again, where it said so."""
        super().__init__(message)
        self.wait_until = wait_until


class AnswerError(Exception):
    """Why there is no answer, or none of use: words that follow the host's name."""
