"""What the wording and the place of a piece say about it: features for the classifier.

`NAMES` and the order of the features belong together with the model file; a change of either
asks for training anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log1p

from tuinews.clean import furniture, wording
from tuinews.clean.blocks import Piece
from tuinews.model import BlockKind

_ADDRESS = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)@\w|(?:^|\s)#\w")
_AGO = re.compile(
    r"\b(?:\d+|an?|vor|hace|há|fa|geleden|il y a|назад)\s*(?:\d+\s*)?"
    r"(?:min|hour|hr|day|week|month|year|stunde|tag|hora|día|dia|heure|jour|or[ae]|giorn|uur|dag"
    r"|час|мин|дн)",
    re.I,
)
_CAPITAL = re.compile(r"\b[^\W\d_a-zа-яà-öø-ÿ][^\W\d_]*")
_LOWER = re.compile(r"\b[a-zа-яёà-öø-ÿ]{2,}")
_LETTERS = re.compile(r"[^\W\d_]+")

#: Reasons of furniture whose headings change what the pieces below them are.
_OPENERS = (
    "read-next list",
    "comments",
    "newsletter call",
    "the author, not the article",
    "tags",
    "share buttons",
    "advert",
)

#: Reasons that the classifier does not tell apart.
_LIKE = {"paywall": "newsletter call"}

_OWN = (
    "words", "length", "sentence", "quoted", "sentences", "letters", "capitals", "shout",
    "digits", "commas", "speech", "lower", "lowers", "furn_whole", "furn_start", "furn_within",
    "menu", "dated", "byline", "credit", "photo", "owner", "address", "ago", "question", "bang",
    "colon", "twice", "headline", "like_headline", "topic", "list", "heading", "gap",
    "gap_after", "brackets", "bars",
)  # fmt: skip
_AROUND = ("words", "sentence", "furn_whole", "running", "heading", "list", "gap")
_PLACE = (
    "part", "since_first", "to_last", "since_first_log", "to_last_log", "before_first",
    "after_last", "share_before", "pieces", "total", "running_share", "short_before",
    "short_after", "mean2", "mean5", "decay_before", "decay_after", "furn_near", "comment_near",
    "since_furn", *(f"below_{number}" for number in range(len(_OPENERS))),
    *(f"ever_{number}" for number in range(len(_OPENERS))), "is_first", "is_last",
    "best_before", "best_after", "from_headline",
)  # fmt: skip

#: The names of the features that `text_features` gives for each piece.
NAMES = (
    *_OWN,
    *(f"{step:+d}_{name}" for step in (-2, -1, 1, 2) for name in _AROUND),
    *_PLACE,
)


@dataclass(slots=True)
class _Look:
    """One piece, looked at once."""

    own: list[float]
    running: float  # how much it looks like running text, in words
    match: furniture.Match | None


def text_features(pieces: Sequence[Piece], headline: str = "") -> list[list[float]]:
    """Return for each piece its features, in the order of `NAMES`."""
    topic = _Topic(pieces, headline)
    looks = [_look(piece, topic) for piece in pieces]
    for number in range(len(looks) - 1):
        looks[number].own[_GAP_AFTER] = float(pieces[number + 1].gap)
    around = _around(looks)
    place = _place(pieces, looks, topic)
    return [look.own + near + spot for look, near, spot in zip(looks, around, place, strict=True)]


_GAP_AFTER = _OWN.index("gap_after")
_INDEX = {name: number for number, name in enumerate(_OWN)}


class _Topic:
    """What the capture as a whole is about: its headline, its vocabulary, its repeats."""

    def __init__(self, pieces: Sequence[Piece], headline: str) -> None:
        self.headline = wording.fold(headline)
        self.headline_words = {word for word in self.headline.split() if len(word) > 3}
        self.times = Counter(piece.folded for piece in pieces)
        self.in_pieces: Counter[str] = Counter()
        for piece in pieces:
            if piece.words >= 15 and piece.ends:
                self.in_pieces.update(piece.long_words)

    def share(self, piece: Piece) -> float:
        """Return the share of a piece's longer words that running text elsewhere has."""
        words = piece.long_words
        if not words:
            return 0.5
        own = piece.words >= 15 and piece.ends
        return sum(self.in_pieces[word] > own for word in words) / len(words)

    def likeness(self, piece: Piece) -> float:
        """Return the share of the headline's longer words that a piece has."""
        if not self.headline_words:
            return 0.0
        words = set(piece.folded.split())
        return len(self.headline_words & words) / len(self.headline_words)


