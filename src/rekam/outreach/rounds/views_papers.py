"""The round sheet for printing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow
from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.outreach.rounds import queries
from rekam.outreach.rounds.papers import round_pdf


@allow("outreach.plan_home_visits")
@require_GET
def paper(request: HttpRequest, home_day: UUID) -> HttpResponse:
    row = queries.get_day(home_day)
    homes = queries.homes_of(row)
    if not homes:
        raise RuleBroken("round_empty")
    people = [str(home.request.resident) for home in homes if home.request.resident]
    if people:
        show(
            request, "outreach.home_day.printed", people=people, purpose=Purpose.OUTREACH, case=str(row.uuid)
        )
    headers = {
        "Content-Disposition": f'inline; filename="rute-{row.on:%Y-%m-%d}.pdf"',
        "Cache-Control": "no-store",
    }
    content = round_pdf(row, homes=homes, at=timezone.now())
    return HttpResponse(content, content_type="application/pdf", headers=headers)
