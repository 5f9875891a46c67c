"""The few words that a SOCKS 5 proxy wants before a connection through it can be used.

RFC 1928 and 1929. The proxy looks the name up: a name server beside it would learn what
the proxy is to hide.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tuinews.intake.url import Url, literal_address

Read = Callable[[int], Awaitable[bytes]]  # at most so many bytes; b"" at the end
Write = Callable[[bytes], Awaitable[None]]

_PLAIN, _LOGIN = 0, 2
_REFUSALS = {
    2: "does not allow that",
    3: "cannot reach its network",
    4: "cannot reach it",
    5: "says that the connection was refused",
    6: "gave up waiting for it",
}


class SocksError(Exception):
    """The proxy does not connect; the words follow "the proxy HOST"."""


async def connect(proxy: Url, host: str, port: int, read: Read, write: Write) -> None:
    """Ask the proxy at the other end to connect to `host`. Raises SocksError."""
    methods = bytes([_PLAIN, _LOGIN]) if proxy.user else bytes([_PLAIN])
    await write(bytes([5, len(methods)]) + methods)
    version, method = await _exactly(read, 2)
    if version != 5:
        raise SocksError("does not speak SOCKS 5")
    if method == _LOGIN and proxy.user:
        user, password = proxy.user.encode()[:255], proxy.password.encode()[:255]
        await write(bytes([1, len(user)]) + user + bytes([len(password)]) + password)
        if (await _exactly(read, 2))[1] != 0:
            raise SocksError("does not take that user and password")
    elif method != _PLAIN:
        raise SocksError("asks for a user and password")
    await write(b"\x05\x01\x00" + _address(host) + port.to_bytes(2, "big"))
    _, answer, _, kind = await _exactly(read, 4)
    if answer:
        raise SocksError(_REFUSALS.get(answer, "does not connect"))
    if kind not in (1, 3, 4):
        raise SocksError("does not speak SOCKS 5")
    size = (await _exactly(read, 1))[0] if kind == 3 else {1: 4, 4: 16}[kind]
    await _exactly(read, size + 2)


def _address(host: str) -> bytes:
    literal = literal_address(host)
    if literal is not None:
        return (b"\x01" if literal.version == 4 else b"\x04") + literal.packed
    name = host.encode("ascii")[:255]
    return bytes([3, len(name)]) + name


async def _exactly(read: Read, size: int) -> bytes:
    got = b""
    while len(got) < size:
        piece = await read(size - len(got))
        if not piece:
            raise SocksError("closed the connection")
        got += piece
    return got
