"""What may be asked of a NIK and what is answered, the same in each case that is not a yes (pure).

An answer confirms what the asker already holds. Every no is one and the same: unknown, dead, double, out of
use, not sixteen digits, or another person's data (docs/explanation/uniform-answers.md).
"""

import hmac
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from rekam.kernel.errors import RuleBroken
from rekam.kernel.names import name_key
from rekam.kernel.nik import Nik, Sex

MAX_VALUE = 200  # characters of one value; the register's widest column
MAX_REFERENCE = 60


class Field(StrEnum):
    """A field of a question, by its name in SIAK, but WAJAH, which is ours.

    Those of the body are no text: they are compared (verification.comparing) or not asked at all.
    """

    NAMA_LGKP = "NAMA_LGKP"
    TMPT_LHR = "TMPT_LHR"
    TGL_LHR = "TGL_LHR"
    JENIS_KLMIN = "JENIS_KLMIN"
    NO_KK = "NO_KK"
    ALAMAT = "ALAMAT"
    NO_RT = "NO_RT"
    NO_RW = "NO_RW"
    NO_PROP = "NO_PROP"
    NO_KAB = "NO_KAB"
    NO_KEC = "NO_KEC"
    NO_KEL = "NO_KEL"
    NAMA_LGKP_IBU = "NAMA_LGKP_IBU"
    NAMA_LGKP_AYAH = "NAMA_LGKP_AYAH"
    STAT_KWN = "STAT_KWN"
    STAT_HBKEL = "STAT_HBKEL"
    AGAMA = "AGAMA"
    GOL_DRH = "GOL_DRH"
    JENIS_PKRJN = "JENIS_PKRJN"
    EKTP_STATUS = "EKTP_STATUS"
    PNYDNG_CCT = "PNYDNG_CCT"
    WAJAH = "WAJAH"
    SIDIK_JARI = "SIDIK_JARI"
    IRIS = "IRIS"
    TANDA_TANGAN = "TANDA_TANGAN"


# Compared 1:1 with a picture that the institution sends; no verifier takes irises or signatures.
COMPARED = frozenset({Field.WAJAH, Field.SIDIK_JARI})
BODY = COMPARED | {Field.IRIS, Field.TANDA_TANGAN}
# Only with the Minister's own approval: disability, fingerprint, iris, signature. A face is not on that list.
# Source: UU 24/2013 Pasal 84 (1). In force from 2013-12-24.
PROTECTED = frozenset({Field.PNYDNG_CCT, Field.SIDIK_JARI, Field.IRIS, Field.TANDA_TANGAN})
# What cannot be read from the NIK nor guessed among a few words; without a right one nothing is confirmed.
ANCHORS = frozenset({Field.NAMA_LGKP, Field.NO_KK, Field.NAMA_LGKP_IBU})


class Code(StrEnum):
    """Why a NIK is not confirmed, as the field's own web service numbers it; told only where granted."""

    DEAD = "11"
    DOUBLE = "12"
    UNKNOWN = "13"
    INACTIVE = "14"
    MALFORMED = "15"


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The resident's consent as the institution holds it.

    number  of its own paper or record, at most 60 characters
    """

    number: str
    given_on: date


@dataclass(frozen=True, kw_only=True)
class Question:
    """What an institution asks.

    nik        as it was sent; malformed is answered like unknown
    values     what the institution holds, by field
    reference  the institution's own number of the case, 1 to 60 characters, no NIK in it
    """

    nik: str
    values: Mapping[Field, str]
    reference: str
    consent: Consent | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What it is told.

    confirmed  a living person in use has this NIK, and every value sent is as recorded
    matches    by field sent: True = "Sesuai", False = "Tidak Sesuai", which means not confirmed
    code       why not, where the contract grants that code; else None
    number     of the question, by which resident and office find it again
    """

    confirmed: bool
    matches: Mapping[Field, bool]
    code: str | None
    asked_at: datetime
    number: UUID


@dataclass(frozen=True, kw_only=True)
class Held:
    """What is recorded of a NIK, or of the decoy. `code` = why it is not confirmed, None = it may be."""

    values: Mapping[Field, str]
    code: Code | None


def check_question(question: Question, *, granted: Collection[Field], needs_consent: bool, on: date) -> None:
    """Whether such a question may be asked at all; nothing of the register is looked at.

    Raises RuleBroken("field_not_granted" | "field_not_by_text" | "question_too_thin" | "value_too_long" |
    "reference_malformed" | "consent_missing" | "consent_malformed").
    """
    for field in question.values:
        if field not in granted:
            raise RuleBroken("field_not_granted", field=field)
        if field in BODY:
            raise RuleBroken("field_not_by_text", field=field)
    if ANCHORS.isdisjoint(question.values):
        raise RuleBroken("question_too_thin", fields=", ".join(sorted(ANCHORS)))
    if any(len(value) > MAX_VALUE for value in question.values.values()):
        raise RuleBroken("value_too_long", most=MAX_VALUE)
    check_reference(question.reference)
    check_consent(question.consent, needed=needs_consent, on=on)


