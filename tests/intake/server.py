"""A web server on loopback that answers as it is told, however wrong that is."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field

from tuinews.intake.fetching.request import Limits, Request

#: Stands in a list of pieces for: send nothing more, keep the connection.
HANG = None
#: Stands for: reset the connection.
RESET = "reset"

Piece = bytes | float | str | None  # bytes to send, seconds to wait, RESET, HANG
Answer = Callable[["Question"], list[Piece]]


@dataclass(frozen=True)
class Question:
    """What was asked of the site."""

    method: str
    path: str
    headers: Mapping[str, str]  # names in small letters


@dataclass
class Site:
    """A server, what it answers to each path, and what it was asked."""

    port: int = 0
    scheme: str = "http"
    asked: list[Question] = field(default_factory=list)
    connections: int = 0
    kept: set[str] = field(default_factory=set)  # paths after which the connection stays
    answers: dict[str, Answer] = field(default_factory=dict)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def serve(
        self,
        path: str,
        body: bytes = b"",
        status: str = "200 OK",
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Answer `path` as a sound server does; return its address."""
        fields = {"Content-Length": str(len(body)), **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self.raw(path, f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)
        self.kept.add(path)
        return self.url(path)

    def raw(self, path: str, *pieces: Piece) -> str:
        """Answer `path` with exactly these pieces."""
        self.answers[path] = lambda question: list(pieces)
        self.kept.discard(path)
        return self.url(path)

    def redirect(self, path: str, target: str, status: str = "302 Found") -> str:
        return self.serve(path, status=status, headers={"Location": target})

    def paths(self) -> list[str]:
        return [question.path for question in self.asked]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while question := await _question(reader):
                self.asked.append(question)
                answer = self.answers.get(question.path, _missing)
                for piece in answer(question):
                    if piece is HANG:
                        await asyncio.Event().wait()
                    elif isinstance(piece, bytes):
                        writer.write(piece)
                        await writer.drain()
                    elif isinstance(piece, float):
                        await asyncio.sleep(piece)
                    else:
                        _reset(writer)
                        return
                if question.path not in self.kept:
                    return
        except (ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with a reset in place of a goodbye."""
    writer.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
    )
    writer.transport.abort()


def _missing(question: Question) -> list[Piece]:
    return [b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"]


async def _question(reader: asyncio.StreamReader) -> Question | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ")
    pairs = (line.partition(":") for line in lines if line)
    return Question(method, path, {name.lower(): value.strip() for name, _, value in pairs})


async def running(site: Site, tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        await site.handle(reader, writer)

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


SHORT = Limits(total=1.0, connect=0.5, idle=0.2, size=1 << 20)


def local(url: str, **settings: object) -> Request:
    """A question to a loopback address that the reader allowed."""
    return Request(url, private=True, **settings)  # type: ignore[arg-type]
