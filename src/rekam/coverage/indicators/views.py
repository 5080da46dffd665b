"""The sheet of a fortnight for screen, paper and CSV, its history, and the form of one line."""

import csv
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.permissions import Account, allow, allowed, officer
from rekam.audit.services import record
from rekam.coverage.indicators import queries, services
from rekam.coverage.indicators.forms import IndicatorForm
from rekam.coverage.indicators.queries import Sheet
from rekam.coverage.indicators.rules import Indicator, Line, Period, period_of
from rekam.coverage.indicators.words import NAMES
from rekam.coverage.rules import RULE_VERSION
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name

MOST_PERIODS = 26  # a year
HEAD = (
    *("period_first", "period_last", "area_code", "indicator", "name", "value_percent", "target_percent"),
    *("met", "source", "source_on", "recorded", "wajib", "counted_on", "rule_version"),
)


@require_GET
@allow("coverage.see_indicators")
def newest(request: HttpRequest) -> HttpResponse:
    today = officer(request).day(timezone.now())
    return redirect("coverage:indicators", first=period_of(today).first)


@require_GET
@allow("coverage.see_indicators")
def indicators(request: HttpRequest, first: str) -> HttpResponse:
    account = officer(request)
    office, period = _office_of(account), _period(first)
    now = timezone.now()
    today = account.day(now)
    found = queries.sheet(area_code=office, period=period, today=today)
    context = {
        "name": area_name(office),
        "sheet": found,
        "lines": [(line, told(line)) for line in found.lines],
        "history": queries.history(area_code=office, today=today, most=MOST_PERIODS),
        "before": period.before.first,
        "may_keep": allowed(account, "coverage.keep_indicators"),
        "now": now,
        "rule_version": RULE_VERSION,
    }
    return render(request, "coverage/indicators/sheet.html", context)


@require_GET
@allow("coverage.see_indicators")
def download(request: HttpRequest, first: str) -> HttpResponse:
    account = officer(request)
    office, period = _office_of(account), _period(first)
    found = queries.sheet(area_code=office, period=period, today=account.day(timezone.now()))
    record(
        "coverage.indicators_downloaded",
        actor=account.username,
        at=timezone.now(),
        area=office,
        period=period.first.isoformat(),
    )
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="indikator-{office}-{period.first}.csv"'
    lines = csv.writer(answer)
    lines.writerow(HEAD)
    lines.writerows(_as_row(line, sheet=found, office=office) for line in found.lines)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@allow("coverage.keep_indicators")
def keep(request: HttpRequest, first: str, indicator: str) -> HttpResponse:
    account = officer(request)
    office, period = _office_of(account), _period(first)
    if indicator not in set(Indicator):
        raise RuleBroken("not_found")
    now = timezone.now()
    one = Indicator(indicator)
    form = IndicatorForm(request.POST or None, indicator=one, today=account.day(now))
    if request.method == "POST" and form.is_valid():
        services.note_indicator(form.line(), area_code=office, period=period, actor=account.username, at=now)
        messages.success(request, _("Sudah dicatat."))
        return redirect("coverage:indicators", first=period.first)
    context = {"form": form, "title": NAMES[one], "period": period, "computed": one == Indicator.RECORDING}
    return render(request, "coverage/indicators/keep.html", context, status=400 if form.errors else 200)


def told(line: Line) -> str:
    """The indicator's name; of the tenth, what the office calls it."""
    return line.name or str(NAMES[line.indicator])


def _office_of(account: Account) -> str:
    """The office whose register this is: the sheet is the whole office's, so who sees less sees none."""
    office = str(settings.REKAM_OFFICE_AREA)
    if not account.scope.contains(office):
        raise RuleBroken("not_found")
    return office


def _period(first: str) -> Period:
    try:
        period = Period(date.fromisoformat(first))
    except ValueError:
        raise RuleBroken("not_found") from None
    if period != period_of(period.first):
        raise RuleBroken("not_found")
    return period


def _as_row(line: Line, *, sheet: Sheet, office: str) -> list[object]:
    counts = (line.counts.recorded, line.counts.wajib, sheet.counted_on, RULE_VERSION) if line.counts else ()
    met = int(line.is_met) if line.is_known else ""
    return [
        *(sheet.period.first, sheet.period.last, office, line.indicator, _safe(told(line))),
        *(line.value, line.target, met, _safe(line.source), line.source_on, *counts),
    ]


def _safe(text: str) -> str:
    """What a person typed, so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
