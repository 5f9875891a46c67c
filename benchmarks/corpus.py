"""Articles by the thousand from a seed: news-like in length, vocabulary and stories.

Words follow Zipf's law over some 30,000: the function words of English, a few hundred words
of the news, and made-up ones. The same seed and number always give the same articles, and
the first thousand of ten thousand are the same as a thousand alone.

Planted: `RARE` in one article of 2,000 (at least once), `COMMON` in about half of them, and
one article of 100 in Japanese with `JAPANESE` in it.
"""

from __future__ import annotations

import hashlib
import html
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tuinews.model import Article, Block, BlockKind, Source, Span

RARE = "quillwort"
COMMON = "government"
JAPANESE = "図書館"
END = datetime(2021, 10, 21, 12, 0, tzinfo=UTC)
SPAN = timedelta(days=90)
PER_STORY = 3  # articles of a story, on average
IN_STORIES = 0.15  # share of the articles that belong to a story


def _list(words: str) -> list[str]:
    return words.split()


_FUNCTION = _list(
    "the of and to in a is that for it as was with be by on not he his but at are this have from "
    "or had an they which one you were all her she there would their we him been has when who "
    "will no more if out so what up its about into than them can only other time new some could "
    "these two may first then do any now over such our even most made after also did many off "
    "before must well back through years where much way down should because each just those how "
    "too little state good very still own see work long here get both between under three never"
)
_NEWS = _list(
    "president minister market company police health report officials country city people "
    "election economy policy court climate energy security trade bank growth party leader case "
    "campaign research university data network price oil gas water food school students teachers "
    "hospital doctors patients vaccine study space mission rocket satellite season team player "
    "coach match final film music album artist festival museum history war peace troops border "
    "crisis agreement talks summit tax budget debt jobs workers union strike industry factory "
    "electric solar wind carbon forest fire flood storm drought river coast housing mayor council "
    "transport train airport flight road crime judge trial prison law parliament vote poll rights"
)
_ONSETS = _list("b br c ch d dr f fl g gr h j k l m n p pl pr qu r s sh st t tr v w")
_VOWELS = _list("a e i o u ai ea ou")
_CODAS = ["", "n", "r", "st", "l", "m", "nd", "ck", "t", "s"]
_ENDINGS = ["", "ing", "ed", "er", "ion", "al", "ity", "ment", "s", "ly"]
_FIRST = _list("Anna Boris Carla David Elena Farid Grace Hugo Irene Jonas Karin Liam Nadia Omar")
_LAST = _list("Almeida Bauer Dubois Eriksen Garcia Haddad Jensen Kowalski Moreau Okafor Rossi")
_PLACES = _list("Arnsby Brightwater Calder Dunmere Eastholm Farrow Gledstone Hallsund Ivel")
_PAPERS = _list("Times Herald Post Tribune Journal Observer Gazette Monitor Review Dispatch")
_JAPANESE = _list(
    "海 町 船 島 朝 風 灯台 漁師 港 電車 天気 新聞 学校 先生 子ども 本 手紙 古い 新しい"
)


def _vocabulary() -> list[str]:
    """Return the content words, most frequent first; the same in every run."""
    order = random.Random(42)
    made = {
        f"{a}{v}{c}{b}{w}{e}"
        for a, v, c, b, w, e in (
            tuple(order.choice(p) for p in (_ONSETS, _VOWELS, _CODAS, _ONSETS, _VOWELS, _ENDINGS))
            for _ in range(32_000)
        )
    }
    rest = sorted(made - set(_NEWS) - set(_FUNCTION))
    order.shuffle(rest)
    return _NEWS + rest


@dataclass(frozen=True, slots=True)
class _Theme:
    """What the articles of one story share."""

    words: tuple[str, ...]
    day: float  # share of SPAN
    quote: str


