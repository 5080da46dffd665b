"""The targets of an area: the list, setting one, withdrawing one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.accounts.queries import named
from rekam.coverage.places import place_asked
from rekam.coverage.projection.rules import Measure
from rekam.coverage.projection.words import MEASURES
from rekam.coverage.targets import queries, services
from rekam.coverage.targets.forms import TargetForm
from rekam.coverage.targets.refusals import SENTENCES
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, area_name

# What is put right at the day.
OF_THE_DAY = {"target_date_past", "target_conflict"}


@require_http_methods(["GET", "HEAD", "POST"])
@allow("coverage.see")
def targets(request: HttpRequest) -> HttpResponse:
    place = place_asked(request)
    if request.method == "POST":
        return _set(request, place)
    return _page(request, place, form=TargetForm())


@allow("coverage.set_targets")
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    try:
        asked = UUID(request.POST.get("target", ""))
    except ValueError as error:
        raise RuleBroken("not_found") from error
    target = services.withdraw_target(target=asked, **who(request))
    messages.success(request, _("Target ditarik; riwayatnya tetap tercatat."))
    return redirect(f"{reverse('coverage:targets')}?wilayah={target.area_code}")


@allow("coverage.set_targets")
def _set(request: HttpRequest, place: AreaCode) -> HttpResponse:
    form = TargetForm(request.POST)
    if not form.is_valid():
        return _page(request, place, form=form)
    try:
        services.set_target(
            area_code=place.text,
            measure=Measure(form.cleaned_data["measure"]),
            on=form.cleaned_data["on"],
            percent=form.cleaned_data["percent"],
            source=form.cleaned_data["source"],
            **who(request),
        )
    except RuleBroken as refused:
        if refused.code not in OF_THE_DAY:
            raise
        form.add_error("on", str(SENTENCES[refused.code]))
        return _page(request, place, form=form)
    messages.success(request, _("Target dicatat."))
    return redirect(f"{reverse('coverage:targets')}?wilayah={place.text}")


def _page(request: HttpRequest, place: AreaCode, *, form: TargetForm) -> HttpResponse:
    rows = [(row, MEASURES[Measure(row.measure)]) for row in queries.targets(area_code=place.text)]
    context = {
        "place": place,
        "name": area_name(place.text),
        "rows": rows,
        "names": named(row.set_by for row, _measure in rows),
        "form": form,
        "may_set": allowed(officer(request), "coverage.set_targets"),
    }
    return render(request, "coverage/targets.html", context, status=400 if form.errors else 200)
