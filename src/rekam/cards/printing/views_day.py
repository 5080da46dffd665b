"""What the printers did: a day's report, and the spoiled blanks of the last weeks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import allow, officer
from rekam.cards.printing import figures, words
from rekam.cards.printing.forms import DayForm
from rekam.cards.printing.rules import Condition, Fault
from rekam.cards.printing.spoilage import Spoilage, spoilage
from rekam.cards.queries import site_name
from rekam.ui.templatetags.rekam import desimal, tanggal_pendek
from rekam.ui.weeks import NARROW, WIDE, Words, draw_weeks

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


@allow("cards.see")
@require_GET
def spoiled(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    found = spoilage(today=officer(request).day(at))
    title = _("Bagian keping yang rusak di pencetak, menurut minggu, persen")
    told = Words(title=title, day=tanggal_pendek, figure=lambda share: desimal(share, 1), kind="not-recorded")
    shares = [(monday, week.percent) for monday, week in found.weeks]
    reasons = found.whole.faults.most_common()
    context = {
        "at": at,
        "whole": found.whole,
        "wide": draw_weeks(shares, told=told, box=WIDE, every=3, identifier="rusak-lebar"),
        "narrow": draw_weeks(shares, told=told, box=NARROW, every=5, identifier="rusak-sempit"),
        "weeks": [(monday, week) for monday, week in reversed(found.weeks) if week.tried or week.spoiled],
        "printers": [(printer, one, _commonest(one)) for printer, one in found.printers],
        "reasons": [(_fault(fault), fault, number) for fault, number in reasons],
        "most_reason": reasons[0][1] if reasons else 0,
    }
    return render(request, "cards/printing/spoilage.html", context)


def _fault(fault: Fault | None) -> str | Promise:
    return words.FAULTS[fault] if fault else _("tanpa kode, hanya kata-kata petugas")


def _commonest(one: Spoilage) -> str | Promise:
    return _fault(one.faults.most_common(1)[0][0]) if one.faults else ""


def _row(one: figures.PrinterDay) -> dict[str, object]:
    stops = [(words.CONDITIONS[Condition(code)][1], number) for code, number in one.stops.most_common()]
    return {"day": one, "place": site_name(one.printer.area_code), "stops": stops}


def _hours(days: list[figures.PrinterDay]) -> list[tuple[int, int]]:
    """Good cards by the hour of the day, from the office's first hour to its last."""
    counts = {hour: sum(one.hours[hour] for one in days) for hour in range(24)}
    busy = [hour for hour, number in counts.items() if number]
    first, last = min([FIRST_HOUR, *busy]), max([LAST_HOUR, *busy])
    return [(hour, counts[hour]) for hour in range(first, last + 1)]
