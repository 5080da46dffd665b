"""Whose NIK may be taken out of use within 90 days, so that they are recorded before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer
from rekam.audit.rules import Purpose
from rekam.coverage.listing import page_of
from rekam.coverage.of_people import of_people
from rekam.coverage.overdue import queries
from rekam.coverage.overdue.rules import STEPS, may_end_on
from rekam.coverage.places import place_of
from rekam.kernel.region import area_name


@allow("coverage.see")
@of_people
def overdue(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    now = timezone.now()
    rows = queries.count_ahead(area_code=place.text, on=account.day(now))
    context = {
        "place": place,
        "name": area_name(place.text),
        "rows": [(area_name(row.area_code), row) for row in rows],
        "total": sum(row.within[-1] for row in rows),
        "past": sum(row.past for row in rows),
        "steps": STEPS,
        "names_allowed": allowed(account, "coverage.see_names"),
        "now": now,
    }
    return render(request, "coverage/overdue/counts.html", context)


@allow("coverage.see_names")
@of_people
def overdue_people(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    page, people = page_of(
        request, queries.people_ahead(area_code=place.text, on=account.day(timezone.now()))
    )
    show(request, "coverage.overdue_list_seen", people=people, purpose=Purpose.OUTREACH, case=place.text)
    context = {
        "place": place,
        "name": area_name(place.text),
        "page": page,
        "people": [(person, may_end_on(person.birth_date)) for person in page],
        "count": page.paginator.count,
    }
    return render(request, "coverage/overdue/people.html", context)
