"""What an import is, step by step, and what is wrong with a line (pure)."""

from collections.abc import Mapping
from enum import StrEnum

from rekam.kernel.errors import RuleBroken


class Kind(StrEnum):
    """What a file holds: residents, or the statuses of their KTP-el."""

    RESIDENTS = "residents"
    STATUSES = "statuses"


class State(StrEnum):
    """Where an import stands."""

    RECEIVED = "received"
    CHECKING = "checking"
    READY = "ready"
    APPROVED = "approved"
    APPLIED = "applied"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


# The moves that are allowed; what cannot be read, was refused or applied is over.
NEXT: Mapping[State, tuple[State, ...]] = {
    State.RECEIVED: (State.CHECKING,),
    State.CHECKING: (State.CHECKING, State.READY, State.UNREADABLE),
    State.READY: (State.CHECKING, State.APPROVED, State.REFUSED),
    State.APPROVED: (State.APPLIED, State.CHECKING),
    State.APPLIED: (),
    State.REFUSED: (),
    State.UNREADABLE: (),
}
# States of whose lines a staging table may be kept.
STAGED = (State.CHECKING, State.READY, State.APPROVED)

# Why a line is rejected, in the order in which it is looked for: only the first fault is told.
REJECTS = (
    *("bytes_unreadable", "columns_differ", "nik_malformed", "kk_malformed", "name_missing"),
    *("sex_unknown", "birth_date_impossible", "birth_date_in_future", "area_code_malformed"),
    *("outside_office", "text_too_long", "ektp_status_unknown", "date_impossible", "date_in_future"),
    *("nik_twice", "nik_unknown", "later_event"),
)
# What the register alone can tell, by the verdict of the diff.
UNTAKEN: Mapping[str, str] = {"unknown": "nik_unknown", "held": "later_event"}
# What is odd but legal: counted, never a reason to reject.
WARNINGS = (
    *("nik_area_unknown", "nik_birth_date_impossible", "nik_birth_date_differs", "nik_sex_differs"),
    *("nik_serial_zero", "area_unknown", "ektp_status_not_known", "word_unknown"),
)


def check_step(*, state: State, to: State) -> None:
    """Refuse a step that the table does not know. Raises RuleBroken("import_step_not_allowed")."""
    if to not in NEXT[state]:
        raise RuleBroken("import_step_not_allowed", state=str(state), to=str(to))
