"""Reads of the log of outages; other rooms enter here."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from rekam.devices.kits.models import Health, Kit, Reservation
from rekam.devices.outages.models import Outage as Outage  # others name what they are given
from rekam.devices.outages.models import OutageStep, StationSilence
from rekam.devices.outages.rules import (
    BEAT,
    UNUSED,
    Calendar,
    Cause,
    Figures,
    Lasted,
    Silence,
    State,
    figures,
    lost_share,
)
from rekam.kernel.database import Scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.holidays import office_holidays
from rekam.kernel.installation import office_day, office_zone

A_LIST = 500


def get_outage(outage: UUID, *, lock: bool = False) -> Outage:
    """An outage of the scope. Raises RuleBroken("not_found")."""
    rows = Outage.objects.select_for_update() if lock else Outage.objects.all()
    found = rows.filter(uuid=outage).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def calendar() -> Calendar:
    """The office's open hours."""
    return Calendar(zone=office_zone(), holidays=office_holidays())


def _between(*, since: datetime, until: datetime, within: str = "") -> Q:
    meets = (Q(ended_at=None) | Q(ended_at__gt=since)) & Q(began_at__lt=until)
    return meets & _touches(within) if within else meets


def _touches(area: str) -> Q:
    """Outages of an area, and those of the areas around it, which may have a site in it."""
    parts = area.split(".")
    around = [".".join(parts[:length]) for length in range(1, len(parts))]
    return Scope.of(area).condition("area_code") | Q(area_code__in=around)


def logged(*, since: datetime, until: datetime, within: str = "") -> Sequence[Outage]:
    """The scope's outages of every state that meet a while, the newest first.

    within   of one area only
    """
    rows = Outage.objects.filter(_between(since=since, until=until, within=within))
    found = rows.order_by("-began_at", "-pk")[:A_LIST]
    return [row for row in found if not within or sites_in(row, within)]


def sites_in(row: Outage, area: str) -> tuple[str, ...]:
    """Of an outage's sites those in an area."""
    return tuple(site for site in row.sites if Scope.of(area).contains(site))


def lasted(rows: Sequence[Outage], *, within: str = "*") -> list[Lasted]:
    """Of these the confirmed ones, for the figures of an area: of each outage what lies in it."""
    inside = Scope.of(within)
    return [
        Lasted(
            area_code=row.area_code,
            sites=sites_in(row, within),
            cause=Cause(row.cause),
            share=row.share,
            began=row.began_at,
            ended=row.ended_at,
            people=row.people,
            is_whole=inside.contains(row.area_code),
        )
        for row in rows
        if row.state == State.CONFIRMED
    ]


def figures_of(*, since: datetime, until: datetime, within: str = "") -> Figures:
    """What the confirmed outages of an area cost in a while."""
    rows = logged(since=since, until=until, within=within)
    return figures(lasted(rows, within=within or "*"), since=since, until=until, calendar=calendar())


def lost_share_of(*, within: str, since: datetime, until: datetime) -> float:
    """Share (0 to 1) of an area's open hours in which nobody could be recorded; 0 where no kit stands."""
    places = sites(within=within)
    if not places:
        return 0.0
    rows = lasted(logged(since=since, until=until, within=within), within=within)
    return lost_share(rows, sites=len(places), since=since, until=until, calendar=calendar())


def sites(*, within: str = "") -> Sequence[str]:
    """The places of the scope, or of an area of it, at which kits stand that belong to no outreach team."""
    rows = Kit.objects.filter(retired_on=None, team="")
    rows = rows.filter(Scope.of(within).condition("area_code")) if within else rows
    return list(rows.order_by("area_code").values_list("area_code", flat=True).distinct())


def history_of(outage: Outage) -> Sequence[OutageStep]:
    """What was done about an outage, newest first."""
    return list(outage.history.order_by("-number"))


def heard_again(outage: Outage) -> datetime | None:
    """The first moment at which all its stations had told of themselves again; None while one is silent."""
    if not outage.stations:
        return None
    heard = Health.objects.filter(station__in=outage.stations, at__gt=outage.began_at)
    moments = list(heard.values_list("at", flat=True))
    return max(moments) if len(moments) == len(outage.stations) else None


def uncounted(*, at: datetime, since: datetime) -> Sequence[Outage]:
    """Confirmed outages that ended since a moment, whose queue numbers may be counted."""
    rows = Outage.objects.filter(state=State.CONFIRMED, ended_at__gt=since, ended_at__lte=at)
    return list(rows.order_by("pk"))


# What the suspecting asks


def expected_stations(*, at: datetime) -> Mapping[str, Collection[str]]:
    """By site, the stations of kits that stand there and are in use.

    Not a team's, not promised for today, not retired, and heard within UNUSED.
    """
    today = office_day(at)
    away = Reservation.objects.filter(cancelled_at=None, first__lte=today, last__gte=today)
    used = Health.objects.filter(at__gt=at - UNUSED).values("station")
    rows = Kit.objects.filter(retired_on=None, team="", station__in=used).exclude(reservations__in=away)
    found: dict[str, set[str]] = {}
    for site, station in rows.values_list("area_code", "station"):
        found.setdefault(site, set()).add(station)
    return found


def silences(*, since: datetime, at: datetime) -> Sequence[Silence]:
    """The silences of stations that have a kit: those that ended since a moment, and those that last."""
    site = dict(Kit.objects.filter(retired_on=None).exclude(station="").values_list("station", "area_code"))
    over = StationSilence.objects.filter(station__in=site, ended_at__gt=since).order_by("began_at", "pk")
    found = [
        Silence(station=row.station, site=site[row.station], began=row.began_at, ended=row.ended_at)
        for row in over
    ]
    for station, heard in Health.objects.filter(station__in=site).values_list("station", "at"):
        if heard + BEAT < at:
            found.append(Silence(station=station, site=site[station], began=heard + BEAT, ended=None))
    return found


def suspected_before(*, since: datetime) -> Sequence[Outage]:
    """The outages that silences told of, of every state, that were not over before a moment; locked."""
    rows = Outage.objects.filter(Q(ended_at=None) | Q(ended_at__gt=since)).exclude(stations=[])
    return list(rows.select_for_update().order_by("began_at", "pk"))


def window(*, at: datetime, days: int) -> tuple[datetime, datetime]:
    """The last so many days of the office, from the beginning of the first to this moment."""
    first = office_day(at) - timedelta(days=days - 1)
    return datetime.combine(first, datetime.min.time(), office_zone()), at


def first_began(*, within: str) -> datetime | None:
    """When the first confirmed outage of an area began; None before there is one."""
    rows = Outage.objects.filter(_touches(within), state=State.CONFIRMED)
    return rows.order_by("began_at").values_list("began_at", flat=True).first()