def _look(piece: Piece, topic: _Topic) -> _Look:
    """Return what a piece says by itself."""
    text, words = piece.text, piece.words
    match = piece.furniture
    ends = piece.ends
    letters = len(text) or 1
    capitals = len(_CAPITAL.findall(text)) if words <= 60 else 0
    tokens = max(len(_LETTERS.findall(text)), 1) if words <= 60 else words
    short = words <= 60
    plain = text.isascii()
    own = [
        log1p(words),
        min(words, 60) / 60,
        float(ends),
        float(wording.ends_quoted(text)),
        min(wording.sentences(text), 5) / 5 if words > 2 else 0.0,
        min(letters / max(words, 1), 12) / 12,
        capitals / tokens if short else 0.15,
        float(short and text.isupper()),
        _digits(text[:200]) / min(letters, 200),
        min(text.count(",") + (0 if plain else text.count("，") + text.count("、")), 8)
        / max(words, 1),
        float(text[:1] in wording.QUOTES),
        float(text[:1].islower()),
        len(_LOWER.findall(text)) / tokens if short else 0.8,
        float(match is not None and match.form == "whole"),
        float(match is not None and match.form == "start"),
        float(match is not None and match.form == "within"),
        float(match is not None and match.reason == "menu"),
        float(words <= 40 and piece.dated is not None),
        float(words <= 30 and bool(piece.signed)),
        float(piece.credit),
        float(words <= 90 and bool(piece.caption_parts[1])),
        float(piece.claim),
        float(words <= 80 and _addressed(text)),
        float(words <= 20 and _AGO.search(text) is not None),
        float(text.endswith(("?", "？", "؟"))),
        float(text.endswith(("!", "！"))),
        float(text.endswith((":", "："))),
        min(topic.times[piece.folded] - 1, 3) / 3 if words > 1 else 0.0,
        float(bool(topic.headline) and piece.folded == topic.headline),
        topic.likeness(piece) if words <= 60 else 0.0,
        topic.share(piece),
        float(piece.kind is BlockKind.LIST),
        float(piece.kind is BlockKind.HEADING),
        float(piece.gap),
        1.0,
        float(text[:1] in "([" and text[-1:] in ")]"),
        min(text.count("|") + text.count(" / ") + (0 if plain else _dots(text)), 4) / 4,
    ]
    return _Look(own, _running(piece, ends, match), match)


def _dots(text: str) -> int:
    """Return how many dots of lists a text has."""
    return text.count("•") + text.count("·")


def _digits(text: str) -> int:
    """Return how many digits a text has."""
    if text.isascii():
        return len(text) - len(text.encode().translate(None, b"0123456789"))
    return sum(map(str.isdigit, text))


def _addressed(text: str) -> bool:
    """Tell whether a text holds an address of the web, of mail, or a name of a network."""
    signs = "@" in text or "#" in text or "://" in text or "ww." in text.lower()
    return signs and _ADDRESS.search(text) is not None


def running_words(piece: Piece) -> float:
    """Return how much a piece looks like running text, in words."""
    match = piece.furniture
    return _running(piece, piece.ends, match)


def _running(piece: Piece, ends: bool, match: furniture.Match | None) -> float:
    words = float(piece.words)
    running = words if ends and words >= 5 else words * 0.3 if words > 25 else 0.0
    return min(running, 60) * (1 - piece.links) * (0.2 if match else 1.0)


def _around(looks: Sequence[_Look]) -> list[list[float]]:
    """Return what the two pieces before and after each piece are like."""
    columns = [_INDEX[name] for name in _AROUND if name != "running"]
    nothing = [0.0] * len(_AROUND)
    rows = [
        [look.own[c] for c in columns[:3]]
        + [look.running / 60]
        + [look.own[c] for c in columns[3:]]
        for look in looks
    ]
    size = len(rows)
    return [
        [
            value
            for step in (-2, -1, 1, 2)
            for value in (rows[number + step] if 0 <= number + step < size else nothing)
        ]
        for number in range(size)
    ]


