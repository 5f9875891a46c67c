"""A pattern that is compiled late works as one that is compiled at once."""

from __future__ import annotations

import re

from tuinews.patterns import pattern


def test_a_pattern_finds_what_it_should() -> None:
    word = pattern("[a-z]+", re.IGNORECASE)
    assert word.findall("Two words") == ["Two", "words"]
    assert word.sub("x", "Two words") == "x x"
    assert word.pattern == "[a-z]+"
    found = word.match("Two words")
    assert found is not None
    assert found[0] == "Two"
