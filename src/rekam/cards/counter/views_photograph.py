"""Pages of a new photograph: taken at the counter, agreed to by its holder, ordered with a card."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, who
from rekam.audit.rules import Purpose
from rekam.cards import services
from rekam.cards.counter import scanners
from rekam.cards.counter.exceptions import vouched_for
from rekam.cards.counter.forms_photograph import AgreeForm, PhotographForm
from rekam.cards.counter.portraits import clean_portrait
from rekam.cards.orders.photographs import told_of
from rekam.cards.photos import MOST_BYTES
from rekam.enrolment import queries as enrolment
from rekam.enrolment.portraits import queries as portraits
from rekam.enrolment.portraits import services as taking
from rekam.enrolment.portraits.queries import PortraitChange
from rekam.enrolment.portraits.rules import Standing
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry

FINGER = "right_index"


@allow("cards.request")
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, record: UUID) -> HttpResponse:
    recording = enrolment.get_record(record)
    if recording.resident is None:
        raise RuleBroken("record_without_resident")
    holder = registry.get_resident(recording.resident)
    has_device = scanners.device_ports() is not None
    form = PhotographForm(request.POST or None, request.FILES or None, has_device=has_device)
    decision = ""
    if request.method == "POST" and form.is_valid():
        taken = _take(request, record, form=form, holder=holder.full_name)
        if taken.change is not None:
            return redirect("cards:photograph", taken.change.uuid)
        decision = taken.decision
    show(
        request,
        "cards.reprint.seen",
        people=[str(holder.uuid)],
        beside=[str(record)],
        purpose=Purpose.CARD,
        case=str(record),
    )
    context = {"record": recording, "holder": holder, "form": form, "decision": decision}
    context["has_device"] = has_device
    status = 409 if decision else 400 if form.errors else 200
    return render(request, "cards/counter/photograph_take.html", context, status=status)


def _take(request: HttpRequest, record: UUID, *, form: PhotographForm, holder: str) -> taking.Taken:
    told = form.cleaned_data
    photo = told["photo"]
    data = photo.read(MOST_BYTES + 1) if photo else scanners.capture_photo(record=record, now=timezone.now)
    if told["code"]:
        names = [told["witness_1"], told["witness_2"]]
        vouched = vouched_for(code=told["code"], reason=told["reason"], witnesses=names, holder=holder)
        samples = []
    else:
        vouched, position = None, told.get("position") or FINGER
        samples = scanners.laid_down(told["records"], position=position, of=record, now=timezone.now)
    return taking.take(
        record=record,
        picture=clean_portrait(data),
        samples=samples,
        ground=told["ground"],
        note=told["note"],
        vouched=vouched,
        **who(request),
    )


@allow("cards.request")
@require_http_methods(["GET", "POST"])
def photograph(request: HttpRequest, change: UUID) -> HttpResponse:
    """What was taken beside what is in force; the holder agrees, and the card is ordered."""
    row = portraits.get_change(change)
    form = AgreeForm(request.POST or None, findings=row.findings)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        job = services.order_with_photograph(
            change=change, kept_for=told.get("kept_for", ""), old_card=told["old_card"], **who(request)
        )
        messages.success(request, _("Kartu dengan foto baru dipesan; verifikator akan memutus."))
        return redirect("cards:card", job.uuid)
    _show(request, row)
    context = {
        **told_of(row),
        "record": row.record,
        "form": form,
        "open": row.standing == Standing.TAKEN,
    }
    return render(request, "cards/counter/photograph.html", context, status=400 if form.errors else 200)


@allow("cards.see")
@require_GET
@cache_control(no_store=True, private=True)
def picture(request: HttpRequest, change: UUID, *, new: bool) -> HttpResponse:
    row = portraits.get_change(change)
    _show(request, row)
    return HttpResponse(portraits.picture(row, new=new), content_type="image/png")


def _show(request: HttpRequest, row: PortraitChange) -> None:
    """Whose face it is: not_found once the holder is another office's."""
    assert row.record.resident is not None  # `take` asks for it
    holder = registry.get_resident(row.record.resident)
    show(
        request,
        "cards.photograph.seen",
        people=[str(holder.uuid)],
        beside=[str(row.uuid), str(row.record.uuid)],
        purpose=Purpose.CARD,
        case=str(row.uuid),
    )
