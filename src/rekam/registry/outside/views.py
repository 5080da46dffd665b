"""The counter for residents of other offices, and the home office's list of them."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, officer, who
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.region import area_name
from rekam.registry.canaries.rules import Door
from rekam.registry.canaries.services import look
from rekam.registry.outside import queries, services
from rekam.registry.outside.forms import SERVICES, OutsideForm
from rekam.registry.outside.rules import REPRINTS, Service


@sensitive_post_parameters("nik", "full_name", "birth_date_day", "birth_date_month", "birth_date_year")
@allow("registry.serve_outside_domicile")
@require_http_methods(["GET", "POST"])
def serve(request: HttpRequest) -> HttpResponse:
    """By POST: what is typed is a person, and stays out of addresses and logs."""
    account, today = officer(request), officer(request).day(timezone.now())
    form = OutsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = services.Told(
            nik=form.cleaned_data["nik"],
            full_name=form.cleaned_data["full_name"],
            birth_date=form.cleaned_data["birth_date"],
            service=Service(form.cleaned_data["service"]),
        )
        look(nik=told.nik, actor=account.username, at=timezone.now(), door=Door.OUTSIDE_DOMICILE)
        found = services.serve(
            told=told, places=account.areas, actor=account.username, on=today, at=timezone.now()
        )
        if found is not None:
            return redirect("registry:outside:visit", visit=found.uuid)
        form.add_error(
            None,
            _(
                "Tidak ada penduduk aktif dengan NIK, nama dan tanggal lahir itu bersama-sama. Periksa "
                "ketiganya sekali lagi; bila tetap tidak ada, arahkan orangnya ke Disdukcapil asalnya."
            ),
        )
    left = settings.REKAM_OUTSIDE_TRIES - queries.count_tries(officer=account.username, on=today)
    context = {"form": form, "left": max(0, left)}
    return render(request, "registry/outside/serve.html", context, status=400 if form.errors else 200)


@allow("registry.serve_outside_domicile")
@require_GET
def visit(request: HttpRequest, visit: UUID) -> HttpResponse:
    account = officer(request)
    person = queries.get_visit(visit, officer=account.username, on=officer(request).day(timezone.now()))
    show(
        request,
        "registry.outside.seen",
        people=[str(person.resident)],
        purpose=Purpose.OUTSIDE_DOMICILE,
        case=str(visit),
    )
    service = Service(person.service)
    context = {
        "person": person,
        "service": SERVICES[service],
        "is_reprint": service in REPRINTS,
        "home": area_name(".".join(person.area_code.split(".")[:2])),
        "village": area_name(person.area_code),
    }
    return render(request, "registry/outside/visit.html", context)


@allow("registry.see_resident")
@require_GET
def elsewhere(request: HttpRequest) -> HttpResponse:
    visits = queries.visits_elsewhere()
    record(
        "registry.outside.listed",
        **who(request),
        subjects=[str(one.resident) for one in visits],
        purpose=Purpose.SUPERVISION,
    )
    rows = [(one, area_name(one.area_code), SERVICES[Service(one.service)]) for one in visits]
    return render(request, "registry/outside/elsewhere.html", {"rows": rows})
