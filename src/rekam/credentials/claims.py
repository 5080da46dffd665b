"""One table of what credentials say; SD-JWT, mdoc and QR are all made from it, and read back by it (pure).

The KTP's elements are what stands on the face of the card; the KIA's are those of Permendagri 2/2016. A fact
is text, a date, a truth, a photograph's bytes, or a list of family members. What nobody knows is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rekam.credentials.formats import base64url, cbor
from rekam.kernel.dates import age_on
from rekam.kernel.errors import RuleBroken

AGE = 17
QR_VERSION, QR_LANGUAGE, QR_PHOTO_FORMAT, QR_COUNTRY, QR_TYPE = 2, 3, 17, 23, 37
_QR_ALWAYS = {QR_VERSION: "1.2.0", QR_LANGUAGE: "ind", QR_COUNTRY: "ID"}
_QR_SEX = {"L": 1, "P": 2}
_FULL_DATE = 1004  # RFC 8943
# How a photograph begins, its name on the web and its number in Claim 169.
_PICTURES = (
    (b"\xff\xd8\xff", 0, "image/jpeg", 1),
    (b"ftypavif", 4, "image/avif", 3),
    (b"WEBP", 8, "image/webp", 4),
)


class Form(StrEnum):
    """What a fact is, and so how each format writes it."""

    TEXT = "text"
    DATE = "date"
    SEX = "sex"
    TRUTH = "truth"
    PHOTO = "photo"
    MEMBERS = "members"


@dataclass(frozen=True)
class Element:
    """One fact: its name in SD-JWT and mdoc, and its key in Claim 169.

    qr  24 to 49 are ours; None for what is too long for a QR code
    """

    name: str
    form: Form
    qr: int | None
    required: bool = True


NIK = Element("nik", Form.TEXT, 1)
NAME = Element("nama", Form.TEXT, 4)
BIRTH_PLACE = Element("tempat_lahir", Form.TEXT, 24)
BIRTH_DATE = Element("tanggal_lahir", Form.DATE, 8)
SEX = Element("jenis_kelamin", Form.SEX, 9)
ADDRESS = Element("alamat", Form.TEXT, 10)
RT = Element("rt", Form.TEXT, 28)
RW = Element("rw", Form.TEXT, 29)
VILLAGE = Element("kelurahan_desa", Form.TEXT, 30)
DISTRICT = Element("kecamatan", Form.TEXT, 31)
REGENCY = Element("kabupaten_kota", Form.TEXT, 32)
PROVINCE = Element("provinsi", Form.TEXT, 33)
RELIGION = Element("agama", Form.TEXT, 26, required=False)
NATIONALITY = Element("kewarganegaraan", Form.TEXT, 13)
PHOTO = Element("foto", Form.PHOTO, 16, required=False)
AGE_OVER_17 = Element("age_over_17", Form.TRUTH, 36)
FAMILY_CARD = Element("nomor_kk", Form.TEXT, 38)
HEAD = Element("kepala_keluarga", Form.TEXT, 39)
ASSURANCE = Element("cara_terbit", Form.TEXT, 41, required=False)  # how its holder was known: issuing.ways
PLACE = (ADDRESS, RT, RW, VILLAGE, DISTRICT, REGENCY, PROVINCE)


@dataclass(frozen=True)
class CredentialType:
    """A sort of credential and its elements; `vct` and `doctype` are its names, with its version."""

    code: str
    elements: tuple[Element, ...]

    @property
    def vct(self) -> str:
        """The type of an SD-JWT VC."""
        return f"urn:rekam:{self.code}:1"

    @property
    def doctype(self) -> str:
        """The docType of an mdoc, and the namespace of its elements."""
        return f"rekam.{self.code}.1"


KTP = CredentialType(
    "ktp",
    (
        *(NIK, NAME, BIRTH_PLACE, BIRTH_DATE, SEX),
        Element("golongan_darah", Form.TEXT, 25, required=False),
        *PLACE,
        *(RELIGION, Element("status_perkawinan", Form.TEXT, 35), Element("pekerjaan", Form.TEXT, 27)),
        NATIONALITY,
        Element("berlaku_hingga", Form.TEXT, 34),
        PHOTO,
        AGE_OVER_17,
        ASSURANCE,
    ),
)
KIA = CredentialType(
    "kia",
    (
        *(NIK, NAME, BIRTH_PLACE, BIRTH_DATE, SEX, FAMILY_CARD, HEAD, *PLACE, RELIGION, NATIONALITY),
        Element("nomor_akta_lahir", Form.TEXT, 40, required=False),
        Element("berlaku_hingga", Form.TEXT, 34),
        PHOTO,
        AGE_OVER_17,
        ASSURANCE,
    ),
)
KK = CredentialType("kk", (FAMILY_CARD, HEAD, *PLACE, Element("anggota", Form.MEMBERS, None), ASSURANCE))
# For a QR code, which cannot keep anything back: whoever only proves an age shows only this.
AGE_PROOF = CredentialType("umur", (AGE_OVER_17, PHOTO))
TYPES = {one.code: one for one in (KTP, KIA, KK, AGE_PROOF)}


def age_over_17(*, born: date, on: date) -> bool:
    """Whether somebody is seventeen on that day: the one thing told to who only asks for an age.

    True stays true; false may turn true while the credential counts, to the disadvantage of the holder alone.
    """
    return age_on(born=born, on=on) >= AGE


def for_sd_jwt(kind: CredentialType, facts: Mapping[str, object]) -> dict[str, object]:
    """The claims of an SD-JWT VC. Raises ValueError for a fact that the type wants and that is not there."""
    return {one.name: _json(value) for one, value in _known(kind, facts)}


def for_mdoc(kind: CredentialType, facts: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """The elements of an mdoc by namespace. Raises ValueError as `for_sd_jwt`."""
    told = {one.name: _cbor(value) for one, value in _known(kind, facts)}
    return {kind.doctype: told}


def for_qr(kind: CredentialType, facts: Mapping[str, object]) -> dict[int, object]:
    """The map of Claim 169. Raises ValueError as `for_sd_jwt`, and for a type too long for a QR code."""
    told: dict[int, object] = {**_QR_ALWAYS, QR_TYPE: kind.code}
    for one, value in _known(kind, facts):
        if one.qr is None:
            raise ValueError(f"{kind.code} does not fit into a QR code")
        told[one.qr] = _qr(one.form, value)
        if isinstance(value, bytes):
            told[QR_PHOTO_FORMAT] = _picture(value)[1]
    return told


def from_qr(told: Mapping[Any, Any]) -> dict[str, object]:
    """The facts of a Claim 169 map by the names of this table; "type" names the sort of credential.

    Raises RuleBroken("credential_type_wrong") for a code of another system.
    """
    code = told.get(QR_TYPE)
    kind = TYPES.get(code) if isinstance(code, str) else None
    if kind is None:
        raise RuleBroken("credential_type_wrong")
    facts: dict[str, object] = {"type": kind.code}
    for one in kind.elements:
        if one.qr in told:
            facts[one.name] = _unqr(one.form, told[one.qr])
    return facts


def _known(kind: CredentialType, facts: Mapping[str, object]) -> list[tuple[Element, object]]:
    absent = [one.name for one in kind.elements if one.required and facts.get(one.name) is None]
    if absent:
        raise ValueError(f"{kind.code} needs {', '.join(absent)}")
    return [(one, facts[one.name]) for one in kind.elements if facts.get(one.name) is not None]


def _json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        plain = base64url.encode(value).replace("-", "+").replace("_", "/")
        return f"data:{_picture(value)[0]};base64,{plain}{'=' * (-len(plain) % 4)}"
    return value


def _cbor(value: object) -> object:
    return cbor.Tag(_FULL_DATE, value.isoformat()) if isinstance(value, date) else value


def _qr(form: Form, value: object) -> object:
    if isinstance(value, date):
        return value.strftime("%Y%m%d")
    return _QR_SEX[str(value)] if form is Form.SEX else value


def _unqr(form: Form, value: object) -> object:
    if form is Form.DATE and isinstance(value, str) and len(value) == 8:
        return f"{value[:4]}-{value[4:6]}-{value[6:]}"
    if form is Form.SEX:
        return next((sex for sex, number in _QR_SEX.items() if number == value), None)
    return value


def _picture(data: bytes) -> tuple[str, int]:
    for magic, at, name, number in _PICTURES:
        if data[at : at + len(magic)] == magic:
            return name, number
    raise ValueError("a photograph is JPEG, AVIF or WEBP")
