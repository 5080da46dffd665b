"""Fixtures that the station's tests share with tests/faults."""

from tests.faults.conftest import cheap_passphrases, quick_folder

__all__ = ["cheap_passphrases", "quick_folder"]
