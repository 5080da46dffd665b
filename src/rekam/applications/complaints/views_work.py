"""The officers' pages: the queue, one complaint, each step, and entering what was said or written."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.permissions import allow, allowed, officer, roles_of
from rekam.accounts.rules import Role
from rekam.applications.complaints import about, figures, services, showing
from rekam.applications.complaints.forms_work import AnswerForm, AskForm, HandForm, LinkForm, NameForm
from rekam.applications.complaints.models import Complaint, ComplaintSheet
from rekam.applications.complaints.queries import (
    Pile,
    get_complaint,
    may_be_accused,
    may_be_owner,
    seen_by,
)
from rekam.applications.complaints.queries import queue as read_queue
from rekam.applications.complaints.words import PILES
from rekam.applications.complaints.writing import tell
from rekam.applications.filing.asking import done
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry.services import papers
from rekam.vault import services as vault

A_PAGE = 50


@allow("applications.see_complaints")
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    account, now = officer(request), timezone.now()
    asked = request.GET.get("tumpukan", "")
    pile = Pile(asked) if asked in set(Pile) else Pile.ALL
    found = read_queue(account, pile=pile, at=now)
    page = Paginator(found.rows, A_PAGE).get_page(request.GET.get("page"))
    supervises = Role.PROVINCE in roles_of(account)
    context = {
        "found": found,
        "open": found.counts[Pile.ALL],
        "overdue": found.counts[Pile.OVERDUE],
        "pile": pile,
        "piles": [(one, PILES[one], found.counts[one]) for one in Pile],
        "page": page,
        "lines": showing.lines(list(page), today=office_day(now)),
        "parts": [part for area in account.areas for part in figures.by_office(area, now=now)]
        if supervises
        else [],
        "supervises": supervises,
        "query": f"?tumpukan={pile.value}&",
        "at": now,
    }
    return render(request, "applications/complaints/queue.html", context)


@allow("applications.see_complaints")
@require_GET
def complaint(request: HttpRequest, complaint: UUID) -> HttpResponse:
    row = _get(request, complaint)
    tell("complaint_seen", row=row, actor=officer(request).username, at=timezone.now())
    return _page(request, row)


def _page(request: HttpRequest, row: Complaint, **refused: forms.Form) -> HttpResponse:
    context = about.context(row, account=officer(request), now=timezone.now()) | refused
    if not context["is_mine"]:  # somebody else has it by now, so the owner's forms are not on the page
        context["unshown"] = [form for name, form in refused.items() if name.removesuffix("_form") in STEPS]
    status = 400 if refused else 200
    return render(request, "applications/complaints/complaint.html", context, status=status)


def _get(request: HttpRequest, complaint: UUID) -> Complaint:
    return get_complaint(complaint, by=officer(request), at=timezone.now())


Asked = Callable[[HttpRequest, Complaint], tuple[forms.Form, Callable[[], object]]]


def _take(request: HttpRequest, row: Complaint) -> tuple[forms.Form, Callable[[], object]]:
    by, now = officer(request), timezone.now()
    return forms.Form(request.POST), lambda: services.take(complaint=row.uuid, by=by, at=now)


def _ask(request: HttpRequest, row: Complaint) -> tuple[forms.Form, Callable[[], object]]:
    form, by, now = AskForm(request.POST, prefix="ask"), officer(request), timezone.now()
    return form, lambda: services.ask(complaint=row.uuid, text=form.cleaned_data["text"], by=by, at=now)


def _answer(request: HttpRequest, row: Complaint) -> tuple[forms.Form, Callable[[], object]]:
    form = AnswerForm(request.POST, possible=about.possible(row), prefix="answer")
    by, now = officer(request), timezone.now()

    def act() -> object:
        outcome, mended = form.found()
        text = form.cleaned_data["text"]
        return services.answer(complaint=row.uuid, outcome=outcome, mended=mended, text=text, by=by, at=now)

    return form, act


def _link(request: HttpRequest, row: Complaint) -> tuple[forms.Form, Callable[[], object]]:
    if not allowed(officer(request), "registry.see_resident"):  # the province asks nobody's NIK
        raise RuleBroken("not_allowed", permission="registry.see_resident")
    form, by, now = LinkForm(request.POST, prefix="link"), officer(request), timezone.now()
    return form, lambda: services.link(complaint=row.uuid, typed=form.cleaned_data["typed"], by=by, at=now)


def _hand(request: HttpRequest, row: Complaint) -> tuple[forms.Form, Callable[[], object]]:
    form = HandForm(request.POST, owners=may_be_owner(row), prefix="hand")
    by, now = officer(request), timezone.now()
    return form, lambda: services.hand_over(
        complaint=row.uuid, to=form.cleaned_data["to"], why=form.cleaned_data["why"], by=by, at=now
    )


def _name(request: HttpRequest, row: Complaint) -> tuple[forms.Form, Callable[[], object]]:
    form = NameForm(request.POST, officers=may_be_accused(row), prefix="name")
    by, now = officer(request), timezone.now()
    return form, lambda: services.name_accused(
        complaint=row.uuid, accused=form.cleaned_data["accused"], by=by, at=now
    )


# What whoever answers does, and what the head and the province do besides.
STEPS: Mapping[str, Asked] = {"take": _take, "ask": _ask, "answer": _answer, "link": _link}
MOVES: Mapping[str, Asked] = {"hand": _hand, "name": _name}


@allow("applications.see_complaints")
@require_POST
def step(request: HttpRequest, complaint: UUID) -> HttpResponse:
    return _do(request, complaint, acts=STEPS)


@allow("applications.assign_complaints")
@require_POST
def move(request: HttpRequest, complaint: UUID) -> HttpResponse:
    return _do(request, complaint, acts=MOVES)


def _do(request: HttpRequest, complaint: UUID, *, acts: Mapping[str, Asked]) -> HttpResponse:
    row, name = _get(request, complaint), request.POST.get("act", "")
    if name not in acts:
        raise RuleBroken("complaint_step_not_allowed")
    form, act = acts[name](request, row)
    if not form.is_valid() or not done(form, act):
        return _page(request, row, **{f"{name}_form": form})
    if seen_by(officer(request), at=timezone.now()).filter(pk=row.pk).exists():
        messages.success(request, _("Tersimpan."))
        return redirect("complaints:complaint", complaint)
    messages.success(request, _("Tersimpan. Pengaduan itu sekarang ditangani orang lain."))
    return redirect("complaints:queue")


@allow("applications.see_complaints")
@require_GET
@cache_control(no_store=True, private=True)
def sheet(request: HttpRequest, complaint: UUID, sheet: UUID) -> HttpResponse:
    row = _get(request, complaint)
    found = ComplaintSheet.objects.filter(complaint=row, uuid=sheet).exclude(address="").first()
    if found is None:
        raise RuleBroken("not_found")
    tell("sheet_seen", row=row, actor=officer(request).username, at=timezone.now())
    answer = HttpResponse(vault.read(found.address), content_type=papers.TYPES[found.kind])
    answer["Content-Disposition"] = f'inline; filename="lampiran-{found.uuid.hex[:8]}.{found.kind}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
