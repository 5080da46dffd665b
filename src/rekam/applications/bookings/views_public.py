"""Booking without an account: what for, where, when; and how long one waits without a booking."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.permissions import address_of
from rekam.applications.bookings import own, services, showing
from rekam.applications.bookings.forms import BookForm
from rekam.applications.bookings.now import open_outages
from rekam.applications.bookings.places import get_place, get_place_for, office_now, open_places
from rekam.applications.bookings.rules import Purpose
from rekam.applications.bookings.words import PURPOSES
from rekam.applications.filing import tries
from rekam.applications.filing.asking import done
from rekam.applications.filing.own import helper
from rekam.applications.filing.rules import BEGUN_MINUTES, MOST_BEGUN
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day

private = cache_control(no_store=True, private=True)


@require_GET
@own.at_office
def start(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    places = open_places(today=office_day(now))
    lines = [
        (one, name, told, sum(one in place.purposes for place in places))
        for one, (name, told) in PURPOSES.items()
    ]
    context = {"lines": lines, "outages": showing.outages(open_outages(at=now))}
    return render(request, "bookings/start.html", context)


@require_GET
@own.at_office
def places(request: HttpRequest, purpose: str) -> HttpResponse:
    context = showing.places_for(_purpose(purpose), at=timezone.now())
    return render(request, "bookings/places.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@own.at_office
def place(request: HttpRequest, purpose: str, place: UUID) -> HttpResponse:
    """The calendar of a place; with a day its hours, and the form."""
    wanted, now = _purpose(purpose), timezone.now()
    found = get_place_for(wanted, place=place)
    day = own.asked_day(request, since=office_day(now))
    if day is None:
        return render(request, "bookings/calendar.html", showing.calendar_of(found, wanted, at=now))
    shown = showing.day_of(found, wanted, on=day, at=now)
    form = BookForm(request.POST or None, slots=shown["slots"], initial={"contact": ""}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        when = services.When(place=place, on=day, starts=form.cleaned_data["starts"])
        if done(form, lambda: _book(request, form, purpose=wanted, when=when)):
            return redirect("bookings:code")
    token = request.POST.get("token") or uuid4()
    context = {**shown, "form": form, "token": token, "button": _("Pesan janji")}
    return render(request, "bookings/day.html", context, status=400 if form.errors else 200)


def _book(request: HttpRequest, form: BookForm, *, purpose: Purpose, when: services.When) -> None:
    now, told, account = timezone.now(), form.cleaned_data, helper(request)
    if account is None:
        tries.note(address_of(request), sort="booking", most=MOST_BEGUN, minutes=BEGUN_MINUTES, at=now)
    comer = services.Comer(
        nik=told["nik"], name=told["name"], contact=told["contact"], language=get_language() or "id"
    )
    made = services.book(
        purpose=purpose,
        when=when,
        comer=comer,
        token=_token(request),
        by=account.username if account else "",
        at=now,
    )
    own.open_here(request, made.booking.uuid, is_new=True)


def _token(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError as wrong:
        raise RuleBroken("booking_token_used") from wrong


def _purpose(word: str) -> Purpose:
    if word not in set(Purpose):
        raise RuleBroken("not_found")
    return Purpose(word)


@require_GET
@own.at_office
def waiting(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "lines": showing.standings(at=now),
        "outages": showing.outages(open_outages(at=now)),
        "at": now,
    }
    return render(request, "bookings/waiting.html", context)


@require_GET
@own.at_office
def waiting_at(request: HttpRequest, place: UUID) -> HttpResponse:
    return render(
        request, "bookings/waiting_at.html", showing.waiting_at(get_place(place), at=timezone.now())
    )


@require_GET
@own.at_office
def screen(request: HttpRequest, place: UUID) -> HttpResponse:
    """Which numbers are called now, to be read across a room; it asks again by itself, without a script."""
    found, now = get_place(place), timezone.now()
    context = showing.screen_of(found, at=now) | {"now": office_now(now)}
    return render(request, "bookings/screen.html", context)
