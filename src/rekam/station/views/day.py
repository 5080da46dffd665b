"""The end of the day: one page to read, to print and to sign."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rekam.kernel.errors import RuleBroken
from rekam.station.daybook import day_of
from rekam.station.middleware import StationRequest, at_work
from rekam.station.store.outbox import Row, State
from rekam.station.store.visits import people_of
from rekam.station.wording import told_code


@at_work
@require_GET
def close(request: StationRequest) -> HttpResponse:
    work, desk = request.work, request.desk
    visits = work.bench.visits
    recorded = visits.recorded()
    names = {one.packet: one.name for one in recorded}
    try:
        people = people_of(work.worklist, at=desk.now())
    except RuleBroken:
        people = None
    day = day_of(
        desk.now().date(),
        rows=desk.outbox.rows(),
        drafts=visits.drafts(),
        people=people,
        residents={one.packet: one.resident for one in recorded},
    )

    def shown(row: Row) -> dict[str, object]:
        return {
            "name": names.get(row.packet, ""),
            "number": row.number,
            "at": row.queued_at[11:16].replace(":", "."),
            "sent": row.state is State.ACCEPTED,
            "told": told_code(row.code) if row.code else None,
        }

    context = {
        "day": day,
        "recorded": [shown(row) for row in day.recorded],
        "refused": [shown(row) for row in day.refused],
        "sent": sum(row.state is State.ACCEPTED for row in day.recorded),
        "worklist": work.worklist,
        "station": desk.name,
        "officer": work.bench.officer.name,
    }
    return render(request, "station/day.html", context)
