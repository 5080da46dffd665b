"""How the workers of a run share the files of tests."""

from typing import Final

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

LONGEST: Final = ("journeys", "faults", "scope")
"""The folders that take longest, the longest first."""


def turn(folder: str) -> int:
    """When a folder's tests begin: the long ones first, all others after them."""
    return LONGEST.index(folder) if folder in LONGEST else len(LONGEST)


def goes_with(test: str) -> str:
    """What a test stays together with: its file, and each journey with all journeys.

    What they set up costs more than its use.
    """
    file = test.split("::")[0]
    folder = file.rpartition("/")[0]
    return folder if folder.endswith("journeys") else file


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """One worker for what goes together."""

    def _split_scope(self, nodeid: str) -> str:
        return goes_with(nodeid)
