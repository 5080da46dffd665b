"""Issuing NIKs and KK numbers: the next free serial, one transaction after the other."""

from datetime import date

from django.db import connection

from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import MAX_SERIAL, Nik, Sex, make_nik
from rekam.kernel.region import AreaCode, Level


def lock(*names: str) -> None:
    """Hold these names until the transaction ends; always taken in the same order."""
    with connection.cursor() as cursor:
        for name in sorted(set(names)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"registry {name}"])


def issue_nik(*, area_code: str, born: date, sex: Sex) -> Nik:
    """A NIK that nobody has: kecamatan of that area, birth date, the serial after the highest one.

    A hole in the serials is never filled: the number may have been somebody's elsewhere.
    Call it inside the transaction that saves the resident.
    Raises RuleBroken("nik_serials_exhausted" | "number_beyond_scope").
    """
    prefix = AreaCode.parse(area_code).at(Level.KECAMATAN).text
    first = make_nik(area_prefix=prefix, born=born, sex=sex, serial=1)
    serial = _next(first.digits[:12], of_families=False, code="nik_serials_exhausted")
    return make_nik(area_prefix=prefix, born=born, sex=sex, serial=serial)


def issue_kk(*, area_code: str, on: date) -> str:
    """A KK number that no family has: kecamatan of that area, the day it is recorded, the next serial.

    Call it inside the transaction that saves the card.
    Raises RuleBroken("kk_serials_exhausted" | "number_beyond_scope").
    """
    start = f"{AreaCode.parse(area_code).at(Level.KECAMATAN).digits}{on:%d%m%y}"
    serial = _next(start, of_families=True, code="kk_serials_exhausted")
    return f"{start}{serial:04}"


def _next(start: str, *, of_families: bool, code: str) -> int:
    lock(f"{'kk' if of_families else 'nik'} {start}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT doors.highest_serial(%s, %s)", [start, of_families])
        (highest,) = cursor.fetchone()
    if highest is None:
        raise RuleBroken("number_beyond_scope")
    if highest >= MAX_SERIAL:
        raise RuleBroken(code, limit=MAX_SERIAL)
    return int(highest) + 1
