"""What stands on a page of the article pane, in order: the article's head, its blocks, its tail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from tuinews.counting import size_said
from tuinews.deck import deck_of
from tuinews.model import BODY_KINDS, Article, Block, BlockKind, State
from tuinews.patterns import pattern
from tuinews.text import shown, shown_line
from tuinews.ui.drawing import signs
from tuinews.ui.reading.links import LinkError, normalised, pretty
from tuinews.ui.reading.page import Item, Look, Mark, Page

WORDS_A_MINUTE = 230
CHARACTERS_A_MINUTE = 450  # of Chinese, Japanese, Korean

#: The time at which an entry of a live blog was written, in a paragraph of its own.
_TIME = pattern(r"(?i)\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4}| Uhr)?")
_DENSE = pattern("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")


def items_of(page: Page) -> list[Item]:
    """Return what the page shows of an article: head, blocks, what hangs on it."""
    return [*head(page), *blocks_of(page.article), *tail(page)]


# --- the head -----------------------------------------------------------------------------


def head(page: Page, note: str = "") -> list[Item]:
    """Return headline, meta line, notes and rule. `note` stands in for the page's own."""
    article, state = page.article, page.state
    headline = shown_line(article.headline) or "(no headline)"
    items = [Item(("head", 0), Look.HEADLINE, headline)]
    if deck := deck_of(article):
        items.append(Item(("head", 5), Look.DECK, deck, gap=False))
    publisher = page.publisher or article.publisher
    if meta := meta_line(article, state, page.now, page.came, publisher):
        items.append(Item(("head", 1), Look.META, meta, gap=False))
    if note := note or page.note:
        items.append(Item(("head", 2), Look.NOTE, shown_line(note), gap=False))
    if page.changed:
        items.append(Item(("head", 7), Look.NOTE, shown_line(page.changed), gap=False))
    if page.copies:
        items.append(Item(("head", 6), Look.META, shown_line(page.copies), gap=False))
    if state.note and (own := shown(state.note).strip()):
        items.append(Item(("head", 3), Look.NOTE, f"Your note: {own}", gap=False))
    items.append(Item(("head", 4), Look.RULE, "", gap=False))
    return items


def meta_line(
    article: Article,
    state: State,
    now: datetime | None = None,
    came: datetime | None = None,
    publisher: str = "",
) -> str:
    """Return publisher, byline, place, date, reading time and tags as one line."""
    authors = [shown_line(author, 80) for author in article.authors]
    if len(authors) > 3:
        authors = [*authors[:2], f"{len(authors) - 2} more"]
    parts = [
        shown_line(publisher, 80),
        ", ".join(authors[:-1]) + " and " + authors[-1] if len(authors) > 1 else "".join(authors),
        shown_line(article.dateline, 60).upper(),
        when(article, now, came),
        f"{minutes(article)} min",
        *(f"#{shown_line(tag, 40)}" for tag in state.tags),
    ]
    kept_together = (part if len(part) > 40 else part.replace(" ", "\u00a0") for part in parts)
    line = f" {signs.DOT}\u00a0".join(filter(None, kept_together))
    return f"{signs.STARRED}\u00a0{line}" if state.starred else line


def when(article: Article, now: datetime | None = None, came: datetime | None = None) -> str:
    """Return when an article was published, in words; else when it came; "" for neither."""
    if article.published:
        said = _date(article.published, now)
    elif article.published_inferred:
        day = article.published_inferred
        said = f"probably {day.day} {day:%b %Y}"
    elif article.updated:
        return f"updated {_date(article.updated, now)}"
    else:
        return f"undated, came in {_date(came, now)}" if came else ""
    if article.updated and article.published and article.updated.date() > article.published.date():
        said += f", updated {_date(article.updated, now).split(',')[0]}"
    return said


def _date(moment: datetime, now: datetime | None) -> str:
    """Return day and time where the user is; a time of midnight in UTC is no time at all."""
    utc = moment.astimezone(UTC)
    timeless = (utc.hour, utc.minute, utc.second) == (0, 0, 0)
    local = utc if timeless else moment.astimezone()
    ago = (now.astimezone().date() - local.date()).days if now else -1
    day = {0: "today", 1: "yesterday"}.get(ago, f"{local.day} {local:%b %Y}")
    return day if timeless else f"{day}, {local:%H:%M}"


def minutes(article: Article) -> int:
    """Return how many minutes reading takes, at least one."""
    body = article.body
    dense = 0 if body.isascii() else len(_DENSE.findall(body))
    words = body.count(" ") + body.count("\n") + 1
    return max(1, round(words / WORDS_A_MINUTE + dense / CHARACTERS_A_MINUTE))


# --- the blocks ---------------------------------------------------------------------------


def blocks_of(article: Article) -> list[Item]:
    """Return an item for each block of the article, each with its place in the body."""
    items: list[Item] = []
    offset = 0
    before: Block | None = None
    for number, block in enumerate(article.blocks):
        in_body = block.kind in BODY_KINDS
        length = len(block.text) if in_body else 0
        gap = before is None or not stand_together(before, block)
        items.append(block_item(block, number, offset, length, gap))
        offset += length + in_body
        before = block
    return items


