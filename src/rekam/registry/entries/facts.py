"""What an entry proposes, kind by kind: typed and checked, whatever a form or an API sent (pure)."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.effects import UNDOES, Kind

LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What every entry says: the day it happened and the paper that proves it."""

    on: date
    document: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Newcomer(Facts):
    """A birth or late biodata. `kk` empty = head of a new card at the address given (late biodata only)."""

    newcomer: UUID
    full_name: str
    sex: str
    birth_place: str
    birth_date: date
    religion: str
    kk: str = ""
    head_relation: str = "Anak"
    blood_group: str = ""
    marital_status: str = "Belum Kawin"
    occupation: str = "Belum/Tidak Bekerja"
    mother_name: str = ""
    father_name: str = ""
    nationality: str = "WNI"
    permit_until: date | None = None
    area_code: str = ""
    address: str = ""
    rt: str = ""
    rw: str = ""


@dataclass(frozen=True, kw_only=True)
class Arrival(Newcomer):
    """Somebody who comes with a NIK and an SKPWNI; `recorded_on` where its letter says so."""

    nik: str
    skpwni: str
    origin: str
    recorded_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Death(Facts):
    """`left_head` = who becomes head of those who stay, where a head died."""

    left_head: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Move(Facts):
    """A move inside the kabupaten or kota; `kk` = the card that is joined, empty = by the table."""

    members: tuple[UUID, ...]
    area_code: str = ""
    address: str = ""
    rt: str = ""
    rw: str = ""
    kk: str = ""
    new_head: UUID | None = None
    left_head: UUID | None = None
    relations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Departure(Facts):
    """A move out of the kabupaten or kota, for which we issue the SKPWNI."""

    members: tuple[UUID, ...]
    skpwni: str
    destination: str
    left_head: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Marriage(Facts):
    """`spouse` None = registered elsewhere. `head` opens a new card; `kk` joins one; neither = stays."""

    spouse: UUID | None = None
    head: UUID | None = None
    kk: str = ""
    left_head: UUID | None = None
    other_left_head: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Divorce(Facts):
    """`leaver` opens a new card and takes `children` along; None = nobody of the two changes cards."""

    spouse: UUID | None = None
    leaver: UUID | None = None
    children: tuple[UUID, ...] = ()
    left_head: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Elements(Facts):
    """A change or a correction: column -> new value, a day as YYYY-MM-DD."""

    values: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Split(Facts):
    """Pecah KK: these members get a card of their own at the same address, with this head."""

    members: tuple[UUID, ...]
    new_head: UUID
    left_head: UUID | None = None
    relations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Join(Facts):
    """Numpang KK: these members go to another card of the same kelurahan."""

    members: tuple[UUID, ...]
    kk: str
    left_head: UUID | None = None
    relations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Deactivation(Facts):
    """A NIK taken out of use; `reason` is one of rules.Block."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Double(Facts):
    """The resident of the entry is the one that goes; `keep` stays; `basis` is one of rules.Basis."""

    keep: UUID
    basis: str
    left_head: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Area(Facts):
    """Residents of an area get another code from a day on; `rts` = only these RT/RW ("003/001")."""

    from_code: str
    to_code: str
    name: str = ""
    rts: tuple[str, ...] = ()


FACTS: Mapping[Kind, type[Facts]] = {
    Kind.BIRTH: Newcomer,
    Kind.LATE_BIODATA: Newcomer,
    Kind.MOVE_IN: Arrival,
    Kind.DEATH: Death,
    Kind.MOVE_WITHIN: Move,
    Kind.MOVE_OUT: Departure,
    Kind.MARRIAGE: Marriage,
    Kind.DIVORCE: Divorce,
    Kind.CHANGE: Elements,
    Kind.CORRECTION: Elements,
    Kind.SPLIT_CARD: Split,
    Kind.JOIN_CARD: Join,
    Kind.DEACTIVATION: Deactivation,
    **dict.fromkeys((Kind.REACTIVATION, *UNDOES), Facts),
    Kind.DOUBLE_NIK: Double,
    Kind.AREA_CHANGE: Area,
}


def parse(kind: Kind, given: Mapping[str, object]) -> Facts:
    """The facts of an entry of that kind.

    Raises RuleBroken("entry_facts_invalid", field=...) for a missing, unknown or ill-formed value, and
    RuleBroken("entry_kind_unknown") for a kind that nobody enters.
    """
    shape = FACTS.get(kind)
    if shape is None:
        raise RuleBroken("entry_kind_unknown", kind=str(kind))
    known, hints = {one.name: one for one in fields(shape)}, get_type_hints(shape)
    if strange := sorted(set(given) - set(known)):
        raise RuleBroken("entry_facts_invalid", field=strange[0])
    values: dict[str, Any] = {}
    for name, one in known.items():
        if name in given:
            values[name] = _value(name, given[name], kind=hints[name])
        elif one.default is MISSING and one.default_factory is MISSING:
            raise RuleBroken("entry_facts_invalid", field=name)
    return shape(**values)


def unparse(facts: Facts) -> dict[str, object]:
    """The same facts as JSON keeps them; `parse` reads them back."""
    return {name: _plain(value) for name, value in asdict(facts).items()}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return dict(value) if isinstance(value, Mapping) else value


def _value(name: str, given: object, *, kind: Any) -> object:
    try:
        return _typed(given, kind=kind)
    except (ValueError, TypeError) as wrong:
        raise RuleBroken("entry_facts_invalid", field=name) from wrong


def _typed(given: object, *, kind: Any) -> object:
    if isinstance(kind, types.UnionType):
        return None if given in (None, "") else _typed(given, kind=get_args(kind)[0])
    if kind is date:
        return given if isinstance(given, date) else date.fromisoformat(str(given))
    if kind is UUID:
        return given if isinstance(given, UUID) else UUID(str(given))
    if get_origin(kind) is tuple:
        if not isinstance(given, list | tuple):
            raise TypeError("not a list")
        return tuple(_typed(one, kind=get_args(kind)[0]) for one in given)
    if kind is not str:
        if not isinstance(given, Mapping):
            raise TypeError("not a mapping")
        return {_text(key): _text(value) for key, value in given.items()}
    return _text(given)


def _text(given: object) -> str:
    if not isinstance(given, str) or len(given) > LONGEST or "\x00" in given:
        raise ValueError("not a short text")
    return given.strip()
