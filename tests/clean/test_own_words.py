"""Furniture words of one's own: tried on a capture, and refused with their place when wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tuinews.clean import clean, furniture
from tuinews.model import Capture, CaptureKind

LINES = [
    "The mill wheel turned for the first time since the flood, and the miller wept.",
    "Visit the mill shop for flour, bread and a good word, on any day but Sunday.",
    "Children had put flags on the weir, and the band played what it could remember.",
    "The wheel will turn on Saturdays from now on, if the river agrees with that plan.",
]


@pytest.fixture
def words(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(text)
        return path

    return written


@pytest.mark.parametrize("kind", list(CaptureKind))
def test_what_they_match_is_cut_with_their_reason(
    make: Callable[..., Capture], words: Callable[[str], Path], kind: CaptureKind
) -> None:
    text = "\n\n".join(LINES)
    if kind is not CaptureKind.TEXT:
        text = "".join(f"<p>{line}</p>" for line in LINES)
    capture = make(text, kind, headline="The mill turns again")
    assert LINES[1] in clean(capture).body
    own = furniture.load(words('["house advert"]\nstart = ["visit the mill shop"]\n'))
    article = clean(capture, own)
    assert LINES[1] not in article.body
    assert LINES[2] in article.body
    assert (LINES[1], "house advert") in [(cut.text, cut.reason) for cut in article.cut]


def test_a_folder_of_files_counts_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[shop]\nwhole = ["Our shop"]\n')
    (tmp_path / "b.toml").write_text('[choir]\nwithin = ["sing with us"]\n')
    own = furniture.load(tmp_path)
    assert own.match("our shop") == furniture.Match("shop", "whole")
    assert own.match("come and sing with us") == furniture.Match("choir", "within")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a]\nx = = 1", r"mine\.toml: no TOML: .*line 2"),
        ('["a\\u0062"]\nodd = 1', r"mine\.toml, line 2: unknown form `odd`"),
        ('"\\u0061" = 1', r"mine\.toml: `a` stands alone"),
        ("# x\nx = 1", r"mine\.toml, line 2: `x` stands alone: write the words below"),
        ('[shop]\n\nwhere = ["a"]', r"line 3: unknown form `where`; write one of whole, start"),
        ('[shop]\nwhole = "our shop"', r"line 2: `whole` must be a list"),
        ('[shop]\nwhole = [\n"a",\n7]', r"line 4: `7` is no phrase: put it in quotes"),
        ('[shop]\nwhole = ["a",\n"!!"]', r"line 3: `!!` has no word to look for"),
        ("x = " + "[" * 5000, r"mine\.toml"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(
    words: Callable[[str], Path], text: str, message: str
) -> None:
    with pytest.raises(furniture.FurnitureError, match=message):
        furniture.load(words(text))


def test_what_is_no_file_of_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "big.toml").write_bytes(b"#" * (1 << 20) + b"\n\n")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("bytes.toml", "big.toml", "pipe", "folder", "gone.toml"):
        with pytest.raises(furniture.FurnitureError, match=name.replace(".", r"\.")):
            furniture.load(tmp_path / name)


def test_a_file_that_is_too_large_is_said_to_be_so(words: Callable[[str], Path]) -> None:
    path = words('notice = ["' + "x" * (1 << 20) + '"]')
    with pytest.raises(furniture.FurnitureError, match=r"mine\.toml: larger than 1 MiB"):
        furniture.load(path)
