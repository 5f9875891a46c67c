"""What reading files and lists costs at import: nothing that only the network needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

NETWORK = {"httpcore2", "anyio", "ssl", "asyncio", "brotli", "truststore", "idna", "backports.zstd"}
PARSERS = {"feedparser", "lxml", "bs4", "xml.sax", "xml.etree"}
OTHERS = {"textual", "rich", "tinydb", "sqlite3", "tuinews.store", "tuinews.clean"}


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("files", NETWORK | PARSERS | OTHERS),
        ("jsonl", NETWORK | PARSERS | OTHERS),
        ("opml", NETWORK | PARSERS | OTHERS),
        ("newsboat", NETWORK | PARSERS | OTHERS),
        ("schedule", NETWORK | PARSERS | OTHERS),
        ("feeds", NETWORK | PARSERS | OTHERS),
        ("fetch", PARSERS | OTHERS | NETWORK - {"asyncio", "ssl"}),
        ("discover", PARSERS | OTHERS | NETWORK - {"asyncio", "ssl"}),
    ],
)
def test_imports_stay_small(module: str, unwanted: set[str]) -> None:
    code = f"import sys, tuinews.intake.{module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not unwanted & set(done.stdout.split())
