"""A resident's own digital KTP: on a new phone within a minute, and off a lost one."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.permissions import Account, officer
from rekam.accounts.residents.permissions import by_passkey, own_page
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.credentials import refusals
from rekam.credentials.issuing import offering, phones, showing
from rekam.credentials.issuing.naming import product_name
from rekam.credentials.issuing.showing import Possible
from rekam.credentials.issuing.standing_rules import Cause
from rekam.credentials.issuing.ways import Seen, Way
from rekam.credentials.wallets.links import take_link
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry.queries import get_resident
from rekam.ui.qr import qr_svg

private = cache_control(no_store=True, private=True)


@private
@own_page
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    account, at = officer(request), timezone.now()
    context: dict[str, object] = {
        "product": product_name(),
        "by_passkey": by_passkey(request),
        "linked": False,
    }
    if account.resident is not None:
        phone, people = phones.find_phone(account.resident), _people(account.resident, at=at)
        _look(account, [str(one.person) for one in people])
        context |= {
            "linked": True,
            "people": [one for one in people if one.kinds],
            "refused_words": refusals.SENTENCES.get(people[0].refused, ""),
            "phone": phone,
            "state": showing.state_of(phone),
            "held": showing.on_phone(phone, at=at),
        }
    return render(request, "credentials/own.html", context)


@private
@own_page
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """A new code for the person's own phone; whoever came by a message first comes in again by passkey."""
    account = officer(request)
    if account.resident is None:
        raise RuleBroken("digital_id_account_unlinked")
    if not by_passkey(request):
        return redirect(f"{reverse('own:enter')}?{urlencode({'next': reverse('credentials:own')})}")
    at = timezone.now()
    people = _people(account.resident, at=at)
    with scope(_office()):
        wanted = next((one for one in people if str(one.person) == request.POST.get("subject")), people[0])
        made = offering.make_offer(
            subject=wanted.person,
            holder=account.resident,
            way=Way.ACCOUNT,
            seen=Seen.PASSKEY,
            actor=account.username,
            at=at,
        )
    return render(
        request,
        "credentials/own_code.html",
        {
            "made": made,
            "product": product_name(),
            "qr": qr_svg(made.link),
            "open": take_link(request, offer=made.address) or made.link,
        },
    )


@private
@own_page
@require_POST
def lost(request: HttpRequest) -> HttpResponse:
    """Whoever says that the phone is lost is believed at once: the worst of a mistake is a new code."""
    account = officer(request)
    phone = None if account.resident is None else phones.find_phone(account.resident)
    if phone is not None:
        phones.end_phone(phone, cause=Cause.LOST, actor=account.username, at=timezone.now())
    messages.success(request, _("Dicabut. Isi ponsel yang hilang tidak diterima lagi."))
    return redirect("credentials:own")


def _people(resident: UUID, *, at: datetime) -> list[Possible]:
    """The person and the children; who moved to another office is told so."""
    with scope(_office()):
        try:
            return showing.possible(get_resident(resident), on=office_day(at))
        except RuleBroken as broken:
            if broken.code != "not_found":
                raise
            return [Possible(resident, "", (), "digital_id_moved")]


def _look(account: Account, people: list[str]) -> None:
    record(
        "credentials.own_seen",
        actor=account.username,
        at=timezone.now(),
        subjects=people,
        purpose=Purpose.OWN,
    )


def _office() -> Scope:
    """A resident's account has no areas: for just the own family the whole office is asked."""
    return Scope.of(settings.REKAM_OFFICE_AREA)
