"""Where one can come: the office's counters, and the service events of the next days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from rekam.applications.bookings.hours import Hours
from rekam.applications.bookings.models import Counter
from rekam.applications.bookings.rules import DAYS_AHEAD, LINE_OF, Line, Purpose
from rekam.kernel.dates import OfficeZone
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.outreach.events.queries import Event, events, get_event
from rekam.outreach.events.rules import Service

# An event's capacity counts people recorded; for its other services one comes without a booking.
OF_EVENTS = {Service.RECORDING: Purpose.RECORDING}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A counter, or an event of one day."""

    uuid: UUID
    area_code: str
    name: str
    address: str
    purposes: Sequence[Purpose]
    counter: Counter | None = None
    event: Event | None = None

    @property
    def lines(self) -> list[Line]:
        """Where people wait there."""
        return [line for line in Line if any(LINE_OF[one] is line for one in self.purposes)]

    @property
    def only_on(self) -> date | None:
        """The day of an event."""
        return self.event.visit.on if self.event else None


def office_now(at: datetime) -> datetime:
    """What clock and calendar of the office show at an instant."""
    zone = OfficeZone(settings.REKAM_OFFICE_ZONE).zone
    return datetime.combine(office_day(at), at.astimezone(zone).time(), zone)


def get_place(place: UUID, *, lock: bool = False) -> Place:
    """The place of the scope with that id, an event by its visit's. Raises RuleBroken("not_found")."""
    rows = Counter.objects.select_for_update() if lock else Counter.objects.all()
    counter = rows.filter(uuid=place).first()
    if counter is not None:
        return of_counter(counter)
    return of_event(get_event(place, lock=lock))


def get_place_for(purpose: Purpose, *, place: UUID) -> Place:
    """A place that can be booked for something. Raises RuleBroken("not_found")."""
    found = get_place(place)
    if purpose not in found.purposes:
        raise RuleBroken("not_found")
    return found


def open_places(*, today: date) -> list[Place]:
    """The places of the scope at which people are served today or in the next days."""
    counters = Counter.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today)).order_by("name", "pk")
    ahead = [one for one in events(since=today) if one.visit.on <= today + timedelta(days=DAYS_AHEAD)]
    return [*(of_counter(one) for one in counters), *(of_event(one) for one in ahead)]


def with_purpose(places: Collection[Place], purpose: Purpose) -> list[Place]:
    """Those that can be booked for it."""
    return [place for place in places if purpose in place.purposes]


def of_counter(counter: Counter) -> Place:
    """A counter as a place."""
    return Place(
        uuid=counter.uuid,
        area_code=counter.area_code,
        name=counter.name,
        address=counter.address,
        purposes=[Purpose(one) for one in counter.purposes],
        counter=counter,
    )


def of_event(event: Event) -> Place:
    """A service event as a place."""
    return Place(
        uuid=event.visit.uuid,
        area_code=event.area_code,
        name=event.visit.place,
        address=area_name(event.area_code),
        purposes=[OF_EVENTS[one] for one in event.offered if one in OF_EVENTS],
        event=event,
    )


def week_of(counter: Counter) -> dict[int, Hours]:
    """A counter's opening hours by weekday."""
    return {
        int(day): Hours(**{name: time.fromisoformat(told) for name, told in hours.items()})
        for day, hours in counter.hours.items()
    }


def as_kept(week: dict[int, Hours]) -> dict[str, dict[str, str]]:
    """Opening hours as the table keeps them."""
    return {
        str(day): {name: f"{at:%H:%M}" for name, at in vars(hours).items() if at is not None}
        for day, hours in week.items()
    }
