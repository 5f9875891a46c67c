"""Servers on loopback, and a client with little patience."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from tests.intake.server import SHORT, Site, running

from tuinews.intake.fetching.client import Client


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async for started in running(Site()):
        yield started


@pytest.fixture
async def other_site() -> AsyncIterator[Site]:
    async for started in running(Site()):
        yield started


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """A client with little patience."""
    async with Client(SHORT) as made:
        yield made
