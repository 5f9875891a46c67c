"""Which proxy an address goes through: the feed's own, else what the system says."""

from __future__ import annotations

from collections.abc import Mapping

from tuinews.intake.url import Url, UrlError, is_loopback, parse

NONE = "none"  # a feed's setting: never through a proxy


def of_system() -> dict[str, str]:
    """Return what HTTP_PROXY, HTTPS_PROXY and ALL_PROXY say: scheme -> proxy."""
    from urllib.request import getproxies

    return getproxies()


def proxy_for(url: Url, own: str, proxies: Mapping[str, str]) -> Url | None:
    """Return the proxy for `url`; `own` is the feed's setting: "", "none" or an address.

    Raises UrlError for a proxy that cannot be spoken to.
    """
    stated = own or _stated(url, proxies)
    if not stated or own == NONE:
        return None
    proxy = parse(stated if "://" in stated else f"http://{stated}")
    if proxy.scheme != "http":
        raise UrlError(f"{proxy}: only http proxies are spoken to")
    return proxy


def _stated(url: Url, proxies: Mapping[str, str]) -> str:
    """Return which of the system's `proxies` is for `url`, NO_PROXY considered; "" if none."""
    stated = proxies.get(url.scheme) or proxies.get("all", "")
    if not stated or stated.lower().startswith("socks") or is_loopback(url.host):
        return ""
    from urllib.request import proxy_bypass

    return "" if proxy_bypass(url.netloc) else stated