def block_item(block: Block, number: int, offset: int, length: int, gap: bool) -> Item:
    """Return a block as an item of the page."""
    text, marks = _drawn(block)
    raw = block.text if length else ""
    lead, hang = _leads(block)
    return Item(
        key=("block", number),
        look=Look(block.kind) if block.kind is not BlockKind.LIST else Look.PARAGRAPH,
        text=text,
        marks=marks,
        lead=lead,
        hang=hang,
        gap=gap,
        offset=offset,
        length=length,
        places=None if text == raw or not raw else _places(raw, text),
        source=block,
    )


def stand_together(before: Block, block: Block) -> bool:
    """Tell whether two blocks stand together without a blank line."""
    if before.kind is BlockKind.PARAGRAPH and _TIME.fullmatch(before.text):
        return block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    together = (BlockKind.LIST, BlockKind.TABLE, BlockKind.CODE)
    if block.kind is BlockKind.LIST and block.level == before.level:
        return before.kind is block.kind and bool(before.marker) == bool(block.marker)
    if block.kind in together:
        return before.kind is block.kind
    if block.kind in (BlockKind.CAPTION, BlockKind.CREDIT):
        return before.kind in (BlockKind.CAPTION, BlockKind.CREDIT)
    return False


def _leads(block: Block) -> tuple[str, str]:
    """Return what is drawn before the first and before the other lines of a block."""
    depth = max(0, min(block.level, 6))
    if block.kind is BlockKind.QUOTE:
        bar = f"{signs.BAR} " * (min(depth, 3) + 1)
        return bar, bar
    if block.kind is BlockKind.LIST:
        marker = shown_line(block.marker, 6) or signs.BULLET
        lead = "  " * depth + f"  {marker} "
        return lead, " " * len(lead)
    if block.kind is BlockKind.CODE:
        return " ", signs.ELLIPSIS
    return "", ""


def _drawn(block: Block) -> tuple[str, tuple[Mark, ...]]:
    """Return the text of a block as it is drawn, and its marks."""
    parts: list[str] = []
    marks: list[Mark] = []
    at = 0
    keep_tabs = block.kind is BlockKind.TABLE
    for span in block.spans:
        text = "\t".join(map(shown, span.text.split("\t"))) if keep_tabs else shown(span.text)
        href = _href(span.href)
        if text and (span.emphasis or href):
            marks.append(Mark(at, at + len(text), span.emphasis, href))
        parts.append(text)
        at += len(text)
    return "".join(parts), tuple(marks)


def _href(href: str) -> str:
    """Return a link that may be followed, or "": the text stays, the link goes."""
    try:
        return normalised(href) if href else ""
    except LinkError:
        return ""


def _places(raw: str, drawn: str) -> tuple[int, ...]:
    """Return for each place in `raw` its place in `drawn`, from which characters were taken."""
    places: list[int] = []
    at = 0
    for char in raw:
        places.append(at)
        if drawn.startswith(char, at):
            at += 1
        elif char == "\t" and drawn.startswith("    ", at):
            at += 4
    places.append(len(drawn))
    return tuple(places)


# --- what hangs on the article ------------------------------------------------------------


def tail(page: Page) -> Iterator[Item]:
    """Yield where the article stands on the web, what came with it, and through which feeds."""
    article = page.article
    end = len(article.body)
    if page.through:
        names = f" {signs.DOT} ".join(shown_line(name, 40) for name in page.through)
        yield Item(("tail", -1), Look.META, f"Came through {names}", (), gap=True, offset=end)
    for number, (said, url) in enumerate(_attached(article)):
        href = _href(url)
        text = f"{said} {pretty(href)}"
        marks = (Mark(len(said) + 1, len(text), href=href),)
        if href:
            key = ("tail", number)
            yield Item(
                key, Look.META, text, marks, gap=number == 0 and not page.through, offset=end
            )


def _kind(media_type: str) -> str:
    """Return in a word what a file is: "Audio" for audio/mpeg, "PDF" for application/pdf."""
    family, _, kind = shown_line(media_type, 60).partition("/")
    if family == "application":
        return kind.upper() if kind.isalnum() and len(kind) <= 4 else "File"
    return shown_line(family, 20).capitalize() or "File"


def _attached(article: Article) -> Iterator[tuple[str, str]]:
    """Yield what an attached address is, and the address."""
    if article.url:
        yield "On the web:", article.url
    for enclosure in article.enclosures[:20]:
        kind = _kind(enclosure.type)
        facts = []
        if enclosure.duration:
            facts.append(f"{max(1, round(enclosure.duration / 60))} min")
        if enclosure.size:
            facts.append(size_said(enclosure.size))
        yield f"{kind} ({', '.join(facts)}):" if facts else f"{kind}:", enclosure.url
