"""A day's report of the printers, for the screen and for paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import allow, officer
from rekam.cards.printing import figures, words
from rekam.cards.printing.forms import DayForm
from rekam.cards.printing.rules import Condition
from rekam.cards.queries import site_name

FIRST_HOUR, LAST_HOUR = 7, 16


@allow("cards.see")
@require_GET
def day(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    form = DayForm(request.GET or None)
    chosen = form.cleaned_data["hari"] if form.is_bound and form.is_valid() else None
    on = chosen or officer(request).day(at)
    days = figures.day_of(on)
    reasons = figures.reasons(days)
    hours = _hours(days)
    context = {
        "at": at,
        "on": on,
        "form": form,
        "rows": [_row(one) for one in days],
        "printed": sum(one.printed for one in days),
        "spoiled": sum(one.spoiled for one in days),
        "tried": sum(one.tried for one in days),
        "fastest": max((one.speed or 0 for one in days), default=0),
        "reasons": [(words.FAULTS[fault], number) for fault, number in reasons],
        "most_reason": reasons[0][1] if reasons else 0,
        "hours": hours,
        "most_hour": max((number for _, number in hours), default=0),
    }
    return render(request, "cards/printing/day.html", context)


def _row(one: figures.PrinterDay) -> dict[str, object]:
    stops = [(words.CONDITIONS[Condition(code)][1], number) for code, number in one.stops.most_common()]
    return {"day": one, "place": site_name(one.printer.area_code), "stops": stops}


def _hours(days: list[figures.PrinterDay]) -> list[tuple[int, int]]:
    """Good cards by the hour of the day, from the office's first hour to its last."""
    counts = {hour: sum(one.hours[hour] for one in days) for hour in range(24)}
    busy = [hour for hour, number in counts.items() if number]
    first, last = min([FIRST_HOUR, *busy]), max([LAST_HOUR, *busy])
    return [(hour, counts[hour]) for hour in range(first, last + 1)]
