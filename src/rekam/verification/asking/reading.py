"""A person of the register, or a made-up one, in the fields of a question (pure)."""

from collections.abc import Mapping

from rekam.registry.confirming.queries import Person
from rekam.registry.entries.rules import Block
from rekam.registry.rules import Status
from rekam.verification.asking.rules import Code, Field, Held


def held(person: Person, *, nik: str | None) -> Held:
    """What is compared, and why the person may not be confirmed.

    nik   what was asked for; None = no sixteen digits
    """
    return Held(values=_values(person), code=Code.MALFORMED if nik is None else _code(person))


def _code(person: Person) -> Code | None:
    """A NIK out of use for want of a recording is out of use for institutions too.

    Source: Permendagri 95/2019 Pasal 96. In force from 2019-12-03.
    """
    if not person.is_known or person.status is Status.MOVED:
        return Code.UNKNOWN
    if person.status is Status.DEAD:
        return Code.DEAD
    if person.blocked_for == Block.DOUBLE:
        return Code.DOUBLE
    return Code.INACTIVE if person.status is Status.INACTIVE or person.blocked_for else None


def _values(person: Person) -> Mapping[Field, str]:
    province, city, district, village = (*person.area_code.split("."), "", "", "")[:4]
    return {
        Field.NAMA_LGKP: person.full_name,
        Field.TMPT_LHR: person.birth_place,
        Field.TGL_LHR: person.birth_date.isoformat(),
        Field.JENIS_KLMIN: person.sex,
        Field.NO_KK: person.kk,
        Field.ALAMAT: person.address,
        Field.NO_RT: person.rt,
        Field.NO_RW: person.rw,
        Field.NO_PROP: province,
        Field.NO_KAB: city,
        Field.NO_KEC: district,
        Field.NO_KEL: village,
        Field.NAMA_LGKP_IBU: person.mother_name,
        Field.NAMA_LGKP_AYAH: person.father_name,
        Field.STAT_KWN: person.marital_status,
        Field.STAT_HBKEL: person.head_relation,
        Field.AGAMA: person.religion,
        Field.GOL_DRH: person.blood_group,
        Field.JENIS_PKRJN: person.occupation,
        Field.EKTP_STATUS: person.ektp_status,
        Field.PNYDNG_CCT: person.disability,
    }


# Made-up people for institutions that try their programs out; no province has the number 99.
SANDBOX: Mapping[str, tuple[Status, str]] = {
    "9900000101900001": (Status.ACTIVE, ""),
    "9900000101900002": (Status.DEAD, ""),
    "9900000101900003": (Status.INACTIVE, Block.DOUBLE),
    "9900000101900004": (Status.INACTIVE, ""),
}


def sandbox_row(nik: str, person: Person) -> Person:
    """The made-up person of a NIK of the table, in place of what the register said; else the decoy."""
    known = nik in SANDBOX
    status, blocked = SANDBOX.get(nik, (Status.ACTIVE, ""))
    return Person(
        is_known=known,
        uuid=person.uuid,
        kk="9900000101900099",
        area_code="99.00.00.0000",
        full_name="Contoh Pertama",
        sex="L",
        birth_place="Kota Contoh",
        birth_date=person.birth_date.replace(year=1990, month=1, day=1),
        blood_group="O",
        religion="Islam",
        marital_status="Belum Kawin",
        occupation="Karyawan Swasta",
        head_relation="Kepala Keluarga",
        mother_name="Ibu Contoh",
        father_name="Ayah Contoh",
        address="Jalan Contoh 1",
        rt="001",
        rw="001",
        disability="",
        status=status,
        blocked_for=blocked,
        ektp_status="CARD_PRINTED",
    )
