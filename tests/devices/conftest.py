"""One device that answers, for each test."""

from collections.abc import Iterator

import pytest

from tests.devices.sbi_peer import MAKER, Peer


@pytest.fixture
def peer() -> Iterator[Peer]:
    with Peer(MAKER) as running:
        yield running
