"""The site that a plain-text capture is of, by the addresses in the lines around its body.

A page names its own address in notices, in mail to its newsroom, in the link to itself; those of
networks, shops and agencies stand there once or are known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tuinews.clean import credit_lines, lists, wording
from tuinews.clean.blocks import Piece, Role

_LISTED = lists.load("sites")
_DOMAIN = re.compile(
    r"(?<![\w.-])(?:https?://)?(?:[\w.-]*@)?(?:www\.)?(?P<site>(?:[a-z0-9-]+\.){1,3}"
    rf"(?:{'|'.join(_LISTED['ends'].split())}))(?![\w-])(?P<path>/[\w/.%-]*)?",
    re.I | re.A,
)
_ELSEWHERE = frozenset(_LISTED["elsewhere"].split())
_SECOND = frozenset(_LISTED["second"].split())

_LINE = 40  # words of a line that may name the site
_ENOUGH = 2  # lines that name it; one is enough where it claims the rights, or links the article
_SLUG = 3  # words of the headline in the address of the article
_SHORT = 3  # letters of a name


def site(pieces: Sequence[Piece], headline: str) -> str:
    """Return the name of the site, as its lines write it, or its address; "" for none."""
    weights: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    wanted = {word for word in wording.fold(headline).split() if len(word) > _SHORT}
    for piece in _around(pieces):
        found = dict(_named(piece, wanted))
        for name, weight in found.items():
            weights[name] += weight
            written.setdefault(name, Counter())
        for match in _DOMAIN.finditer(piece.text):
            if (name := _core(match["site"])) in found:
                written[name][match["site"]] += 1
    best = weights.most_common(2)
    if not best or best[0][1] < _ENOUGH or (len(best) > 1 and best[1][1] == best[0][1]):
        return ""
    name = best[0][0]
    return _as_written(name, pieces) or written[name].most_common(1)[0][0].removeprefix("www.")


def _around(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the lines that are no text of the article, each text once."""
    seen: set[str] = set()
    for piece in pieces:
        beside = piece.role not in (Role.BODY, Role.CAPTION, Role.CREDIT, Role.SEE_ALSO)
        if beside and piece.words <= _LINE and piece.folded not in seen and "." in piece.text:
            seen.add(piece.folded)
            yield piece


def _named(piece: Piece, headline: set[str]) -> Iterator[tuple[str, int]]:
    """Yield the sites that a line names, with what that weighs."""
    claims = credit_lines.is_copyright(piece.text)
    for match in _DOMAIN.finditer(piece.text):
        name = _core(match["site"])
        if len(name) >= _SHORT - 1 and name not in _ELSEWHERE:
            slug = set(wording.fold((match["path"] or "").replace("-", " ")).split())
            sure = claims or len(slug & headline) >= _SLUG
            yield name, _ENOUGH if sure else 1


def _core(domain: str) -> str:
    """Return the name in a domain: "harbour" of "news.harbour.co.uk"."""
    parts = domain.lower().split(".")[:-1]
    while len(parts) > 1 and parts[-1] in _SECOND:
        parts.pop()
    return parts[-1].replace("-", "")


def _as_written(name: str, pieces: Sequence[Piece]) -> str:
    """Return a name as the lines of a capture write it; "" for none."""
    letters = r"[ .'’-]?".join(map(re.escape, name))
    wanted = re.compile(rf"(?<![\w./@-])(?:the )?{letters}(?!\w|\.\w|-\w|@)", re.I)
    found = Counter(
        match[0]
        for piece in pieces
        if piece.role is not Role.BODY
        for match in wanted.finditer(piece.text)
        if not match[0].islower()
    )
    return found.most_common(1)[0][0] if found else ""
