"""Booking, moving, cancelling: what is free follows from kits and people of the day."""

from collections.abc import Callable
from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from rekam.applications.bookings import ending, services
from rekam.applications.bookings.capacity import calendar, pace_of, slots_on
from rekam.applications.bookings.counters import change_counter, end_counter, open_counter, staff_day
from rekam.applications.bookings.models import Booking, Counter, Ticket
from rekam.applications.bookings.places import Place, get_place
from rekam.applications.bookings.rules import Line, Purpose, State
from rekam.applications.bookings.services import Comer, When
from rekam.applications.filing.numbers import code_of
from rekam.audit.models import Entry
from rekam.devices.kits.models import Kit
from rekam.devices.kits.rules import PartKind
from rekam.kernel.errors import RuleBroken
from rekam.outreach.events.models import Event
from rekam.outreach.models import Site, Visit
from tests.applications.bookings.conftest import (
    AREA,
    EIGHT,
    HOUR,
    TODAY,
    TOMORROW,
    booked,
    fill,
    kept,
    nik,
)
from tests.devices.kits import scene

pytestmark = pytest.mark.django_db


def place(counter: Counter) -> Place:
    return get_place(counter.uuid)


def capacities(counter: Counter, *, on: date = TOMORROW) -> list[int]:
    return [slot.capacity for slot in slots_on(place(counter), Line.RECORDING, on=on, at=EIGHT)]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.code


def test_capacity_is_the_smaller_of_kits_and_people_and_follows_both(counter: Counter, kit: Kit) -> None:
    assert capacities(counter) == [3, 3, 3, 3]

    second = scene.kit("K-2", area_code=AREA)
    change_counter(counter=counter.uuid, kept=kept(kit, kits=[kit.uuid, second.uuid]), actor="b", at=EIGHT)
    assert capacities(counter) == [6, 6, 6, 6]
    staff_day(counter=counter.uuid, on=TOMORROW, recorders=1, clerks=0, actor="bakri", at=EIGHT)
    assert capacities(counter) == [3, 3, 3, 3]

    for one in (kit, second):
        scene.breaks(scene.part_of(one, PartKind.IRIS))
    assert capacities(counter) == [0, 0, 0, 0]


def test_a_kit_that_breaks_leaves_bookings_and_names_them_over_capacity(counter: Counter, kit: Kit) -> None:
    booked(counter)
    scene.breaks(scene.part_of(kit, PartKind.FINGER))

    first = slots_on(place(counter), Line.RECORDING, on=TOMORROW, at=EIGHT)[0]
    assert (first.booked, first.over) == (1, 1)
    assert Booking.objects.get().state == State.BOOKED


def test_the_calendar_knows_weekends_holidays_and_the_last_day(counter: Counter) -> None:
    end_counter(counter=counter.uuid, on=date(2026, 12, 10), actor="bakri", at=EIGHT)
    free = {day.on: day.free for day in calendar(place(counter), Line.RECORDING, at=EIGHT)}

    assert (free[TOMORROW], free[date(2026, 11, 28)], free[date(2026, 12, 10)]) == (8, 0, 0)
    assert free[TODAY] == 6, "the half hour that has begun is gone"


def test_people_served_say_how_quickly_a_desk_goes(counter: Counter) -> None:
    assert pace_of(place(counter), Line.DESK, today=TODAY).source == "setting"
    served(counter, line=Line.DESK, minutes=4, people=20)
    pace = pace_of(place(counter), Line.DESK, today=TODAY)
    assert (pace.source, pace.minutes) == ("queue", 4)


def served(counter: Counter, *, line: Line, minutes: float, people: int) -> None:
    Ticket.objects.bulk_create(
        Ticket(
            area_code=counter.area_code,
            place=counter.uuid,
            on=TODAY - timedelta(days=7),
            line=line,
            number=number,
            purpose=Purpose.COLLECTION,
            stage="served",
            taken_at=EIGHT - 168 * HOUR,
            called_at=EIGHT - 168 * HOUR,
            called_to=1,
            ended_at=EIGHT - 168 * HOUR + timedelta(minutes=minutes),
        )
        for number in range(1, people + 1)
    )


def test_the_same_form_twice_is_one_booking_and_its_code_opens_it(counter: Counter) -> None:
    token, when = uuid4(), When(place=counter.uuid, on=TOMORROW, starts=time(8))
    told = {"purpose": Purpose.RECORDING, "when": when, "token": token, "at": EIGHT}
    one, two = (services.book(comer=Comer(nik=nik(1), name="Siti"), **told) for _ in range(2))

    assert one.booking.pk == two.booking.pk
    assert one.code == code_of(token)
    assert nik(1) not in str(vars(one.booking))
    found = services.find_by_code(number=one.booking.number, code=one.code, at=EIGHT)
    assert found == one.booking.uuid
    for number, code in ((one.booking.number, "AAAAAAAAAA"), ("123", one.code), ("0000000000", one.code)):
        assert refused(lambda n=number, c=code: services.find_by_code(number=n, code=c, at=EIGHT)) == (
            "booking_unknown"
        )
    assert set(Entry.objects.values_list("action", flat=True)) >= {
        "applications.booking_made",
        "applications.booking_looked_up",
    }


