"""Names of people: in bylines as newsrooms write them, and in what pages state as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tuinews.clean import dates, lists, wording

AGENCIES: dict[str, str] = lists.load("agencies")["agencies"]

_WORDS: dict[str, str] = lists.load("people")


def alternatives(name: str) -> str:
    """Return a list of lists/people.toml as alternatives of a regular expression."""
    return "|".join(sorted(_WORDS[name].split(), key=len, reverse=True))


_BYLINE = re.compile(
    rf"^\W{{0,3}}(?:(?:{alternatives('by_colon')})\s*[:：]\s*"
    rf"|(?:{alternatives('by')})(?:\s*[:：]\s*|\s+))(?P<who>.+)$",
    re.I,
)
_EAST_NAME = (
    r"[\u3400-\u9fff\u3040-\u30ff々ー]{2,5}(?:[ \u3000][\u3400-\u9fff\u3040-\u30ff々ー]{1,5})?"
)
_EAST = re.compile(
    r"^[（(]?(?:(?:\S{1,10}(?:部|局|支社|編集委員|論説委員|特派員|記者)[ \u3000・=＝]+)"
    rf"(?P<desk>{_EAST_NAME})"
    r"|\S{0,10}(?:记者|通讯员)[ \u3000]+"
    r"(?P<several>[\u3400-\u9fff]{2,4}(?:[ \u3000][\u3400-\u9fff]{2,4}){0,3})"
    r"|(?:取材・文|聞き手・構成|聞き手|構成|執筆|文|取材|記者|记者|撰文|采写|作者)"
    rf"[ \u3000]?[：:・／/][ \u3000]?(?P<told>{_EAST_NAME})"
    r"|記者(?P<place>[\u3400-\u9fff]{2,4})[／/].{2,8}"
    rf"|(?P<post>{_EAST_NAME})[ \u3000]?(?:記者|记者|特派員))[）)]?$"
)
_BETWEEN = re.compile(rf"\s*(?:[,;/|&、·和]|\b(?:{alternatives('between')})\b)\s*", re.I)
_IN_PLACE = re.compile(r"\s+in\s+[A-Z][\w .'-]+$")
_BRACKETS = re.compile(r"\s*\([^()]*\)?")
_ROLE = re.compile(
    rf"[,|(–-]?\s*(?:(?:{alternatives('ranks')})\s)*(?:{alternatives('roles')})\b.*$", re.I
)
_ROLE_LINE = re.compile(
    rf"(?:[\w'-]+ ){{0,3}}(?:{alternatives('roles')})s?(?:,? (?:of|for|in|at) [\w ]+|, [\w ]+)?",
    re.I,
)
_GLUED_ROLE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z][a-z]+ (?:Writer|Editor|Reporter|Correspondent))")
_NOT_NAME = re.compile(rf"^[A-Z]$|[@\d:]|https?|www\.|\b(?:{alternatives('never')})\b", re.I)
_HOUSE = re.compile(rf"\b(?:{alternatives('house')})\b", re.I)
_NO_AUTHOR = re.compile(
    r"@|https?:|www\.|^[\W\d_]*$|^(?:admin|administrator|null|none|undefined|unknown)$", re.I
)
_NOBODY = re.compile(r"\b(?:admin|administrator|developer|webmaster|editorial team)\b")
_WHEN = re.compile(
    r"\b(?:updated|published|posted|on|publié|mis à jour|veröffentlicht|publicado|actualizado"
    r"|pubblicato|aggiornato|gepubliceerd|bijgewerkt|опубликовано|نشر|تحديث)\b.*$|\s(?:प्रकाशित|अपडेट).*$",
    re.I,
)
_DEGREES = frozenset(_WORDS["degrees"].split())
_PARTICLES = frozenset(_WORDS["particles"].split())


def names(text: str) -> tuple[str, ...]:
    """Return the names of a list of people ("A, B and C"), in order, roles and places left off."""
    found: list[str] = []
    for part, comma in _parts(text.strip(" .()")):
        name = person(_IN_PLACE.sub("", part))
        if comma and found and _is_place(name, found[0]):
            continue
        if name and name not in found and name.strip(".").lower() not in _DEGREES:
            found.append(name)
    return tuple(found)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a list of people, each with whether a comma stands before it."""
    at, comma = 0, False
    for gap in _BETWEEN.finditer(text):
        yield text[at : gap.start()], comma
        at, comma = gap.end(), gap[0].strip() == ","
    yield text[at:], comma


