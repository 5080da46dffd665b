"""The applicant's pages; none of their addresses says which application it is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import address_of
from rekam.applications import services
from rekam.applications.catalogue import words as catalogue
from rekam.applications.catalogue.rules import Service, get_offer
from rekam.applications.clock import settings as clock
from rekam.applications.clock.drawing import days_of
from rekam.applications.filing import own, showing, tries, words
from rekam.applications.filing.asking import done
from rekam.applications.filing.forms import ElsewhereForm, FindForm, ServiceForm, WhoForm, as_initial
from rekam.applications.filing.looking_up import find_by_code
from rekam.applications.filing.models import Application
from rekam.applications.filing.numbers import code_of, spaced
from rekam.applications.filing.rules import (
    ASSISTED_MINUTES,
    BEGUN_MINUTES,
    MOST_ASSISTED,
    MOST_BEGUN,
    MOST_TRIES,
    TRY_MINUTES,
    Authority,
    Channel,
)
from rekam.applications.filing.steps import EDITABLE, NEXT, State, Step
from rekam.applications.notices.showing import lines_of
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry.canaries.services import look

FROM_ELSEWHERE = frozenset({Service.MOVE_IN, Service.OUTSIDE})
private = cache_control(no_store=True, private=True)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    now, helper = timezone.now(), own.helper(request)
    service = get_offer(request.POST.get("service", ""), on=office_day(now)).service
    token = _token(request.POST.get("token", ""))
    if helper is None:
        tries.note(address_of(request), sort="begin", most=MOST_BEGUN, minutes=BEGUN_MINUTES, at=now)
    with scope(own.reach(request)):
        made = services.begin(
            service=service,
            token=token,
            channel=own.channel(request),
            filed_by=helper.username if helper else "",
            consented=request.POST.get("consent") == "on",
            area_code=own.area(request),
            holder=own.holder(request),
            at=now,
        )
    own.open_here(request, made.application.uuid)
    request.session[own.TOKEN] = str(token)
    return redirect("applications:code")


def _token(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise RuleBroken("application_token_used") from wrong


@private
@require_http_methods(["GET", "POST"])
@own.with_own
def code(request: HttpRequest, row: Application) -> HttpResponse:
    """Number and code, until the applicant says that they are written down."""
    token = request.session.get(own.TOKEN)
    if token is None or str(row.token) != token:
        return redirect("applications:own")
    if request.method == "POST":
        del request.session[own.TOKEN]
        return redirect("applications:own")
    context = {"number": spaced(row.number), "code": code_of(row.token), "name": _name(row)}
    return render(request, "applications/filing/code.html", context)


@private
@require_GET
@own.with_own
def page(request: HttpRequest, row: Application) -> HttpResponse:
    now, state = timezone.now(), State(row.state)
    timed = showing.time_of(row, at=now)
    papers = showing.papers_of(row, at=now)
    asked = row.steps.filter(step__in=(Step.ASKED, Step.REJECTED)).order_by("-number").first()
    context = {
        "row": row,
        "number": spaced(row.number),
        "name": _name(row),
        "status": words.STATES[state],
        "todo": words.TODO[state],
        "editable": state in EDITABLE,
        "may_withdraw": Step.WITHDRAWN in NEXT.get(state, {}),
        "who": words.AUTHORITIES[Authority(row.authority)] if row.authority else "",
        "papers": papers,
        "asked": asked.why if asked and state in (State.INCOMPLETE, State.REJECTED) else "",
        "days": days_of(timed, now=now),
        "timed": timed,
        "working": clock.in_working_days(),
        "timeline": showing.timeline(row) if row.sent_at else (),
        "notices": lines_of(row),
        "product": catalogue.PRODUCTS[get_offer(row.service, on=office_day(row.begun_at)).product],
        "has_paper": state in (State.READY, State.COLLECTED) and hasattr(row, "paper"),
        "at": now,
    }
    return render(request, "applications/filing/own.html", context)


@private
@require_http_methods(["GET", "POST"])
@own.with_own
def who(request: HttpRequest, row: Application) -> HttpResponse:
    if Service(row.service) in FROM_ELSEWHERE:
        return _who_elsewhere(request, row)
    form = WhoForm(request.POST or None, service=Service(row.service))
    if request.method == "POST" and form.is_valid() and done(form, lambda: _say_who(request, row, form)):
        return redirect("applications:own")
    return _step(request, row, form, title=_("Siapa pemohonnya?"))


def _say_who(request: HttpRequest, row: Application, form: WhoForm) -> None:
    now, helper, said = timezone.now(), own.helper(request), form.said()
    if helper is None:
        tries.note(address_of(request), sort="who_from", most=MOST_TRIES, minutes=TRY_MINUTES, at=now)
    else:
        tries.note(helper.username, sort="who_by", most=MOST_ASSISTED, minutes=ASSISTED_MINUTES, at=now)
    for nik in filter(None, (said.nik, said.subject_nik)):
        look(nik=nik, actor=own.actor(request), at=now)
    services.say_who(
        application=row.uuid,
        said=said,
        contact=form.cleaned_data["contact"],
        actor=own.actor(request),
        at=now,
    )


def _who_elsewhere(request: HttpRequest, row: Application) -> HttpResponse:
    form = ElsewhereForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        services.say_who_from_elsewhere(
            application=row.uuid,
            told={
                "full_name": told["full_name"],
                "nik": told["nik"],
                "birth_date": told["birth_date"].isoformat(),
            },
            area_code=row.area_code,
            contact=told["contact"],
            actor=own.actor(request),
            at=timezone.now(),
        )
        return redirect("applications:own")
    return _step(request, row, form, title=_("Siapa pemohonnya?"))


@private
@require_http_methods(["GET", "POST"])
@own.with_own
def fill(request: HttpRequest, row: Application) -> HttpResponse:
    service = Service(row.service)
    form = ServiceForm(request.POST or None, service=service, initial=as_initial(row.facts, service=service))
    if request.method == "POST" and form.is_valid():
        services.fill_in(
            application=row.uuid, facts=form.facts(), actor=own.actor(request), at=timezone.now()
        )
        return redirect("applications:own")
    return _step(request, row, form, title=_("Isi formulirnya"))


@private
@require_http_methods(["GET", "POST"])
@own.with_own
def send(request: HttpRequest, row: Application) -> HttpResponse:
    if request.method == "POST":
        services.send(application=row.uuid, actor=own.actor(request), at=timezone.now())
        messages.success(request, _("Terkirim. Anda akan dijawab dalam empat hari."))
        return redirect("applications:own")
    if State(row.state) not in EDITABLE:
        return redirect("applications:own")
    context = {
        "name": _name(row),
        "who": words.AUTHORITIES[Authority(row.authority)] if row.authority else "",
        "facts": showing.facts_of(row),
        "papers": showing.papers_of(row, at=timezone.now()),
    }
    return render(request, "applications/filing/send.html", context)


@require_POST
@own.with_own
def withdraw(request: HttpRequest, row: Application) -> HttpResponse:
    services.withdraw(application=row.uuid, actor=own.actor(request), at=timezone.now())
    messages.success(request, _("Permohonan ditarik."))
    return redirect("applications:own")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    own.close_here(request)
    messages.success(request, _("Permohonan ditutup di peramban ini. Buka lagi dengan nomor dan kodenya."))
    return redirect("applications:services")


@private
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _open(request, form)):
        return redirect("applications:own")
    return render(
        request, "applications/filing/find.html", {"form": form}, status=400 if form.errors else 200
    )


def _open(request: HttpRequest, form: FindForm) -> None:
    with scope(own.reach(request)):
        found = find_by_code(
            number=form.cleaned_data["number"],
            code=form.cleaned_data["code"],
            address=address_of(request),
            at=timezone.now(),
        )
    own.open_here(request, found)


def _step(
    request: HttpRequest, row: Application, form: WhoForm | ElsewhereForm | ServiceForm, *, title: str
) -> HttpResponse:
    context = {"form": form, "title": title, "name": _name(row), "online": row.channel == Channel.ONLINE}
    return render(request, "applications/filing/step.html", context, status=400 if form.errors else 200)


def _name(row: Application) -> words.Text:
    return catalogue.SERVICES[Service(row.service)]
