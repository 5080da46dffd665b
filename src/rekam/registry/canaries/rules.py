"""What a canary key looks like and how it is kept: as a keyed digest, so that no query can show it (pure)."""

import hashlib
import hmac
import random
from datetime import date, timedelta
from enum import StrEnum

from rekam.kernel.nik import Nik, Sex, make_nik

FIRST_BORN = date(1950, 1, 1)
LAST_BORN = date(2005, 12, 31)
# Serials behind those that a day of births in one kecamatan really uses, yet where somebody who counts
# upwards passes.
SERIALS = (6, 40)
POSSIBLE = "00(0[6-9]|[1-3][0-9]|40)$"  # the ends of NIKs that may be canaries


class Door(StrEnum):
    """Where a NIK was asked for."""

    SEARCH = "search"
    OUTSIDE_DOMICILE = "outside_domicile"
    API = "api"
    IMPORT = "import"


def digest(nik: str, *, key: bytes) -> bytes:
    """HMAC-SHA256 (32 bytes) over sixteen digits: what the table keeps instead of the key itself."""
    return hmac.digest(key, nik.encode("ascii"), hashlib.sha256)


def draw(*, area_prefix: str, chance: random.Random) -> Nik:
    """A NIK-shaped key of a kecamatan ("36.73.02"): a possible birth, a plausible serial.

    It may be somebody's: who makes a canary of it checks that first.
    """
    born = FIRST_BORN + timedelta(days=chance.randrange((LAST_BORN - FIRST_BORN).days))
    sex = chance.choice([Sex.MALE, Sex.FEMALE])
    return make_nik(area_prefix=area_prefix, born=born, sex=sex, serial=chance.randint(*SERIALS))
