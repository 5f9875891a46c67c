"""Where our own classifier is unsure, two other extractors have a say."""

from __future__ import annotations

import pytest

from tuinews.clean import consensus
from tuinews.clean.blocks import Piece, Role, plain

TEXT = "The council voted on Tuesday to keep the old bridge, which carries the road to the mill."
NOTE = "Nine comments by people who were never there and who did not like the vote at all."


def pieces(*scores: float) -> list[Piece]:
    found = []
    for number, score in enumerate(scores):
        piece = plain(NOTE if number % 2 else TEXT, number + 1)
        piece.score, piece.role = score, Role.BODY if score > 0.45 else Role.OPEN
        found.append(piece)
    return found


def test_sure_scores_need_no_second_opinion() -> None:
    assert consensus.confidence(pieces(0.99, 0.01, 0.98)) > consensus.SURE
    assert consensus.confidence(pieces(0.4, 0.5, 0.4)) < consensus.SURE
    assert consensus.confidence(pieces(0.1)) == 0.0


def test_both_extractors_read_a_page() -> None:
    html = f"<html><body><article><h1>Bridge</h1>{f'<p>{TEXT}</p>' * 5}</article></body></html>"
    assert all(TEXT in found for found in consensus._extracted(html))


def test_two_extractors_that_agree_outvote_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consensus, "_extracted", lambda html: [TEXT, TEXT])
    found = pieces(0.4, 0.5)
    consensus.reconsider(found, "<p>")
    assert [piece.role for piece in found] == [Role.BODY, Role.OPEN]


def test_an_extractor_that_fails_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(html: str) -> str:
        raise ValueError(html)

    monkeypatch.setattr(consensus, "_readability", fail)
    found = pieces(0.4, 0.5)
    consensus.reconsider(found, f"<p>{TEXT}</p>")
    assert [piece.role for piece in found] == [Role.OPEN, Role.BODY]
