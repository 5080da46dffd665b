"""Pages of reprints: whose, why, with which documents; and a lost card that was found."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, who
from rekam.audit.rules import Purpose
from rekam.cards import queries, services
from rekam.cards.face.fields import nationality_of
from rekam.cards.finding import HolderForm, find_asked
from rekam.cards.orders import away, old_cards, words
from rekam.cards.orders.about import looked_at
from rekam.cards.orders.forms_reprint import ReprintForm
from rekam.cards.orders.requirements import REQUIREMENTS, Cause, causes_for
from rekam.cards.orders.rules import Reason
from rekam.enrolment import queries as enrolment
from rekam.kernel.errors import RuleBroken
from rekam.registry import queries as registry
from rekam.registry.rules import Nationality
from rekam.registry.services import papers
from rekam.vault import services as vault


@allow("cards.request")
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    form = HolderForm(request.POST or None)
    record = find_asked(request, form)
    if record is not None:
        return redirect("cards:reprint", record)
    return render(
        request, "cards/orders/reprint_find.html", {"form": form}, status=400 if form.errors else 200
    )


@allow("cards.request")
@require_http_methods(["GET", "POST"])
def reprint(request: HttpRequest, record: UUID) -> HttpResponse:
    recording = enrolment.get_record(record)
    if recording.resident is None:
        raise RuleBroken("record_without_resident")
    holder = registry.get_resident(recording.resident)
    cause = _cause(request)
    form = _form(request, cause=cause, resident=holder.uuid)
    if form is not None and cause is not None and request.method == "POST" and form.is_valid():
        job = services.request_reprint(record=record, cause=cause, brought=form.brought(), **who(request))
        messages.success(request, _("Cetak ulang dipesan dengan berkasnya; verifikator akan memutus."))
        return redirect("cards:card", job.uuid)
    show(
        request,
        "cards.reprint.seen",
        people=[str(holder.uuid)],
        beside=[str(record)],
        purpose=Purpose.CARD,
        case=str(record),
    )
    context = {
        "record": recording,
        "name": holder.full_name,
        "born": holder.birth_date,
        "serial": old_cards.serial_in_hand(record),
        "causes": [
            (one, words.CAUSES[one]) for one in causes_for(foreign=nationality_of(holder) is Nationality.WNA)
        ],
        **_asked(cause, form),
    }
    return render(request, "cards/orders/reprint.html", context, status=400 if form and form.errors else 200)


@allow("cards.request")
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, job: UUID) -> HttpResponse:
    """The documents of an order that has none yet, as after a visit of somebody who lives elsewhere."""
    row = queries.get_job(job)
    holder = away.holder_of(row)
    offered = causes_for(foreign=True)
    causes = [cause for cause in offered if REQUIREMENTS[cause].reason is Reason(row.reason)]
    cause = _cause(request) or (causes[0] if len(causes) == 1 else None)
    form = _form(request, cause=cause, resident=row.resident)
    if form is not None and cause is not None and request.method == "POST" and form.is_valid():
        services.attach_papers(job=job, cause=cause, brought=form.brought(), **who(request))
        messages.success(request, _("Berkas disimpan; verifikator akan memutus."))
        return redirect("cards:card", job)
    show(request, "cards.card.seen", **looked_at(row))
    context = {
        "job": row,
        "name": holder.full_name,
        "born": holder.birth_date,
        "causes": [(one, words.CAUSES[one]) for one in causes],
        **_asked(cause, form),
    }
    return render(request, "cards/orders/reprint.html", context, status=400 if form and form.errors else 200)


@allow("cards.see")
@require_GET
@cache_control(no_store=True, private=True)
def scan(request: HttpRequest, job: UUID, number: int) -> HttpResponse:
    row = queries.get_job(job)
    away.holder_of(row)  # whose papers these are, or not_found
    kept = queries.find_reprint(row)
    if kept is None or not 0 <= number < len(kept.papers):
        raise RuleBroken("reprint_papers_missing")
    show(request, "cards.reprint.scan_seen", **looked_at(row))
    one = kept.papers[number]
    answer = HttpResponse(vault.read(one["address"]), content_type=papers.TYPES[one["kind"]])
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@allow("cards.hand_over")
@require_POST
def found(request: HttpRequest, job: UUID) -> HttpResponse:
    services.report_found(job=job, **who(request))
    messages.success(request, _("Kartu lama dicatat ditemukan. Ikuti langkah di halaman ini."))
    return redirect("cards:card", job)


def _cause(request: HttpRequest) -> Cause | None:
    told = request.GET.get("sebab", "")
    return Cause(told) if told in causes_for(foreign=True) else None


def _form(request: HttpRequest, *, cause: Cause | None, resident: UUID) -> ReprintForm | None:
    if cause is None:
        return None
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return ReprintForm(*sent, cause=cause, entries=old_cards.approved_entries(resident, cause=cause))


def _asked(cause: Cause | None, form: ReprintForm | None) -> dict[str, object]:
    if cause is None:
        return {"cause": "", "form": None}
    return {
        "cause": cause.value,
        "what": words.CAUSES[cause],
        "next": words.NEXT_STEP[cause],
        "law": REQUIREMENTS[cause].source,
        "form": form,
        "nothing": form is not None and "entry" in form.fields and not form.fields["entry"].choices,  # type: ignore[attr-defined]
        "at": timezone.now(),
    }
