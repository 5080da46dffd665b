"""A second officer says that a match is false, so that the resident is recorded all the same."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.kernel.errors import RuleBroken
from rekam.station import body_check, plan, showing
from rekam.station.forms import OverruleForm
from rekam.station.middleware import StationRequest, at_work
from rekam.station.wording import told_code


@at_work
@require_http_methods(["GET", "POST"])
def overrule(request: StationRequest, draft: uuid.UUID, page: str) -> HttpResponse:
    if page not in plan.GROUPS:
        raise RuleBroken("page_unknown", page=page[:40])
    work, code, against = request.work, request.GET.get("kode", ""), request.GET.get("dengan", "")
    found = work.bench.visits.get_draft(draft)
    own = {work.bench.officer.username, against}
    officers = {one.username: one for one in work.worklist.officers if one.username not in own}
    form = OverruleForm(request.POST or None, officers=officers)
    if request.method == "POST" and form.is_valid():
        overruling = body_check.Overruling(
            code=code,
            against=against,
            officer=officers[form.cleaned_data["officer"]],
            passphrase=form.cleaned_data["passphrase"],
            reason=form.cleaned_data["reason"],
        )
        body_check.overrule(work.bench, draft=found, overruling=overruling, at=request.desk.stamp())
        request.desk.flash = _("Penolakan dibatalkan petugas kedua. Ambil sekali lagi.")
        return redirect("station:page", draft=draft, page=page)
    context = showing.person_page(request.desk, work=work, draft=found, page=page)
    context |= {"form": form, "refused": told_code(code), "officers": officers}
    context["back"] = reverse("station:page", args=[draft, page])
    return render(request, "station/overrule.html", context)
