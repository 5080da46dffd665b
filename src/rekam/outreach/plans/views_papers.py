"""The week for printing, and the plan as a workbook."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.permissions import allow
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.plans import queries
from rekam.outreach.plans.forms import SendForm
from rekam.outreach.plans.papers import plan_xlsx, week_pdf
from rekam.outreach.plans.returned import read_returned
from rekam.outreach.plans.rules import week_of
from rekam.outreach.refusals import SENTENCES
from rekam.outreach.sites.tables import MOST_BYTES
from rekam.ui.files import opened, saved


@allow("outreach.see_plan")
@require_GET
def paper(request: HttpRequest, plan: UUID) -> HttpResponse:
    row = queries.get_plan(plan)
    try:
        day = date.fromisoformat(request.GET.get("pekan", ""))
    except ValueError:
        day = row.first
    days, stops = week_of(day), queries.stops_of(row, week=day)
    if not stops:
        raise RuleBroken("week_empty")
    content = week_pdf(row, stops=stops, days=days, at=timezone.now())
    return opened(content, name=f"pekan-{days[0]:%Y-%m-%d}.pdf")


@allow("outreach.see_plan")
@require_GET
def sheet(_request: HttpRequest, plan: UUID) -> HttpResponse:
    row = queries.get_plan(plan)
    return saved(plan_xlsx(queries.stops_of(row)), name=f"rencana-{row.number}.xlsx")


@allow("outreach.make_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, plan: UUID) -> HttpResponse:
    """The workbook sent back: what it changes is shown before anything is."""
    row, found = queries.get_plan(plan), None
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read(MOST_BYTES + 1)
        try:
            found = read_returned(content, plan=row, today=office_day(timezone.now()))
        except RuleBroken as broken:
            form.add_error("file", str(SENTENCES[broken.code]).format(**broken.facts))
    rejects = [(one, SENTENCES[one.code]) for one in found.rejects] if found else []
    context = {"plan": row, "form": form, "found": found, "rejects": rejects}
    return render(request, "outreach/plans/send.html", context, status=400 if form.errors else 200)