class Corpus:
    """The articles of one seed, each made on its own from its number."""

    def __init__(self, seed: int = 1) -> None:
        self.seed = seed
        self.content = _vocabulary()
        ranks = range(len(self.content))
        self._weights = list(itertools.accumulate(1 / (rank + 60) for rank in ranks))
        self._light = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(_FUNCTION))))

    def articles(self, count: int, start: int = 0) -> Iterator[Article]:
        """Yield the articles numbered `start` to `start + count - 1`."""
        return map(self.article, range(start, start + count))

    def by_date(self, count: int) -> Iterator[Article]:
        """Yield the first `count` articles, oldest first, as a year of reading brings them."""
        return map(self.article, sorted(range(count), key=lambda number: self._begin(number)[2]))

    def article(self, number: int) -> Article:
        """Return the article of this number."""
        chance, theme, at = self._begin(number)
        if number % 100 == 99:
            return self._japanese(number, chance, at)
        headline = self._headline(chance, theme)
        paragraphs = self._paragraphs(chance, theme, round(chance.triangular(1500, 4600, 2900)))
        if number % 2000 == 7:
            paragraphs[-1] += f" The {RARE} was found by the river."
        return self._made(number, chance, headline, paragraphs, at, "en")

    def _begin(self, number: int) -> tuple[random.Random, _Theme, datetime]:
        """Return the article's source of chance, its theme, and when it was published."""
        chance = random.Random(self.seed * 1_000_003 + number)
        theme = self._theme(number, chance)
        share = min(1.0, max(0.0, theme.day + chance.uniform(-0.005, 0.005)))
        return chance, theme, (END - SPAN + SPAN * share).replace(microsecond=0)

    def _theme(self, number: int, chance: random.Random) -> _Theme:
        """Return what the article is about: a theme of its own, or that of its story."""
        key = number
        if chance.random() < IN_STORIES:
            block = number // 200  # stories gather articles that lie near one another
            key = -1 - block * 10 - chance.randrange(round(200 * IN_STORIES / PER_STORY))
        own = random.Random(f"{self.seed} theme {key}")
        words = own.choices(self.content, cum_weights=self._weights, k=5)
        words += own.sample(self.content[200:], 5)
        quote = " ".join(self._words(own, 16))
        return _Theme(tuple(words), own.random(), quote)

    def _words(self, chance: random.Random, count: int, keys: Sequence[str] = ()) -> list[str]:
        """Return `count` words: 42 in 100 light ones, 6 in 100 of the keys, Zipf for the rest."""
        light, key = round(count * 0.42), round(count * 0.06) if keys else 0
        words = chance.choices(_FUNCTION, cum_weights=self._light, k=light)
        words += chance.choices(self.content, cum_weights=self._weights, k=count - light - key)
        words += chance.choices(keys, k=key) if key else []
        chance.shuffle(words)
        return words

    def _headline(self, chance: random.Random, theme: _Theme) -> str:
        words = chance.sample(theme.words, 4) + self._words(chance, 3)
        words.insert(2, chance.choice(["in", "after", "over", "as", "for"]))
        return " ".join(words).capitalize()

    def _paragraphs(self, chance: random.Random, theme: _Theme, size: int) -> list[str]:
        """Return paragraphs of about `size` characters in all."""
        words = iter(self._words(chance, size // 6, theme.words))
        paragraphs: list[str] = []
        while True:
            sentences = []
            for _ in range(chance.randint(1, 3)):
                taken = list(itertools.islice(words, chance.randint(8, 24)))
                if taken:
                    sentences.append(" ".join(taken).capitalize() + ".")
            if not sentences:
                break
            paragraphs.append(" ".join(sentences))
        name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
        paragraphs.insert(1, f"“{theme.quote.capitalize()},” {name} said on Wednesday.")
        if chance.random() < 0.5:
            paragraphs[0] += f" The {COMMON} did not comment."
        return paragraphs

    def _japanese(self, number: int, chance: random.Random, at: datetime) -> Article:
        sentences = ["".join(chance.choices(_JAPANESE, k=14)) + "。" for _ in range(80)]
        sentences[3] = f"{JAPANESE}は{sentences[3]}"
        paragraphs = ["".join(sentences[i : i + 8]) for i in range(0, 80, 8)]
        headline = "".join(chance.choices(_JAPANESE, k=8))
        return self._made(number, chance, headline, paragraphs, at, "ja")

    def _made(
        self,
        number: int,
        chance: random.Random,
        headline: str,
        paragraphs: Sequence[str],
        at: datetime,
        language: str,
    ) -> Article:
        digest = hashlib.sha256(f"{self.seed} {number}".encode()).hexdigest()
        feed = chance.randrange(200)
        origin = f"https://feed{feed:03}.example/a/{number}"
        return Article(
            id=digest[:16],
            headline=headline,
            publisher=f"{_PLACES[feed % len(_PLACES)]} {_PAPERS[feed % len(_PAPERS)]} {feed:03}",
            authors=(f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",),
            dateline=chance.choice(_PLACES).upper(),
            published=at,
            url=origin,
            language=language,
            summary=paragraphs[0],
            blocks=tuple(
                Block(BlockKind.PARAGRAPH, (Span(text),), line=i)
                for i, text in enumerate(paragraphs, 1)
            ),
            sources=(Source(origin, END),),
        )


def as_text(article: Article) -> str:
    """Return the article as a text dump of its page, with the usual furniture around it."""
    when = article.published.strftime("%B %d, %Y, %H:%M UTC") if article.published else ""
    head = f"ADVERTISEMENT\n\n{article.headline}\n\n{article.headline}\n\n"
    byline = f"By {', '.join(article.authors)}\n{when}\n\nShare\nSave\n\n"
    body = "\n\n".join(block.text for block in article.blocks)
    tail = "\n\nMost read\n1. A bridge for the ferry\n2. The cow that took the tram\n\n"
    end = f"Sign up for our newsletter\n\n© 2021 {article.publisher}. All rights reserved.\n"
    return f"{head}{byline}{body}{tail}{end}"


def as_page(article: Article) -> str:
    """Return the article as a web page with navigation, share links and a read-next list."""
    title, paper = html.escape(article.headline), html.escape(article.publisher)
    when = article.published.isoformat() if article.published else ""
    text = "\n".join(f"<p>{html.escape(block.text)}</p>" for block in article.blocks)
    return f"""<!DOCTYPE html>
<html lang="{article.language}"><head><meta charset="utf-8"><title>{title} | {paper}</title>
<meta property="og:site_name" content="{paper}"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{when}">
<link rel="canonical" href="{html.escape(article.url)}"></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
</header><main><article><h1>{title}</h1><p class="byline">By {", ".join(article.authors)}</p>
{text}
<div class="share"><a href="#">Share</a> <a href="#">Print</a></div></article>
<aside><h2>Read next</h2><ul><li><a href="/1">A bridge for the ferry</a></li></ul></aside></main>
<footer><p>© 2021 {paper}. All rights reserved.</p></footer></body></html>
"""
