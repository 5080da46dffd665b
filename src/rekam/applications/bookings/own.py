"""Which booking a browser has open: no address holds it, so none gives it away."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rekam.applications.bookings import services
from rekam.applications.bookings.models import Booking
from rekam.applications.filing.own import begin_session, reach
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken

OPEN, NEW = "booking", "booking_is_new"
View = Callable[..., HttpResponse]


def at_office(view: View) -> View:
    """Let a page for everybody read the office's places."""

    @wraps(view)
    def inside(request: HttpRequest, **named: object) -> HttpResponse:
        with scope(reach(request)):
            return view(request, **named)

    return inside


def open_here(request: HttpRequest, booking: UUID, *, is_new: bool = False) -> None:
    """Let this browser have the booking open; of a new one it shows the code until that is written down."""
    begin_session(request)
    request.session[OPEN] = str(booking)
    if is_new:
        request.session[NEW] = str(booking)


def close_here(request: HttpRequest) -> None:
    """This browser knows nothing of it any more."""
    for name in (OPEN, NEW):
        request.session.pop(name, None)


def with_own(view: View) -> View:
    """Give a view the booking that the browser has open, in its scope; else ask for its number."""

    @wraps(view)
    def opened(request: HttpRequest, **named: object) -> HttpResponse:
        with scope(reach(request)):
            key = request.session.get(OPEN)
            row = Booking.objects.filter(uuid=key).first() if key else None
            if row is not None:
                return view(request, row, **named)
        if request.method == "POST":
            raise RuleBroken("booking_not_open")
        return redirect("bookings:find")

    return opened


def find_by_code(request: HttpRequest, *, number: str, code: str, at: datetime) -> UUID:
    """The booking with this number and code, as far as whoever asks may see.

    Raises RuleBroken("booking_unknown").
    """
    with scope(reach(request)):
        return services.find_by_code(number=number, code=code, at=at)


def asked_day(request: HttpRequest, *, since: date | None = None) -> date | None:
    """The day that a page is asked to show; None for none, or for one before `since`."""
    try:
        day = date.fromisoformat(request.POST.get("hari") or request.GET.get("hari", ""))
    except ValueError:
        return None
    return None if since is not None and day < since else day