def _place(pieces: Sequence[Piece], looks: Sequence[_Look], topic: _Topic) -> list[list[float]]:
    """Return where each piece stands in the capture and its running text."""
    size = len(looks)
    running = [look.running for look in looks]
    total = sum(running) or 1.0
    first, last = _span(running)
    heads = [
        n for n, piece in enumerate(pieces) if topic.headline and piece.folded == topic.headline
    ]
    head = next((n for n in reversed(heads) if n <= first), heads[0] if heads else -1)
    before = _decayed(running)
    after = _decayed(running[::-1])[::-1]
    sums = [0.0]
    for value in running:
        sums.append(sums[-1] + value)
    runs = _runs([value < 5 for value in running])
    runs_after = _runs([value < 5 for value in running[::-1]])[::-1]
    peaks = _peaks(running)
    peaks_after = _peaks(running[::-1])[::-1]
    sections = _sections(looks)
    solid = sum(value >= 10 for value in running)
    wholes = _near([look.match is not None and look.match.form == "whole" for look in looks])
    comments = _near([look.match is not None and look.match.reason == "comments" for look in looks])
    rows: list[list[float]] = []
    for n in range(size):
        low, high = max(n - 5, 0), min(n + 6, size)
        rows.append(
            [
                n / size,
                _clip((n - first) / 40),
                _clip((last - n) / 40),
                _signed_log(n - first),
                _signed_log(last - n),
                float(n < first),
                float(n > last),
                sums[n] / total,
                log1p(size) / 8,
                log1p(total) / 9,
                solid / size,
                log1p(runs[n]) / 4,
                log1p(runs_after[n]) / 4,
                (sums[min(n + 3, size)] - sums[max(n - 2, 0)]) / 300,
                (sums[high] - sums[low]) / 660,
                before[n] / 120,
                after[n] / 120,
                wholes[n] / 9,
                comments[n] / 9,
                *sections[n],
                float(n == first),
                float(n == last),
                peaks[n] / 60,
                peaks_after[n] / 60,
                _signed_log(n - head) if head >= 0 else 0.0,
            ]
        )
    return rows


def _sections(looks: Sequence[_Look]) -> list[list[float]]:
    """Return how far above the last furniture stands, and which headings opened what is below."""
    since = 40
    below = [0.0] * len(_OPENERS)
    ever = [0.0] * len(_OPENERS)
    rows: list[list[float]] = []
    for look in looks:
        rows.append([min(since, 40) / 40, *below, *ever])
        since += 1
        below = [value * 0.8 for value in below]
        if look.match and look.match.form == "whole":
            since = 0
            reason = _LIKE.get(look.match.reason, look.match.reason)
            if reason in _OPENERS:
                number = _OPENERS.index(reason)
                below[number] = ever[number] = 1.0
    return rows


def _span(running: Sequence[float]) -> tuple[int, int]:
    """Return the first and the last piece of the heaviest stretch of running text."""
    best = total = 0.0
    start = first = last = 0
    for number, value in enumerate(running):
        if total <= 0:
            total, start = 0.0, number
        total += value - 8
        if total > best:
            best, first, last = total, start, number
    return first, last


def _decayed(values: Sequence[float]) -> list[float]:
    """Return for each place the sum of what stands before it, halved every two places."""
    out: list[float] = []
    total = 0.0
    for value in values:
        out.append(total)
        total = (total + value) * 0.7
    return out


def _near(flags: Sequence[bool]) -> list[int]:
    """Return for each place how many are set of it and the four on either side."""
    sums = [0, *accumulate(flags)]
    size = len(flags)
    return [sums[min(n + 5, size)] - sums[max(n - 4, 0)] for n in range(size)]


def _peaks(values: Sequence[float]) -> list[float]:
    """Return for each place the greatest of the four values before it."""
    padded = [0.0] * 4 + list(values)
    return [max(padded[n : n + 4]) for n in range(len(values))]


def _runs(flags: Sequence[bool]) -> list[int]:
    """Return for each place how many places before it are set without a break."""
    out: list[int] = []
    run = 0
    for flag in flags:
        out.append(run)
        run = run + 1 if flag else 0
    return out


def _clip(value: float) -> float:
    return max(-1.0, min(1.0, value))


def _signed_log(value: float) -> float:
    return log1p(value) / 4 if value >= 0 else -log1p(-value) / 4
