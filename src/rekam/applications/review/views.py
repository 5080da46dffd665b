"""The office's pages: the queue, one application, its sheets, and each step."""

from collections.abc import Callable, Mapping
from typing import TypedDict
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.applications import services
from rekam.applications.catalogue.rules import Document
from rekam.applications.clock.rules import Cause
from rekam.applications.filing import words
from rekam.applications.filing.models import Application
from rekam.applications.filing.steps import State
from rekam.applications.review import about, making
from rekam.applications.review.forms import CollectorForm, OriginalsForm, VerdictForm
from rekam.applications.review.queries import Pile, get_application
from rekam.applications.review.queries import queue as read_queue
from rekam.applications.review.words import PILES
from rekam.applications.uploads.models import Scan
from rekam.applications.uploads.rules import Verdict
from rekam.audit.rules import Purpose
from rekam.cards import queries as cards
from rekam.kernel.errors import RuleBroken
from rekam.registry.canaries.rules import Door
from rekam.registry.canaries.services import look
from rekam.registry.services import papers
from rekam.vault import services as vault

A_PAGE = 50


@allow("applications.see")
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("tumpukan", "")
    pile = Pile(asked) if asked in set(Pile) else Pile.ALL
    now = timezone.now()
    found = read_queue(pile=pile, now=now)
    page = Paginator(found.lines, A_PAGE).get_page(request.GET.get("page"))
    lines = about.lines(list(page))
    people = [str(line.timed.application.subject) for line in lines if line.timed.application.subject]
    show(request, "applications.queue_seen", people=people, purpose=Purpose.SERVICE)
    context = {
        "found": found,
        "pile": pile,
        "piles": [(one, PILES[one], found.counts[one]) for one in Pile],
        "page": page,
        "lines": lines,
        "may_file": allowed(officer(request), "applications.file"),
        "may_see_complaints": allowed(officer(request), "applications.see_complaints"),
        "may_enter_complaints": allowed(officer(request), "applications.enter_complaints"),
        "query": f"?tumpukan={pile.value}&",
        "at": now,
    }
    return render(request, "applications/review/queue.html", context)


@allow("applications.see")
@require_GET
def application(request: HttpRequest, application: UUID) -> HttpResponse:
    row = get_application(application)
    show(request, "applications.application_seen", **_looked_at(row))
    account = officer(request)
    now = timezone.now()
    context = about.context(
        row,
        now=now,
        checks=allowed(account, "applications.check"),
        approves=allowed(account, "applications.approve"),
        username=account.username,
    )
    context |= making.context(
        row,
        site=_site(request),
        username=account.username,
        opens=allowed(account, "registry.serve_outside_domicile"),
        on=account.day(now),
    )
    return render(request, "applications/review/application.html", context)


def _see_originals(request: HttpRequest, row: Application) -> None:
    form = OriginalsForm(request.POST, papers=about.sent_papers(row))
    seen = [Document(one) for one in form.cleaned_data["seen"]] if form.is_valid() else []
    services.see_originals(
        application=row.uuid, seen=seen, office_area=officer(request).areas[0], **who(request)
    )


def _hand_out(request: HttpRequest, row: Application) -> None:
    form = CollectorForm(request.POST)
    if not form.is_valid():
        raise RuleBroken("collector_letter_missing")
    services.hand_out(application=row.uuid, **form.cleaned_data, **who(request))


def _site(request: HttpRequest) -> str:
    return cards.own_site(officer(request).areas)


def _pause(request: HttpRequest, row: Application) -> None:
    cause = request.POST.get("cause", "")
    if cause not in set(Cause):
        raise RuleBroken("pause_cause_unknown")
    services.pause(application=row.uuid, cause=Cause(cause), why=_why(request), **who(request))


def _why(request: HttpRequest) -> str:
    return request.POST.get("why", "").replace("\x00", "")


