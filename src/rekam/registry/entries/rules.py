"""What may be entered, changed and approved, by the law of the events (pure)."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

from rekam.kernel.dates import age_on
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, get_area
from rekam.registry.entries.effects import UNDOES, Kind
from rekam.registry.rules import Status

RECORD_BY = 22
MARRIAGE_AGE = 19
MARRIED = "Kawin"


class State(StrEnum):
    """Where an entry stands; only a waiting one can still be decided."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Risk(StrEnum):
    """How closely an entry is to be looked at; only LOW ones may be approved alike."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Block(StrEnum):
    """Why a NIK is out of use. Source: Permendagri 95/2019 Pasal 96. In force from 2019-12-03."""

    NOT_RECORDED = "not_recorded"
    DOUBLE = "double"
    NOT_ADJUDICATED = "not_adjudicated"
    WRONG_RECORDING = "wrong_recording"
    INCOMPLETE = "incomplete"
    ANOMALOUS = "anomalous"


class Basis(StrEnum):
    """What proves that two NIKs are one person. Same name and birth date is no proof and stands not here."""

    BIOMETRIC = "biometric"
    PAPERS = "papers"
    STATEMENT = "statement"


STATIC = frozenset({"nik", "birth_place", "birth_date", "blood_group"})
ELEMENTS = frozenset(
    {
        *("full_name", "sex", "religion", "marital_status", "occupation", "nationality", "permit_until"),
        *("head_relation", "mother_name", "father_name", "disability"),
    }
)
# What an officer never writes as a value: numbers, places and states follow from events of their own.
CORRECTABLE = (ELEMENTS | STATIC) - {"nik"}
# What life changes and a paper of today proves; everything else was written down wrongly once.
CHANGING = frozenset({"religion", "marital_status", "occupation", "nationality", "permit_until"})
LOW_ELEMENTS = frozenset({"occupation", "disability"})
HIGH = frozenset(
    {
        *(Kind.LATE_BIODATA, Kind.CORRECTION, Kind.DEACTIVATION, Kind.REACTIVATION),
        *(Kind.DOUBLE_NIK, Kind.AREA_CHANGE, *UNDOES),
    }
)


def check_may_act(*, kind: Kind, status: Status, blocked_for: str) -> None:
    """A dead, inactive or double NIK may do nothing but have that taken back; who moved out may only come
    back; a blocked NIK may only be put in use again, or be found double, moved or dead.

    Raises RuleBroken("resident_dead" | "resident_moved" | "nik_inactive" | "nik_blocked" |
    "nik_not_blocked" | "resident_not_dead" | "nik_not_double").
    Source: Permendagri 95/2019 Pasal 96. In force from 2019-12-03.
    """
    if kind in UNDOES:
        _check_undone(kind, status=status, blocked_for=blocked_for)
        return
    if kind is Kind.REACTIVATION:
        if status is Status.ACTIVE and not blocked_for:
            raise RuleBroken("nik_not_blocked")
        if status in {Status.ACTIVE, Status.INACTIVE}:
            return
    if status is Status.MOVED and kind is Kind.MOVE_IN:
        return
    refused = {
        Status.DEAD: "resident_dead",
        Status.MOVED: "resident_moved",
        Status.INACTIVE: "nik_inactive",
    }
    if status is not Status.ACTIVE:
        raise RuleBroken(refused[status])
    still = {Kind.DEATH, Kind.DOUBLE_NIK, Kind.DEACTIVATION, Kind.AREA_CHANGE, Kind.CORRECTION}
    if blocked_for and kind not in still:
        raise RuleBroken("nik_blocked", reason=blocked_for)


def _check_undone(kind: Kind, *, status: Status, blocked_for: str) -> None:
    """Only a death that is recorded is annulled, only a NIK that is out of use as double is freed."""
    if kind is Kind.DEATH_ANNULLED and status is not Status.DEAD:
        raise RuleBroken("resident_not_dead")
    if kind is Kind.DOUBLE_UNDONE and (status is not Status.INACTIVE or blocked_for != Block.DOUBLE):
        raise RuleBroken("nik_not_double")


def may_be_blocked_for_age(*, born: date, recorded_on: date | None, on: date) -> bool:
    """Whether a NIK may be taken out of use because nobody was recorded under it by the 22nd birthday.

    The row still counts as a resident: leaving it out would hide the gap.
    Raises ValueError if `on` is before `born`.
    Source: Permendagri 95/2019 Pasal 96. In force from 2019-12-03.
    """
    return recorded_on is None and age_on(born=born, on=on) >= RECORD_BY


def check_reactivation(*, blocked_for: str, recorded_on: date | None) -> None:
    """A NIK comes back by a reviewed entry only, never by the recording alone; a double one never.

    Raises RuleBroken("nik_is_double" | "reactivation_needs_recording").
    Source: Permendagri 95/2019 Pasal 96 (recording reactivates); that a second person looks is our rule,
    since data of a fugitive once came back by the recording alone. In force from 2019-12-03.
    """
    if blocked_for == Block.DOUBLE:
        raise RuleBroken("nik_is_double")
    if blocked_for == Block.NOT_RECORDED and recorded_on is None:
        raise RuleBroken("reactivation_needs_recording")


def check_married(marital_status: str) -> None:
    """Only who is married is divorced. Raises RuleBroken("not_married").

    Source: UU 23/2006 Pasal 40 (recall). In force from 2006-12-29.
    """
    if marital_status != MARRIED:
        raise RuleBroken("not_married")


def check_elements(*, kind: Kind, columns: Collection[str]) -> None:
    """A change takes dynamic elements only; static ones are corrected; the NIK is neither.

    Raises RuleBroken("element_unknown" | "element_static" | "elements_missing").
    Source: PP 40/2019 Pasal 30 (2) for the NIK; Permendagri 109/2019 (F-1.06). In force from 2019-12-03.
    """
    if not columns:
        raise RuleBroken("elements_missing")
    for column in columns:
        if column == "nik" or (kind is Kind.CHANGE and column in STATIC):
            raise RuleBroken("element_static", element=column)
        if column not in CORRECTABLE:
            raise RuleBroken("element_unknown", element=column)


def kind_of_elements(columns: Collection[str]) -> Kind:
    """By which event the register takes other values: a change where life changes them, else a correction.

    Source: PP 40/2019 Pasal 30 (2), 33; Permendagri 109/2019 (F-1.06). In force from 2019-12-03.
    """
    return Kind.CHANGE if set(columns) <= CHANGING else Kind.CORRECTION


def birth_date_is_convention(born: date) -> bool:
    """Whether a birth date is one that offices write for an unknown day: it proves nothing about anybody.

    31 December before 2004, 1 July since, day 15 where the month is known. Practice, no article found.
    """
    return (born.day, born.month) in {(31, 12), (1, 7)} or born.day == 15


def check_event_day(*, on: date, today: date, born: date | None = None) -> None:
    """Raises RuleBroken("event_in_future" | "event_before_birth")."""
    if on > today:
        raise RuleBroken("event_in_future", on=on.isoformat())
    if born is not None and on < born:
        raise RuleBroken("event_before_birth", on=on.isoformat())


def check_village(code: str) -> AreaCode:
    """The code, if it is a kelurahan or desa that we know.

    Raises RuleBroken("area_code_malformed" | "area_unknown" | "area_not_a_village").
    """
    area = get_area(code).code
    if area.level is not Level.KELURAHAN_DESA:
        raise RuleBroken("area_not_a_village", area=str(area))
    return area


def risk(*, kind: Kind, columns: Iterable[str] = ()) -> Risk:
    """How closely to look: high where a NIK is given or taken, or a static element is touched; low where
    only elements change that no right depends on."""
    if kind in HIGH:
        return Risk.HIGH
    touched = set(columns)
    if kind is Kind.CHANGE and touched and touched <= LOW_ELEMENTS:
        return Risk.LOW
    return Risk.NORMAL


class Weighed(Protocol):
    """What `alike` reads of an entry."""

    kind: str
    risk: str
    warnings: list[str]


def alike(entries: Iterable[Weighed]) -> bool:
    """Whether these may be approved together, one audit entry each: one kind, low risk, no warning."""
    found = list(entries)
    same = {entry.kind for entry in found}
    calm = all(entry.risk == Risk.LOW and not entry.warnings for entry in found)
    return len(found) > 1 and len(same) == 1 and calm


def check_waiting(state: State) -> None:
    """Raises RuleBroken("entry_decided") unless the entry still waits."""
    if state is not State.WAITING:
        raise RuleBroken("entry_decided", state=str(state))
