"""Pages of the print queue and of one card."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import named, same_person
from rekam.audit.rules import Purpose
from rekam.cards import queries, services
from rekam.cards.allocation.rules import Order
from rekam.cards.allocation.turns import groups_of, order_in_force, turn_of
from rekam.cards.face.fields import CardFace, rows_of
from rekam.cards.forms import ReasonForm
from rekam.cards.orders import words
from rekam.cards.orders.about import allowed, looked_at, officers_of
from rekam.cards.orders.forms import REASONS, BlankForm, CountryForm, OrderForm
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.photographs import photograph_of, told_of
from rekam.cards.orders.queries import AT_MOST
from rekam.cards.orders.requirements import Cause
from rekam.cards.orders.rules import REPLACEMENTS, JobState, Reason
from rekam.cards.printing.forms import SpoiledForm
from rekam.cards.printing.rules import Fault
from rekam.cards.printing.words import ledger_reason
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day

UNPRINTED = {JobState.REQUESTED, JobState.APPROVED}
QUEUE = (JobState.REQUESTED, JobState.APPROVED, JobState.PRINTING, JobState.PRINTED)


@allow("cards.see")
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    numbers, order = queries.count_orders(), order_in_force(on=office_day(at))
    listed = {state: queries.orders(state, at=at) for state in QUEUE}
    waiting = queries.records_without_order(on=office_day(at))
    seen = [entry.resident for entries in listed.values() for entry in entries]
    people = [str(one) for one in [*seen, *(entry.resident for entry in waiting)]]
    show(request, "cards.queue.seen", people=people, purpose=Purpose.CARD)
    context = {
        "at": at,
        "sections": [_section(s, listed[s], number=numbers.get(s, 0), order=order) for s in QUEUE],
        "waiting": waiting,
        "order": order,
        "names": named(e.job.requested_by for entries in listed.values() for e in entries if e.job),
        "open": sum(numbers.get(state, 0) for state in QUEUE),
        "may_order": allowed(request, "cards.request"),
        "most": AT_MOST,
        "reasons": [(reason.value, REASONS[reason]) for reason in (Reason.NEW, Reason.DISASTER)],
    }
    return render(request, "cards/orders/queue.html", context)


def _section(
    state: JobState, entries: Sequence[queries.Entry], *, number: int, order: Order
) -> dict[str, object]:
    sign, word = words.JOB_STATUS[state]
    groups = groups_of([entry.job for entry in entries if entry.job])
    listed = [(entry, groups[entry.job.pk]) for entry in entries if entry.job]
    told = [(entry, f"{order.rank_of(group)} {words.PRIORITIES[group]}") for entry, group in listed]
    return {"state": state.value, "sign": sign, "word": word, "number": number, "entries": told}


@allow("cards.request")
@require_POST
def order(request: HttpRequest, record: UUID) -> HttpResponse:
    form = OrderForm(request.POST)
    if not form.is_valid():
        raise RuleBroken("print_reason_unknown")
    job = services.request_print(record=record, reason=Reason(form.cleaned_data["reason"]), **who(request))
    messages.success(request, _("Kartu dipesan; verifikator akan memutus."))
    return redirect("cards:card", job.uuid)


@allow("registry.serve_outside_domicile")
@require_POST
def order_away(request: HttpRequest, visit: UUID) -> HttpResponse:
    """A reprint for who lives elsewhere; the visit's page posts here."""
    today = officer(request).day(timezone.now())
    unchanged = request.POST.get("unchanged") == "on"
    job = services.request_reprint_away(visit=visit, unchanged=unchanged, on=today, **who(request))
    messages.success(request, _("Kartu dipesan. Lengkapi berkasnya, lalu verifikator memutus."))
    return redirect("cards:attach_papers", job.uuid)


@allow("cards.see")
@require_GET
def card(request: HttpRequest, job: UUID) -> HttpResponse:
    return _card_page(request, job)


