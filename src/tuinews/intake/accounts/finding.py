"""Where a server has its Google Reader API: from the address that a person knows."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from tuinews.intake.errors import FetchError
from tuinews.intake.fetching.client import Client
from tuinews.intake.fetching.request import request_for
from tuinews.intake.url import is_private_host, parse
from tuinews.model import FeedSettings

_GREADER = "/api/greader.php"  # of FreshRSS
#: What may stand at the end of an address that was copied from a browser or from settings.
_TAIL = re.compile(r"(/reader/api/0|/api/greader\.php|/api/fever\.php|/api|/i)?/*$")
_PERHAPS = frozenset({400, 403})  # what some servers say in place of 401, and others to anything


def candidates(address: str) -> list[str]:
    """Return the addresses at which the API may be, the likeliest first.

    Raises UrlError for what is no address. Without a scheme it is taken for https, in your
    own network for http.
    """
    if "://" not in address:
        bare = urlsplit(f"//{address}").hostname or ""
        address = f"{'http' if is_private_host(bare) else 'https'}://{address}"
    url = parse(address)
    path = _TAIL.sub("", url.path.partition("?")[0])
    root = f"{url.scheme}://{url.netloc}"
    found = [root + path + _GREADER] if url.path.rstrip("/").endswith(_GREADER) else []
    found += [root + path, root + path + _GREADER, f"{root}{path}/p{_GREADER}"]
    found += [root + _GREADER, root] if path else []
    return list(dict.fromkeys(found))


async def find(client: Client, address: str, settings: FeedSettings) -> str:
    """Return the address of the API of the server at `address`; no password is sent for it.

    Raises UrlError and FetchError, which says what was found instead.
    """
    problem, perhaps = "", ""
    for url in candidates(address):
        request = request_for(f"{url}/reader/api/0/token?output=json", replace(settings, user=""))
        reply = await client.fetch(replace(request, accept="*/*"))
        if reply.status == 401:
            return _followed(url, reply.url)
        if reply.status in _PERHAPS:
            perhaps = perhaps or _followed(url, reply.url)
        elif reply.status == 503:
            problem = (
                "its API is switched off. In FreshRSS: Settings, Authentication, Allow API access"
            )
        elif reply.status >= 500 and not problem:
            problem = reply.problem.partition(": ")[2]
    if perhaps:
        return perhaps
    host = parse(candidates(address)[0]).host
    raise FetchError(
        f"{host}: {problem or 'no Google Reader API was found there'}; give the address that the"
        " server names for other programs, as https://news.example/api/greader.php"
    )


def _followed(asked: str, answered: str) -> str:
    """Return the address of the API that answered, where redirects led to it.

    Raises FetchError where they led to another host, or out of https: a password goes nowhere
    that its owner has not named.
    """
    old, new = parse(asked), parse(answered)
    if old.host != new.host or (old.scheme, new.scheme) == ("https", "http"):
        raise FetchError(f"{old.host}: leads on to {new.scheme}://{new.netloc}; give that address")
    return answered.partition("/reader/api/0/")[0]
