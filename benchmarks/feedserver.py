"""A server of feeds in a process of its own: ETag and 304, and a latency if wanted.

    python -m benchmarks.feedserver FOLDER SECONDS HOST...

Prints its port when it is ready. Serves the files of FOLDER by name, at every HOST.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
from pathlib import Path


class Server:
    """Answers from memory."""

    def __init__(self, folder: Path, latency: float) -> None:
        """`latency` is in seconds, before each answer."""
        self._latency = latency
        self._answers = {f"/{path.name}": _answers(path.read_bytes()) for path in folder.iterdir()}

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection until it ends."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                await asyncio.sleep(self._latency)
                tag, whole, same = self._answers[head.split(" ", 2)[1]]
                writer.write(same if tag in head else whole)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


def _answers(body: bytes) -> tuple[str, bytes, bytes]:
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    whole = f"HTTP/1.1 200 OK\r\nETag: {tag}\r\nContent-Length: {len(body)}\r\n\r\n"
    same = f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n"
    return tag, whole.encode() + body, same.encode()


async def main(folder: Path, latency: float, hosts: list[str]) -> None:
    """Serve until killed."""
    handle = Server(folder, latency).handle
    server = await asyncio.start_server(handle, hosts[0], 0)
    port = server.sockets[0].getsockname()[1]
    others = [await asyncio.start_server(handle, host, port) for host in hosts[1:]]
    print(port, flush=True)
    await asyncio.gather(*(one.serve_forever() for one in [server, *others]))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]))
