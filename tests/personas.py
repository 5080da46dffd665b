"""The people of the tests: accounts by role, and residents of nowhere in particular."""

from datetime import UTC, date, datetime

from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.accounts.services import open_account
from rekam.kernel.names import name_key
from rekam.registry.models import Resident

KASEMEN = "36.73.02.1001"
SERANG = "36.73.01.1001"


def officer(
    role: Role, *, areas: tuple[str, ...] = ("36.73",), username: str = "", password: str | None = None
) -> Account:
    """An account of that role; its user name is the role's unless said otherwise."""
    return open_account(
        username=username or role,
        display_name=role.title(),
        role=role,
        areas=list(areas),
        office="Disdukcapil Kota Serang",
        password=password,
        actor="test",
        at=datetime(2026, 11, 24, tzinfo=UTC),
    )


def resident(*, serial: int, area_code: str = KASEMEN, name: str = "Siti") -> Resident:
    """An unsaved woman of 1990 with a NIK of her own."""
    return Resident(
        nik=f"367302410190{serial:04d}",
        kk="3673020101200001",
        area_code=area_code,
        full_name=name,
        name_key=name_key(name),
        sex="P",
        birth_place="Serang",
        birth_date=date(1990, 1, 1),
        religion="ISLAM",
        marital_status="BELUM KAWIN",
        occupation="PELAJAR",
        head_relation="ANAK",
        address="Kp. Baru",
        rt="001",
        rw="001",
    )
