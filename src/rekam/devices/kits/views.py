"""Pages about many kits: the grid, repairs, loans, the calendar, how long parts last."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import allow, allowed, officer
from rekam.accounts.queries import named
from rekam.devices.kits import availability, losing, queries, showing, words
from rekam.devices.kits.guests import is_guest
from rekam.devices.kits.models import Part
from rekam.devices.kits.rules import PartKind
from rekam.devices.kits.sheets import FILES
from rekam.devices.kits.standing import Standing, past_stays, standings
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.ui.files import saved

A_PAGE = 30
CALENDAR_DAYS = 14
LONGEST_CALENDAR = 62


def rights(request: HttpRequest) -> dict[str, bool]:
    """What the officer may do with kits besides looking."""
    account = officer(request)
    return {
        "may_report": allowed(account, "devices.report_fault"),
        "may_keep": allowed(account, "devices.keep_kits"),
    }


@allow("devices.see_kits")
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    today, known = timezone.localdate(), queries.kits()
    all_standing = standings(known, today=today)
    costs = queries.costs_of(all_standing, today=today)
    lines = [showing.kit_line(one, cost=costs.get(one.kit.uuid)) for one in all_standing]
    context = {
        "page": Paginator(lines, A_PAGE).get_page(request.GET.get("page")),
        "heads": [words.PARTS[kind] for kind in PartKind],
        "ready": sum(one.is_usable for one in all_standing),
        "total": len(known),
        "at": timezone.now(),
        "overdue": queries.count_overdue(today=today),
        "missed": losing.missed_by_all(list(costs.values())),
        "names": named({one.holder for one in known if one.holder}),
        "shelf": [_on_shelf(one) for one in queries.shelf()],
        "reports": [(one, words.PARTS[PartKind(one.kind)]) for one in queries.open_reports()],
        **_proposed(all_standing),
        **rights(request),
    }
    return render(request, "kits/list.html", context)


def _on_shelf(part: Part) -> dict[str, object]:
    return {
        "part": part,
        "kind": words.PARTS[PartKind(part.kind)],
        "told": showing.told_part(part),
        "where": showing.where(part),
        "lender": showing.whose(part) if is_guest(part) else "",
    }


def _proposed(standing: list[Standing]) -> dict[str, object]:
    """What moving parts would bring back, office by office: parts of another office are not ours to move."""
    moves: list[showing.Move] = []
    whole: list[str] = []
    for office in sorted({queries.office_of(one.kit.area_code) for one in standing}):
        here = [one for one in standing if queries.office_of(one.kit.area_code) == office]
        found = proposed_moves(here, office=office)
        moves += found
        goals = {one.kit for one in found}
        whole += [one.kit.name for one in here if one.kit.uuid in goals]
    return {"moves": moves, "whole": ", ".join(whole), "whole_count": len(whole)}


def proposed_moves(here: list[Standing], *, office: str) -> list[showing.Move]:
    """The moves within an office that bring most of its dead kits back, in words."""
    found = queries.proposal(here, office=office)
    parts = {part.uuid: part for part in Part.objects.filter(uuid__in=[m.part for m in found.exchanges])}
    return showing.moves(found, kits=[one.kit for one in here], parts=parts)


@allow("devices.see_kits")
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    today, past = timezone.localdate(), past_stays()
    broken = queries.in_repair()
    stages = [
        (
            head,
            todo,
            [showing.board_line(one, today=today, past=past) for one in broken if one.state == state],
        )
        for state, (head, todo) in words.BOARD.items()
    ]
    context = {"stages": stages, "total": len(broken), "at": timezone.now(), **rights(request)}
    return render(request, "kits/board.html", context)


@allow("devices.see_kits")
@require_GET
def loans(request: HttpRequest) -> HttpResponse:
    today, now = timezone.localdate(), current_scope()
    lines = [
        {
            "part": one,
            "kind": words.PARTS[PartKind(one.kind)],
            "where": showing.where(one),
            "home": showing.whose(one),
            "days_late": (today - one.due_on).days if one.due_on else 0,
            "is_ours": now.contains(one.area_code),
            "is_guest": is_guest(one),
        }
        for one in queries.borrowed()
    ]
    late = queries.count_overdue(today=today)
    context = {"lines": lines, "late": late, "today": today, "at": timezone.now(), **rights(request)}
    return render(request, "kits/loans.html", context)


@allow("devices.see_kits")
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    last = today + timedelta(days=LONGEST_CALENDAR)
    first = min(max(_first_day(request, today=today), today), last)
    days = [first + timedelta(days=n) for n in range(CALENDAR_DAYS)]
    standing = standings(queries.kits(), today=today)
    drawn = availability.calendar([one.now for one in standing], days=days)
    ready = availability.ready_kits([one.now for one in standing], days=days)
    works = [availability.is_working_day(day) for day in days]
    rows = [
        (one, showing.ready_about(one), list(zip(map(_told_day, drawn[one.kit.uuid]), works, strict=True)))
        for one in standing
    ]
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "days": days,
        "ready": [len(ready[day]) for day in days],
        "first": first,
        "later": first + timedelta(days=CALENDAR_DAYS)
        if first < today + timedelta(days=LONGEST_CALENDAR)
        else None,
        "earlier": max(today, first - timedelta(days=CALENDAR_DAYS)) if first > today else None,
        "total": len(standing),
        "at": timezone.now(),
        **rights(request),
    }
    return render(request, "kits/calendar.html", context)


def _told_day(day: availability.KitDay) -> showing.Told:
    return showing.Told(*words.DAYS[day.state])


def _first_day(request: HttpRequest, *, today: date) -> date:
    try:
        return date.fromisoformat(request.GET.get("dari", today.isoformat()))
    except ValueError:
        return today


@allow("devices.see_kits")
@require_GET
def lasting(request: HttpRequest) -> HttpResponse:
    lines = [
        (words.PARTS[kind], model, found, showing.told_lasting(found))
        for kind, model, found in queries.lasting_by_model(today=timezone.localdate())
    ]
    return render(request, "kits/lasting.html", {"lines": lines, "at": timezone.now(), **rights(request)})


@allow("devices.see_kits")
@require_GET
def file(_request: HttpRequest, form: str) -> HttpResponse:
    if form not in FILES:
        raise RuleBroken("not_found")
    today = timezone.localdate()
    return saved(FILES[form](today=today), name=f"alat-{today.isoformat()}.{form}")
