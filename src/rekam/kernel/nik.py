"""NIK and KK numbers: what their digits say, which need not be what the record says."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rekam.kernel.errors import RuleBroken

LENGTH = 16
WOMAN_DAY_OFFSET = 40
MAX_SERIAL = 9999
_SEPARATORS = str.maketrans("", "", " .-\t\u00a0")


class Sex(StrEnum):
    """As the register writes it: laki-laki or perempuan."""

    MALE = "L"
    FEMALE = "P"


@dataclass(frozen=True, slots=True, order=True)
class Nik:
    """A NIK: prefix of the kecamatan of *first* registration, day (+40 for women), month, year, serial.

    The value is lifelong and is not reissued when the birth date or sex in it is wrong, so nothing here
    may be used to correct a record. It is guessable and never a secret.
    Source: PP 40/2019 Pasal 30 (2).
    """

    digits: str

    @classmethod
    def parse(cls, text: str) -> "Nik":
        """The NIK somebody typed; spaces, dots and hyphens between digits are dropped.

        Raises RuleBroken("nik_malformed", length=...) unless 16 ASCII digits are left.
        """
        return cls(_sixteen_digits(text, code="nik_malformed"))

    def __post_init__(self) -> None:
        if not _is_number(self.digits):
            raise ValueError("a NIK is 16 digits; use Nik.parse for what people type")

    def __str__(self) -> str:
        return self.digits

    @property
    def area_prefix(self) -> str:
        """Kecamatan of first registration in dotted form, such as "36.73.02"; does not follow a move."""
        return f"{self.digits[0:2]}.{self.digits[2:4]}.{self.digits[4:6]}"

    @property
    def sex(self) -> Sex:
        """The sex as encoded: a day above 40 means a woman."""
        return Sex.FEMALE if int(self.digits[6:8]) > WOMAN_DAY_OFFSET else Sex.MALE

    @property
    def birth_day(self) -> int:
        """Day of the month as encoded, without the 40 of women; 0 to 59, not always a real day."""
        day = int(self.digits[6:8])
        return day - WOMAN_DAY_OFFSET if day > WOMAN_DAY_OFFSET else day

    @property
    def birth_month(self) -> int:
        """Month as encoded, 0 to 99."""
        return int(self.digits[8:10])

    @property
    def birth_year_of_century(self) -> int:
        """Last two digits of the year; the century is not encoded."""
        return int(self.digits[10:12])

    @property
    def serial(self) -> int:
        """Running number within prefix and encoded date, from 1."""
        return int(self.digits[12:])


def parse_kk(text: str) -> str:
    """The digits of the number of a family card (KK) that somebody typed, written as a NIK may be.

    They stand for the kecamatan, the day of *recording*, and the serial of the family on that day.
    Raises RuleBroken("kk_malformed", length=...) unless 16 ASCII digits are left.
    """
    return _sixteen_digits(text, code="kk_malformed")


def make_nik(*, area_prefix: str, born: date, sex: Sex, serial: int) -> Nik:
    """The NIK that a first registration in that kecamatan gives.

    area_prefix  dotted kecamatan code, such as "36.73.02"
    serial       1 to 9999
    Raises ValueError outside these ranges.
    """
    prefix = area_prefix.replace(".", "")
    if len(prefix) != 6 or not _is_ascii_digits(prefix):
        raise ValueError(f"{area_prefix!r} is not a kecamatan code")
    if not 1 <= serial <= MAX_SERIAL:
        raise ValueError(f"serial must lie between 1 and {MAX_SERIAL}, not {serial}")
    day = born.day + (WOMAN_DAY_OFFSET if sex is Sex.FEMALE else 0)
    return Nik(f"{prefix}{day:02}{born.month:02}{born.year % 100:02}{serial:04}")


def warnings(
    nik: Nik, *, born: date | None, sex: Sex | None, known_prefixes: Container[str] | None
) -> tuple[str, ...]:
    """Codes of what in a NIK looks odd beside its record: to be shown, never to reject.

    born, sex       what the record says; None where it is not known
    known_prefixes  dotted kecamatan codes, old ones included; None leaves the check out
    returns         any of nik_area_unknown, nik_birth_date_impossible, nik_birth_date_differs,
                    nik_sex_differs, nik_serial_zero, in this order

    A mismatch is legal: the biodata is corrected, the NIK stays.
    Source: PP 40/2019 Pasal 30 (2) and 33.
    """
    found: list[str] = []
    if known_prefixes is not None and nik.area_prefix not in known_prefixes:
        found.append("nik_area_unknown")
    if not _may_be_a_date(nik):
        found.append("nik_birth_date_impossible")
    elif born is not None and not _encodes(nik, born=born):
        found.append("nik_birth_date_differs")
    if sex is not None and nik.sex is not sex:
        found.append("nik_sex_differs")
    if nik.serial == 0:
        found.append("nik_serial_zero")
    return tuple(found)


def grouped(digits: str) -> str:
    """Sixteen digits for reading aloud: `3673 0252 0809 0004`."""
    return " ".join(digits[at : at + 4] for at in range(0, LENGTH, 4))


def masked(digits: str) -> str:
    """For screens that others can see: `3673 0252 •••• 0004` (of a NIK, month and year are hidden)."""
    return f"{digits[0:4]} {digits[4:8]} •••• {digits[12:16]}"


def _sixteen_digits(text: str, *, code: str) -> str:
    digits = text.strip().translate(_SEPARATORS)
    if not _is_number(digits):
        raise RuleBroken(code, length=len(digits))
    return digits


def _is_number(digits: str) -> bool:
    return len(digits) == LENGTH and _is_ascii_digits(digits)


def _is_ascii_digits(digits: str) -> bool:
    return digits.isascii() and digits.isdigit()


def _may_be_a_date(nik: Nik) -> bool:
    try:
        date(2000 + nik.birth_year_of_century % 4, nik.birth_month, nik.birth_day)
    except ValueError:
        return False
    return True


def _encodes(nik: Nik, *, born: date) -> bool:
    encoded = (nik.birth_day, nik.birth_month, nik.birth_year_of_century)
    return encoded == (born.day, born.month, born.year % 100)
