"""A resident sees who asks, for what and for which fields, and says yes or no."""

from uuid import UUID

from django.contrib import messages as told
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from rekam.accounts.permissions import officer
from rekam.accounts.residents.permissions import own_page
from rekam.kernel.errors import RuleBroken
from rekam.verification.asking.rules import COMPARED, Field
from rekam.verification.consent import services
from rekam.verification.consent.forms import CodeForm
from rekam.verification.partners.queries import find_partner
from rekam.verification.partners.words import FIELDS

KEPT = "rekam_verification_consent"
private = cache_control(no_store=True, private=True)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def enter(request: HttpRequest) -> HttpResponse:
    _resident(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = services.find_waiting(
            form.cleaned_data["code"], asker=officer(request).username, at=timezone.now()
        )
        request.session[KEPT] = str(found)
        return redirect("consents:answer")
    return render(request, "verification/consent/enter.html", {"form": form})


@private
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def answer(request: HttpRequest) -> HttpResponse:
    at, resident = timezone.now(), _resident(request)
    if KEPT not in request.session:
        return redirect("consents:enter")
    consent = UUID(request.session[KEPT])
    if request.method == "POST":
        yes = request.POST.get("say") == "yes"
        services.decide(consent, resident=resident, yes=yes, actor=officer(request).username, at=at)
        del request.session[KEPT]
        told.success(request, _("Anda menyetujui.") if yes else _("Anda menolak. Tidak ada yang dijawab."))
        return redirect("own:home")
    asked = services.get_waiting(consent, at=at)
    context = {
        "partner": find_partner(asked.client_id),
        "fields": [FIELDS[Field(one)] for one in asked.fields],
        "compared": not COMPARED.isdisjoint(asked.fields),
    }
    return render(request, "verification/consent/answer.html", context)


def _resident(request: HttpRequest) -> UUID:
    """Whom the office saw behind this account. Raises RuleBroken("resident_not_linked")."""
    resident = officer(request).resident
    if resident is None:
        raise RuleBroken("resident_not_linked")
    return resident
