"""Who wrote, edited, photographed and owns: bylines, credits and datelines as the field writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tuinews.clean import dates, lists, wording

AGENCIES: dict[str, str] = lists.load("agencies")["agencies"]

_BY = r"(?:by|von|par|por|di|door|автор[ы]?:?|текст:?|text:|words by|story by|written by|reported by|escrito por|redactado por|scritto da|geschreven door|बाय|بقلم:?|作者[:：]?|記者|文[/:：])"
_BYLINE = re.compile(rf"^\W{{0,3}}{_BY}[\s:：]+(?P<who>.+)$", re.I)
_NAMES_SPLIT = re.compile(
    r"\s*(?:,|;|/|\||&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bog\b|\boch\b|\bи\b|、|·|和)\s*",
    re.I,
)
_CREDIT = re.compile(
    r"(?P<verb>(?:additional |further )?(?:reporting|writing|reported|written|compiled|editing|edited|graphics?|photos?|production))"
    r"(?: and (?:writing|editing|reporting|photography))*\s+by\s+(?P<who>[^;.]+(?:\b[A-Z]\.[^;.]+)*)",
    re.I,
)
_CREDIT_LINE = re.compile(
    r"^\W{0,2}(?:additional |further )?(?:reporting|writing|reported|written|compiled|editing|edited)\b[^.]{0,40}? by ",
    re.I,
)
_IN_PLACE = re.compile(r"\s+in\s+[A-Z][\w .'-]+$")
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-ÞŁŚŽČŘŠА-ЯЁ][^\W\d_][^\W\d_.’' /-]*(?:[.’' /-]{1,2}[^\W\d_]+){0,4}\.?"
    r"(?:,\s(?!(?:{months})\b)[A-ZÀ-ÞА-ЯЁ][^\W\d_]*(?:[.’' -][^\W\d_]*){0,3})?)"
    r"(?:,\s(?P<day>[^\W\d_]{3,10}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,10}))?"
    r"\s*(?:\((?P<agency>[\w .&/-]{2,30})\)\s*(?:[-–—_]+|:|\.)?|[–—]|--?\s)\s*(?=\S)".replace(
        "{months}", "|".join(name for name in dates.MONTHS if name.isascii())
    ),
    re.I,
)
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*,?\s*(?:by\s+)?(?P<year>(?:19|20)\d\d)?(?:\s?[-–]\s?(?P<last>(?:19|20)\d\d))?,?\s*(?:by\s+)?(?P<who>[^|©,]{2,60}?)\s*(?P<late>(?:19|20)\d\d)?(?:,|\||(?<!\b[A-Z])\.(?![A-Z])|\.?\s*\bAll rights\b|$)",
    re.I,
)
_LEGAL = re.compile(
    r"[,\s]+(?:l\.?p|l|inc|ltd|llc|limited|corp|corporation|gmbh|ag|se|plc|s\.?a|s\.?p\.?a|b\.?v|co|company|kg|media group)\.?$",
    re.I,
)
_PHOTO = re.compile(
    r"(?:\s|^|(?<=[.!?)”\"]))(?P<credit>"
    r"[\[(]?(?:(?:photo|photograph|image|picture|illustration|foto|bild|crédit|credit|photo credit|image credit|quelle|fuente|fotografía|immagine|фото|写真|图|圖)\s?(?:by|credit|credits|von|:|de|courtesy of)?[:\s]\s?[^.]{2,80}|©\s?[^.]{2,60})[\])]?\.?"
    r"|REUTERS/[\w .'-]{2,40}(?:/[\w .'-]+)?|[\[(][^()\[\]]{0,60}?(?:getty images|associated press|reuters|afp|\bap photo|\bap\b|bloomberg|shutterstock|\bepa\b|via getty|via ap|dpa|alamy|imago|the new york times|the washington post)[^()\[\]]{0,40}[\])]"
    r"|(?-i:[\[(]?[A-Z][A-Z.]+(?: [A-Z]+)?(?: Photo)?/[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}[\])]?)"
    r"|AP Photo/[\w .'-]{2,40}|(?:[\w.'-]+ ){0,4}?[\w.'-]*/?(?:Getty Images|AFP via Getty Images|Shutterstock|picture alliance)[\w ./-]{0,30}"
    r")\s*$",
    re.I,
)  # fmt: skip
_PHOTO_SIGN = re.compile(
    "photo|image|picture|illustration|foto|bild|cr[eé]dit|quelle|fuente|immagine|фото|写真|图|圖|©"
    r"|[A-Z]/[A-Z]|reuters|getty|associated press|afp|\bap\b|bloomberg|shutterstock|epa\b|dpa|alamy|imago"
    "|new york times|washington post|alliance",
    re.I,
)
_ROLE = re.compile(
    r"[,|(–-]?\s*(?:(?:senior |chief |deputy |managing |associate |contributing |special |political |foreign |business |sports? |health |science |technology |staff |us |uk )*"
    r"(?:writer|editor|reporter|correspondent|contributor|journalist|columnist|producer|photographer|editor-in-chief|bureau chief|staff|redakteur(?:in)?|korrespondent(?:in)?|journaliste|redactor(?:a)?|giornalista))\b.*$",
    re.I,
)  # fmt: skip
_NOT_NAME = re.compile(
    r"^[A-Z]$|[@\d:]|https?|www\.|\b(?:staff|admin|editor|newsroom|redaktion|read|share|updated|published|photo|follow|subscribe)\b",
    re.I,
)
_HOUSE = re.compile(
    r"\b(?:press|news|times|post|journal|agency|agence|agentur|media|staff|tribune|herald|wire|reuters|afp|ap|dpa"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"@|https?:|www\.|^[\W\d_]*$|^(?:admin|administrator|null|none|undefined|unknown)$", re.I
)
_NOBODY = re.compile(r"\b(?:admin|administrator|developer|webmaster|editorial team)\b")
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "of",
        "y",
        "e",
        "zu",
        "zur",
        "dell",
        "d'",
        "ap",
    ]
)


def names(text: str) -> tuple[str, ...]:
    """Return the names of a list of people ("A, B and C"), in order, roles and places left off."""
    found: list[str] = []
    for part in _NAMES_SPLIT.split(text.strip(" .()")):
        name = person(_IN_PLACE.sub("", part))
        if name and name not in found:
            found.append(name)
    return tuple(found)


def person(text: str) -> str:
    """Return a name without "By", role and stray signs; "" for what cannot be a name."""
    text = _BYLINE.sub(r"\g<who>", wording.tidy(text))
    text = re.sub(r"\s*\([^()]*\)?\s*$", "", text)
    text = _ROLE.sub("", text).strip(" ,;|.-–—()[]•·")
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
        text = re.sub(r"\s*\([^()]*\)?", "", _BYLINE.sub(r"\g<who>", wording.tidy(text)[:300]))
        parts = [part for part in _NAMES_SPLIT.split(text) if part]
        several = (
            len(parts) > 1
            and " " in parts[0]
            and all(person(part) or wording.fold(part) in AGENCIES for part in parts)
        )
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


def byline(text: str) -> tuple[str, ...]:
    """Return the authors whom a line of its own names ("By A and B"); () for other lines."""
    match = _BYLINE.match(text) if len(text) <= 200 else None
    if not match:
        return ()
    who = re.split(r"\s[|•·–—-]\s|\d", match["who"])[0]
    who = re.sub(r"\b(?:updated|published|posted|on)\b.*$", "", who, flags=re.I)
    who = re.sub(
        r"(?<=[a-zà-ÿ])(?=[A-Z][a-z]+ (?:Writer|Editor|Reporter|Correspondent))", ", ", who
    )
    return tuple(name for name in names(who) if not _HOUSE.search(name))


def is_credit(text: str) -> bool:
    """Tell whether a line says who reported and edited."""
    return len(text) <= 400 and bool(_CREDIT_LINE.match(text))


def credits_of(lines: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the authors and the editors whom credit lines name."""
    authors: list[str] = []
    editors: list[str] = []
    for text in lines:
        for match in _CREDIT.finditer(text):
            verb = match["verb"].lower()
            if verb.startswith(("photo", "graphic", "production")):
                continue
            people = editors if verb.startswith("edit") else authors
            people.extend(name for name in names(match["who"]) if name not in people)
    return tuple(authors), tuple(editors)


