"""Which proxy an address goes through: the feed's own, else what the system says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from tuinews.intake.url import Url, UrlError, hide_password, is_loopback, parse

NONE = "none"  # a feed's setting: never through a proxy
_SOCKS = ("socks5", "socks5h", "socks")  # names are looked up by the proxy in each case
_PORT = re.compile(r":\d+$")


def of_system() -> dict[str, str]:
    """Return what HTTP_PROXY, HTTPS_PROXY and ALL_PROXY say: scheme -> proxy."""
    from urllib.request import getproxies

    return getproxies()


def proxy_for(url: Url, own: str, proxies: Mapping[str, str]) -> Url | None:
    """Return the proxy for `url`; `own` is the feed's setting: "", "none" or an address.

    Raises UrlError for a proxy that cannot be spoken to.
    """
    stated = own or _stated(url, proxies)
    return proxy_at(stated) if stated and stated != NONE else None


def proxy_at(stated: str) -> Url:
    """Return the proxy at an address as it is written: "host:3128", "socks5://host".

    Raises UrlError for one of a kind that is not spoken to.
    """
    kind, mark, rest = stated.strip().partition("://")
    kind, rest = (kind.lower(), rest) if mark else ("http", kind)
    if kind not in ("http", *_SOCKS):
        raise UrlError(f"{hide_password(stated)}: only http and socks5 proxies are spoken to")
    proxy = parse(f"http://{rest}")
    if kind == "http":
        return proxy
    port = proxy.port if _PORT.search(rest.partition("/")[0]) else 1080
    return replace(proxy, scheme="socks5", port=port)


def _stated(url: Url, proxies: Mapping[str, str]) -> str:
    """Return which of the system's `proxies` is for `url`, NO_PROXY considered; "" if none."""
    stated = proxies.get(url.scheme) or proxies.get("all", "")
    if not stated or is_loopback(url.host):
        return ""
    from urllib.request import proxy_bypass

    return "" if proxy_bypass(url.netloc) else stated
