"""Deputies, given by the head."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts import queries
from rekam.accounts.deputies import end_deputy, give_deputy
from rekam.accounts.forms import DeputyForm, told
from rekam.accounts.permissions import allow, officer
from rekam.accounts.rules import STAND_INS, Role
from rekam.kernel.errors import RuleBroken

USUAL = timedelta(days=6)  # a week, its first day included


@allow("accounts.deputise", fresh=True)
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    by, at = officer(request), timezone.now()
    known = [one for one in queries.officers(by=by) if one.is_active and Role(one.role) in STAND_INS]
    today = by.day(at)
    form = DeputyForm(
        request.POST or None, officers=known, initial={"from_day": today, "until_day": today + USUAL}
    )
    if request.method == "POST" and form.is_valid():
        given, people = form.cleaned_data, {str(one.uuid): one for one in known}
        try:
            give_deputy(
                absent=people[given["absent"]],
                stand_in=people[given["stand_in"]],
                from_day=given["from_day"],
                until_day=given["until_day"],
                by=by,
                at=at,
            )
        except RuleBroken as broken:
            form.add_error("until_day" if broken.code == "deputy_days" else "stand_in", told(broken))
        else:
            messages.success(request, _("Wakil sudah ditetapkan dan dicatat."))
            return redirect("accounts:deputies")
    rows = queries.deputies(by=by, since=today)
    names = queries.named({one.username for row in rows for one in (row.absent, row.stand_in)})
    return render(request, "accounts/deputies.html", {"form": form, "rows": rows, "names": names})


@allow("accounts.deputise", fresh=True)
@require_POST
def end(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    end_deputy(queries.get_deputy(identity), by=officer(request), at=timezone.now())
    messages.success(request, _("Masa wakil berakhir sekarang."))
    return redirect("accounts:deputies")
