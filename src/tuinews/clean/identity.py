"""The id of an article: the same item gets the same id, whatever way it comes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tuinews.clean import wording

_TRACKING = frozenset(
    [
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "yclid",
        "cmpid",
        "ocid",
        "ref",
        "ref_src",
        "ncid",
        "sr_share",
        "spm",
        "smid",
        "partner",
        "taid",
        "at_medium",
        "at_campaign",
        "at_custom1",
        "at_custom2",
        "icid",
        "cid",
        "wt_mc",
    ]
)

#: An address in which nothing is to be changed, as most are.
_CANONICAL = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(?!80/|443/)[1-9]\d{1,3})?/[\w.~!$&'()*+,;=:@%/-]*",
    re.A,
)


def canonical(url: str) -> str:
    """Return `url` as one address for one page: no tracking, no fragment; "" if not of the web."""
    if _CANONICAL.fullmatch(url):
        return url
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    if port and port not in (80, 443):
        host = f"{host}:{port}"
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
        if not key.lower().startswith("utm_") and key.lower() not in _TRACKING
    ]
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(query), ""))


def of_article(*, url: str, feed: str, guid: str, headline: str, body: Iterable[str]) -> str:
    """Return the id, 16 hexadecimal digits: by address, else by feed and guid, else by text.

    `body` are the texts of its blocks, asked for only where the text decides.
    """
    address = canonical(url)
    if address:
        scheme, _, rest = address.partition("://")
        return _digest("url", rest.removeprefix("www.").rstrip("/") if scheme else rest)
    if feed and guid:
        return _digest("guid", feed, guid)
    return _digest("text", wording.fold(headline), wording.fold("\n".join(body)))


def _digest(*parts: str) -> str:
    data = "\n".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=8).hexdigest()