Act = Callable[[HttpRequest, Application], object]
# What the first officer does.
STEPS: Mapping[str, Act] = {
    "ask": lambda request, row: services.ask_for_more(
        application=row.uuid, why=_why(request), **who(request)
    ),
    "check": lambda request, row: services.check(application=row.uuid, **who(request)),
    "reject": lambda request, row: services.reject(application=row.uuid, why=_why(request), **who(request)),
    "originals": _see_originals,
    "enter": lambda request, row: services.enter_again(
        application=row.uuid, office_area=officer(request).areas[0], **who(request)
    ),
    "finish": lambda request, row: services.finish(application=row.uuid, **who(request)),
    "hand_out": _hand_out,
    "print_child": lambda request, row: services.print_card(
        application=row.uuid, site=_site(request), **who(request)
    ),
    "spoil_child": lambda request, row: services.spoil_card(application=row.uuid, **who(request)),
    "pause": _pause,
    "resume": lambda request, row: services.resume(application=row.uuid, **who(request)),
}
# What the second one decides.
DECISIONS: Mapping[str, Act] = {
    "approve": lambda request, row: services.approve(application=row.uuid, **who(request)),
    "send_back": lambda request, row: services.send_back(
        application=row.uuid, why=_why(request), **who(request)
    ),
}


@allow("applications.check")
@require_POST
def step(request: HttpRequest, application: UUID) -> HttpResponse:
    return _do(request, application, acts=STEPS)


@allow("applications.approve")
@require_POST
def decide(request: HttpRequest, application: UUID) -> HttpResponse:
    return _do(request, application, acts=DECISIONS)


def _do(request: HttpRequest, application: UUID, *, acts: Mapping[str, Act]) -> HttpResponse:
    row = get_application(application)
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise RuleBroken("application_step_not_allowed")
    act(request, row)
    row.refresh_from_db()
    messages.success(request, str(words.STATES[State(row.state)][1]).capitalize() + ".")
    return redirect("applications:application", application)


@allow("registry.serve_outside_domicile")
@require_POST
def open_door(request: HttpRequest, application: UUID) -> HttpResponse:
    row, account, now = get_application(application), officer(request), timezone.now()
    look(nik=str(row.facts.get("nik", "")), actor=account.username, at=now, door=Door.OUTSIDE_DOMICILE)
    row = services.open_door(
        application=application, places=account.areas, on=account.day(now), actor=account.username, at=now
    )
    return redirect("registry:outside:visit", visit=row.visit)


@allow("applications.see")
@require_GET
@cache_control(no_store=True, private=True)
def sheet(request: HttpRequest, application: UUID, scan: UUID) -> HttpResponse:
    row, found = _sheet(application, scan)
    show(request, "applications.scan_seen", **_looked_at(row))
    answer = HttpResponse(vault.read(found.address), content_type=papers.TYPES[found.kind])
    answer["Content-Disposition"] = f'inline; filename="berkas-{found.uuid.hex[:8]}.{found.kind}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@allow("applications.check")
@require_POST
def judge(request: HttpRequest, application: UUID, scan: UUID) -> HttpResponse:
    _sheet(application, scan)
    form = VerdictForm(request.POST)
    verdict = Verdict(form.cleaned_data["verdict"]) if form.is_valid() else Verdict.AGAIN
    services.judge(scan=scan, verdict=verdict, why=_why(request), **who(request))
    return redirect("applications:application", application)


class LookedAt(TypedDict):
    """What the audit keeps of a look at an application."""

    people: list[str]
    beside: list[str]
    purpose: Purpose
    case: str


def _looked_at(row: Application) -> LookedAt:
    people = [str(one) for one in {row.applicant, row.subject} if one]
    return LookedAt(people=people, beside=[str(row.uuid)], purpose=Purpose.SERVICE, case=str(row.uuid))


def _sheet(application: UUID, scan: UUID) -> tuple[Application, Scan]:
    row = get_application(application)
    found = Scan.objects.filter(application=row, uuid=scan, dropped_at=None).exclude(address="").first()
    if found is None:
        raise RuleBroken("not_found")
    return row, found
