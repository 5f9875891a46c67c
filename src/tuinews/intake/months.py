"""The names of the months in the languages of the feeds, folded: small, without accents."""

from __future__ import annotations

import unicodedata

from tuinews import monthnames

#: Not Croatian, for "listopad" is November in the feeds of its neighbours; nor what is written
#: with signs that are lost when accents are.
_LANGUAGES = [one for one in monthnames.LANGUAGES if one not in ("hr", "hi", "ar")]


def _folded(name: str) -> str:
    parted = unicodedata.normalize("NFKD", name)
    return "".join(char for char in parted if not unicodedata.combining(char))


MONTHS = {_folded(name): number for name, number in monthnames.numbers(_LANGUAGES).items()}
