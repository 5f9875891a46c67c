"""`tuinews clean --json` tells a line of the capture whole, though its parts stand apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tuinews.cli import main


def test_a_caption_and_its_credit_are_told_as_the_line_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "The lamp of the lighthouse is lifted onto a lorry, October 19, 2021. REUTERS/Ole Brandt"
    capture = tmp_path / "lamp.txt"
    capture.write_text(
        f"Lighthouse lamp sold to a museum\n\n{line}\n\n"
        "PORT ANSEL (Reuters) - The lamp of the old lighthouse was sold on Tuesday to a museum "
        "that promised to light it once a year, the harbour board said.\n\n"
        '"It will shine again," said Ole Brandt, who kept it for thirty years.\n'
    )
    assert main(["clean", "--json", str(capture)]) == 0
    blocks = json.loads(capsys.readouterr().out)["blocks"]
    kinds = [block["kind"] for block in blocks]
    assert kinds[:2] == ["caption", "credit"]
    assert blocks[0]["whole"] == line
