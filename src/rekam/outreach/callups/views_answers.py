"""What came back: keying it in from paper, and the cases that it opened."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, who
from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.callups import queries, refusals, services
from rekam.outreach.callups.rules import KEY_OF, Outcome, Source, Told, read_keys
from rekam.outreach.callups.seeing import shown
from rekam.outreach.callups.showing import in_words, look, named
from rekam.outreach.callups.words import OUTCOMES

PER_PAGE = 25


@allow("outreach.key_in_calls")
@require_http_methods(["GET", "HEAD", "POST"])
def key_in(request: HttpRequest, call_list: UUID) -> HttpResponse:
    """What came back on paper: one line a person, all by the number pad."""
    row, now = queries.get_list(call_list), timezone.now()
    page = Paginator(queries.people_of(row), PER_PAGE).get_page(request.GET.get("page"))
    people = shown(list(page), today=office_day(now))
    show(request, "outreach.calls.seen", **look(row, people=people))
    typed = {one.called.number: request.POST.get(f"line-{one.called.number}", "") for one in people}
    told, wrong = _read(typed, at=now) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not wrong:
        kept = services.answer(row, told=told, source=Source.PAPER, **who(request))
        messages.success(request, _("%(count)s jawaban dicatat.") % {"count": len(kept)})
        more = f"?page={page.next_page_number()}" if page.has_next() else ""
        back = "outreach:key_in" if more else "outreach:call_list"
        return redirect(reverse(back, args=[row.uuid]) + more)
    context = {
        "row": row,
        "name": named(row),
        "page": page,
        "lines": [(*in_words(one), typed[one.called.number], wrong.get(one.called.number)) for one in people],
        "keys": [(KEY_OF[one], OUTCOMES[one]) for one in Outcome],
        "wrong": len(wrong),
    }
    return render(request, "outreach/callups/key_in.html", context, status=400 if wrong else 200)


def _read(typed: dict[int, str], *, at: datetime) -> tuple[dict[int, Told], dict[int, str]]:
    """Answers by line, and what is wrong with the others."""
    told, wrong = {}, {}
    for number, text in typed.items():
        try:
            one = read_keys(text, today=office_day(at))
        except RuleBroken as broken:
            wrong[number] = str(refusals.SENTENCES[broken.code])
        else:
            if one is not None:
                told[number] = one
    return told, wrong


@allow("outreach.decide_call_cases")
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.open_cases(), PER_PAGE).get_page(request.GET.get("page"))
    people = queries.people_of_cases(list(page))
    ids = [str(one) for one in people]
    show(request, "outreach.calls.cases_seen", people=ids, purpose=Purpose.OUTREACH, case="call_cases")
    context = {
        "page": page,
        "rows": [
            (one, people[one.resident], OUTCOMES[Outcome(one.answer.outcome)], queries.find_entry(one))
            for one in page
            if one.resident in people
        ],
    }
    return render(request, "outreach/callups/cases.html", context)


@allow("outreach.decide_call_cases")
@require_POST
def decide_case(request: HttpRequest, call_case: UUID) -> HttpResponse:
    if request.POST.get("what") == "entered":
        services.link_entry(case=call_case, **who(request))
    else:
        services.end_case(case=call_case, why=request.POST.get("why", ""), **who(request))
    messages.success(request, _("Dicatat."))
    return redirect("outreach:call_cases")
