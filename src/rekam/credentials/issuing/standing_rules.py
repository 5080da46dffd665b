"""Why a copy does not count any more, and what may follow (pure)."""

from collections.abc import Mapping
from enum import StrEnum

from rekam.credentials.formats.status_list import Status
from rekam.kernel.errors import RuleBroken


class Cause(StrEnum):
    """Why copies were revoked or suspended."""

    DEATH = "death"
    MOVED = "moved"
    NIK = "nik"  # double, or out of use
    CHANGED = "changed"  # the register says something else by now
    LOST = "lost"
    REPLACED = "replaced"  # another phone
    DELETED = "deleted"  # in the wallet, by the holder
    MISTAKE = "mistake"  # an officer's


# An officer's pause and its end; what is revoked stays so.
NEXT: Mapping[Status, frozenset[Status]] = {
    Status.VALID: frozenset({Status.SUSPENDED, Status.INVALID}),
    Status.SUSPENDED: frozenset({Status.VALID, Status.INVALID}),
    Status.INVALID: frozenset(),
}
# What a refusal of the register means for copies that were issued before.
OF_REFUSAL: Mapping[str, Cause] = {
    "digital_id_dead": Cause.DEATH,
    "digital_id_moved": Cause.MOVED,
    "not_found": Cause.MOVED,
    "digital_id_inactive": Cause.NIK,
    "digital_id_double": Cause.NIK,
}


def check_step(status: Status, *, to: Status) -> None:
    """Refuse what the table does not know. Raises RuleBroken("credential_status_step")."""
    if to not in NEXT[status]:
        raise RuleBroken("credential_status_step")


def cause_of(code: str) -> Cause:
    """Why copies end whose document the register refuses to issue anew."""
    return OF_REFUSAL.get(code, Cause.CHANGED)
