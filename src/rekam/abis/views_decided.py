"""Decided cases, and what each verdict rested on. Names are the enrolment room's to open."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.abis import queries, showing
from rekam.abis.rules import Answer
from rekam.abis.views import A_PAGE
from rekam.abis.words import ANSWERS
from rekam.accounts.permissions import allow, officer
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit


@require_GET
@allow("abis.adjudicate")
def decided_cases(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.decided(), A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, *ANSWERS[Answer(one.answer)]) for one in page]
    return render(request, "abis/decided_cases.html", {"page": page, "rows": rows})


@require_GET
@allow("abis.adjudicate")
def decided(request: HttpRequest, case: UUID) -> HttpResponse:
    found = queries.get_decided(case)
    audit(
        "abis.decision_seen",
        actor=officer(request).username,
        at=timezone.now(),
        subjects=queries.touched_by(found),
        purpose=Purpose.ADJUDICATION,
        case=str(found.uuid),
    )
    context = {
        "case": found,
        "sign": ANSWERS[Answer(found.answer)],
        "verdicts": [showing.given(one) for one in queries.verdicts_of(found)],
        "parameters": showing.parameters(found),
    }
    return render(request, "abis/decided.html", context)
