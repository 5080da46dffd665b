"""One's own booking: number and code, moving, cancelling, coming. No address says whose it is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import address_of
from rekam.applications.bookings import own, queue, services, showing
from rekam.applications.bookings.forms import FindForm, TimeForm, WordForm
from rekam.applications.bookings.models import Booking
from rekam.applications.bookings.places import get_place_for
from rekam.applications.bookings.rules import Purpose, State
from rekam.applications.bookings.slip import pdf
from rekam.applications.bookings.words import STATES
from rekam.applications.filing import tries
from rekam.applications.filing.asking import done
from rekam.applications.filing.numbers import code_of, spaced
from rekam.applications.filing.own import actor
from rekam.applications.filing.rules import MOST_TRIES, TRY_MINUTES
from rekam.kernel.installation import office_day
from rekam.ui.files import opened

private = cache_control(no_store=True, private=True)


@private
@require_http_methods(["GET", "POST"])
@own.with_own
def code(request: HttpRequest, row: Booking) -> HttpResponse:
    """Number and code, until whoever booked says that they are written down."""
    if request.session.get(own.NEW) != str(row.uuid):
        return redirect("bookings:own")
    if request.method == "POST":
        del request.session[own.NEW]
        return redirect("bookings:own")
    context = showing.booking(row) | {"number": spaced(row.number), "code": code_of(row.token)}
    return render(request, "bookings/code.html", context)


@private
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _open(request, form)):
        return redirect("bookings:own")
    return render(request, "bookings/find.html", {"form": form}, status=400 if form.errors else 200)


def _open(request: HttpRequest, form: FindForm) -> None:
    now = timezone.now()
    tries.note(address_of(request), sort="book_find", most=MOST_TRIES, minutes=TRY_MINUTES, at=now)
    found = own.find_by_code(request, **form.cleaned_data, at=now)
    own.open_here(request, found)


@private
@require_http_methods(["GET", "POST"])
@own.with_own
def page(request: HttpRequest, row: Booking) -> HttpResponse:
    """One's own booking; a posted word of the day checks in."""
    now = timezone.now()
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _arrive(request, row, form)):
        return redirect("bookings:own")
    context = showing.booking(row) | {
        "number": spaced(row.number),
        "status": STATES[State(row.state)],
        "form": form,
        "at": now,
        **showing.today_of(row, at=now),
    }
    return render(request, "bookings/own.html", context, status=400 if form.errors else 200)


def _arrive(request: HttpRequest, row: Booking, form: WordForm) -> None:
    now = timezone.now()
    tries.note(address_of(request), sort="book_word", most=MOST_TRIES, minutes=TRY_MINUTES, at=now)
    queue.arrive_with_word(booking=row.uuid, word=form.cleaned_data["word"], actor=actor(request), at=now)


@private
@require_GET
@own.with_own
def slip(_request: HttpRequest, row: Booking) -> HttpResponse:
    ticket = showing.ticket_of(row)
    if ticket is None:
        return redirect("bookings:own")
    return opened(pdf(ticket), name="nomor-antrean.pdf")


@private
@require_GET
@own.with_own
def move_where(request: HttpRequest, row: Booking) -> HttpResponse:
    context = showing.places_for(Purpose(row.purpose), at=timezone.now())
    return render(request, "bookings/places.html", context | {"moves": row})


@private
@require_http_methods(["GET", "HEAD", "POST"])
@own.with_own
def move(request: HttpRequest, row: Booking, place: UUID) -> HttpResponse:
    purpose, now = Purpose(row.purpose), timezone.now()
    found = get_place_for(purpose, place=place)
    day = own.asked_day(request, since=office_day(now))
    if day is None:
        context = showing.calendar_of(found, purpose, at=now)
        return render(request, "bookings/calendar.html", context | {"moves": row})
    first = bool(row.priority_until and day <= row.priority_until)
    shown = showing.day_of(found, purpose, on=day, at=now, first=first)
    form = TimeForm(request.POST or None, slots=shown["slots"], first=first)
    if request.method == "POST" and form.is_valid():
        when = services.When(place=place, on=day, starts=form.cleaned_data["starts"])
        if done(
            form, lambda: services.move(booking=row.uuid, when=when, actor=actor(request), at=timezone.now())
        ):
            messages.success(request, _("Janji dipindahkan."))
            return redirect("bookings:own")
    context = {**shown, "form": form, "moves": row, "first": first, "button": _("Pindahkan")}
    return render(request, "bookings/day.html", context, status=400 if form.errors else 200)


@require_POST
@own.with_own
def cancel(request: HttpRequest, row: Booking) -> HttpResponse:
    services.cancel(booking=row.uuid, actor=actor(request), at=timezone.now())
    messages.success(request, _("Janji dibatalkan; tempatnya untuk orang lain. Terima kasih."))
    return redirect("bookings:own")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    own.close_here(request)
    messages.success(request, _("Janji ditutup di peramban ini. Buka lagi dengan nomor dan kodenya."))
    return redirect("bookings:start")
