"""What is taken out of a feed's XML before any parser sees it.

Entities are resolved here, so that no parser has a document type to act on; what makes
parsers slow or fail is refused or mended. All of it is linear in the length of the text.
"""

from __future__ import annotations

import re
from html.entities import html5

from tuinews import limits, text
from tuinews.intake.errors import FeedError

#: Controls go; those of 128 to 159 are windows-1252 in disguise.
_CONTROLS: dict[int, str | None] = {
    **dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0x7F, 0xFFFE, 0xFFFF]),
    **{code: bytes([code]).decode("cp1252", "ignore") or None for code in range(128, 160)},
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")  # any of them
_RUN = re.compile(r"[^<>]+")
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>\s*", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*(?:\[(.*?)\]\s*)?>", re.S | re.I)
_ENTITY = re.compile(r"""<!ENTITY\s+([\w.\-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>""")
_UNSAFE_VALUE = re.compile(r"[<%]|&(?!#|amp;|lt;|gt;|quot;|apos;)")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#[xX][0-9a-fA-F]+);)(?:([A-Za-z]\w*);)?")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.S)
_PROLOGUE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.S)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_BIG_TAG = re.compile(rf"<[^<>!?][^<>]{{{limits.XML_TAG},}}")
_STEP = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|$)|<!--.*?(?:-->|$)|<(/?)[A-Za-z_][^<>]*?(/?)>", re.S)
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.I)
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.I)
_DATE = re.compile(r"<(?:pubDate|published|updated|dc:date|date)>([^<]{6,60})<", re.I)
_REPEATED = re.compile(
    r"<(category|dc:subject|link|enclosure|media:\w+)\b[^<>]*+"
    r"(?:(?<=/)>|>(?:<!\[CDATA\[[^\]]{0,1000}+\]\]>|[^<>]*+)</\1\s*>)"
)
_COUNTED = ("category", "dc:subject", "link", "enclosure", "media:")
_NAMES = "author|dc:creator|managingEditor|webMaster|contributor|name|itunes:author|itunes:name"
_LONG_NAME = re.compile(
    rf"(<({_NAMES})(?:\s[^<>]*)?>\s*)(<!\[CDATA\[)?([^<\]]{{{limits.XML_NAME}}})[^<\]]*(\]\]>)?",
    re.I,
)
_PLACES = re.compile(r"(</?)(?:gml|georss):(\w+)")


def sanitized(content: str) -> tuple[str, list[str]]:
    """Return the text of a feed as it may be parsed, and notices of what was left out.

    Raises FeedError for what would cost a parser too much.
    """
    if "\x1b" in content or "\x9b" in content:
        # whole sequences, not only what introduces them; but never a tag with them
        content = _RUN.sub(lambda run: text.safe(run[0]), content)
    if _CONTROL.search(text.special(content)):  # to look is quick, to translate is not
        content = content.translate(_CONTROLS)
    content = _without_doctype(_DECLARATION.sub("", content, count=1))
    content = _REFERENCE.sub(_sound_reference, content) if "&#" in content else content
    content = _mended_ampersands(content)
    for tag in _BIG_TAG.finditer(content):
        if tag[0].count("=") > limits.XML_ATTRIBUTES:
            raise FeedError(f"not read: a tag longer than {limits.XML_TAG >> 10} KiB")
    parts = _ITEM_END.split(content)
    if max(part.count("<") for part in parts) > limits.XML_DEPTH:
        _check_depth(content)
    content, notices = _fewer_entries(content) if len(parts) > limits.ENTRIES else (content, [])
    content = _LONG_NAME.sub(_shorter_name, content)
    return _fewer_repeats(content), notices


def without_places(content: str) -> str:
    """Return the text without geographic elements, which some parsers fail on."""
    return _PLACES.sub(r"\1place-\2", content)


