"""The pointer: which version is in use, which one before it is kept, and which must not come again.

`launch` reads the same file without importing anything of this.
"""

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from rekam.kernel.errors import RuleBroken
from rekam.station.store.files import medium_told, replace_file
from rekam.station.updating.launch import POINTER

VERSIONS = "versions"


class Proof(StrEnum):
    """Whether the version in use has shown that it works here."""

    TRIAL = "trial"
    PROVED = "proved"


@dataclass(frozen=True, kw_only=True)
class Slots:
    """What `slots.json` says.

    highest   of all numbers that were ever in use here: nothing at or below it is installed again
    starts    of a trial so far
    failed    numbers that were tried and left
    """

    current: int
    before: int | None = None
    highest: int
    state: Proof = Proof.PROVED
    starts: int = 0
    failed: tuple[int, ...] = ()

    def tried(self, number: int) -> "Slots":
        """With a new version in use, on trial; the one so far can be gone back to."""
        return replace(self, current=number, before=self.current, highest=number, state=Proof.TRIAL, starts=0)

    def proved(self) -> "Slots":
        """The version in use works."""
        return replace(self, state=Proof.PROVED, starts=0)

    def stepped_back(self) -> "Slots":
        """With the version before in use, once. Raises RuleBroken("update_no_step_back")."""
        if self.before is None:
            raise RuleBroken("update_no_step_back")
        failed = (*self.failed, self.current)
        return replace(self, current=self.before, before=None, state=Proof.PROVED, starts=0, failed=failed)


def read_slots(program: Path) -> Slots:
    """The pointer. Raises RuleBroken("update_not_set_up" | "update_pointer_damaged")."""
    try:
        told = json.loads((program / POINTER).read_text())
        return Slots(**told | {"state": Proof(told["state"]), "failed": tuple(told["failed"])})
    except FileNotFoundError as error:
        raise RuleBroken("update_not_set_up") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RuleBroken("update_pointer_damaged") from error


def write_slots(program: Path, slots: Slots) -> None:
    """Put the pointer there: after a cut it is the old one or the new one.

    Raises RuleBroken("store_disk_full" | "store_unreadable").
    """
    replace_file(program / POINTER, content=json.dumps(asdict(slots)).encode())


def version_folder(program: Path, number: int) -> Path:
    """Where a version lies."""
    return program / VERSIONS / str(number)


def installed(program: Path) -> list[int]:
    """The numbers that lie there whole, lowest first: a folder gets its number last."""
    with medium_told():
        names = [path.name for path in (program / VERSIONS).glob("*") if path.is_dir()]
    return sorted(int(name) for name in names if name.isdigit())
