"""A resident's state as a fold over his events: the oracle of what the services write (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Protocol

Value = str | bool | date | None
Json = str | bool | None


@dataclass(frozen=True, kw_only=True)
class ResidentState:
    """The columns of a row of the register, by the same names."""

    nik: str
    kk: str
    area_code: str
    full_name: str
    name_key: str
    sex: str
    birth_place: str
    birth_date: date
    religion: str
    marital_status: str
    occupation: str
    head_relation: str
    address: str
    rt: str
    rw: str
    blood_group: str = ""
    ever_married: bool = False
    nationality: str = "WNI"
    permit_until: date | None = None
    mother_name: str = ""
    father_name: str = ""
    disability: str = ""
    status: str = "active"
    status_on: date | None = None
    blocked_for: str = ""
    ektp_status: str = "UNREGISTERED"
    recorded_on: date | None = None
    print_ready_on: date | None = None
    printed_on: date | None = None
    handed_on: date | None = None
    lost_on: date | None = None


COLUMNS = tuple(field.name for field in fields(ResidentState))
DATES = frozenset(
    {"birth_date", "permit_until", "status_on", "recorded_on", "print_ready_on", "printed_on", "handed_on"}
    | {"lost_on"}
)


class Happened(Protocol):
    """What the fold reads of an event: what it changed, and the whole state where a history begins."""

    @property
    def changes(self) -> Mapping[str, list[Json]]:
        """Column -> [before, after]."""

    @property
    def state(self) -> Mapping[str, Json] | None:
        """The state after the event, where a reader may start."""


def fold(events: Iterable[Happened]) -> ResidentState | None:
    """The state after these events, oldest first; None where no event among them tells a whole state.

    Events before the first one with a whole state are passed over: what they changed is in it.
    Raises ValueError where an event begins from another state than the one before left: a history that
    was broken from outside.
    """
    state: ResidentState | None = None
    for event in events:
        if state is not None:
            _check(state, event.changes)
            state = _with(state, {name: pair[1] for name, pair in event.changes.items()})
            if event.state is not None and state != state_of(event.state):
                raise ValueError("an event's state is not what its changes lead to")
        elif event.state is not None:
            state = state_of(event.state)
    return state


def undo(state: ResidentState, *, changes: Mapping[str, list[Json]]) -> ResidentState:
    """The state before an event: for the first one that is the row as it was loaded."""
    return _with(state, {name: pair[0] for name, pair in changes.items()})


def differences(*, before: ResidentState, after: ResidentState) -> dict[str, list[Json]]:
    """Column -> [before, after] of what differs, as an event keeps it."""
    return {
        name: [to_json(getattr(before, name)), to_json(getattr(after, name))]
        for name in COLUMNS
        if getattr(before, name) != getattr(after, name)
    }


def state_of(row: Mapping[str, Json]) -> ResidentState:
    """The state that an event's JSON tells; columns it does not know keep their default."""
    return ResidentState(**{name: of_json(name, row[name]) for name in COLUMNS if name in row})  # type: ignore[arg-type]


def as_json(state: ResidentState) -> dict[str, Json]:
    """The state as an event keeps it."""
    return {name: to_json(getattr(state, name)) for name in COLUMNS}


def of_json(name: str, value: Json) -> Value:
    """A column's value out of JSON. Raises ValueError for a day that is none."""
    if name in DATES:
        return date.fromisoformat(str(value)) if value else None
    return value


def to_json(value: Value) -> Json:
    """A column's value for JSON."""
    return value.isoformat() if isinstance(value, date) else value


def _with(state: ResidentState, columns: Mapping[str, Json]) -> ResidentState:
    return replace(state, **{name: of_json(name, value) for name, value in columns.items()})  # type: ignore[arg-type]


def _check(state: ResidentState, changes: Mapping[str, list[Json]]) -> None:
    for name, pair in changes.items():
        if to_json(getattr(state, name)) != pair[0]:
            raise ValueError(f"the event found another {name} than the one before it left")
