"""How well labelled pages and captures are cleaned: the figures, and the table of them."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.cleaning.labels import body_f1
from benchmarks.cleaning.own import Labelled
from tuinews.clean import CleanError, clean
from tuinews.clean.wording import WIDE
from tuinews.intake import files
from tuinews.model import BODY_KINDS, Article, BlockKind
from tuinews.text import safe

RECEIVED = datetime(2026, 5, 4, 12, tzinfo=UTC)
FIELDS = ("headline", "authors", "date", "publisher", "place")
_SAME = 0.75  # share of the words that two captions have in common when they are one
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one labelled page or capture."""

    want: Labelled
    article: Article | None  # None: refused
    cpu: float  # milliseconds

    @property
    def body(self) -> str:
        """The body that was found, without a deck."""
        if self.article is None:
            return ""
        deck = {fold(text) for text in self.want.deck}
        blocks = [block for block in self.article.blocks if block.kind in BODY_KINDS]
        return "\n".join(block.text for block in blocks if fold(block.text) not in deck)

    @property
    def f1(self) -> float:
        """How well the body was found, 0 to 1."""
        return bodies([self])

    def right(self, field: str) -> bool:
        """Whether a field is as it is labelled; what is stated nowhere has to stay empty."""
        return fold(self.found(field)) == fold(self.wanted(field))

    def found(self, field: str) -> str:
        """What was found for a field, as text."""
        if (article := self.article) is None:
            return ""
        if field == "authors":
            return "; ".join(sorted(article.authors))
        if field == "date":
            return article.published.date().isoformat() if article.published else ""
        return article.dateline if field == "place" else str(getattr(article, field))

    def wanted(self, field: str) -> str:
        """What is labelled for a field, as text."""
        value = getattr(self.want, field)
        return "; ".join(sorted(value)) if field == "authors" else str(value)

    @property
    def lost(self) -> list[str]:
        """The visible lines that are neither in the article nor in its cuts."""
        if self.article is None:
            return []
        told = _told(self.article)
        return [line for line in self.want.lines if fold(safe(line)) not in told]

    def captions(self) -> tuple[int, int, int]:
        """Return how many captions there are, how many were found, and how many are wrong."""
        ours = (
            [b.text for b in self.article.blocks if b.kind is BlockKind.CAPTION]
            if (self.article)
            else []
        )
        marked = [*self.want.captions, *self.want.credits]
        wanted = self.want.captions
        hit = sum(any(_alike(one, other) for other in ours) for one in wanted)
        stray = sum(not any(_alike(other, one) for other in marked) for one in ours)
        return len(wanted), hit, stray


def measure(cases: Iterable[Labelled], folder: Path) -> list[Result]:
    """Clean each as a file in `folder`, as `tuinews clean` would."""
    results = []
    for case in cases:
        path = folder / f"{case.name}{case.suffix}"
        path.write_bytes(case.data)
        (capture,) = files.read(path, now=lambda: RECEIVED)
        began = time.process_time()
        try:
            article: Article | None = clean(capture)
        except CleanError:
            article = None
        results.append(Result(case, article, 1000 * (time.process_time() - began)))
    return results


def table(results: Sequence[Result]) -> str:
    """Return the figures of all kinds as a table."""
    rows = []
    for kind in ("page", "capture"):
        some = [one for one in results if one.want.kind == kind]
        if some:
            rows.append((f"{kind}s", some))
    names = [("", "all"), *((f"  {lang}", lang) for lang in _languages(results))]
    lines = [
        f"{'':12}{'number':>7}{'body F1':>9}{'exact':>7}"
        + "".join(f"{field:>10}" for field in FIELDS)
        + f"{'captions':>16}{'lost':>6}{'CPU ms':>8}"
    ]
    lines += [_row(name, some) for name, some in rows]
    for label, lang in names:
        some = [one for one in results if lang == "all" or one.want.language == lang]
        lines.append(_row(label or "together", some))
    lines.append(
        "\nfields: share that is exactly right, empty ones too; captions: recall, precision"
    )
    return "\n".join(lines)


def _row(name: str, some: Sequence[Result]) -> str:
    count = len(some)
    f1 = bodies(some)
    exact = sum(one.f1 > 0.9999 for one in some) / count
    rates = "".join(f"{rate(some, field):>10.0%}" for field in FIELDS)
    recall, precision = caption_rates(some)
    lost = sum(bool(one.lost) for one in some)
    cpu = sorted(one.cpu for one in some)[count // 2]
    return (
        f"{name:12}{count:>7}{f1:>9.3f}{exact:>7.0%}{rates}"
        f"{recall:>9.0%}{precision:>7.0%}{lost:>6}{cpu:>8.1f}"
    )


def bodies(some: Iterable[Result]) -> float:
    """Return the body F1 of results; a character of a script without spaces is a word."""
    pairs = [(one.want.body, one.body) for one in some]
    return body_f1([(_spaced(want), _spaced(have)) for want, have in pairs])


def _spaced(text: str) -> str:
    return WIDE.sub(r" \g<0> ", text)


def rate(some: Sequence[Result], field: str) -> float:
    """Return the share of results whose field is right."""
    return sum(one.right(field) for one in some) / max(len(some), 1)


def caption_rates(some: Iterable[Result]) -> tuple[float, float]:
    """Return recall and precision over all captions; 1 where there are none."""
    counts = [one.captions() for one in some]
    wanted, hit, stray = (sum(column) for column in zip(*counts, strict=True))
    return (hit / wanted if wanted else 1.0), (hit / (hit + stray) if hit + stray else 1.0)


def fold(text: str) -> str:
    """Return the words of a text, folded, parted by single spaces."""
    return " ".join(_WORD.findall(text.casefold()))


def _told(article: Article) -> str:
    parts = [article.headline, article.summary, *(block.text for block in article.blocks)]
    parts += [cut.text for cut in article.cut]
    pairs = zip(article.blocks, article.blocks[1:], strict=False)
    parts += [f"{one.text} {two.text}" for one, two in pairs]
    return fold("\n".join(parts))


def _alike(label: str, ours: str) -> bool:
    """Tell whether a caption that was found is the labelled one; its credit may be apart."""
    want, have = fold(label), fold(ours)
    if have in want and 2 * len(have) >= len(want):
        return True
    mine, theirs = Counter(want.split()), Counter(have.split())
    return 2 * (mine & theirs).total() >= _SAME * (mine.total() + theirs.total())


def _languages(results: Sequence[Result]) -> list[str]:
    return sorted({one.want.language for one in results})
