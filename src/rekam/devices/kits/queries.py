"""Reads of kits, parts and what stations told; other rooms enter here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from rekam.devices.kits import availability, consequences, repairs, spares
from rekam.devices.kits.consequences import Cost, PastDay, PerDay
from rekam.devices.kits.guests import as_fitted, guests
from rekam.devices.kits.models import FaultReport, Health, Kit, Part, PartEvent, StationDay
from rekam.devices.kits.repairs import Breaking, Done, Lasting
from rekam.devices.kits.rules import BROKEN, PartKind, State
from rekam.devices.kits.standing import Standing, histories, standings
from rekam.devices.models import Station
from rekam.kernel.database import Scope, current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level

PAST_DAYS = 90


def get_kit(kit: UUID) -> Kit:
    """A kit of the scope. Raises RuleBroken("not_found")."""
    found = Kit.objects.filter(uuid=kit).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def get_part(part: UUID) -> Part:
    """A part of the scope, or one lent to an office of it, with the kit in which it is there.

    Raises RuleBroken("not_found").
    """
    found = as_fitted(Part.objects.filter(uuid=part).select_related("kit", "home"))
    if not found:
        raise RuleBroken("not_found")
    return found[0]


def kits(*, within: str = "") -> list[Kit]:
    """The kits of the scope that are not retired, by place and name; of one area where it is named."""
    rows = Kit.objects.filter(retired_on=None).order_by("area_code", "name", "pk")
    return list(rows.filter(Scope.of(within).condition("area_code")) if within else rows)


# What the plan asks


def available_kits(*, office: str, days: Sequence[date], today: date) -> Mapping[date, Sequence[UUID]]:
    """The kits in an office's area that are ready and promised to nobody, day by day.

    office   area code of the office; its kecamatan count
    Repairs under way end at the median of past ones (repairs.expected); parts lent away come back on their
    day.
    """
    now = [one.now for one in standings(kits(within=office), today=today)]
    return availability.ready_kits(now, days=days)


@dataclass(frozen=True)
class Pace:
    """How quickly an office's teams record.

    measured   minutes a person at one kit, in the quickest tenth of the busy days; None for too few days
    busy_days  how many those were in the last PAST_DAYS
    kits       how many a team has in the mean, on days on which it has one
    """

    measured: float | None
    busy_days: int
    kits: float

    def minutes_each(self, *, otherwise: float) -> float:
        """Minutes a person at a team with its kits; one kit takes `otherwise` where nothing was measured."""
        return (self.measured or otherwise) / self.kits


def pace_of(*, office: str, days: Sequence[date], today: date) -> Pace:
    """How quickly the teams of an office will record on these days, with the kits that will be ready."""
    measured, busy = consequences.minutes_each(past_days(office=office, today=today))
    now = [one.now for one in standings(kits(within=office), today=today)]
    return Pace(measured, busy, availability.kits_a_team(now, days=days))


def days_without_kit(*, office: str, days: Sequence[date], today: date) -> Mapping[str, frozenset[date]]:
    """By team that kits are written down for, the days on which none of its kits is ready."""
    ready = available_kits(office=office, days=days, today=today)
    of_team: dict[str, set[UUID]] = defaultdict(set)
    for kit in kits(within=office):
        of_team[kit.team].add(kit.uuid)
    return {
        team: frozenset(day for day in days if own.isdisjoint(ready[day]))
        for team, own in of_team.items()
        if team
    }


def breaking_kits(*, today: date) -> Breaking:
    """How often a kit of the scope breaks and for how long, as the histories of its parts tell."""
    done = histories()
    of_kind: dict[PartKind, list[Sequence[Done]]] = defaultdict(list)
    for key, kind in Part.objects.filter(pk__in=done).values_list("pk", "kind"):
        of_kind[PartKind(kind)].append(done[key])
    lasted = {kind: repairs.lasting(group, today=today) for kind, group in of_kind.items()}
    return repairs.breaking(lasted, past=repairs.stays_of_all(done.values()))


def past_days(*, today: date, office: str = "", station: str = "") -> list[PastDay]:
    """What one station, or those in an office's area, recorded on each day of the last PAST_DAYS."""
    whose = Q(station=station) if station else Scope.of(office).condition("area_code")
    rows = StationDay.objects.filter(whose, day__lt=today)
    rows = rows.filter(day__gte=today - timedelta(days=PAST_DAYS))
    return [PastDay(*row) for row in rows.values_list("captures", "minutes")]


def office_of(area_code: str) -> str:
    """The kabupaten/kota in which a place lies; the place itself where it is larger."""
    code = AreaCode.parse(area_code)
    return code.at(Level.KABUPATEN_KOTA).text if code.level >= Level.KABUPATEN_KOTA else code.text


def cost_of(standing: Standing, *, today: date, expected: PerDay | None = None) -> Cost | None:
    """What a dead kit costs in this month; None for one that can record.

    expected   people a kit and day: a planner's price where there is one, else the office's past results
    """
    if standing.dead_since is None:
        return None
    told = expected or consequences.per_day(past_days(office=office_of(standing.kit.area_code), today=today))
    return consequences.cost(
        dead_since=standing.dead_since, ready_on=standing.back_on, today=today, expected=told
    )


