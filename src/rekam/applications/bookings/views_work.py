"""The officers' pages of a day: the list and how full it is, the queue, numbers, and outages."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.applications.bookings import outages, queue, showing
from rekam.applications.bookings.forms import NumberForm, OutageForm, StationForm, WalkInForm
from rekam.applications.bookings.models import Booking, Ticket
from rekam.applications.bookings.now import called, open_outages
from rekam.applications.bookings.own import asked_day
from rekam.applications.bookings.places import Place, get_place, office_now, open_places
from rekam.applications.bookings.rules import Line, Purpose, State
from rekam.applications.bookings.slip import pdf
from rekam.applications.bookings.waiting import Stage
from rekam.applications.bookings.words import LINES, PURPOSES, STATES
from rekam.applications.filing.asking import done
from rekam.applications.filing.numbers import spaced
from rekam.audit.rules import Purpose as Why
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.ui.files import opened

A_PAGE = 25
STATION = "bookings_station"  # in the session: the desk at which this officer sits
private = cache_control(no_store=True, private=True)


@allow("bookings.see")
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """The places of today, and the outages."""
    now = timezone.now()
    today = office_day(now)
    known = [place for place in open_places(today=today) if place.only_on in (None, today)]
    booked = {place.uuid: _booked(place, on=today) for place in known}
    context = {
        "rows": [(place, booked[place.uuid]) for place in known],
        "outages": showing.outages(open_outages(at=now)),
        "may_keep": allowed(officer(request), "bookings.keep"),
        "at": now,
    }
    return render(request, "bookings/work.html", context)


def _booked(place: Place, *, on: date) -> int:
    return Booking.objects.filter(place=place.uuid, on=on).exclude(state=State.CANCELLED).count()


@allow("bookings.see")
@private
@require_GET
def day(request: HttpRequest, place: UUID) -> HttpResponse:
    """Who comes to a place on a day, and how full it is by the half hour."""
    found, now = get_place(place), timezone.now()
    on = asked_day(request) or found.only_on or office_day(now)
    rows = Booking.objects.filter(place=place, on=on).exclude(state=State.CANCELLED)
    page = Paginator(rows.order_by("starts", "pk"), A_PAGE).get_page(request.GET.get("page"))
    shown = [str(row.uuid) for row in page]
    show(request, "applications.bookings_seen", people=[], beside=shown, purpose=Why.SERVICE, case=str(place))
    context = {
        "place": found,
        "on": on,
        "loads": showing.loads(found, on=on, at=now),
        "lines": [
            (row, spaced(row.number), PURPOSES[Purpose(row.purpose)][0], STATES[State(row.state)])
            for row in page
        ],
        "page": page,
        "query": f"?hari={on.isoformat()}&",
        "outages": showing.outages(open_outages(at=now, place=found)),
        "may_serve": allowed(officer(request), "bookings.serve"),
        "may_keep": allowed(officer(request), "bookings.keep") and found.counter is not None,
        "at": now,
    }
    return render(request, "bookings/work_day.html", context)


@allow("bookings.serve")
@private
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, place: UUID) -> HttpResponse:
    """The queue of today: numbers for who comes, whom to call, and what became of who was called."""
    found = get_place(place)
    forms = {
        "check_in": NumberForm(_given(request, "check_in")),
        "walk_in": WalkInForm(_given(request, "walk_in"), purposes=found.purposes),
        "next": StationForm(_given(request, "next"), initial=request.session.get(STATION, {})),
    }
    act = request.POST.get("act", "")
    if request.method == "POST":
        if act not in ACTS:
            raise RuleBroken("ticket_step")
        if forms[act].is_valid() and done(forms[act], lambda: ACTS[act](request, found, forms[act])):
            return redirect("bookings:line", place)
    wrong = any(form.errors for form in forms.values())
    context = {**_queue(found, at=timezone.now()), "forms": forms}
    return render(request, "bookings/work_line.html", context, status=400 if wrong else 200)


def _given(request: HttpRequest, act: str) -> Mapping[str, str] | None:
    return request.POST if request.POST.get("act") == act else None


def _check_in(request: HttpRequest, place: Place, form: NumberForm) -> None:
    ticket = queue.check_in(place=place.uuid, number=form.cleaned_data["number"], **who(request))
    _say_number(request, ticket)


def _walk_in(request: HttpRequest, place: Place, form: WalkInForm) -> None:
    ticket = queue.give_number(place=place.uuid, purpose=form.cleaned_data["purpose"], **who(request))
    _say_number(request, ticket)


def _say_number(request: HttpRequest, ticket: Ticket) -> None:
    messages.success(request, _("Nomor %(sign)s diberikan.") % {"sign": ticket.sign})


def _next(request: HttpRequest, place: Place, form: StationForm) -> None:
    told = form.cleaned_data
    request.session[STATION] = {"line": told["line"].value, "station": told["station"]}
    queue.call_next(place=place.uuid, **told, **who(request))


ACTS: Mapping[str, Callable[..., None]] = {"check_in": _check_in, "walk_in": _walk_in, "next": _next}


def _queue(place: Place, *, at: datetime) -> dict[str, object]:
    lines = [(LINES[one], queue.line_of(place.uuid, one, at=at)) for one in place.lines]
    last = Ticket.objects.filter(place=place.uuid, on=office_day(at)).order_by("-taken_at", "-pk")[:5]
    return {
        "place": place,
        "lines": [(word, found[:A_PAGE], len(found)) for word, found in lines],
        "called": [(LINES[one.line], one.numbers) for one in called(place, at=at) if one.numbers],
        "last": list(last),
        "word": queue.word_of(place.uuid, at=at),
        "at": at,
    }


@allow("bookings.serve")
@require_POST
def close_call(request: HttpRequest, ticket: UUID) -> HttpResponse:
    row = queue.get_ticket(ticket)
    told = request.POST.get("stage", "")
    if told not in set(Stage):
        raise RuleBroken("ticket_step")
    queue.close_call(ticket=ticket, stage=Stage(told), **who(request))
    return redirect("bookings:line", row.place)


@allow("bookings.serve")
@private
@require_GET
def slip(_request: HttpRequest, ticket: UUID) -> HttpResponse:
    return opened(pdf(queue.get_ticket(ticket)), name="nomor-antrean.pdf")


@allow("bookings.serve")
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, place: UUID) -> HttpResponse:
    """Say that a place does not work: everybody who is booked is told."""
    found, now = get_place(place), office_now(timezone.now())
    form = OutageForm(
        request.POST or None, initial={"line": "", "begins_on": now.date(), "begins_hour": now.time()}
    )
    made = []
    if (
        request.method == "POST"
        and form.is_valid()
        and done(
            form,
            lambda: made.append(outages.declare(place=place, **form.told(now=now), **who(request))),
        )
    ):
        return redirect("bookings:outage", made[0].uuid)
    context = {"place": found, "form": form}
    return render(request, "bookings/declare.html", context, status=400 if form.errors else 200)


@allow("bookings.serve")
@require_http_methods(["GET", "HEAD", "POST"])
def outage(request: HttpRequest, outage: UUID) -> HttpResponse:
    """An outage, and whom it hits: how many were told, how many could not be; it is ended here."""
    row = outages.get_outage(outage)
    if request.method == "POST":
        outages.end(outage=outage, **who(request))
        messages.success(request, _("Diumumkan: melayani lagi. Yang tadi dikabari dikabari lagi."))
        return redirect("bookings:outage", outage)
    context = {
        "row": row,
        "place": get_place(row.place),
        "what": LINES[Line(row.line)] if row.line else "",
        "counts": outages.counts_of(row),
        "at": timezone.now(),
    }
    return render(request, "bookings/outage.html", context)
