"""Addresses from outside: read strictly, written one way, told apart from the home network."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from tuinews import limits, text
from tuinews.intake.errors import IntakeError

_PORTS = {"http": 80, "https": 443}
_USUAL = {**_PORTS, "socks5": 1080}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_WEB = re.compile(r"https?://", re.I)
#: An address in which nothing is to be changed, as most are.
_WHOLE = re.compile(
    r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d{1,4})?(?:[/?#][!-~]*)?", re.A
)
_HOST = re.compile(r"(?!-)[a-z0-9_\-]{1,63}(?:\.[a-z0-9_\-]{1,63})*\.?")
_START = re.compile(r"\s*(?:[a-z][a-z0-9+.\-]*:)?//+", re.I)
_HOST_FIRST = re.compile(r"[^:/?#@.]+\.[^:/?#@]*[/?#]")
_USER_ALONE = re.compile(r"[^:/?#@]+(?=@)")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
#: Kept as they are in a path and a query: what RFC 3986 allows there, and "%".
_PATH = "/%:@!$&'()*+,;=~-._"
_QUERY = _PATH + "?/[]{}|"

#: Names that are only known inside a house or a machine.
_LOCAL_NAMES = (
    *("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp"),
    *("home.arpa", "test.invalid"),
)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class UrlError(IntakeError):
    """The address cannot be used; the message names it and the part that is wrong."""


@dataclass(frozen=True, slots=True)
class Url:
    """An http(s) address in the parts that a connection needs."""

    scheme: str  # "http" or "https"; of a proxy also "socks5"
    host: str  # in ASCII, lower case, without brackets
    port: int
    path: str  # path and query, as the request line carries it
    user: str = ""
    password: str = ""

    @property
    def netloc(self) -> str:
        """Host and, where it is not the usual one, port, as the Host field carries them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _USUAL[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """What credentials belong to."""
        return self.scheme, self.host, self.port

    def __str__(self) -> str:
        """Return the address without user and password."""
        return f"{self.scheme}://{self.netloc}{self.path}"


def parse(url: str) -> Url:
    """Return the parts of `url`. Raises UrlError unless it is http or https and sound."""
    shown = hide_password(url)
    if len(url) > limits.URL:
        raise UrlError(f"{shown}: longer than {limits.URL} characters")
    if not _encodes(url):
        raise UrlError(f"{shown}: holds what is no character")
    url = url.strip()
    scheme = _SCHEME.match(url)
    if not scheme or scheme[1].lower() not in _PORTS:
        what = f"{scheme[1].lower()}: addresses are" if scheme else "not a web address; it is"
        raise UrlError(f"{shown}: {what} not fetched, only http and https")
    try:
        parts = urlsplit(_BLANKS.sub(lambda found: quote(found[0]), url))
        port = parts.port
    except ValueError:  # whose words may quote a password
        raise UrlError(f"{shown}: not an address; its host or port cannot be read") from None
    if not parts.netloc or "\\" in parts.netloc or "%" in (parts.hostname or ""):
        raise UrlError(f"{shown}: no host that can be read")
    name = parts.scheme.lower()
    return Url(
        scheme=name,
        host=_ascii_host(parts.hostname or "", shown),
        port=_PORTS[name] if port is None else port,
        path=_request_path(parts.path, parts.query),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def join(base: str, target: str) -> str:
    """Return `target`, as found in what `base` names, as a whole http(s) address; else "".

    Unlike `parse` it keeps a fragment, and changes nothing that it need not.
    """
    if len(target) <= limits.URL and _WHOLE.fullmatch(target):
        return target
    target = _BLANKS.sub(lambda found: quote(found[0]), target.strip())
    if not target or len(target) > limits.URL or not _encodes(target):
        return ""
    try:
        joined = target if not base or _WEB.match(target) else urljoin(base, target)
        parts = urlsplit(joined)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in _PORTS or not parts.hostname or "\\" in parts.netloc:
        return ""
    return text.line(joined, limits.URL) if len(joined) <= limits.URL else ""


def hide_password(url: str, longest: int = 200) -> str:
    """Return `url`, as a person or a list gave it, as it may be shown: safe, short, no password.

    What cannot be used as an address may hold a password all the same, with "/" in it or
    without a scheme. So everything between the first ":" and the last "@" is hidden, unless
    a host with a dot stands before it. A user alone may be a token, and is hidden, too.
    """
    start = _START.match(url)
    place = start.end() if start else 0
    colon, at = url.find(":", place), url.rfind("@")
    if -1 < colon < at and not (start and _HOST_FIRST.match(url, place)):
        url = f"{url[:colon]}:***{url[at:]}"
    elif start and (user := _USER_ALONE.match(url, place)):
        url = f"{url[:place]}***{url[user.end() :]}"
    return text.line(url, longest) or "(nothing)"


def without_credentials(url: str) -> str:
    """Return `url` without user and password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def is_private_host(host: str) -> bool:
    """Tell whether `host`, without asking anybody, names this machine or a private network."""
    folded = unicodedata.normalize("NFKC", host).replace("。", ".").lower().strip("[]").rstrip(".")
    literal = literal_address(folded)
    if literal is not None:
        return is_private(literal)
    last = tuple(f".{name}" for name in _LOCAL_NAMES)
    return folded in _LOCAL_NAMES or folded.endswith(last) or "." not in folded


def is_loopback(host: str) -> bool:
    """Tell whether `host`, without asking anybody, names this machine."""
    literal = literal_address(host)
    return literal.is_loopback if literal is not None else host == "localhost"


def is_private(address: Address) -> bool:
    """Tell whether `address` is anything but one of the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _embedded(address)
        if inner is not None:
            return is_private(inner)
    return (
        not address.is_global
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
    )


def literal_address(host: str) -> Address | None:
    """Return the IP address that `host` spells, in any way that a resolver takes; else None."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    parts = host.split(".")
    if len(parts) > 4 or not all(re.fullmatch(r"0x[0-9a-f]*|[0-9]+", part, re.I) for part in parts):
        return None
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:
        return None
    *front, last = numbers
    if any(number > 255 for number in front) or last >= 256 ** (4 - len(front)):
        return None
    value = sum(number << (24 - 8 * place) for place, number in enumerate(front)) + last
    return ipaddress.IPv4Address(value)


def _encodes(url: str) -> bool:
    """Tell whether `url` has no lone surrogates."""
    try:
        url.encode()
    except UnicodeEncodeError:
        return False
    return True


def _number(part: str) -> int:
    """Return a part of an IPv4 address, as inet_aton reads it."""
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") and len(part) > 1 else 10)


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 one stands for."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    number = int(address)
    if number >> 32 in (0x64FF9B << 64, 0):  # NAT64; "::a.b.c.d" of old
        return ipaddress.IPv4Address(number & 0xFFFFFFFF)
    return None


def _ascii_host(host: str, shown: str) -> str:
    """Return `host` as the wire carries it. Raises UrlError."""
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError:
            raise UrlError(f"{shown}: not an IPv6 address") from None
    if not host.isascii():
        import idna  # rarely needed

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            folded = unicodedata.normalize("NFKC", host).replace("。", ".")
            if literal_address(folded) is None:
                raise UrlError(f"{shown}: not a host name") from None
            host = folded
    host = host.lower()
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise UrlError(f"{shown}: not a host name")
    return host


def _request_path(path: str, query: str) -> str:
    path = quote(path or "/", safe=_PATH)
    return f"{path}?{quote(query, safe=_QUERY)}" if query else path
