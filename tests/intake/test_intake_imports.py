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
        ("intake.files", NETWORK | PARSERS | OTHERS),
        ("intake.jsonl", NETWORK | PARSERS | OTHERS),
        ("intake.lists.opml", NETWORK | PARSERS | OTHERS),
        ("intake.lists.newsboat", NETWORK | PARSERS | OTHERS),
        ("refresh.schedule", NETWORK | PARSERS | OTHERS),
        ("intake.feeds.parser", NETWORK | PARSERS | OTHERS),
        ("intake.workers.worker", NETWORK | PARSERS | OTHERS),
        ("intake.fetching.client", PARSERS | OTHERS | NETWORK - {"asyncio", "ssl"}),
        ("intake.discovery.discover", PARSERS | OTHERS | NETWORK - {"asyncio", "ssl"}),
    ],
)
def test_imports_stay_small(module: str, unwanted: set[str]) -> None:
    code = f"import sys, tuinews.{module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not unwanted & set(done.stdout.split())
