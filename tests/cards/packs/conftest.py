"""A laptop's folder, as the tests of faults furnish it."""

from tests.faults.conftest import cheap_passphrases, quick_folder

__all__ = ["cheap_passphrases", "quick_folder"]
