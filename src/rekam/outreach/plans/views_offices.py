"""What a province sees of the plans of its offices: counts and prices, no stops and no names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import allow, officer
from rekam.outreach.plans import offices, queries
from rekam.outreach.plans.comparing import WORTH_A_MOVE


@allow("outreach.see_office_plans")
@require_GET
def province(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    plans = queries.newest_of_offices()
    rows, prices = offices.shares(plans, today=account.day(timezone.now())), offices.prices(plans)
    context = {
        "rows": rows,
        "prices": prices,
        "moves": offices.moves(prices),
        "worth_more": any(price.kit >= WORTH_A_MOVE for price in prices),
        "people": sum(row.people for row in rows),
        "of": sum(row.of for row in rows),
    }
    return render(request, "outreach/plans/province.html", context)
