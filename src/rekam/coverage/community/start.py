"""The page of coverage with which each role begins."""

from django.urls import reverse

from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.coverage.queries import widest_known
from rekam.kernel.region import AreaCode, Level

FIRST = {Role.LURAH: "coverage:village", Role.SCHOOL_HEAD: "coverage:school"}


def first_page(account: Account) -> str:
    """A lurah's kelurahan, a school's young people, a province side by side; else the area of the account."""
    areas = account.areas
    if Role(account.role) is Role.PROVINCE and areas and areas[0] != "*":
        return reverse("coverage:province", args=[AreaCode(areas[0]).at(Level.PROVINSI).text])
    name = FIRST.get(Role(account.role), "coverage:area")
    return reverse(name, args=[widest_known(areas)])
