"""Plurals that a finished word finds as well: those in s, which many languages make."""

from __future__ import annotations

LEAST = 4  # letters of a word: "new" is not to find every "news"
_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"


def plurals(word: str) -> tuple[str, ...]:
    """Return the plurals of a folded word: "floods" for "flood", () where it has none in s.

    Only these are looked for, never the singular of a plural: "news" is not about what is new.
    """
    if len(word) < LEAST or not (word.isascii() and word.isalpha()):
        return ()
    if word.endswith(_HISSING):
        return () if word.endswith("s") and not word.endswith("ss") else (f"{word}es",)
    if word.endswith("y") and word[-2] not in _VOWELS:
        return (f"{word}s", f"{word[:-1]}ies")
    return (f"{word}s",)
