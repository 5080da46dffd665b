"""Pages of the hand-over counter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import same_person
from rekam.audit.rules import Purpose
from rekam.cards import queries, services
from rekam.cards.counter import scanners
from rekam.cards.counter.forms import DeviceForm, ExceptionForm, FindForm, RecordsForm
from rekam.cards.orders import words
from rekam.cards.orders.about import allowed, looked_at, officers_of
from rekam.cards.orders.rules import JobState
from rekam.cards.photos import MOST_BYTES
from rekam.cards.refusals import SENTENCES
from rekam.kernel.installation import office_day
from rekam.registry.canaries.services import look_in

if TYPE_CHECKING:
    from rekam.abis.engine.samples import Sample


@allow("cards.hand_over")
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        look_in(form.cleaned_data["number"], **who(request))
        job = queries.find_job(form.cleaned_data["number"])
        if job is not None:
            return redirect("cards:hand_over", job.uuid)
        form.add_error("number", _("Tidak ada kartu dengan nomor ini di wilayah Anda."))
    ready = queries.orders(JobState.PRINTED, at=timezone.now())
    subjects = [str(entry.resident) for entry in ready]
    show(request, "cards.ready.seen", people=subjects, purpose=Purpose.CARD)
    context = {
        "form": form,
        "ready": ready,
        "number": queries.count_orders().get(JobState.PRINTED, 0),
        "at": timezone.now(),
    }
    return render(request, "cards/counter/find.html", context, status=400 if form.errors else 200)


@allow("cards.see")
@require_GET
def hand_over(request: HttpRequest, job: UUID) -> HttpResponse:
    return _page(request, job)


def _page(
    request: HttpRequest,
    job: UUID,
    *,
    refused: str = "",
    records: RecordsForm | None = None,
    plea: ExceptionForm | None = None,
) -> HttpResponse:
    row = queries.get_job(job)
    face = queries.find_face(row, at=timezone.now())
    show(request, "cards.counter.seen", **looked_at(row))
    state = JobState(row.state)
    own = same_person(row.exception_by, officer(request).username)
    pack = queries.find_pack_of(row)
    at_counter = state is JobState.PRINTED and pack is None and allowed(request, "cards.hand_over")
    context = {
        "job": row,
        "names": officers_of(row),
        "number": queries.collection_number(row),
        "face": face,
        "hidden": words.HOLDER_HIDDEN,
        "status": words.JOB_STATUS[state],
        "serial": queries.serial_of(row),
        "old_card": words.old_card_step(queries.find_reprint(row)),
        "refused": refused,
        "refusal": SENTENCES.get(refused, ""),
        "has_device": scanners.device_ports() is not None,
        "may_compare": at_counter,
        "pack": pack,
        "may_family": at_counter and queries.family_may_collect(on=office_day(timezone.now())),
        "asked": bool(row.exception_by) and state is JobState.PRINTED,
        "may_confirm": face is not None
        and state is JobState.PRINTED
        and bool(row.exception_by)
        and not own
        and allowed(request, "cards.approve"),
        "is_own": own,
        "device": DeviceForm(),
        "records": records or RecordsForm(),
        "plea": plea or ExceptionForm(),
        "waived": queries.find_waived(row),
    }
    wrong = (records and records.errors) or (plea and plea.errors)
    return render(
        request, "cards/counter/hand_over.html", context, status=409 if refused else 400 if wrong else 200
    )


@allow("cards.hand_over")
@require_POST
def compare_device(request: HttpRequest, job: UUID) -> HttpResponse:
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return _page(request, job)
    position = form.cleaned_data["position"]
    row = queries.get_job(job)
    return _compare(request, job, scanners.capture_finger(position=position, job=row.uuid, now=timezone.now))


@allow("cards.hand_over")
@require_POST
def compare_records(request: HttpRequest, job: UUID) -> HttpResponse:
    form = RecordsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, job, records=form)
    # One byte more than a record may have, so that it is refused without being read whole.
    files = [upload.read(scanners.MOST_BYTES + 1) for upload in form.cleaned_data["records"]]
    return _compare(request, job, scanners.read_records(files))


def _compare(request: HttpRequest, job: UUID, samples: "Sequence[Sample]") -> HttpResponse:
    outcome = services.hand_over(job=job, samples=samples, **who(request))
    if not outcome.issued:
        return _page(request, job, refused=outcome.code)
    messages.success(request, _("Cocok. Kartu diserahkan dan pemegangnya tercatat memiliki KTP-el."))
    return redirect("cards:hand_over", job)


@allow("cards.hand_over")
@require_POST
def ask_exception(request: HttpRequest, job: UUID) -> HttpResponse:
    form = ExceptionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, job, plea=form)
    told = form.cleaned_data
    plea = services.Plea(
        code=told["code"],
        reason=told["reason"],
        photo=told["photo"].read(MOST_BYTES + 1),
        witnesses=(told["witness_1"], told["witness_2"]),
    )
    services.ask_exception(job=job, plea=plea, **who(request))
    messages.success(request, _("Pengecualian dicatat; petugas lain mengesahkannya."))
    return redirect("cards:hand_over", job)


@allow("cards.approve")
@require_POST
def confirm_exception(request: HttpRequest, job: UUID) -> HttpResponse:
    services.confirm_exception(job=job, **who(request))
    messages.success(request, _("Pengecualian disahkan dan kartu diserahkan."))
    return redirect("cards:hand_over", job)
