"""The synthetic city goes into a real register, as the one who loads."""

from datetime import date

from rekam.kernel.database import Scope, scope
from rekam.registry.entries.queries import refold
from rekam.registry.models import Event, FamilyCard, Resident
from rekam.simulation.city import generate
from rekam.simulation.fill import fill_register
from tests.conftest import raw


def test_a_loaded_city_has_its_cards_and_no_events(own_database: str) -> None:
    told: list[int] = []
    city = generate(7, on=date(2026, 11, 24), residents=600)
    with raw(own_database, role="rekam_load") as connection:
        fill_register(city, connection=connection, told=told.append)

    with scope(Scope.of("36.73")):
        assert Resident.objects.count() == told[-1] == len(city.persons)
        assert FamilyCard.objects.exists()
        assert not Event.objects.exists()
        assert [refold(one) for one in Resident.objects.all()[:50]] == [[]] * 50
        assert set(Resident.objects.values_list("blocked_for", flat=True)) == {""}