def test_one_open_booking_a_purpose_and_person(counter: Counter) -> None:
    row = booked(counter)
    assert refused(lambda: booked(counter, starts=time(9))) == "booking_open_already"
    booked(counter, purpose=Purpose.COLLECTION)
    services.cancel(booking=row.uuid, actor="public", at=EIGHT)
    services.cancel(booking=row.uuid, actor="public", at=EIGHT)
    booked(counter, starts=time(9))


def test_a_booking_moves_where_there_is_room_and_stays_where_there_is_none(counter: Counter) -> None:
    row = booked(counter)
    fill(counter, starts=time(9), upto=2)

    def moved(starts: time) -> Booking:
        when = When(place=counter.uuid, on=TOMORROW, starts=starts)
        return services.move(booking=row.uuid, when=when, actor="public", at=EIGHT)

    assert refused(lambda: moved(time(9))) == "booking_slot_full"
    assert moved(time(9, 30)).starts == time(9, 30)
    assert refused(lambda: booked(counter, nik=nik(5), purpose=Purpose.IKD)) == "booking_purpose"
    services.cancel(booking=row.uuid, actor="public", at=EIGHT)
    assert refused(lambda: moved(time(8))) == "booking_over"


def event(*, kits: int = 1, called: int = 0) -> Event:
    """A Saturday of two hours for 15 people an hour and kit."""
    site = Site.objects.create(
        area_code="36.73.02.1001", kind="counter", code="MPP-1", name="MPP Serang", weekdays=[5]
    )
    visit = Visit.objects.create(
        area_code=site.area_code,
        site=site,
        place=site.name,
        on=date(2026, 11, 28),
        people=[str(uuid4()) for _ in range(called)],
        planned_by="rina",
        planned_at=EIGHT,
    )
    return Event.objects.create(
        visit=visit,
        area_code=site.area_code,
        site=site,
        kind="saturday",
        opens=time(9),
        closes=time(11),
        kits=kits,
        per_hour=15,
        services=["recording", "ikd"],
    )


@pytest.mark.usefixtures("office")
def test_a_saturday_service_counts_whom_it_called_and_its_own_bookings_once() -> None:
    row = event(called=15)
    where = get_place(row.visit.uuid)
    saturday = row.visit.on

    def free() -> int:
        return sum(slot.free for slot in slots_on(where, Line.RECORDING, on=saturday, at=EIGHT))

    before = free()
    assert before <= 10
    when = When(place=where.uuid, on=saturday, starts=time(10))
    told = {"purpose": Purpose.RECORDING, "when": when, "token": uuid4(), "at": EIGHT}
    made = services.book(comer=Comer(nik=nik(1), name="Siti"), **told)
    row.refresh_from_db()
    assert (row.registered, free()) == (1, before - 1)

    services.cancel(booking=made.booking.uuid, actor="public", at=EIGHT)
    row.refresh_from_db()
    assert (row.registered, free()) == (0, before)


def test_days_that_are_over_are_closed_and_then_forgotten(counter: Counter) -> None:
    row = booked(counter, contact="081234567890")
    assert ending.end_days(at=EIGHT + 48 * HOUR) == 1
    assert ending.forget(before=EIGHT, dry_run=False) == []
    assert ending.forget(before=EIGHT + 72 * HOUR, dry_run=True) == [str(row.uuid)]
    ending.forget(before=EIGHT + 72 * HOUR)
    row.refresh_from_db()
    assert (row.state, row.name, row.contact, row.person) == ("missed", "", "", "")
    booked(counter, on=date(2026, 11, 26), at=EIGHT + 48 * HOUR)


def test_a_counter_of_another_area_cannot_be_opened(kit: Kit) -> None:
    assert refused(lambda: open_counter(area_code="36.04", kept=kept(kit), actor="b", at=EIGHT)) == (
        "counter_area"
    )
    nothing = {"recorders": 0, "clerks": 0}
    for changed, code in (
        ({"purposes": []}, "counter_purposes"),
        (nothing, "counter_people"),
        ({"kits": [uuid4()]}, "counter_kits"),
    ):
        one = kept(kit, **changed)
        assert refused(lambda k=one: open_counter(area_code=AREA, kept=k, actor="b", at=EIGHT)) == code
