"""A scenario of cards starts from the safes of the area, as the ledger has them."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.cards.blanks.rules import parse_serial
from rekam.cards.services import receive_delivery, spoil_blank
from rekam.coverage.projection.rules import Measure
from rekam.coverage.projection.safes import filled
from rekam.coverage.projection.scenarios import NOTHING_CHANGES, Scenario
from rekam.kernel.database import Scope, scope
from rekam.kernel.region import AreaCode
from rekam.registry.models import Resident
from tests.coverage.projection.test_register import people
from tests.personas import KASEMEN, officer

AT = datetime(2026, 1, 5, 3, tzinfo=UTC)
DRY = Scenario(dry_months=7)

pytestmark = pytest.mark.django_db


def stock_up() -> None:
    """Four blanks at the Dinas and one at a kecamatan; one of them is spoiled."""
    with scope(Scope.of("36.73")):
        for site, serials in (("36.73", range(4)), ("36.73.05", range(4, 5))):
            receive_delivery(
                site=site,
                letter=f"470/{site}",
                serials=[parse_serial(f"04{number:012X}") for number in serials],
                actor="bakri",
                at=AT,
            )
        spoil_blank(serial=parse_serial(f"04{0:012X}"), reason="bengkok di sudut", actor="bakri", at=AT)


def starts(place: str, *, scenario: Scenario = DRY, measure: Measure = Measure.HELD) -> Scenario:
    with scope(Scope.of("36.73")):
        return filled(scenario, place=AreaCode.parse(place), measure=measure, at=AT)


def test_the_stock_is_that_of_the_safes_of_the_area() -> None:
    stock_up()
    assert [starts(place).stock for place in ("36.73", "36.73.05", KASEMEN)] == [4, 1, 0]
    assert starts("36.73").replaced == pytest.approx(1 / 51)


def test_what_is_said_outright_stands_and_nothing_is_read_where_nothing_is_asked_of_cards() -> None:
    said = Scenario(dry_months=7, stock=9, replaced=0.2)
    assert starts("36.73", scenario=said) == said
    assert starts("36.73", scenario=NOTHING_CHANGES) == NOTHING_CHANGES
    assert starts("36.73", measure=Measure.RECORDED) == DRY


def test_the_page_offers_the_droughts_and_supplies_that_offices_have_lived_through(client: Client) -> None:
    with scope(Scope.of("36.73")):
        Resident.objects.bulk_create(people())
        client.force_login(officer(Role.HEAD))
        stock_up()
    page = client.get("/capaian/proyeksi/?wilayah=36.73").content.decode()
    links = [unescape(one) for one in re.findall(r'href="(\?wilayah=36\.73[^"]+)"', page)]
    assert ["dry_months=7" in links[0], "blanks_low=15000&blanks_high=20000" in links[1]] == [True, True]
    answer = client.get(f"/capaian/proyeksi/{links[0]}")
    assert answer.context["forecast"].scenario.stock == 4


def test_the_page_says_with_how_many_it_starts(client: Client) -> None:
    with scope(Scope.of("36.73")):
        Resident.objects.bulk_create(people())
    stock_up()
    client.force_login(officer(Role.HEAD))
    asked = "target=99,4&measure=held&on_day=31&on_month=12&on_year=2027"
    page = client.get(f"/capaian/proyeksi/?{asked}&dry_months=7&wilayah=36.73").content.decode()
    assert "Dimulai dengan 4 blangko" in page
    assert "Dimulai dengan" not in client.get(f"/capaian/proyeksi/?{asked}&wilayah=36.73").content.decode()
