"""What came back from a fetch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from tuinews import limits, text
from tuinews.intake.errors import LOGIN_WANTED


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, its body decoded under the limits; bodies are kept of success only."""

    url: str  # the address that answered, after redirects
    status: int
    headers: Mapping[str, str]  # names in small letters
    body: bytes = field(repr=False)
    received: datetime
    moved_to: str = ""  # where every redirect on the way said it stays for good
    notices: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The Content-Type header, or ""."""
        return self.headers.get("content-type", "")

    @property
    def etag(self) -> str:
        """The validator as given; "" where there is none that can be sent back."""
        return _validator(self.headers.get("etag", ""))

    @property
    def modified(self) -> str:
        """The Last-Modified header as given, or ""."""
        return _validator(self.headers.get("last-modified", ""))

    @property
    def ok(self) -> bool:
        """Whether there is a body to read."""
        return 200 <= self.status < 300 and bool(self.body)

    @property
    def problem(self) -> str:
        """What is wrong with it, in one line that names the host; "" where nothing is."""
        if self.status == 304 or 200 <= self.status < 300:
            return ""
        return f"{urlsplit(self.url).hostname}: {shown_status(self.status)}"


def shown_status(status: int) -> str:
    """Return a status in words of our own: the server's are not shown."""
    known = {401: LOGIN_WANTED, 410: "says the feed is gone for good"}
    if status in known:
        return known[status]
    try:
        return f"answers {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"answers {status}, which is no status"


def _validator(value: str) -> str:
    return value if len(value) <= limits.VALIDATOR and value == text.safe(value) else ""
