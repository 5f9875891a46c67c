"""Credits, datelines and copyright: the lines that tell who, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tuinews.clean import dates, wording
from tuinews.clean.people import AGENCIES, alternatives, names

_VERBS = "reporting|writing|reported|written|compiled|editing|edited"
_CREDIT = re.compile(
    rf"(?P<verb>(?:additional |further )?(?:{_VERBS}|graphics?|photos?|production))"
    r"(?: and (?:writing|editing|reporting|photography))*\s+by\s+"
    r"(?P<who>[^;.]+(?:\b[A-Z]\.[^;.]+)*)",
    re.I,
)
_CREDIT_LINE = re.compile(
    rf"^\W{{0,2}}(?:additional |further )?(?:{_VERBS})\b[^.]{{0,40}}? by ", re.I
)
_MONTHS = "|".join(name for name in dates.MONTHS if name.isascii())
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-ÞŁŚŽČŘŠА-ЯЁ][^\W\d_][^\W\d_.’' /-]*(?:[.’' /-]{1,2}[^\W\d_]+){0,4}\.?"
    rf"(?:,\s(?!(?:{_MONTHS})\b)[A-ZÀ-ÞА-ЯЁ][^\W\d_]*(?:[.’' -][^\W\d_]*){{0,3}})?)"
    r"(?:,\s(?P<day>[^\W\d_]{3,10}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,10}))?"
    r"\s*(?:\((?P<agency>[\w .&/-]{2,30})\)\s*(?:[-–—_]+|:|\.)?|[–—]|--?\s)\s*(?=\S)",
    re.I,
)
_DASHED = re.compile("[(–—-]")
_YEAR = r"(?:19|20)\d\d"
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\)|copyright\b)?\s*,?\s*(?:by\s+)?"
    rf"(?P<year>{_YEAR})?(?:\s?[-–]\s?(?P<last>{_YEAR}))?,?\s*(?:by\s+)?"
    rf"(?P<who>[^|©,]{{2,60}}?)\s*(?P<late>{_YEAR})?"
    r"(?:,|\||(?<!\b[A-Z])\.(?![A-Z])|\.?\s*\bAll rights\b|$)",
    re.I,
)
_CLAIM = re.compile(r"\W{0,2}(?:©|\(c\) ?(?:19|20)\d\d|copyright\b)", re.I)
_BEYOND = re.compile(
    r"\s[-–—]\s|\sor its affiliate|\sunless\s|[।。]", re.I
)  # what follows the holder's name
_LATE = re.compile(rf"\s{_YEAR}$")
_RESERVED = re.compile(rf"(?:{alternatives('reserved')})|rights reserved", re.I)
_LEGAL = re.compile(rf"[,\s]+(?:{alternatives('legal')})\.?$", re.I)
_WIDE = "[\u3400-\u9fff\u30a0-\u30ff々ー]"  # what Japanese and Chinese names are written in
_PHOTO = re.compile(
    r"(?:\s|^|(?<=[.!?)”\"、，。＝]))(?P<credit>"
    rf"[\[(]?(?:(?:{alternatives('photo')}|(?:{alternatives('art')})(?=:))"
    r"\s?(?:by|credit|credits|von|:|de|courtesy of)?[:\s]\s?(?:[^.→]|(?<=\b[A-Z])\.){2,80}"
    r"|©\s?[^.]{2,60})[\])]?\.?"
    r"|REUTERS/[\w .'-]{2,40}(?:/[\w .'-]+)?"
    rf"|[\[(][^()\[\]]{{0,60}}?\b(?:{alternatives('pictures')})\b[^()\[\]]{{0,40}}[\])]"
    r"|(?-i:[\[(]?[A-Z][A-Z.]+(?: [A-Z]+)?(?: Photo)?/[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}[\])]?)"
    rf"|[（(]?(?:{_WIDE}{{2,6}}[ \u3000]?)?{_WIDE}{{2,6}}[ \u3000]?(?:撮影|摄影?)[）)]?"
    rf"|^(?-i:[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){{1,3}}, )(?:{alternatives('pictures')})"
    r"|AP Photo/[\w .,'-]{2,40}"
    rf"|(?<=[.!?]\s)(?:{alternatives('pictures')})(?:/[\w .'-]{{2,40}})?"
    r"|(?:[\w./'-]+ ){0,4}?[\w./'-]*(?:Getty Images|AFP via Getty Images|Shutterstock"
    r"|picture alliance)[\w ./-]{0,30}"
    r")\s*$",
    re.I,
)
_COUNTED = re.compile(r"\d+ ?(?:of|/|von|sur|de|di|van|из) ?/? ?\d+")  # "Image 1 of 12"
_ABBREVIATION = re.compile(r"\([a-z]+[A-Z]+[A-Za-z]*\)")  # "(ePA)" is no agency
_ENDED = re.compile(
    r"[a-zß-ÿ)]{3}[.!?][\"”’»]?\s+(?=[A-ZÀ-Þ][^.!?]*[/ ](?:Getty|AFP|AP|Shutterstock)\b)"
)
#: What stands at the end of a credit of a picture, or in it.
_ENDS = (")", "]", "）", *(f" {name}" for name in alternatives("pictures").split("|")))
_SIGNS = (
    *(word.replace("\\s", " ") for word in alternatives("photo").split("|")),
    *("©", "撮影", "摄", "getty", "shutterstock", "alliance", "/"),
)
_ART = tuple(f"{word}:" for word in alternatives("art").split("|"))


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
    match = _DATELINE.match(text[:120]) if _DASHED.search(text, 0, 120) else None
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
    who = _LATE.sub("", _BEYOND.split(match["who"], maxsplit=1)[0].strip(" -–—"))
    while (shorter := _LEGAL.sub("", who).rstrip(" &")) != who:
        who = shorter
    who = who.strip("«»“”")
    if not who[:1].isalpha() or _RESERVED.match(who):
        who = ""
    return who, max(years, default=None)


def is_copyright(text: str) -> bool:
    """Tell whether a line does nothing but claim a copyright."""
    return len(text) <= 160 and _CLAIM.match(text) is not None


def split_caption(text: str) -> tuple[str, str]:
    """Return the caption and the photographer's credit at its end; the credit may be "" ."""
    end = text[-160:].lower().rstrip(" .")
    signs = (*_SIGNS, *_ART) if ":" in end else _SIGNS
    if not (end.endswith(_ENDS) or any(sign in end for sign in signs)):
        return text, ""
    match = _PHOTO.search(text, max(0, len(text) - 160))
    if not match or _COUNTED.search(match["credit"]) or _ABBREVIATION.fullmatch(match["credit"]):
        return text, ""
    start = match.start("credit")
    if ended := _ENDED.search(text, start):
        start = ended.end()  # what stands before it is the end of the caption
    bracket = text.rfind("(", 0, start)
    if bracket >= 0 and ")" not in text[bracket:start] and text.rstrip(" .").endswith(")"):
        start = bracket  # the credit is all of what stands in brackets
    return text[:start].rstrip(" -–—|、，＝"), text[start:].strip()
