"""The scope of Kota Serang's office."""

from collections.abc import Iterator

import pytest

from rekam.kernel.database import scope
from tests.devices.kits.scene import OFFICE


@pytest.fixture
def office(db: None) -> Iterator[None]:
    """Work in the scope of Kota Serang."""
    with scope(OFFICE):
        yield
