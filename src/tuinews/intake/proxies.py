"""Which proxy an address goes through: the feed's own, else what the environment says."""

from __future__ import annotations

import os
from collections.abc import Mapping

from tuinews.intake.url import Url, UrlError, literal_address, parse

NONE = "none"  # a feed's setting: never through a proxy


def proxy_for(url: Url, own: str = "", environ: Mapping[str, str] = os.environ) -> Url | None:
    """Return the proxy for `url`; `own` is the feed's setting: "", "none" or an address.

    Raises UrlError for a proxy that cannot be spoken to.
    """
    if own == NONE:
        return None
    stated = own or _from_environment(url, environ)
    if not stated:
        return None
    if "://" not in stated:
        stated = f"http://{stated}"
    proxy = parse(stated)
    if proxy.scheme != "http":
        raise UrlError(f"{proxy}: only http proxies are spoken to")
    return proxy


def _from_environment(url: Url, environ: Mapping[str, str]) -> str:
    """Return what HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY say about `url`."""
    if _excepted(url.host, _value(environ, "no_proxy")):
        return ""
    found = _value(environ, f"{url.scheme}_proxy") or _value(environ, "all_proxy")
    return "" if found.lower().startswith("socks") else found


def _value(environ: Mapping[str, str], name: str) -> str:
    # a web server's child process gets HTTP_PROXY from a request's Proxy field
    upper = "" if name == "http_proxy" and "REQUEST_METHOD" in environ else name.upper()
    return (environ.get(name) or environ.get(upper) or "").strip()


def _excepted(host: str, exceptions: str) -> bool:
    if host == "localhost" or ((literal := literal_address(host)) and literal.is_loopback):
        return True
    for name in exceptions.lower().split(","):
        name = name.strip().removeprefix("*").lstrip(".").partition(":")[0]
        if name and (host == name or host.endswith(f".{name}")):
            return True
    return exceptions.strip() == "*"