def _without_doctype(content: str) -> str:
    """Take the document type out and put in the values of the small entities it declares."""
    place = 0
    while skipped := _PROLOGUE.match(content, place):
        place = skipped.end()
    found = _DOCTYPE.match(content, place)
    if not found:
        return content
    declared = found[1] or ""
    if declared.count("<!ENTITY") > limits.XML_ENTITIES:
        raise FeedError(f"not read: it declares more than {limits.XML_ENTITIES} entities")
    content = content[: found.start()] + content[found.end() :]
    left = limits.XML_EXPANSION
    for name, double, single in _ENTITY.findall(declared):
        value, reference = double or single, f"&{name};"
        if name in _PREDEFINED:
            continue
        if len(value) > limits.XML_ENTITY or _UNSAFE_VALUE.search(value):
            value = ""
        left -= content.count(reference) * len(value)
        if left < 0:
            raise FeedError(
                f"not read: its entities expand to more than {limits.XML_EXPANSION >> 20} MiB"
            )
        content = content.replace(reference, value)
    return content


def _mended_ampersands(content: str) -> str:
    """Write bare ampersands and names of HTML the way XML has them; CDATA stays as it is."""
    if not _BARE.search(content):
        return content
    parts = _CDATA.split(content)
    parts[::2] = [_BARE.sub(_mended, part) for part in parts[::2]]
    return "".join(parts)


def _mended(found: re.Match[str]) -> str:
    character = html5.get(f"{found[1]};", "") if found[1] else ""
    if character and not set(character) & set("<>&\"'"):
        return character
    return f"&amp;{found[0][1:]}"


def _sound_reference(found: re.Match[str]) -> str:
    """Return the reference where it names a character that XML may hold; else a mark."""
    digits = found[1] or found[2]
    code = int(digits, 16 if found[1] else 10) if len(digits) < 10 else -1
    if 128 <= code < 160:
        return _CONTROLS[code] or ""
    if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD:
        return found[0]
    if 0x10000 <= code <= 0x10FFFF:
        return found[0]
    return "" if 0 <= code < 32 else "\ufffd"


def _check_depth(content: str) -> None:
    """Raise FeedError where elements are nested so deep that parsers take their time."""
    depth = 0
    for tag in _STEP.finditer(content):
        if tag[1] is None or tag[2]:
            continue
        depth += -1 if tag[1] else 1
        if depth > limits.XML_DEPTH:
            raise FeedError(f"not read: nested deeper than {limits.XML_DEPTH}")


def _fewer_entries(content: str) -> tuple[str, list[str]]:
    """Keep the newest limits.ENTRIES entries, by the order in which the feed has them."""
    ends = [found.end() for found in _ITEM_END.finditer(content)]
    over = len(ends) - limits.ENTRIES
    first = _ITEM.search(content)
    if over <= 0 or first is None:
        return content, []
    notices = [f"{over:,} of {len(ends):,} entries left out: a feed may bring {limits.ENTRIES:,}"]
    if _oldest_first(content, first.start(), ends):
        return content[: first.start()] + content[ends[over - 1] :], notices
    return content[: ends[limits.ENTRIES - 1]] + content[ends[-1] :], notices


def _oldest_first(content: str, start: int, ends: list[int]) -> bool:
    from tuinews.intake.dates import parse

    early, late = _DATE.search(content, start, ends[0]), _DATE.search(content, ends[-2], ends[-1])
    first, last = parse(early[1]) if early else None, parse(late[1]) if late else None
    return first is not None and last is not None and first < last


def _shorter_name(found: re.Match[str]) -> str:
    return f"{found[1]}{found[3] or ''}{found[4]}{found[5] or ''}"


def _fewer_repeats(content: str) -> str:
    """Keep at most limits.XML_REPEATS of the elements that an entry may repeat."""
    if (
        max(content.count(f"<{name}") for name in ("category", "dc:subject", "link", "media:"))
        < 1000
    ):
        return content
    seen: dict[str, int] = {}
    entry = 0
    starts = iter([*(found.start() for found in _ITEM.finditer(content)), len(content)])
    border = next(starts)

    def keep(found: re.Match[str]) -> str:
        nonlocal border, entry
        if found.start() >= border:
            seen.clear()
            while found.start() >= border:
                border = next(starts)
        seen[found[1]] = seen.get(found[1], 0) + 1
        return found[0] if seen[found[1]] <= limits.XML_REPEATS else ""

    return _REPEATED.sub(keep, content)
