"""The page of one kit, and of one part."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import allow
from rekam.accounts.queries import named
from rekam.devices.kits import consequences, losing, queries, showing, words
from rekam.devices.kits.forms import StepForm
from rekam.devices.kits.guests import is_guest
from rekam.devices.kits.models import Kit, Part
from rekam.devices.kits.repairs import Stays
from rekam.devices.kits.rules import Act, PartKind, State, steps_from
from rekam.devices.kits.standing import Standing, past_stays, standings
from rekam.devices.kits.views import proposed_moves, rights
from rekam.kernel.database import current_scope
from rekam.kernel.region import area_name


@allow("devices.see_kits")
@require_GET
def kit(request: HttpRequest, kit: UUID) -> HttpResponse:
    today, found = timezone.localdate(), queries.get_kit(kit)
    (standing,) = standings([found], today=today)
    cost = queries.cost_of(standing, today=today)
    health, past = queries.find_health(found), past_stays()
    custody = list(found.custody.order_by("-on", "-pk"))
    events = queries.events_of(found)
    people = [found.holder, *(one.holder for one in custody), *(one.actor for one in events)]
    context = {
        "kit": found,
        "today": today,
        "line": showing.kit_line(standing),
        "consequence": losing.consequence(standing, cost=cost) if cost else "",
        **(_next_step(standing, today=today) if cost else {}),
        "absent": [(kind, words.PARTS[kind]) for kind in PartKind if not _has(standing, kind=kind)],
        "parts": [_part_line(part, kit=found, today=today, past=past) for part in standing.parts],
        "health": health,
        "clock_minutes": abs(health.clock_off) // 60 if health else 0,
        "strangers": queries.strangers(found, health=health, parts=standing.parts),
        "devices": [showing.told_device(one) for one in health.devices] if health else [],
        "per_day": consequences.per_day(queries.past_days(station=found.station, today=today)),
        "custody": [(one, area_name(one.area_code)) for one in custody],
        "events": [(one, words.ACTS[Act(one.act)], words.PARTS[PartKind(one.part.kind)]) for one in events],
        "reservations": list(found.reservations.filter(cancelled_at=None, last__gte=today).order_by("first")),
        "names": named({name for name in people if name}),
        **rights(request),
    }
    return render(request, "kits/kit.html", context)


def _next_step(standing: Standing, *, today: date) -> dict[str, object]:
    """How a dead kit works again: by a part that lies elsewhere, or by the next step of its repair."""
    office = queries.office_of(standing.kit.area_code)
    here = standings(queries.kits(within=office), today=today)
    moves = [one for one in proposed_moves(here, office=office) if one.kit == standing.kit.uuid]
    broken = [part for part in standing.parts if part.kind == standing.today.kind and part.broken_on]
    todo = words.BOARD[State(broken[0].state)][1] if broken else words.NO_PART
    return {"moves": moves, "todo": todo}


def _has(standing: Standing, *, kind: PartKind) -> bool:
    return (standing.here(kind) or standing.away(kind)) is not None


def _part_line(part: Part, *, kit: Kit, today: date, past: Stays) -> dict[str, object]:
    is_here, works = part.kit_id == kit.pk, part.state == State.READY
    return {
        **showing.board_line(part, today=today, past=past),
        "told": showing.Told(*words.AWAY) if works and not is_here else showing.told_part(part),
        "is_here": is_here,
        "is_broken": part.broken_on is not None,
        "age": showing.told_age(part, today=today),
    }


@allow("devices.see_kits")
@require_GET
def part(request: HttpRequest, part: UUID) -> HttpResponse:
    today, found = timezone.localdate(), queries.get_part(part)
    history, may = queries.history_of(found), rights(request)
    is_ours = current_scope().contains(found.area_code)
    context = {
        **showing.board_line(found, today=today, past=past_stays()),
        "told": showing.told_part(found),
        "age": showing.told_age(found, today=today),
        "today": today,
        "overdue": found.due_on is not None and found.due_on < today,
        "history": [(one, words.ACTS[Act(one.act)]) for one in history],
        "names": named({one.actor for one in history}),
        "is_gone": found.state == State.WRITTEN_OFF,
        "whose": showing.whose(found),
        "is_guest": is_guest(found),
        "may_fit": may["may_keep"] and is_guest(found) and found.state != State.WRITTEN_OFF,
        **{name: right and is_ours for name, right in may.items()},
    }
    if context["may_keep"] and steps_from(State(found.state)):
        context["form"] = StepForm(initial={"on": today}, state=State(found.state))
    return render(request, "kits/part.html", context)
