"""The page of coverage with which each role begins."""

from django.urls import reverse

from rekam.accounts.permissions import Account
from rekam.accounts.rules import CENTRE_AREA, Role
from rekam.coverage.queries import widest_known
from rekam.kernel.region import AreaCode, Level

FIRST = {Role.LURAH: "coverage:village", Role.SCHOOL_HEAD: "coverage:school"}


def first_page(account: Account) -> str:
    """A lurah's kelurahan, a school's young people, a province side by side; else the area of the account."""
    widest = {code for code in account.areas if code != CENTRE_AREA}
    provinces = [code for code in sorted(widest) if AreaCode(code).level is Level.PROVINSI]
    if Role(account.role) is Role.PROVINCE and provinces:
        return reverse("coverage:province", args=[provinces[0]])
    area = widest_known(account.areas)
    in_village = AreaCode(area).level is Level.KELURAHAN_DESA
    name = FIRST.get(Role(account.role), "coverage:area") if in_village else "coverage:area"
    return reverse(name, args=[area])
