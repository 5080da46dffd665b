"""One recording: its way, what may be done about it; who it is, after the decision."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import consenting, queries, telling, validation, words
from rekam.enrolment.models import Record
from rekam.enrolment.rules import MOVES, Status
from rekam.enrolment.waiting import acting, kept
from rekam.enrolment.waiting.forms import AskForm
from rekam.enrolment.waiting.words import MOVERS
from rekam.kernel.errors import RuleBroken
from rekam.registry.canaries.services import look_in
from rekam.registry.entries.words import COLUMNS

SHOWN = 100


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
    return render(request, "enrolment/record.html", record_context(request, found))


def record_context(request: HttpRequest, found: Record, *, form: AskForm | None = None) -> dict[str, object]:
    """What the page of a recording shows; `form` where something asked for it was not in order."""
    state = Status(found.state)
    following = [(to, words.told(to), MOVERS[mover]) for to, mover in MOVES[state].items()]
    case = queries.corrections.case_of(found)
    return {
        "record": found,
        "told": words.told(state),
        "why": queries.why_it_stands(found) or words.double_word(queries.doubles_of(found)),
        "for_resident": telling.for_resident(state, set_aside=found.set_aside),
        "events": [
            (event, words.told(Status(event.status)), words.reason(str(event.facts.get("code", ""))))
            for event in queries.events(found)
        ],
        "following": following,
        "withheld": kept.is_withheld(found, account=officer(request)),
        "may_reveal": queries.may_reveal(found),
        "may_validate": allowed(officer(request), "enrolment.validate"),
        "case": case,
        "case_decided": case is not None and queries.corrections.is_decided(case),
        "elements": [COLUMNS[one] for one in case.elements] if case else [],
        "answers": [(one, words.OPTIONAL[one.purpose]) for one in consenting.answers_of(found)],
        "may_withdraw": allowed(officer(request), "enrolment.withdraw_consent"),
        **acting.context(found, account=officer(request), form=form),
    }


@require_GET
@allow("enrolment.validate")
def exception_photo(request: HttpRequest, record: UUID) -> HttpResponse:
    found = queries.get_record(record)
    if kept.is_withheld(found, account=officer(request)):
        raise RuleBroken("not_found")
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