def _card_page(
    request: HttpRequest,
    job: UUID,
    *,
    reason: ReasonForm | None = None,
    blank: BlankForm | None = None,
    spoiled: SpoiledForm | None = None,
) -> HttpResponse:
    at = timezone.now()
    row = queries.get_job(job)
    face = queries.find_face(row, at=at)
    show(request, "cards.card.seen", **looked_at(row))
    state = JobState(row.state)
    own = same_person(row.requested_by, officer(request).username)
    decides, printing = allowed(request, "cards.approve") and not own, allowed(request, "cards.print")
    first = queries.next_blank(queries.own_site(officer(request).areas))
    context = {
        "job": row,
        "names": officers_of(row),
        "number": queries.collection_number(row),
        "face": face,
        "rows": rows_of(face) if face else [],
        "hidden": words.HOLDER_HIDDEN,
        "status": words.JOB_STATUS[state],
        "ladder": queries.ladder_of(row),
        "priority": words.PRIORITIES[groups_of([row])[row.pk]],
        "turn": turn_of(row, at=at) if state in UNPRINTED else None,
        "why": REASONS[Reason(row.reason)],
        "serial": queries.serial_of(row),
        **_reprint(request, row),
        **(told_of(change) if (change := photograph_of(row)) else {}),
        **_sides(request, row, face=face, at=at),
        "spoiled": queries.spoiled_serials(row),
        "may_decide": face and state is JobState.REQUESTED and decides,
        "may_refuse": decides and state in ({JobState.REQUESTED} if face else UNPRINTED),
        "is_own": state is JobState.REQUESTED and own,
        "may_start": face and state is JobState.APPROVED and printing,
        "may_confirm": state is JobState.PRINTING and printing,
        "may_spoil": state in {JobState.PRINTING, JobState.PRINTED} and printing,
        "may_hand_over": state is JobState.PRINTED and allowed(request, "cards.hand_over"),
        "blank": blank or BlankForm(initial={"serial": first}),
        "reason": reason or ReasonForm(),
        "spoil": spoiled or SpoiledForm(),
    }
    wrong = any(form and form.errors for form in (reason, blank, spoiled))
    return render(request, "cards/orders/card.html", context, status=400 if wrong else 200)


def _sides(request: HttpRequest, job: PrintJob, *, face: CardFace | None, at: datetime) -> dict[str, object]:
    """What the page says beside the pictures: a wrong backdrop, a foreigner's nationality."""
    if face is None:
        return {}
    wanted = queries.wanted_backdrop(job, at=at)
    asks = face.is_foreign and job.state == JobState.REQUESTED and allowed(request, "cards.request")
    return {
        "backdrop": words.BACKDROPS[wanted] if wanted else "",
        "country": CountryForm(initial={"country": job.country}) if asks else None,
    }


def _reprint(request: HttpRequest, job: PrintJob) -> dict[str, object]:
    """What the page says of the card that this one replaces."""
    if Reason(job.reason) not in REPLACEMENTS:
        return {}
    row = queries.find_reprint(job)
    lost = row is not None and row.cause == Cause.LOST
    return {
        "replaces": True,
        "reprint": row,
        "cause": words.CAUSES[Cause(row.cause)] if row else "",
        "next": words.NEXT_STEP[Cause(row.cause)] if row else "",
        "may_attach": row is None and job.state == JobState.REQUESTED and allowed(request, "cards.request"),
        "may_find": lost and row is not None and row.found_at is None and allowed(request, "cards.hand_over"),
    }


@allow("cards.approve")
@require_POST
def approve(request: HttpRequest, job: UUID) -> HttpResponse:
    services.approve_print(job=job, **who(request))
    messages.success(request, _("Pencetakan disetujui."))
    return redirect("cards:card", job)


@allow("cards.approve")
@require_POST
def refuse(request: HttpRequest, job: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _card_page(request, job, reason=form)
    services.refuse_print(job=job, reason=form.cleaned_data["reason"], **who(request))
    messages.success(request, _("Pesanan ditolak; perekamannya tetap siap cetak."))
    return redirect("cards:card", job)


@allow("cards.print")
@require_POST
def start(request: HttpRequest, job: UUID) -> HttpResponse:
    form = BlankForm(request.POST)
    if not form.is_valid():
        return _card_page(request, job, blank=form)
    services.start_print(job=job, serial=form.cleaned_data["serial"], **who(request))
    messages.success(request, _("Keping diambil dari persediaan. Cetak sekarang, lalu catat hasilnya."))
    return redirect("cards:card", job)


@allow("cards.print")
@require_POST
def confirm(request: HttpRequest, job: UUID) -> HttpResponse:
    services.confirm_print(job=job, **who(request))
    messages.success(request, _("Kartu tercatat selesai dicetak dan siap diambil."))
    return redirect("cards:card", job)


@allow("cards.print")
@require_POST
def spoil_print(request: HttpRequest, job: UUID) -> HttpResponse:
    form = SpoiledForm(request.POST)
    if not form.is_valid():
        return _card_page(request, job, spoiled=form)
    fault = Fault(form.cleaned_data["fault"])
    reason = ledger_reason(fault, note=form.cleaned_data["note"])
    services.spoil_print(job=job, reason=reason, fault=fault, **who(request))
    messages.warning(request, _("Keping dicatat rusak; perekaman kembali siap cetak dengan keping lain."))
    return redirect("cards:card", job)


@allow("cards.print")
@require_POST
def print_anew(request: HttpRequest, job: UUID) -> HttpResponse:
    services.print_anew(job=job, **who(request))
    messages.success(request, _("Pesanan kembali siap cetak dengan keping lain; yang hilang tetap ditutup."))
    return redirect("cards:losses")
