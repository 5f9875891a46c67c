"""The project's own labelled set: pages and captures with the right answer written into them.

A page (`pages/*.html`) begins with a comment, a capture (`captures/*.txt`) with a block between
two lines "---": TOML with what is to be found, `headline`, `authors`, `place`, `date`,
`publisher`; what is empty there is stated nowhere in the text. `encoding` is what the file is
written in when it is read, whatever it says of itself; `inferred` a day that may be concluded.

In a page, the attribute g marks elements: `g=b` body, `g=c` caption, `g=r` credit, `g=d` a deck,
which may be body or not, `g=n` what inside of these is none of it. In a capture, each line begins
with its mark: "b|" body, "c|" caption, "r|" credit, "d|" deck, "h|" headline, "-|" the rest. The
marks are gone before the text is cleaned.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html

FOLDER = Path(__file__).parents[2] / "tests" / "clean" / "labelled"

_HEAD = re.compile(r"\A(?:<!--\n(?P<page>.*?)\n-->|---\n(?P<text>.*?)\n---)\n", re.S)
_MARK = re.compile(r"(<[A-Za-z0-9]+(?:\s[^<>]*?)?) g=([bcdrn])(?=[\s>/])")
_HIDDEN = frozenset(["script", "style", "template", "noscript", "head", "title", "option"])
_BREAKS = frozenset(["br", "p", "div", "li", "tr", "td", "th", "h2", "h3", "dt", "dd"])


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page or capture, and the right answer."""

    name: str
    kind: str  # "page" or "capture"
    data: bytes  # as it comes in
    headline: str
    authors: tuple[str, ...]
    place: str
    date: str  # ISO, "" where the text states none
    inferred: str
    publisher: str
    language: str
    body: str
    deck: tuple[str, ...]
    captions: tuple[str, ...]
    credits: tuple[str, ...]
    lines: tuple[str, ...]  # all that is visible: none may be lost

    @property
    def suffix(self) -> str:
        """What the file is called after its name."""
        return ".html" if self.kind == "page" else ".txt"


def read(folder: Path = FOLDER) -> Iterator[Labelled]:
    """Yield the labelled pages, then the captures, by name."""
    for path in sorted(folder.glob("pages/*.html")) + sorted(folder.glob("captures/*.txt")):
        source = path.read_text("utf-8")
        head = _HEAD.match(source)
        if head is None:
            raise ValueError(f"{path}: begins with no labels")
        facts = tomllib.loads(head["page"] or head["text"])
        text = source[head.end() :]
        page = path.suffix == ".html"
        plain, marked = _page(text) if page else _capture(text)
        yield Labelled(
            name=path.stem,
            kind="page" if page else "capture",
            data=plain.encode(facts.get("encoding", "utf-8")),
            headline=facts.get("headline", ""),
            authors=tuple(facts.get("authors", ())),
            place=facts.get("place", ""),
            date=facts.get("date", ""),
            inferred=facts.get("inferred", ""),
            publisher=facts.get("publisher", ""),
            language=facts.get("language", "en"),
            body="\n".join(marked["b"]),
            deck=tuple(marked["d"]),
            captions=tuple(marked["c"]),
            credits=tuple(marked["r"]),
            lines=tuple(_visible(plain) if page else filter(str.strip, plain.split("\n"))),
        )


Marked = dict[str, list[str]]


def _capture(text: str) -> tuple[str, Marked]:
    """Return a capture without its marks, and what they mark."""
    marked: Marked = {mark: [] for mark in "bcdr"}
    lines = []
    for line in text.split("\n"):
        mark, bar, rest = line.partition("|")
        if line and (not bar or mark not in ("b", "c", "d", "r", "h", "-")):
            raise ValueError(f"a line without a mark: {line!r}")
        lines.append(rest)
        if mark in marked:
            marked[mark].append(rest.strip())
    return "\n".join(lines), marked


def _page(text: str) -> tuple[str, Marked]:
    """Return a page without its marks, and what they mark."""
    marked: Marked = {mark: [] for mark in "bcdr"}
    root = html.document_fromstring(_without_declaration(text))
    for node in root.iter("*"):
        if (mark := node.get("g", "")) in marked and (said := " ".join(_words(node, mark).split())):
            marked[mark].append(said)
    return _MARK.sub(r"\1", text), marked


def _words(node: html.HtmlElement, mark: str) -> str:
    """Return the text of a marked element, without what is marked otherwise inside."""
    parts = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and child.get("g") is None:
            gap = " " if child.tag in _BREAKS else ""
            parts += [gap, _words(child, mark), gap]
        parts.append(child.tail or "")
    return "".join(parts)


def _visible(text: str) -> Iterator[str]:
    """Yield the pieces of text that a page shows."""
    root = html.document_fromstring(_without_declaration(text))
    for node in root.iter("*"):
        if any(_unseen(one) for one in (node, *node.iterancestors())):
            continue
        if node.text and node.text.strip():
            yield node.text
        for child in node:
            if child.tail and child.tail.strip():
                yield child.tail


def _unseen(node: html.HtmlElement) -> bool:
    style = node.get("style", "").replace(" ", "")
    return node.tag in _HIDDEN or node.get("hidden") is not None or "display:none" in style


def _without_declaration(text: str) -> str:
    return re.sub(r"\A<\?xml[^>]*\?>", "", text)
