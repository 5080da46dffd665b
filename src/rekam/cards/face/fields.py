"""What stands on a card: plain values, from the register's words to the card's. No Django, no clock."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from rekam.kernel.region import AreaCode, Level, find_area
from rekam.registry.rules import Nationality, card_valid_until

LIFELONG = "SEUMUR HIDUP"
SEX, INDENTED = 2, range(4, 7)  # places among the rows

# The words a foreigner's card carries in English; what is not listed stays as the register has it.
ENGLISH = {
    "LAKI-LAKI": "MALE",
    "PEREMPUAN": "FEMALE",
    "ISLAM": "ISLAM",
    "KRISTEN": "CHRISTIAN",
    "KATOLIK": "CATHOLIC",
    "KATHOLIK": "CATHOLIC",
    "HINDU": "HINDU",
    "BUDDHA": "BUDDHIST",
    "BUDHA": "BUDDHIST",
    "KONGHUCU": "CONFUCIAN",
    "KHONGHUCU": "CONFUCIAN",
    "BELUM KAWIN": "SINGLE",
    "KAWIN": "MARRIED",
    "KAWIN TERCATAT": "MARRIED",
    "KAWIN BELUM TERCATAT": "MARRIED",
    "CERAI HIDUP": "DIVORCED",
    "CERAI MATI": "WIDOWED",
    "BELUM/TIDAK BEKERJA": "NOT EMPLOYED",
    "MENGURUS RUMAH TANGGA": "HOMEMAKER",
    "PELAJAR/MAHASISWA": "STUDENT",
    "PENSIUNAN": "RETIRED",
    "KARYAWAN SWASTA": "PRIVATE EMPLOYEE",
    "WIRASWASTA": "SELF-EMPLOYED",
    "PEDAGANG": "TRADER",
    "GURU": "TEACHER",
    "DOSEN": "LECTURER",
    "DOKTER": "PHYSICIAN",
    "PETANI/PEKEBUN": "FARMER",
    "NELAYAN/PERIKANAN": "FISHER",
}


class Holder(Protocol):
    """What the card and its rules ask of a resident of the register."""

    nik: str
    full_name: str
    sex: str
    birth_place: str
    birth_date: date
    blood_group: str
    religion: str
    marital_status: str
    ever_married: bool
    occupation: str
    nationality: str
    permit_until: date | None
    address: str
    rt: str
    rw: str
    area_code: str
    status: str
    ektp_status: str
    blocked_for: str


@dataclass(frozen=True, kw_only=True)
class CardFace:
    """The fields of the front, as printed.

    country  a foreigner's own nationality, as the travel document says; "" where nobody wrote it down
    """

    province: str
    regency: str
    nik: str
    name: str
    birth_place: str
    birth_date: date
    sex: str
    blood_group: str
    address: str
    rt: str
    rw: str
    village: str
    district: str
    religion: str
    marital_status: str
    occupation: str
    nationality: Nationality
    permit_until: date | None
    issue_place: str
    issued_on: date
    country: str = ""

    @property
    def is_foreign(self) -> bool:
        """Whether this is the orange card of a foreigner with a permanent stay permit."""
        return self.nationality is Nationality.WNA


def nationality_of(holder: Holder) -> Nationality:
    """WNI, or WNA for whatever else the register says."""
    return Nationality.WNI if holder.nationality == Nationality.WNI else Nationality.WNA


def face_of(holder: Holder, *, office: str, issued_on: date, country: str = "") -> CardFace:
    """The card's fields from the register's row.

    office     area code of the kabupaten/kota that issues the card
    issued_on  the day of printing, in the office's zone
    country    a foreigner's nationality by the travel document; the register knows WNI and WNA only
    """
    home = AreaCode.parse(holder.area_code)
    return CardFace(
        province=area_name(home, level=Level.PROVINSI),
        regency=area_name(home, level=Level.KABUPATEN_KOTA),
        nik=holder.nik,
        name=holder.full_name,
        birth_place=holder.birth_place,
        birth_date=holder.birth_date,
        sex="PEREMPUAN" if holder.sex == "P" else "LAKI-LAKI",
        blood_group=holder.blood_group,
        address=holder.address,
        rt=holder.rt,
        rw=holder.rw,
        village=area_name(home, level=Level.KELURAHAN_DESA),
        district=area_name(home, level=Level.KECAMATAN),
        religion=holder.religion,
        marital_status=holder.marital_status,
        occupation=holder.occupation,
        nationality=nationality_of(holder),
        permit_until=holder.permit_until,
        issue_place=area_name(AreaCode.parse(office), level=Level.KABUPATEN_KOTA),
        issued_on=issued_on,
        country=country,
    )


def area_name(code: AreaCode, *, level: Level) -> str:
    """The name of the area of that level around a code; the code itself where our table lacks it."""
    if level > code.level:
        return str(code)
    area = find_area(code.at(level))
    return str(code.at(level)) if area is None else area.name


@dataclass(frozen=True)
class Row:
    """A label and what stands behind its colon.

    indent  whether it is a part of the address
    aside   what stands at the right end of the same line: the blood group
    """

    label: str
    value: str
    indent: bool = False
    aside: str = ""


def rows_of(face: CardFace) -> tuple[Row, ...]:
    """The rows under the NIK, in the card's order and in its language.

    Source: the face of the card as published (voi.id 422929). A foreigner's own nationality, and English for
    sex, religion, marital status and occupation: Dispendukcapil Grobogan (tanyajawab); the labels and the
    terms themselves are ours, since no published list of them was found. In force from 2013-12-24.
    """
    words = _ENGLISH_LABELS if face.is_foreign else _LABELS
    blood = f"{words[-1]} : {face.blood_group.strip().upper() or '-'}"
    values = (
        face.name,
        f"{face.birth_place}, {face.birth_date:%d-%m-%Y}",
        _word(face.sex, face=face),
        face.address,
        f"{face.rt.zfill(3)}/{face.rw.zfill(3)}",
        face.village,
        face.district,
        _word(face.religion, face=face),
        _word(face.marital_status, face=face),
        _word(face.occupation, face=face),
        face.country or face.nationality.value,
        valid_until_text(face),
    )
    return tuple(
        Row(label, value.upper(), indent=number in INDENTED, aside=blood if number == SEX else "")
        for number, (label, value) in enumerate(zip(words[:-1], values, strict=True))
    )


def valid_until_text(face: CardFace) -> str:
    """SEUMUR HIDUP for a citizen, else the last day of the permit.

    Raises ValueError for a foreigner without a permit.
    """
    until = card_valid_until(nationality=face.nationality, permit_until=face.permit_until)
    return LIFELONG if until is None else f"{until:%d-%m-%Y}"


def _word(text: str, *, face: CardFace) -> str:
    return ENGLISH.get(text.upper(), text) if face.is_foreign else text


_LABELS = (
    "Nama",
    "Tempat/Tgl Lahir",
    "Jenis Kelamin",
    "Alamat",
    "RT/RW",
    "Kel/Desa",
    "Kecamatan",
    "Agama",
    "Status Perkawinan",
    "Pekerjaan",
    "Kewarganegaraan",
    "Berlaku Hingga",
    "Gol. Darah",
)
_ENGLISH_LABELS = (
    "Name",
    "Place/Date of Birth",
    "Sex",
    "Address",
    "RT/RW",
    "Village",
    "District",
    "Religion",
    "Marital Status",
    "Occupation",
    "Nationality",
    "Valid Until",
    "Blood Type",
)
