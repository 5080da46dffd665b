"""Where a child's photograph lies: it came with the application for the KIA, in a room above this one."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from rekam.kernel.dates import age_on
from rekam.registry.rules import CHILD_PHOTO_AGE

Find = Callable[[UUID], str | None]  # of a child's register id, the photograph's address in the vault
_above: list[Find] = []


def found_above(find: Find) -> None:
    """Let a room above say where it keeps the photographs that its officers found good."""
    _above.append(find)


def find(child: UUID, *, born: date, on: date) -> str | None:
    """The address in the vault of what a KIA shows on that day; None before five, and where there is none.

    Source: Permendagri 2/2016 (from five on the KIA has a photograph). In force from 2016-01-19.
    """
    if age_on(born=born, on=on) < CHILD_PHOTO_AGE:
        return None
    return next((address for look in _above if (address := look(child)) is not None), None)
