"""Host names to the addresses that may be connected to: the guard of the home network."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Awaitable, Callable

from tuinews.intake.errors import PRIVATE_NETWORK, FetchError
from tuinews.intake.url import is_private, literal_address

Lookup = Callable[[str, int], Awaitable[list[str]]]  # host, port -> addresses as text


async def lookup(host: str, port: int) -> list[str]:
    """Return the addresses of `host`, as the system resolves it. Raises OSError.

    It runs in a thread that nobody waits for: a name server that hangs holds up no exit.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str], error: Exception | None) -> None:
        if answer.done():
            return
        if error is None:
            answer.set_result(found)
        else:
            answer.set_exception(error)

    def run() -> None:
        found: list[str] = []
        failed: Exception | None = None
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(info[4][0]) for info in infos))
        except (OSError, UnicodeError) as error:
            failed = error
        try:
            loop.call_soon_threadsafe(settle, found, failed)
        except RuntimeError:  # the loop is closed: nobody waits
            return

    threading.Thread(target=run, daemon=True, name=f"lookup {host}").start()
    return await answer


class Resolver:
    """Looks names up once, and lets only addresses through that may be connected to."""

    def __init__(self, look: Lookup = lookup) -> None:
        self._look = look
        self._known: dict[tuple[str, int], asyncio.Task[list[str]]] = {}

    async def addresses(self, host: str, port: int, *, private: bool) -> list[str]:
        """Return the addresses to try, in order. Raises FetchError where there is none.

        Without `private` those of this machine and of private networks are left out.
        """
        literal = literal_address(host)
        found = [str(literal)] if literal is not None else await self._ask(host, port)
        allowed = [address for address in found if private or not _is_private(address)]
        if not allowed:
            which = "" if literal is not None or not found else f"{found[0]} is "
            raise FetchError(
                f"{host}: refused: {which}an address of this machine or of a {PRIVATE_NETWORK}"
            )
        return _by_turns(allowed)

    async def close(self) -> None:
        """Give up the lookups that are under way."""
        for task in self._known.values():
            task.cancel()
        await asyncio.gather(*self._known.values(), return_exceptions=True)

    async def _ask(self, host: str, port: int) -> list[str]:
        task = self._known.get((host, port))
        if task is None:
            task = asyncio.ensure_future(self._look(host, port))
            self._known[host, port] = task
        try:
            return await asyncio.shield(task)
        except socket.gaierror as error:
            gone = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", -5))
            cause = "no such host" if gone else "its name cannot be looked up just now"
            raise FetchError(f"{host}: {cause}") from error
        except (OSError, UnicodeError) as error:
            raise FetchError(f"{host}: its name cannot be looked up") from error


def _is_private(address: str) -> bool:
    try:
        return is_private(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return True


def _by_turns(addresses: list[str]) -> list[str]:
    """Return IPv6 and IPv4 addresses by turns, so that a dead family costs one try."""
    first = [address for address in addresses if (":" in address) == (":" in addresses[0])]
    other = [address for address in addresses if address not in first]
    mixed = []
    for place in range(max(len(first), len(other))):
        mixed += first[place : place + 1] + other[place : place + 1]
    return mixed[:6]