def _is_place(name: str, first: str) -> bool:
    """Tell whether a name behind a comma is a place or a section: one word behind a full name."""
    alone = " " not in name and name[:1].isupper() and wording.fold(name) not in AGENCIES
    return alone and (" " in first or first.isupper())


def person(text: str) -> str:
    """Return a name without "By", role and stray signs; "" for what cannot be a name."""
    text = _BYLINE.sub(r"\g<who>", wording.tidy(text))
    text = _BRACKETS.sub("", text)
    text = _ROLE.sub("", text).strip(" ,;|/／.-–—()[]•·")
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 60 or _NOT_NAME.search(text):
        return ""
    if len(words) == 1 and (text.casefold() in dates.MONTHS or text.casefold() in dates.WEEKDAYS):
        return ""
    cased = [word for word in words if word.lower() not in _PARTICLES]
    if not cased or any(word[0].islower() for word in cased):
        return ""
    return text


def stated(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the authors that a page's own data name: believed, if they can be names at all."""
    found: dict[str, str] = {}
    for text in texts:
        text = _BRACKETS.sub("", _BYLINE.sub(r"\g<who>", wording.tidy(text)[:300]))
        parts = [part for part in _BETWEEN.split(text) if part]
        several = (
            len(parts) > 1
            and " " in parts[0]
            and all(person(part) or wording.fold(part) in AGENCIES for part in parts)
        )
        if several:
            parts = [part for part in parts if part is parts[0] or not _is_place(part, parts[0])]
        for name in parts if several else [text]:
            name = person(name) or name.strip(" ,;|-–—")
            if name and not _NO_AUTHOR.search(name) and len(name) <= 80:
                found.setdefault(wording.fold(name), name)
    return tuple(found.values())[:12]


def is_house(name: str, house: str) -> bool:
    """Tell whether a name is that of the publisher (`house`, folded) or of no person at all."""
    folded = wording.fold(name)
    plain, other = folded.replace(" ", ""), house.replace(" ", "")
    if other and (plain == other or (len(plain) > 2 and (plain in other or other in plain))):
        return True
    return bool(_NOBODY.search(folded))


def is_house_word(name: str) -> bool:
    """Tell whether a name has a word that houses, days and months have, and no person."""
    return bool(_HOUSE.search(name) or _NOT_NAME.search(name))


def is_role(text: str) -> bool:
    """Tell whether a line is what somebody is at a paper, and nothing else: "Reporter"."""
    return len(text) <= 60 and bool(_ROLE_LINE.fullmatch(text.strip()))


def byline(text: str) -> tuple[str, ...]:
    """Return the authors whom a line of its own names ("By A and B"); () for other lines."""
    if len(text) <= 40 and (east := _EAST.match(text.strip())):
        if several := east["several"]:
            return tuple(several.split())
        return (east["desk"] or east["told"] or east["place"] or east["post"],)
    match = _BYLINE.match(text) if len(text) <= 200 else None
    if not match:
        return ()
    who = re.split(r"\s[|•·–—-]\s|\d", match["who"])[0]
    who = _WHEN.sub("", who).rstrip(" ,")
    if who.rpartition(" ")[2].casefold() in dates.WEEKDAYS:
        who = who.rpartition(" ")[0]
    who = _GLUED_ROLE.sub(", ", who)
    return tuple(name for name in names(who) if not _HOUSE.search(name))
