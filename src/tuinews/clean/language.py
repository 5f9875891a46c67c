"""In which language a text is written, told by its script and its smallest words."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0621-\u064a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("hi", re.compile("[\u0904-\u0939]")),
    ("th", re.compile("[\u0e01-\u0e2e]")),
    ("el", re.compile("[\u03b1-\u03c9]")),
    ("uk", re.compile("[іїєґ]")),
    ("ru", re.compile("[а-я]")),
)
_WORDS = {
    "en": "the of and to in that is was for with said on",
    "de": "der die das und ist nicht ein den von mit sich auf",
    "fr": "le la les des et est une dans que pour qui sur",
    "es": "el la los las de que y en una por con para",
    "it": "il di che la è per una sono con del gli della",
    "pt": "o de que e não do da em um uma com os",
    "nl": "de het een van en dat niet met zijn voor op ook",
    "sv": "och att det som en på är av för inte med den",
    "no": "og det er som på til av ikke har med for den",
    "da": "og det er som på til af ikke har med for den",
    "pl": "i w na z że się nie do to jest jak o",
    "tr": "ve bir bu için da de ile olarak çok daha olan gibi",
    "ro": "și în de la cu pe care nu o un este din",
    "cs": "a v se na že je s z do o by i",
    "fi": "ja on että ei oli se hän mutta kun myös ovat sekä",
    "hu": "a az és hogy nem is egy van volt meg csak mint",
    "id": "yang dan di dengan untuk dari ini itu pada tidak akan juga",
}
_LANGUAGES: dict[str, tuple[str, ...]] = {}  # of each small word, those that have it
for _name, _words in _WORDS.items():
    for _word in dict.fromkeys(_words.split()):
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _name)
_ENOUGH = 1200  # characters that tell
_TOKEN = re.compile(r"[^\W\d_]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_BLANKS = bytes.maketrans(_NO_LETTERS, b" " * len(_NO_LETTERS))


def guess(text: str) -> str:
    """Return the language of `text` as BCP 47 ("en"); "" where it cannot be told."""
    text = text[:_ENOUGH].lower()
    letters = _letters(text)
    size = sum(map(len, letters))
    if size < 20:
        return ""
    for name, script in () if text.isascii() else _SCRIPTS:
        share = len(script.findall(text)) / size
        if share > (0.05 if name in ("ja", "ko") else 0.02 if name == "uk" else 0.4):
            return name
    counts: Counter[str] = Counter()
    for word, times in Counter(filter(_LANGUAGES.__contains__, letters)).items():
        for name in _LANGUAGES[word]:
            counts[name] += times
    second, most = sorted([0, 0, *counts.values()])[-2:]
    if most == second or most < max(3, 0.08 * len(letters)):
        return ""
    return next(name for name, times in counts.items() if times == most)


def _letters(text: str) -> list[str]:
    """Return the runs of letters in a text."""
    if text.isascii():
        return text.encode().translate(_BLANKS).decode().split()
    return _TOKEN.findall(text)
