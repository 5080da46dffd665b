"""What came of the visits of a day, told on its page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rekam.accounts.permissions import allow, who
from rekam.kernel.errors import RuleBroken
from rekam.outreach.rounds import services, telling
from rekam.outreach.rounds.models import LONGEST_NOTE
from rekam.outreach.rounds.rules import Outcome


@allow("outreach.plan_home_visits")
@require_POST
def tell(request: HttpRequest, home: UUID) -> HttpResponse:
    try:
        outcome = Outcome(request.POST.get("outcome", ""))
    except ValueError as error:
        raise RuleBroken("not_found") from error
    say = telling.correct if request.POST.get("what") == "correct" else telling.tell
    row = say(home=home, outcome=outcome, note=_note(request), **who(request))
    messages.success(request, _("Dicatat."))
    return redirect("outreach:round", home_day=row.home_day.uuid)


@allow("outreach.plan_home_visits")
@require_POST
def take_arrived(request: HttpRequest, home_day: UUID) -> HttpResponse:
    told = telling.tell_arrived(home_day=home_day, **who(request))
    messages.success(request, _("%(count)s rumah dicatat terekam.") % {"count": len(told)})
    return redirect("outreach:round", home_day=home_day)


@allow("outreach.plan_home_visits")
@require_POST
def call_off(request: HttpRequest, home: UUID) -> HttpResponse:
    row = services.call_off(home=home, note=_note(request), **who(request))
    messages.success(request, _("Rumah ini keluar dari rute dan menunggu hari lain. Kabari keluarganya."))
    return redirect("outreach:round", home_day=row.home_day.uuid)


@allow("outreach.plan_home_visits")
@require_POST
def follow_up(request: HttpRequest, home: UUID) -> HttpResponse:
    telling.follow_up(home=home, **who(request))
    messages.success(request, _("Dicatat."))
    return redirect("outreach:rounds")


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "")[:LONGEST_NOTE]
