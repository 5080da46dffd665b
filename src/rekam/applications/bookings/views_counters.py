"""The office's counters: opened, kept, staffed for a day, closed for good."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.accounts.permissions import allow, officer, scope_of, who
from rekam.applications.bookings import counters
from rekam.applications.bookings.forms_counters import (
    CounterForm,
    LastDayForm,
    NewCounterForm,
    StaffForm,
    as_initial,
)
from rekam.applications.bookings.models import Counter
from rekam.applications.filing.asking import done
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name, children


@allow("bookings.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    areas = _areas(request)
    choices = _kits([code for code, _name in areas])
    form = NewCounterForm(request.POST or None, areas=areas, kits=choices)
    made: list[Counter] = []

    def opened() -> None:
        area = form.cleaned_data["area_code"]
        made.append(counters.open_counter(area_code=area, kept=form.kept(), **who(request)))

    if request.method == "POST" and form.is_valid() and done(form, opened):
        messages.success(request, _("Loket dibuka; warga dapat memesan."))
        return redirect("bookings:day", made[0].uuid)
    return render(request, "bookings/counter_new.html", {"form": form}, status=400 if form.errors else 200)


def _areas(request: HttpRequest) -> list[tuple[str, str]]:
    """The officer's areas, and the kecamatan below them."""
    codes = sorted(scope_of(officer(request)).areas)
    found = [code for code in codes if code != "*"]
    below = [str(area.code) for code in found for area in children(code)]
    return [(code, area_name(code)) for code in dict.fromkeys([*found, *below])]


def _kits(areas: list[str]) -> list[tuple[str, str]]:
    found = {str(kit): name for area in areas for kit, name in counters.kits_for(area).items()}
    return list(found.items())


@allow("bookings.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, counter: UUID) -> HttpResponse:
    row = counters.get_counter(counter)
    form = CounterForm(
        _given(request, "change"), kits=_kits([row.area_code]), initial=as_initial(row), prefix="c"
    )
    staff = StaffForm(
        _given(request, "staff"),
        prefix="s",
        initial={
            "on": office_day(timezone.now()),
            "recorders": row.recorders,
            "clerks": row.clerks,
        },
    )
    last = LastDayForm(_given(request, "end"), prefix="e")

    def changed() -> None:
        counters.change_counter(counter=counter, kept=form.kept(), **who(request))

    def staffed() -> None:
        counters.staff_day(counter=counter, **staff.cleaned_data, **who(request))

    def ended() -> None:
        counters.end_counter(counter=counter, **last.cleaned_data, **who(request))

    for asked, act in ((form, changed), (staff, staffed), (last, ended)):
        if asked.is_bound and asked.is_valid() and done(asked, act):
            messages.success(request, _("Disimpan. Yang sudah dipesan tetap; lihat apakah masih muat."))
            return redirect("bookings:day", counter)
    wrong = any(asked.errors for asked in (form, staff, last))
    context = {
        "row": row,
        "form": form,
        "staff": staff,
        "last": last,
        "days": row.days.filter(on__gte=office_day(timezone.now())).order_by("on"),
    }
    return render(request, "bookings/counter.html", context, status=400 if wrong else 200)


def _given(request: HttpRequest, act: str) -> Mapping[str, str] | None:
    return request.POST if request.POST.get("act") == act else None
