"""The daily allowance at the door of a page."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from rekam.accounts.caps.services import spend
from rekam.accounts.permissions import officer


def count_shown(request: HttpRequest, *, people: int) -> None:
    """Count the residents that this page is about to show; from 80 % of the day's limit on it says so.

    Raises RuleBroken("daily_limit_reached").
    """
    if not people:
        return
    standing = spend(account=officer(request), people=people, at=timezone.now())
    if standing.is_near:
        told = _("Hari ini Anda sudah melihat %(used)s dari paling banyak %(limit)s penduduk.")
        messages.warning(request, told % {"used": standing.used, "limit": standing.limit})
