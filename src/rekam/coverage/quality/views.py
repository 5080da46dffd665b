"""What may be wrong in the register, ranked by its effect on coverage, and whom it concerns."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer
from rekam.audit.rules import Purpose
from rekam.coverage.listing import page_of
from rekam.coverage.of_people import of_people
from rekam.coverage.places import place_of
from rekam.coverage.quality import queries
from rekam.coverage.quality.rules import Check, Found, ranked
from rekam.coverage.quality.words import WORDS, Words
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name


@dataclass(frozen=True)
class Row:
    """A check of the table; `points` = percent points by which it may move coverage, with its sign."""

    found: Found
    points: float
    words: Words


@allow("coverage.see_quality")
@of_people
def quality(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    now = timezone.now()
    found, wajib, recorded = queries.find(area_code=place.text, on=account.day(now))
    rows = [
        Row(found=one, points=points, words=WORDS[one.check])
        for one, points in ranked(found, wajib=wajib, recorded=recorded)
    ]
    context = {
        "place": place,
        "name": area_name(place.text),
        "rows": rows,
        "clean": [WORDS[one.check] for one in found if not one.people],
        "wajib": wajib,
        "recorded": recorded,
        "names_allowed": allowed(account, "coverage.see_names"),
        "now": now,
    }
    return render(request, "coverage/quality/checks.html", context)


@allow("coverage.see_names")
@of_people
def doubtful(request: HttpRequest, code: str, check: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    if check not in set(Check):
        raise RuleBroken("not_found")
    now = timezone.now()
    found = queries.rows(Check(check), area_code=place.text, on=account.day(now))
    page, people = page_of(request, found)
    show(
        request,
        "coverage.doubt_list_seen",
        people=people,
        purpose=Purpose.SUPERVISION,
        case=f"{place.text}/{check}",
    )
    context = {
        "place": place,
        "name": area_name(place.text),
        "words": WORDS[Check(check)],
        "page": page,
        "count": page.paginator.count,
        "may_open": allowed(account, "registry.see_resident"),
    }
    return render(request, "coverage/quality/people.html", context)
