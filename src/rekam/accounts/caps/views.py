"""Who is near or over the day's limit, raising it; whose reading was stopped, and opening it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.caps import queries, rules, services, stopping
from rekam.accounts.caps.forms import RaiseForm
from rekam.accounts.caps.rules import Sort
from rekam.accounts.caps.words import reason_of
from rekam.accounts.permissions import Account, allow, allowed, officer
from rekam.accounts.queries import named, officers

SORTS = {Sort.LOOKS: lazy("dilihat di halaman"), Sort.EXPORTED: lazy("dalam berkas ekspor")}


@require_GET
@allow("accounts.see_limits")
def limits(request: HttpRequest) -> HttpResponse:
    return _page(request, RaiseForm(officers=_raisable(request)))


@allow("accounts.raise_limit", fresh=True)
@require_POST
def raise_limit(request: HttpRequest) -> HttpResponse:
    form = RaiseForm(request.POST, officers=_raisable(request))
    if not form.is_valid():
        return _page(request, form)
    services.raise_limit(
        username=form.cleaned_data["username"],
        extra=form.cleaned_data["extra"],
        reason=form.cleaned_data["reason"],
        sort=Sort(form.cleaned_data["sort"]),
        by=officer(request),
        at=timezone.now(),
    )
    messages.success(request, _("Batas hari ini dinaikkan dan tercatat."))
    return redirect("limits:limits")


@allow("accounts.raise_limit", fresh=True)
@require_POST
def answer_stop(request: HttpRequest, stop: UUID) -> HttpResponse:
    opens = request.POST.get("answer") == "open"
    stopping.answer_stop(
        stop=stop,
        opens=opens,
        finding=request.POST.get("finding", ""),
        by=officer(request),
        at=timezone.now(),
    )
    told = _("Pembacaan dibuka lagi dan tercatat.") if opens else _("Tetap dihentikan; hasilnya tercatat.")
    messages.success(request, told)
    return redirect("limits:limits")


def _raisable(request: HttpRequest) -> list[Account]:
    account = officer(request)
    return [one for one in officers(by=account) if one.is_active and one != account]


def _page(request: HttpRequest, form: RaiseForm) -> HttpResponse:
    account = officer(request)
    lines = queries.day_lines(by=account, at=timezone.now())
    stops = queries.stops(by=account, at=timezone.now())
    context = {
        "stops": [(stop, reason_of(stop)) for stop in stops],
        "stopped": sum(stop.ended_at is None for stop in stops),
        "own": account.username,
        "rows": [(line, SORTS[line.sort]) for line in lines],
        "names": named(
            {
                *(line.account.username for line in lines),
                *(row.raised_by for line in lines for row in line.raised),
                *(who for stop in stops for who in (stop.username, stop.seen_by)),
            }
        ),
        "near": sum(line.standing.is_near for line in lines),
        "warn_at": rules.WARN_AT,
        "may_raise": allowed(account, "accounts.raise_limit"),
        "form": form,
        "at": timezone.now(),
    }
    return render(request, "accounts/caps/limits.html", context, status=400 if form.errors else 200)
