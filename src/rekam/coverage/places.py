"""The area that a page is asked about."""

from django.http import HttpRequest

from rekam.accounts.permissions import officer
from rekam.coverage.queries import widest_known
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode


def place_asked(request: HttpRequest) -> AreaCode:
    """The area in `?wilayah=`, or the widest that the account knows.

    Raises RuleBroken("area_code_malformed"), RuleBroken("not_found") for an area outside its scope.
    """
    account = officer(request)
    place = AreaCode.parse(request.GET.get("wilayah") or widest_known(account.areas))
    if not account.scope.contains(place.text):
        raise RuleBroken("not_found")
    return place
