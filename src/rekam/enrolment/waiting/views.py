"""The queues by status, and what an officer does about one recording."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.enrolment import queries as records_of
from rekam.enrolment import words as ladder_words
from rekam.enrolment.rules import ATTENTION, Status
from rekam.enrolment.views import record_context
from rekam.enrolment.waiting import queries, registers, services, words
from rekam.enrolment.waiting.forms import AskForm, NarrowForm
from rekam.enrolment.waiting.noting import Owners
from rekam.enrolment.waiting.queries import Narrowed
from rekam.enrolment.waiting.rules import Remedy
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name
from rekam.registry.canaries.services import look_in

A_PAGE = 50
MOST_LETTERS = 24  # a narrow screen's width


@require_GET
@allow("enrolment.see")
def records(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    found = queries.queues(at=now)
    rows = [
        {"queue": one, "told": ladder_words.told(one.status), "needs_us": one.status in ATTENTION}
        | {"patience": queries.patience_of(one.status)}
        for one in found
    ]
    context = {
        "rows": rows,
        "total": sum(one.count for one in found),
        "waiting": sum(one.count for one in found if one.status in ATTENTION),
        "late": sum(one.late for one in found if one.status in ATTENTION),
        "most": max((one.count for one in found), default=0),
        "at": now,
        "set_aside": queries.count_set_aside(),
        "refused": records_of.refused_count(),
        "books": registers.books(at=now),
        "may_supervise": allowed(officer(request), "enrolment.supervise"),
        "may_operate": allowed(officer(request), "enrolment.operate"),
    }
    return render(request, "enrolment/records.html", context)


@require_GET
@allow("enrolment.see")
def standing(request: HttpRequest, status: str) -> HttpResponse:
    if status not in set(Status):
        raise RuleBroken("not_found")
    state, now = Status(status), timezone.now()
    form = NarrowForm(
        request.GET,
        kecamatan=named(queries.kecamatan_of(state)),
        alasan=[(code, _short(code, count=count)) for code, count in queries.codes_of(state)],
    )
    narrowed = Narrowed(area=form.chosen("kecamatan"), age=form.chosen("umur"), code=form.chosen("alasan"))
    found = queries.in_queue(state, narrowed=narrowed, at=now)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    patience = queries.patience_of(state)
    context = {
        "rows": [
            {"record": row, "why": ladder_words.reason(row.code) if row.code else ""}
            | {"asked": words.ACTS[Remedy(row.asked)].label if row.asked else ""}
            | {"late": patience is not None and row.state_since < now - patience}
            | {"village": area_name(row.area_code)}
            for row in page
        ],
        "page": page,
        "query": query_of(request),
        "form": form,
        "told": ladder_words.told(state),
        "status": state,
        "patience": patience,
    }
    return render(request, "enrolment/standing.html", context)


@require_POST
@allow("enrolment.validate")
def ask(request: HttpRequest, record: UUID) -> HttpResponse:
    found = records_of.get_record(record)
    stood = Status(found.state)
    form = AskForm(request.POST)
    if not form.is_valid():
        context = record_context(request, found, form=form)
        return render(request, "enrolment/record.html", context, status=400)
    remedy = Remedy(form.cleaned_data["remedy"])
    niks = [form.cleaned_data[name] for name in ("nik_body", "nik_face")]
    for nik in niks:
        look_in(nik, **who(request))
    body, face = map(queries.find_owner, niks)
    asked = services.ask(
        record=record,
        remedy=remedy,
        why=form.cleaned_data["why"],
        reason=form.cleaned_data["reason"],
        owners=Owners(body=body, face=face),
        **who(request),
    )
    act = words.ACTS[remedy]
    if asked.agreed is None:
        messages.info(request, _("Diajukan: %(what)s. Orang kedua yang memutus.") % {"what": act.label})
        return redirect("enrolment:record", record)
    messages.success(request, _("Rekaman %(what)s.") % {"what": act.done})
    following = queries.first_in_queue(stood)
    return redirect("enrolment:record", following) if following else redirect("enrolment:records")


@require_POST
@allow("enrolment.decide")
def decide(request: HttpRequest, submission: UUID) -> HttpResponse:
    agreed = request.POST.get("answer") == "yes"
    services.decide(submission=submission, agreed=agreed, **who(request))
    told = (
        _("Disetujui dan dijalankan.") if agreed else _("Tidak disetujui; rekamannya tetap seperti semula.")
    )
    messages.success(request, told)
    return redirect("enrolment:submissions")


@require_GET
@allow("enrolment.see")
def submissions(request: HttpRequest) -> HttpResponse:
    month = registers.month_of(request.GET.get("bulan", ""), now=timezone.now())
    rows = queries.submissions_in(
        month, remedy=request.GET.get("jenis", ""), reason=request.GET.get("alasan", "")
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    waiting = list(queries.waiting_submissions()[:A_PAGE])
    context = {
        "month": month,
        "earlier": registers.month_before(month),
        "page": page,
        "query": query_of(request),
        "rows": registers.lines(list(page)),
        "waiting": registers.lines(waiting),
        "kinds": registers.kinds(rows),
        "may_decide": allowed(officer(request), "enrolment.decide"),
    }
    return render(request, "enrolment/waiting/submissions.html", context)


def _short(code: str, *, count: int) -> str:
    return f"{Truncator(ladder_words.reason(code)).chars(MOST_LETTERS)} ({count})"


def named(kecamatan: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    """Choices of kecamatan with how many are there."""
    return [(code, f"{area_name(code)} ({count})") for code, count in kecamatan]


def query_of(request: HttpRequest) -> str:
    """The words of an address without its page, to go on with."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"?{kept.urlencode()}&" if kept else "?"
