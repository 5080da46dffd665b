"""The week for printing, and the plan as a workbook."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import allow
from rekam.outreach.plans import queries
from rekam.outreach.plans.papers import plan_xlsx, week_pdf
from rekam.outreach.plans.rules import week_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow("outreach.see_plan")
@require_GET
def paper(request: HttpRequest, plan: UUID) -> HttpResponse:
    row = queries.get_plan(plan)
    try:
        day = date.fromisoformat(request.GET.get("pekan", ""))
    except ValueError:
        day = row.first
    days = week_of(day)
    content = week_pdf(row, stops=queries.stops_of(row, week=day), days=days, at=timezone.now())
    return _file(content, kind="application/pdf", name=f"pekan-{days[0]:%Y-%m-%d}.pdf")


@allow("outreach.see_plan")
@require_GET
def sheet(_request: HttpRequest, plan: UUID) -> HttpResponse:
    row = queries.get_plan(plan)
    return _file(plan_xlsx(queries.stops_of(row)), kind=XLSX, name=f"rencana-{row.number}.xlsx")


def _file(content: bytes, *, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
