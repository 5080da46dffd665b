"""The last place of a half hour, and people who want it at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time

from django.db import connections

from rekam.applications.bookings.counters import open_counter
from rekam.applications.bookings.models import Booking
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from tests.applications.bookings.conftest import AREA, EIGHT, booked, fill, kept, nik
from tests.applications.conftest import OFFICE
from tests.devices.kits import scene


def test_of_two_who_take_the_last_place_at_once_one_gets_it(own_database: str) -> None:
    with scope(OFFICE):
        counter = open_counter(
            area_code=AREA, kept=kept(scene.kit("K-1", area_code=AREA)), actor="bakri", at=EIGHT
        )
        fill(counter, upto=1)

    def tries(number: int) -> str:
        try:
            with scope(OFFICE):
                booked(counter, nik=nik(number))
        except RuleBroken as broken:
            return broken.code
        finally:
            connections.close_all()
        return "booked"

    with ThreadPoolExecutor(4) as threads:
        told = sorted(threads.map(tries, range(10, 14)))
    with scope(OFFICE):
        assert Booking.objects.filter(starts=time(8)).count() == 2
    assert told == ["booked", *["booking_slot_full"] * 3]
