"""From "Akun saya" into an application, without typing its code."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import address_of, officer
from rekam.accounts.residents.permissions import own_page
from rekam.applications.filing import own
from rekam.applications.filing.asking import done
from rekam.applications.filing.forms import FindForm
from rekam.applications.holding import services
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken


@own_page
@require_POST
def open_held(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    try:
        key = UUID(request.POST.get("application", ""))
    except ValueError as wrong:
        raise RuleBroken("not_found") from wrong
    with scope(own.reach(request)):
        services.open_held(
            key,
            account=account.uuid,
            resident=account.resident,
            actor=account.username,
            at=timezone.now(),
        )
    own.open_here(request, key)
    return redirect("applications:own")


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
@own_page
def add(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _keep(request, form)):
        messages.success(request, _("Permohonan itu sekarang ada di akun Anda."))
        return redirect("own:home")
    return render(
        request, "applications/holding/add.html", {"form": form}, status=400 if form.errors else 200
    )


def _keep(request: HttpRequest, form: FindForm) -> None:
    account = officer(request)
    with scope(own.reach(request)):
        services.keep(
            number=form.cleaned_data["number"],
            code=form.cleaned_data["code"],
            account=account.uuid,
            actor=account.username,
            address=address_of(request),
            at=timezone.now(),
        )
