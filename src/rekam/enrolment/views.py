"""Recordings by status and age; one recording's way; who it is, after the decision."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import consenting, queries, validation, words
from rekam.enrolment.rules import ATTENTION, NEXT, Status
from rekam.kernel.errors import RuleBroken
from rekam.registry.canaries.services import look_in
from rekam.registry.entries.words import COLUMNS

SHOWN = 100


@require_GET
@allow("enrolment.see")
def records(request: HttpRequest) -> HttpResponse:
    standing = queries.counts()
    rows = [
        {"status": one.status, "told": words.told(one.status), "count": one.count, "oldest": one.oldest}
        | {"needs_us": one.status in ATTENTION}
        for one in standing
    ]
    total = sum(one.count for one in standing)
    waiting = sum(one.count for one in standing if one.status in ATTENTION)
    context = {"rows": rows, "total": total, "waiting": waiting, "at": timezone.now()}
    context |= {
        "refused": queries.refused_count(),
        "may_supervise": allowed(officer(request), "enrolment.supervise"),
    }
    return render(request, "enrolment/records.html", context)


@require_GET
@allow("enrolment.see")
def standing(request: HttpRequest, status: str) -> HttpResponse:
    if status not in set(Status):
        raise RuleBroken("not_found")
    found = queries.standing(Status(status), limit=SHOWN)
    rows = [(row, words.reason(code) if code else "") for row, code in found]
    told = words.told(Status(status))
    return render(request, "enrolment/standing.html", {"rows": rows, "told": told, "status": status})


@require_GET
@allow("enrolment.see")
def refused(request: HttpRequest) -> HttpResponse:
    rows = [(packet, words.reason(packet.code)) for packet in queries.refused_packets(limit=SHOWN)]
    return render(request, "enrolment/refused.html", {"rows": rows})


@require_GET
@allow("enrolment.see")
def record(request: HttpRequest, record: UUID) -> HttpResponse:
    found = queries.get_record(record)
    audit(
        "enrolment.record_seen",
        **who(request),
        **queries.about(found, purpose=Purpose.RECORDING),
    )
    state = Status(found.state)
    events = [
        (event, words.told(Status(event.status)), words.reason(str(event.facts.get("code", ""))))
        for event in queries.events(found)
    ]
    following = [(status, words.told(status)) for status in NEXT[state]]
    context = {"record": found, "told": words.told(state), "events": events, "following": following}
    context |= {
        "may_reveal": queries.may_reveal(found),
        "may_validate": allowed(officer(request), "enrolment.validate"),
    }
    case = queries.corrections.case_of(found)
    context |= {
        "case": case,
        "case_decided": case is not None and queries.corrections.is_decided(case),
        "elements": [COLUMNS[one] for one in case.elements] if case else [],
        "answers": [(one, words.OPTIONAL[one.purpose]) for one in consenting.answers_of(found)],
        "may_withdraw": allowed(officer(request), "enrolment.withdraw_consent"),
    }
    return render(request, "enrolment/record.html", context)


@require_GET
@allow("enrolment.validate")
def exception_photo(request: HttpRequest, record: UUID) -> HttpResponse:
    found = queries.get_record(record)
    image = queries.exception_photo(found)
    audit(
        "enrolment.exception_photo_seen",
        **who(request),
        **queries.about(found, purpose=Purpose.RECORDING),
    )
    return HttpResponse(image, content_type="image/png", headers={"Cache-Control": "no-store"})


@require_POST
@allow("enrolment.validate")
def check_again(request: HttpRequest, record: UUID) -> HttpResponse:
    look_in(request.POST.get("nik", ""), **who(request))
    validation.check_again(
        record=record,
        nik=request.POST.get("nik", "").strip() or None,
        **who(request),
    )
    return redirect("enrolment:record", record=record)


@require_GET
@allow("enrolment.see")
def reveal(request: HttpRequest, record: UUID) -> HttpResponse:
    found = queries.get_record(record)
    people = queries.people_of_decision(found)
    named = [str(one.record.resident) for one in people if one.record is not None and one.name]
    told = queries.about(found, purpose=Purpose.ADJUDICATION, more=queries.subjects_of(people))
    show(
        request,
        "enrolment.people_revealed",
        people=named,
        beside=[one for one in told["subjects"] if one not in named],
        purpose=told["purpose"],
        case=told["case"],
    )
    return render(
        request,
        "enrolment/reveal.html",
        {"record": found, "people": [(one, _word(one)) for one in people]}
        | {"told": words.told(Status(found.state))},
    )


def _word(one: queries.Revealed) -> words.Text:
    return words.told(Status(one.record.state)).word if one.record and one.record.state else ""
