"""The area that a page is asked about."""

from django.http import HttpRequest

from rekam.accounts.permissions import Account, officer
from rekam.coverage.queries import widest_known
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode


def place_asked(request: HttpRequest) -> AreaCode:
    """The area in `?wilayah=`, or the widest that the account knows.

    Raises RuleBroken("not_found" | "area_code_malformed").
    """
    account = officer(request)
    return place_of(request.GET.get("wilayah") or widest_known(account.areas), account=account)


def place_of(code: str, *, account: Account) -> AreaCode:
    """The area of an address, if the account may see it.

    Raises RuleBroken("not_found" | "area_code_malformed").
    """
    place = AreaCode.parse(code)
    if not account.scope.contains(place.text):
        raise RuleBroken("not_found")
    return place
