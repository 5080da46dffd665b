"""The polling days that are known: those that ship, those typed in, and typing one in."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.accounts.queries import named
from rekam.kernel.errors import RuleBroken
from rekam.registry.voters import services
from rekam.registry.voters.queries import typed_in
from rekam.registry.voters.rules import POLLING_DAYS
from rekam.ui.forms import ThreePartDateField


class DayForm(forms.Form):
    on = ThreePartDateField(label=lazy("Hari pemungutan suara"))
    name = forms.CharField(label=lazy("Pemilihan"), max_length=80, help_text=lazy("misalnya Pemilu 2029"))
    source = forms.CharField(
        label=lazy("Dasar"), max_length=120, help_text=lazy("Keputusan KPU atau Keppres, dengan nomornya.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow("coverage.see")
def days(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _set(request)
    return _page(request, form=DayForm())


@allow("coverage.set_polling_days")
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    try:
        asked = UUID(request.POST.get("day", ""))
    except ValueError as error:
        raise RuleBroken("not_found") from error
    services.withdraw_polling_day(polling_day=asked, **who(request))
    messages.success(request, _("Hari pemungutan suara ditarik; riwayatnya tetap tercatat."))
    return redirect("coverage:polling_days")


@allow("coverage.set_polling_days")
def _set(request: HttpRequest) -> HttpResponse:
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form)
    services.set_polling_day(**form.cleaned_data, **who(request))
    messages.success(request, _("Hari pemungutan suara dicatat."))
    return redirect("coverage:polling_days")


def _page(request: HttpRequest, *, form: DayForm) -> HttpResponse:
    rows = typed_in()
    context = {
        "shipped": POLLING_DAYS,
        "typed_in": rows,
        "names": named(row.set_by for row in rows),
        "form": form,
        "may_set": allowed(officer(request), "coverage.set_polling_days"),
    }
    return render(request, "coverage/first_time/days.html", context, status=400 if form.errors else 200)
