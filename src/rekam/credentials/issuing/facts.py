"""What the register says for a document, in the words of `claims`, as far as the caller's scope sees."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from rekam.credentials.claims import age_over_17
from rekam.credentials.issuing import child_photos, eligible, pictures
from rekam.credentials.issuing.digests import of_facts
from rekam.credentials.issuing.documents import Form, Kind
from rekam.enrolment import queries as enrolment
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level
from rekam.kernel.region import area_name as name_of
from rekam.registry import queries as registry
from rekam.registry.entries.queries import family, get_card
from rekam.registry.queries import Resident
from rekam.registry.rules import child_card_valid_until
from rekam.vault import services as vault

Facts = dict[str, object]


@dataclass(frozen=True)
class Told:
    """What a document says, without the face: that is added for each form.

    last_day  of the document itself; None = no such day
    record    whose face it shows; None where there is none here
    photo     where a child's photograph lies in the vault, or ""; another one ends no copy, the next shows it
    """

    facts: Facts
    last_day: date | None
    record: UUID | None
    photo: str = ""

    @property
    def digest(self) -> str:
        """Keyed, of all that it says: the same as long as the register says the same."""
        told = json.dumps({**self.facts, "foto": str(self.record)}, sort_keys=True, default=str)
        return of_facts(told)


def read(kind: Kind, *, subject: UUID, holder: UUID, on: date) -> Told:
    """What the register says for a document of a person, kept by a holder.

    Raises RuleBroken("not_found"), and what `eligible` raises for that document.
    """
    person = registry.get_resident(subject)
    if kind is Kind.KIA:
        return _kia(person, parent=registry.get_resident(holder), on=on)
    if subject != holder:
        raise RuleBroken("digital_id_not_family")
    if kind is Kind.KK:
        return _kk(person, on=on)
    return _ktp(person, on=on) if kind is Kind.KTP else _age(person, on=on)


def with_face(told: Told, *, form: Form) -> Facts:
    """The facts with the photograph that this form carries; without one where the office has none.

    Raises RuleBroken("portrait_missing") for a print, which nothing else binds to its holder.
    """
    picture = vault.read(told.photo) if told.photo else _portrait(told.record)
    if picture is None:
        if form is Form.PRINT:
            raise RuleBroken("portrait_missing")
        return told.facts
    small = pictures.for_qr if form in {Form.QR, Form.PRINT} else pictures.for_phone
    return {**told.facts, "foto": small(picture)}


def _portrait(record: UUID | None) -> bytes | None:
    if record is None:
        return None
    found = enrolment.get_record(record)
    return enrolment.portrait(found) if found.portrait else None


def _record_of(person: Resident) -> UUID | None:
    found = enrolment.find_record_of(person.uuid)
    return None if found is None else found.uuid


def _ktp(person: Resident, *, on: date) -> Told:
    eligible.check_ktp(person, on=on)
    last_day = eligible.valid_until(person)
    facts = {
        **_person(person, on=on),
        "golongan_darah": person.blood_group.strip("- ").upper() or None,
        "status_perkawinan": person.marital_status.upper(),
        "pekerjaan": person.occupation.upper(),
        "berlaku_hingga": eligible.text_of(last_day),
    }
    return Told(_known(facts), last_day, _record_of(person))


def _age(person: Resident, *, on: date) -> Told:
    eligible.check_ktp(person, on=on)
    return Told(
        {"age_over_17": age_over_17(born=person.birth_date, on=on)},
        eligible.valid_until(person),
        _record_of(person),
    )


def _kia(child: Resident, *, parent: Resident, on: date) -> Told:
    eligible.check_kia(child, parent=parent, on=on)
    last_day = child_card_valid_until(born=child.birth_date, on=on)
    facts = {
        **_person(child, on=on),
        "nomor_kk": child.kk,
        "kepala_keluarga": _head_of(family(child.kk)),
        "berlaku_hingga": eligible.text_of(last_day),
    }
    photo = child_photos.find(child.uuid, born=child.birth_date, on=on)
    return Told(_known(facts), last_day, None, photo or "")


def _kk(person: Resident, *, on: date) -> Told:
    eligible.check_kk(person, on=on)
    members, card = family(person.kk), get_card(person.kk)
    facts = {
        "nomor_kk": person.kk,
        "kepala_keluarga": _head_of(members),
        **_place(person if card is None else card),
        "anggota": [
            {"nik": one.nik, "nama": one.full_name.upper(), "hubungan": one.head_relation.upper()}
            for one in members
        ],
    }
    return Told(_known(facts), None, None)


def _head_of(members: list[Resident]) -> str:
    """The head stands first (registry.entries.queries.family)."""
    return members[0].full_name.upper() if members else ""


def _person(person: Resident, *, on: date) -> Facts:
    return {
        "nik": person.nik,
        "nama": person.full_name.upper(),
        "tempat_lahir": person.birth_place.upper(),
        "tanggal_lahir": person.birth_date,
        "jenis_kelamin": person.sex,
        **_place(person),
        "agama": person.religion.upper() or None,
        "kewarganegaraan": person.nationality,
        "age_over_17": age_over_17(born=person.birth_date, on=on),
    }


class _Placed(Protocol):
    """A resident or a family card."""

    area_code: str
    address: str
    rt: str
    rw: str


def _place(row: _Placed) -> Facts:
    home = AreaCode.parse(row.area_code)
    return {
        "alamat": row.address.upper(),
        "rt": row.rt.zfill(3),
        "rw": row.rw.zfill(3),
        "kelurahan_desa": name_of(str(home)).upper(),
        "kecamatan": name_of(str(home.at(Level.KECAMATAN))).upper(),
        "kabupaten_kota": name_of(str(home.at(Level.KABUPATEN_KOTA))).upper(),
        "provinsi": name_of(str(home.at(Level.PROVINSI))).upper(),
    }


def _known(facts: Mapping[str, object]) -> Facts:
    return {name: value for name, value in facts.items() if value is not None}
