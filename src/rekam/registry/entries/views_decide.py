"""Pages of one entry: before and after beside the paper; approve, refuse, take back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import Account, allow, allowed, officer, who
from rekam.accounts.queries import named, same_person
from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import queries, services, showing, words
from rekam.registry.entries.drafting import preview
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.forms import DecisionForm
from rekam.registry.entries.models import Entry
from rekam.registry.entries.papers import TYPES
from rekam.registry.entries.planning import Plan
from rekam.registry.entries.rules import Risk, State
from rekam.registry.refusals import SENTENCES
from rekam.vault import services as vault


@allow("registry.see_resident")
@require_GET
def entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _entry_page(request, queries.get_entry(uuid), DecisionForm())


def _entry_page(request: HttpRequest, row: Entry, form: DecisionForm) -> HttpResponse:
    account, waits = officer(request), row.state == State.WAITING
    plan: Plan | None = None
    code, parts = "", []
    if waits:
        plan, code = preview(row, at=timezone.now())
        parts = showing.parts_of(plan) if plan else showing.proposed(row)
    elif row.state == State.APPROVED:
        parts = showing.parts_of_events(queries.events_of_entry(row.uuid))
    else:
        parts = showing.proposed(row)
    decides = allowed(account, "registry.approve")
    own = waits and same_person(row.entered_by, account.username)
    show(
        request,
        "registry.entry.seen",
        people=showing.people_of(parts, warned=row.warnings) or [str(row.resident or row.uuid)],
        purpose=_purpose(account),
        case=str(row.uuid),
    )
    context = _told(row) | {
        "parts": parts,
        "number": len(plan.steps) if plan else len(parts),
        "refusal": SENTENCES.get(code, "") if code else "",
        "code": code,
        "may_decide": waits and decides and not own,
        "may_approve": waits and decides and not own and not code,
        "is_own": own,
        "may_withdraw": own and row.entered_by == account.username,
        "form": form,
    }
    return render(request, "registry/entries/entry.html", context, status=400 if form.errors else 200)


def _told(row: Entry) -> dict[str, object]:
    """What an entry says of itself, in words."""
    return {
        "entry": row,
        "names": named((row.entered_by, row.decided_by)),
        "title": showing.kind_word(row.kind),
        "state": words.STATES[row.state],
        "risk": words.RISKS[row.risk],
        "area": queries.area_name(row.area_code),
        "warnings": showing.warnings(
            one for one in row.warnings if one != "another_waits" or row.state == State.WAITING
        ),
        "effects": showing.consequences(Kind(row.kind)),
        "document": row.facts.get("document", ""),
        "note": row.facts.get("note", ""),
        "day": showing.day_label(row.kind),
        "on": showing.value_word("status_on", row.facts.get("on", "")),
        "papers": [(number, paper["kind"]) for number, paper in enumerate(row.papers)],
    }


def _purpose(account: Account) -> Purpose:
    """Who decides looks at it as the second pair of eyes; everybody else serves somebody."""
    return Purpose.VERIFICATION if allowed(account, "registry.approve") else Purpose.SERVICE


@allow("registry.see_resident")
@require_GET
@cache_control(no_store=True, private=True)
def paper(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    row = queries.get_entry(uuid)
    if number >= len(row.papers):
        raise RuleBroken("paper_not_of_entry")
    found = row.papers[number]
    show(
        request,
        "registry.paper_seen",
        people=[str(row.resident or uuid)],
        purpose=_purpose(officer(request)),
        case=str(uuid),
    )
    answer = HttpResponse(vault.read(found["address"]), content_type=TYPES[found["kind"]])
    answer["Content-Disposition"] = f'inline; filename="berkas-{number + 1}.{found["kind"]}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@allow("registry.approve")
@require_POST
def approve(request: HttpRequest, uuid: UUID) -> HttpResponse:
    form = DecisionForm(request.POST)
    row = queries.get_entry(uuid)
    if not _valid(form, needs_reason=row.risk == Risk.HIGH):
        return _entry_page(request, row, form)
    services.approve(entry=uuid, why=form.cleaned_data["why"], **who(request))
    messages.success(request, _("Disetujui; register dan riwayatnya sudah berubah."))
    return redirect("registry:entry", uuid)


@allow("registry.approve")
@require_POST
def refuse(request: HttpRequest, uuid: UUID) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not _valid(form, needs_reason=True):
        return _entry_page(request, queries.get_entry(uuid), form)
    services.refuse(entry=uuid, why=form.cleaned_data["why"], **who(request))
    messages.success(request, _("Ditolak; tidak ada data yang berubah."))
    return redirect("registry:entry", uuid)


@allow("registry.enter")
@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    services.withdraw(entry=uuid, **who(request))
    messages.success(request, _("Entri ditarik; tidak ada data yang berubah."))
    return redirect("registry:entry", uuid)


def _valid(form: DecisionForm, *, needs_reason: bool) -> bool:
    if not form.is_valid():
        return False
    if needs_reason and not services.says_why(form.cleaned_data["why"]):
        form.add_error("why", str(SENTENCES["entry_reason_missing"]))
    return not form.errors