def costs_of(standing: Sequence[Standing], *, today: date) -> Mapping[UUID, Cost]:
    """What each dead one of these kits costs in this month, by kit; the pace is worked out once an office."""
    dead = [one for one in standing if one.dead_since is not None]
    places = {office_of(one.kit.area_code) for one in dead}
    usual = {office: consequences.per_day(past_days(office=office, today=today)) for office in places}
    costs = {
        one.kit.uuid: cost_of(one, today=today, expected=usual[office_of(one.kit.area_code)]) for one in dead
    }
    return {kit: cost for kit, cost in costs.items() if cost is not None}


# What the pages ask


def history_of(part: Part) -> list[PartEvent]:
    """What was done with a part, newest first."""
    return list(part.history.select_related("kit").order_by("-number"))


def events_of(kit: Kit, *, limit: int = 20) -> list[PartEvent]:
    """What was done with the parts of a kit while they were in it, newest first."""
    return list(kit.events.select_related("part").order_by("-on", "-pk")[:limit])


def in_repair() -> list[Part]:
    """Broken parts of the scope, the longest broken first; parts that others lent are not ours to mend."""
    ours = Part.objects.filter(current_scope().condition("area_code"))
    rows = ours.filter(state__in=BROKEN).select_related("kit", "home")
    return list(rows.order_by("broken_on", "pk"))


def borrowed() -> list[Part]:
    """Parts that are away from where they belong, the earliest day first."""
    rows = Part.objects.exclude(due_on=None).select_related("kit", "home")
    return as_fitted(rows.order_by("due_on", "pk"))


def count_overdue(*, today: date) -> int:
    """How many borrowed parts should be back by now: ours that are away, and others' that are here."""
    return Part.objects.filter(due_on__lt=today).count()


def shelf(*, within: str = "") -> list[Part]:
    """Parts in no kit, of every state but written off: our own, then what others lent us and no kit has.

    within   of one area only
    """
    rows = Part.objects.filter(kit=None, lent_to="").exclude(state=State.WRITTEN_OFF)
    rows = rows.filter(Scope.of(within).condition("area_code")) if within else rows
    own = rows.order_by("kind", "make", "model", "serial")
    return [*own, *(part for part in guests(within=within) if part.kit is None)]


def open_reports() -> list[FaultReport]:
    """Faults pressed at stations of which it is not known which part it is, oldest first."""
    return list(FaultReport.objects.filter(part=None, closed_by="").order_by("at", "pk"))


def find_health(kit: Kit) -> Health | None:
    """The last heartbeat of a kit's laptop; None before the first."""
    return Health.objects.filter(station=kit.station).first() if kit.station else None


def proposal(standing: Sequence[Standing], *, office: str) -> spares.Proposal:
    """The exchange that brings most of an office's kits back, with the working parts of its shelves."""

    def working(one: Standing) -> Mapping[PartKind, Sequence[UUID]]:
        found: dict[PartKind, list[UUID]] = defaultdict(list)
        for part in one.parts:
            if part.kit_id == one.kit.pk and part.state == State.READY:
                found[PartKind(part.kind)].append(part.uuid)
        return found

    spare: dict[PartKind, list[UUID]] = defaultdict(list)
    for part in shelf(within=office):
        if part.state == State.READY:
            spare[PartKind(part.kind)].append(part.uuid)
    kits_now = [spares.KitParts(one.kit.uuid, working(one)) for one in standing]
    return spares.propose(kits_now, shelf=spare)


def lasting_by_model(*, today: date) -> list[tuple[PartKind, str, Lasting]]:
    """How long parts last, by kind, make and model, what broke most often first."""
    done = histories()
    groups: dict[tuple[str, str], list[Sequence[Done]]] = defaultdict(list)
    for key, kind, make, model in Part.objects.values_list("pk", "kind", "make", "model"):
        if key in done:
            groups[kind, f"{make} {model}"].append(done[key])
    lines = [
        (PartKind(kind), name, repairs.lasting(group, today=today)) for (kind, name), group in groups.items()
    ]
    return sorted(lines, key=lambda line: (-line[2].failures, line[0], line[1]))


def strangers(kit: Kit, *, health: Health | None, parts: Sequence[Part]) -> list[tuple[str, Part | None]]:
    """Serials that the kit's laptop sees and that are not recorded in it, with whose part it is, if known."""
    known = {part.serial for part in parts if part.kit_id == kit.pk}
    seen = [str(one.get("serial", "")) for one in health.devices] if health else []
    strange = [serial for serial in seen if serial and serial not in known]
    whose = {part.serial: part for part in Part.objects.filter(serial__in=strange).select_related("kit")}
    return [(serial, whose.get(serial)) for serial in strange]


def stations_heard(*, since: datetime) -> tuple[int, int]:
    """How many stations of the scope are switched on; how many of them told nothing of themselves since.

    One that was registered after that moment is still to be heard.
    """
    heard = Exists(Health.objects.filter(station=OuterRef("kid"), at__gte=since))
    active = Station.objects.filter(is_active=True).annotate(heard=heard)
    silent = Count("pk", filter=Q(registered_at__lt=since, heard=False))
    found = active.aggregate(active=Count("pk"), silent=silent)
    return found["active"], found["silent"]
