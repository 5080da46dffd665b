"""The sealed part of a packet that says who the person is, what was excepted and what was done."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from rekam.enrolment import packet_shape as shape
from rekam.enrolment.consents import MOST, Consent, consent_from
from rekam.enrolment.corrections import Correction, Element, correction_from
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

VERSION = 2
MAX_BYTES = 131_072
MAX_EXCEPTIONS = 16
MAX_JOURNAL = 500
SALT_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class Person:
    """The person as the work list gave them, or as a walk-in told: then `resident` is None.

    nik   16 digits, or None for a walk-in who does not know it
    sex   "L" or "P", as on the card
    area  Kemendagri code of the kelurahan, as 10 digits, or "" when unknown
    foreigner   whether the photograph is that of a foreigner's card
    """

    resident: uuid.UUID | None
    nik: str | None
    name: str
    birth_date: datetime.date
    sex: str
    address: str
    area: str
    foreigner: bool = False


@dataclass(frozen=True, kw_only=True)
class CaptureException:
    """A part that is missing or cannot be better, with its code and reason (capture_rules)."""

    position: str
    code: str
    justification: str


@dataclass(frozen=True, kw_only=True)
class JournalEntry:
    """What an officer did at the station: time (ISO 8601, station clock), act, and what it was about."""

    at: str
    act: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """Person, exceptions and journal, with 16 random bytes that keep the hash from being guessed.

    corrections   what the resident says is wrong in `person` and on the card; version 1 has none
    consents      answers to what is optional; likewise
    """

    salt: bytes
    person: Person
    exceptions: tuple[CaptureException, ...]
    journal: tuple[JournalEntry, ...]
    corrections: tuple[Correction, ...] = ()
    consents: tuple[Consent, ...] = ()


def encode_particulars(particulars: Particulars) -> bytes:
    """The canonical bytes that are sealed."""
    return canonical.encode(
        {
            "v": VERSION,
            "salt": particulars.salt,
            "person": person_map(particulars.person),
            "exceptions": [dict(vars(one)) for one in particulars.exceptions],
            "journal": [dict(vars(one)) for one in particulars.journal],
            "corrections": [dict(vars(one)) for one in particulars.corrections],
            "consents": [dict(vars(one)) for one in particulars.consents],
        }
    )


def decode_particulars(data: bytes) -> Particulars:
    """The opened part. Raises RuleBroken("packet_malformed" | "packet_version_unknown" |
    "packet_position_doubled") and the codes of `kernel.canonical.decode`."""
    value = canonical.decode(data, max_bytes=MAX_BYTES)
    version = value.get("v") if isinstance(value, dict) else VERSION
    if isinstance(version, bool) or version not in _KINDS:
        raise RuleBroken("packet_version_unknown", version=version)
    top = shape.fields(value, where="particulars", kinds=_KINDS[version])
    exceptions = shape.listed(top["exceptions"], where="exceptions", at_most=MAX_EXCEPTIONS)
    journal = shape.listed(top["journal"], where="journal", at_most=MAX_JOURNAL)
    return Particulars(
        salt=shape.exact(top["salt"], where="salt", length=SALT_BYTES),
        person=person_from(top["person"]),
        exceptions=_distinct([_exception(one) for one in exceptions]),
        journal=tuple(_entry(one) for one in journal),
        **(_told(top) if version > 1 else {}),
    )


def _told(top: dict[str, Any]) -> dict[str, Any]:
    corrections = shape.listed(top["corrections"], where="corrections", at_most=len(Element))
    consents = shape.listed(top["consents"], where="consents", at_most=MOST)
    return {
        "corrections": tuple(correction_from(one) for one in corrections),
        "consents": tuple(consent_from(one) for one in consents),
    }


_FIRST: dict[str, shape.Kind] = {
    "v": int,
    "salt": bytes,
    "person": dict,
    "exceptions": list,
    "journal": list,
}
_KINDS = {1: _FIRST, VERSION: {**_FIRST, "corrections": list, "consents": list}}


_PERSON: dict[str, shape.Kind] = {
    "resident": (bytes, None),
    "nik": (str, None),
    "name": str,
    "birth_date": str,
    "sex": str,
    "address": str,
    "area": str,
}


def person_map(person: Person) -> dict[str, Any]:
    """The person as a map of CBOR types; `foreigner` stands in it only for one."""
    resident = person.resident.bytes if person.resident else None
    told = vars(person) | {"resident": resident, "birth_date": person.birth_date.isoformat()}
    if not told.pop("foreigner"):
        return told
    return told | {"foreigner": True}


def person_from(value: object) -> Person:
    """The person from a map that somebody else sent. Raises RuleBroken("packet_malformed")."""
    foreigner = isinstance(value, dict) and "foreigner" in value
    kinds = _PERSON | ({"foreigner": bool} if foreigner else {})
    one = shape.fields(value, where="person", kinds=kinds)
    nik, sex, area = one["nik"], one["sex"], one["area"]
    if nik is not None and not (len(nik) == 16 and nik.isascii() and nik.isdigit()):
        raise RuleBroken("packet_malformed", where="person.nik")
    if sex not in {"L", "P"}:
        raise RuleBroken("packet_malformed", where="person.sex")
    if area and not (len(area) == 10 and area.isascii() and area.isdigit()):
        raise RuleBroken("packet_malformed", where="person.area")
    if len(one["address"]) > 300:
        raise RuleBroken("packet_malformed", where="person.address")
    return Person(
        resident=shape.identifier(one["resident"], where="person.resident")
        if one["resident"] is not None
        else None,
        nik=nik,
        name=shape.text(one["name"], where="person.name", at_most=200),
        birth_date=_date(one["birth_date"]),
        sex=sex,
        address=one["address"],
        area=area,
        foreigner=one.get("foreigner", False),
    )


def _date(told: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(told)
    except ValueError as error:
        raise RuleBroken("packet_malformed", where="person.birth_date") from error
    if day.isoformat() != told:
        raise RuleBroken("packet_malformed", where="person.birth_date")
    return day


def _exception(value: object) -> CaptureException:
    kinds: dict[str, shape.Kind] = {"position": str, "code": str, "justification": str}
    one: dict[str, Any] = shape.fields(value, where="exceptions", kinds=kinds)
    for key, at_most in (("position", 32), ("code", 8), ("justification", 500)):
        shape.text(one[key], where=f"exceptions.{key}", at_most=at_most)
    return CaptureException(**one)


def _entry(value: object) -> JournalEntry:
    one: dict[str, Any] = shape.fields(value, where="journal", kinds={"at": str, "act": str, "about": str})
    for key, told in one.items():
        if len(told) > 300:
            raise RuleBroken("packet_malformed", where=f"journal.{key}")
    return JournalEntry(**one)


def _distinct(exceptions: list[CaptureException]) -> tuple[CaptureException, ...]:
    seen: set[str] = set()
    for one in exceptions:
        if one.position in seen:
            raise RuleBroken("packet_position_doubled", position=one.position)
        seen.add(one.position)
    return tuple(exceptions)
