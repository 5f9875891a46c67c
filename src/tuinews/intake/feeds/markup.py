"""Small work on the HTML of feed entries that needs no parser."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

from tuinews.text import unescaped

_INLINE = "a|abbr|b|bdi|big|br|cite|code|del|em|font|i|ins|kbd|mark|p|q|s|small|span|strike|strong"
_TAGS = re.compile(rf"<(/?)({_INLINE}|sub|sup|tt|u|var|wbr|div|h[1-6]|img)(?:\s[^<>]*)?/?>", re.I)
_ALONE = frozenset(["br", "img", "p", "wbr"])  # tags that need no end
_TAG = r"</?[a-zA-Z][^<>]*>"
_REAL_TAG = re.compile(_TAG)
# a comment without an end goes to the end, that none is looked for from every start
_ANY_TAG = re.compile(rf"<!--.*?(?:-->|\Z)|{_TAG}", re.S)
_DEAD = re.compile(r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|$)", re.S | re.I)
_BREAKS = re.compile(r"</?(?:p|div|br|li|tr|h[1-6]|blockquote|ul|ol|table)\b[^<>]*>", re.I)
_REFERENCE = re.compile(r"&(?:#\d|#x|[a-z]+\d*;)", re.I)
_ATTRIBUTE = re.compile(
    r"""(<[a-z][^<>]*?\s(?:href|src|poster|cite)\s*=\s*)(?:"([^"<>]*)"|'([^'<>]*)')""", re.I
)
_ABSOLUTE = re.compile(r"(?:[a-z][a-z0-9+.\-]*:|#)", re.I)
_TEASER = 100  # characters


def plain_title(value: str, kind: str = "") -> str:
    """Return a headline's text: references resolved, and the tags that a headline may have gone.

    What only looks like markup stays as it is written: "5 < 6", "the <script> tag", "[b]".
    `kind` is the type that the feed states, "text/plain" or "text/html". Publishers who mark up
    what they call plain text are the rule, but then they end what they begin: a tag that stands
    alone in such a headline is what it speaks of.
    """
    if kind == "application/xhtml+xml":
        return unescaped(_ANY_TAG.sub("", value))
    if kind == "text/plain" and "<" in value:
        ended = {tag[2].lower() for tag in _TAGS.finditer(value) if tag[1]} | _ALONE
        value = _TAGS.sub(lambda tag: "" if tag[2].lower() in ended else tag[0], value)
    else:
        value = _TAGS.sub("", value)
    # text/plain has no references, but publishers who escape twice are the rule
    return unescaped(value) if _REFERENCE.search(value) else value


def teaser(fragment: str) -> str:
    """Return the first words of an HTML fragment, to stand where an entry has no headline."""
    head = _DEAD.sub(" ", fragment[:20_000])
    parts = (unescaped(_ANY_TAG.sub("", part)) for part in _BREAKS.split(head))
    first = next((" ".join(part.split()) for part in parts if part.strip()), "")
    if len(first) <= _TEASER:
        return first
    return first[:_TEASER].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def from_plain(value: str) -> str:
    """Return plain text as an HTML fragment: paragraphs at blank lines, breaks at line ends."""
    parts = re.split(r"\n[ \t]*\n\s*", value.replace("\r\n", "\n").strip())
    shown = (html.escape(part, quote=False).replace("\n", "<br>") for part in parts if part)
    return "".join(f"<p>{part}</p>" for part in shown)


def paragraphs(value: str) -> str:
    """Return a fragment without tags with its paragraphs, parted by blank lines, as such."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", value.strip())]
    return "".join(f"<p>{part}</p>" for part in parts) if len(parts) > 1 else value


def has_tags(value: str) -> bool:
    """Tell whether `value` holds HTML tags."""
    return bool(_REAL_TAG.search(value)) or "-->" in value.partition("<!--")[2]


def absolute(fragment: str, base: str) -> str:
    """Return the fragment with its relative links resolved against `base`."""
    if not base or "=" not in fragment:
        return fragment

    def resolve(found: re.Match[str]) -> str:
        target = unescaped(found[2] if found[2] is not None else found[3] or "").strip()
        if not target or _ABSOLUTE.match(target):
            return found[0]
        try:
            joined = urljoin(base, target)
        except ValueError:
            return found[0]
        return f'{found[1]}"{html.escape(joined)}"'

    return _ATTRIBUTE.sub(resolve, fragment)