def dateline(text: str) -> tuple[str, str, str]:
    """Return place, agency and day ("Oct 20") of a paragraph that begins with a dateline."""
    match = _DATELINE.match(text[:120])
    if not match:
        return "", "", ""
    place, agency = match["place"].strip(), match["agency"] or ""
    known = AGENCIES.get(wording.fold(agency), "")
    upper = place.split(",")[0].isupper()
    firm = upper or match[0].rstrip()[-1:] in "-–—_:"
    if not place[0].isupper() or (agency and not (known and firm) and not upper):
        return "", "", ""
    if not (known or upper or match["day"]):
        return "", "", ""
    if not upper and len(place.split()) > 3:
        return "", "", ""
    return place, known or agency, match["day"] or ""


def owner(text: str) -> tuple[str, int | None]:
    """Return the holder and the last year of a copyright line; ("", None) for other lines."""
    match = _OWNER.search(text[:300])
    if not match:
        return "", None
    years = [int(match[name]) for name in ("year", "last", "late") if match[name]]
    who = match["who"].strip(" -–—")
    while (shorter := _LEGAL.sub("", who)) != who:
        who = shorter
    if not who[:1].isalnum() or wording.fold(who) in ("all rights reserved", "rights reserved"):
        who = ""
    return who, max(years, default=None)


def is_copyright(text: str) -> bool:
    """Tell whether a line does nothing but claim a copyright."""
    return len(text) <= 160 and bool(
        re.match(r"\W{0,2}(?:©|\(c\) ?(?:19|20)\d\d|copyright\b)", text, re.I)
    )


def split_caption(text: str) -> tuple[str, str]:
    """Return the caption and the photographer's credit at its end; the credit may be "" ."""
    tail = max(0, len(text) - 160)
    match = _PHOTO.search(text, tail) if _PHOTO_SIGN.search(text, tail) else None
    if not match:
        return text, ""
    return text[: match.start("credit")].rstrip(" -–—|"), match["credit"].strip()
