"""What disagrees, what only SIAK's lists tell, and writing down that the centre was asked."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, who
from rekam.audit.rules import Purpose
from rekam.enrolment import words as ladder_words
from rekam.enrolment.models import Packet, Record
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import checking, disagreements, services, siak, waking, words
from rekam.enrolment.waiting.disagreements import Disagreement
from rekam.enrolment.waiting.forms import NarrowForm, WhyForm
from rekam.enrolment.waiting.rules import patience_in_siak
from rekam.enrolment.waiting.views import A_PAGE, named, query_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.registry import queries as registry


@require_http_methods(["GET", "POST"])
@allow("enrolment.see")
def stuck(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        waking.ask_to_mend()
        messages.info(request, _("Diserahkan kepada pekerja; muat ulang halaman ini sebentar lagi."))
        return redirect("enrolment:stuck")
    found = checking.findings(at=timezone.now())
    context = {
        "rows": [(one, words.TOLD[one.kind], one.kind in disagreements.MENDED) for one in found],
        "by_hand": sum(one.count for one in found if one.kind not in disagreements.MENDED),
        "by_itself": sum(one.count for one in found if one.kind in disagreements.MENDED),
        "at": timezone.now(),
    }
    return render(request, "enrolment/waiting/stuck.html", context)


@require_GET
@allow("enrolment.see")
def stuck_kind(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in set(Disagreement):
        raise RuleBroken("not_found")
    asked = Disagreement(kind)
    page = Paginator(checking.find(asked, at=timezone.now()), A_PAGE).get_page(request.GET.get("page"))
    context = {"told": words.TOLD[asked], "page": page, "rows": [_line(row) for row in page]}
    return render(request, "enrolment/waiting/stuck_kind.html", context)


@require_GET
@allow("enrolment.see")
def siak_statuses(request: HttpRequest) -> HttpResponse:
    day = office_day(timezone.now())
    found = siak.listed(on=day)
    context = {
        "rows": [
            {"listed": one, "told": ladder_words.WORDS[one.status], "next": words.IN_SIAK[one.status]}
            | {"days": patience_in_siak(one.status).days}
            for one in found
        ],
        "total": sum(one.count for one in found),
        "most": max((one.count for one in found), default=0),
        "day": day,
    }
    return render(request, "enrolment/waiting/siak.html", context)


@require_GET
@allow("enrolment.see")
def siak_people(request: HttpRequest, status: str) -> HttpResponse:
    if status not in disagreements.IN_SIAK:
        raise RuleBroken("not_found")
    state, day = Status(status), office_day(timezone.now())
    form = NarrowForm(request.GET, kecamatan=named(siak.kecamatan_of(state)), alasan=[])
    people = siak.people_at(state, area=form.chosen("kecamatan"), age=form.chosen("umur"), on=day)
    page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    show(
        request,
        "enrolment.siak_listed",
        people=[str(one.uuid) for one in page],
        purpose=Purpose.RECORDING,
        case=f"siak:{state}",
    )
    late = day - patience_in_siak(state)
    context = {
        "rows": [
            (one, area_name(one.area_code), one.recorded_on is not None and one.recorded_on < late)
            for one in page
        ],
        "page": page,
        "query": query_of(request),
        "form": form,
        "told": ladder_words.WORDS[state],
        "next": words.IN_SIAK[state],
        "status": state,
        "days": patience_in_siak(state).days,
    }
    return render(request, "enrolment/waiting/siak_people.html", context)


@require_http_methods(["GET", "POST"])
@allow("enrolment.validate")
def at_centre(request: HttpRequest, resident: UUID) -> HttpResponse:
    person = registry.get_resident(resident)
    if person.ektp_status not in disagreements.IN_SIAK:
        raise RuleBroken("not_found")
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.note_at_centre(resident=resident, why=form.cleaned_data["why"], **who(request))
        messages.success(request, _("Pengajuan ke pusat dicatat."))
        return redirect("enrolment:siak_people", person.ektp_status)
    show(
        request,
        "enrolment.siak_listed",
        people=[str(person.uuid)],
        purpose=Purpose.RECORDING,
        case=str(person.uuid),
    )
    context = {"person": person, "form": form, "next": words.IN_SIAK[person.ektp_status]}
    return render(request, "enrolment/waiting/at_centre.html", context, status=400 if form.errors else 200)


def _line(row: object) -> dict[str, object]:
    if isinstance(row, Record):
        told = {"told": ladder_words.told(Status(row.state)), "status": row.state, "record": row.uuid}
        told |= {"copy": getattr(row, "copy", ""), "since": row.state_since}
        return told | {"id": row.uuid, "village": area_name(row.area_code)}
    if isinstance(row, Packet):
        return {"id": row.uuid, "since": row.received_at, "village": area_name(row.area_code)}
    raise TypeError(f"neither a recording nor a packet: {row}")