def check_reference(text: str) -> None:
    """A case number of the institution: printable, and not with a NIK inside.

    Raises RuleBroken("reference_malformed").
    """
    if not _is_case_number(text):
        raise RuleBroken("reference_malformed", most=MAX_REFERENCE)


def _is_case_number(text: str) -> bool:
    short = 1 <= len(text.strip()) <= len(text) <= MAX_REFERENCE and text.isprintable()
    return short and not re.search(r"\d{16}", re.sub(r"[ ./\-]", "", text))


def check_consent(consent: Consent | None, *, needed: bool, on: date) -> None:
    """Whether the consent that the contract asks for is named.

    Raises RuleBroken("consent_missing" | "consent_malformed").
    Source: UU 27/2022 Pasal 20 (2) (a legal basis, consent among them). In force from 2022-10-17.
    """
    if consent is None:
        if needed:
            raise RuleBroken("consent_missing")
        return
    if not _is_case_number(consent.number) or consent.given_on > on:
        raise RuleBroken("consent_malformed", most=MAX_REFERENCE)


def nik_asked(text: str) -> str | None:
    """The sixteen digits of a NIK as it was sent, or None."""
    try:
        return Nik.parse(text).digits
    except RuleBroken:
        return None


def matches(asked: Mapping[Field, str], held: Held) -> Mapping[Field, bool]:
    """By field, whether what was sent is as recorded; all False where the person may not be confirmed.

    Every field is compared in every case, so that no case takes less work. Where no anchor is right all is
    answered False: else a guessed sex would tell that the NIK exists.
    """
    same = {
        field: hmac.compare_digest(
            _as_bytes(levelled(field, value)), _as_bytes(levelled(field, held.values[field]))
        )
        and bool(value.strip())
        for field, value in asked.items()
    }
    known = held.code is None and any(same[field] for field in same if field in ANCHORS)
    return {field: known and right for field, right in same.items()}


def _as_bytes(text: str) -> bytes:
    """Half a surrogate pair, which JSON lets through, is no letter that anybody has."""
    return text.encode(errors="replace")


def answer(
    question: Question, held: Held, *, granted: Collection[Code], at: datetime, number: UUID
) -> Answer:
    """What is told of a question.

    granted  codes that the contract lets this institution see
    """
    found = matches(question.values, held)
    code = held.code if held.code in granted else None
    return Answer(confirmed=all(found.values()), matches=found, code=code, asked_at=at, number=number)


# ---- how two spellings of one value meet

_NAMES = frozenset({Field.NAMA_LGKP, Field.NAMA_LGKP_IBU, Field.NAMA_LGKP_AYAH, Field.TMPT_LHR})
_NUMBERS = frozenset({Field.NO_RT, Field.NO_RW})
_SEXES = {
    **dict.fromkeys(("l", "1", "laki laki", "lakilaki"), Sex.MALE),
    **dict.fromkeys(("p", "2", "perempuan"), Sex.FEMALE),
}
_STREET = {
    **dict.fromkeys(("jl", "jln"), "jalan"),
    **dict.fromkeys(("kp", "kamp"), "kampung"),
    **dict.fromkeys(("link", "lk"), "lingkungan"),
    **dict.fromkeys(("komp", "kompleks"), "komplek"),
    **dict.fromkeys(("no", "nomor"), ""),
    "gg": "gang",
    "perum": "perumahan",
    "blk": "blok",
}
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_APART = re.compile(r"[^a-z0-9]+")


def levelled(field: Field, value: str) -> str:
    """A value as it is compared: names by how they sound, the rest by their letters and digits."""
    if field in _NAMES:
        return name_key(value)
    if field is Field.TGL_LHR:
        return _day(value)
    plain = _APART.sub(" ", value.lower()).strip()
    if field is Field.JENIS_KLMIN:
        return _SEXES.get(plain, plain)
    if field is Field.ALAMAT:
        return " ".join(word for word in (_STREET.get(one, one) for one in plain.split()) if word)
    if field in _NUMBERS:
        return plain.lstrip("0") or "0"
    return plain.replace(" ", "")


def _day(value: str) -> str:
    """A day as 2001-02-28, whichever of the two usual ways it was written in; else what was sent."""
    text = value.strip()
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first is None:
        return text
    day, month, year = day_first.groups()
    return f"{year}-{int(month):02}-{int(day):02}"
