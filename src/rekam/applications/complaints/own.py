"""Which complaint a browser has open: no address holds it, so none gives it away."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rekam.accounts.permissions import find_officer
from rekam.applications.complaints.models import Complaint
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken

OPEN, TOKEN = "complaint", "complaint_token"
MINUTES = 60
View = Callable[..., HttpResponse]


def reach() -> Scope:
    """Which rows a complainant's pages may see: the office's, of which they show the open one only."""
    return Scope.of(settings.REKAM_OFFICE_AREA)


def open_here(request: HttpRequest, complaint: UUID) -> None:
    """Let this browser have the complaint open."""
    if find_officer(request) is None:  # somebody may sit here afterwards, or have sat here before
        request.session.cycle_key()
        request.session.set_expiry(MINUTES * 60)
    request.session[OPEN] = str(complaint)


def close_here(request: HttpRequest) -> None:
    """This browser knows nothing of it any more."""
    for name in (OPEN, TOKEN):
        request.session.pop(name, None)


def with_own(view: View) -> View:
    """Give a view the complaint that the browser has open, in its scope; else ask for its number."""

    @wraps(view)
    def opened(request: HttpRequest) -> HttpResponse:
        key = request.session.get(OPEN)
        with scope(reach()):
            row = Complaint.objects.filter(uuid=key).first() if key else None
            if row is not None:
                return view(request, row)
        if request.method == "POST":
            raise RuleBroken("complaint_not_open")
        return redirect("complaints:find")

    return opened
