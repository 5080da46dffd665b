"""What a province sees of its offices' plans: counts and prices, no stop and nobody's name."""

from datetime import timedelta

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.kernel.database import Scope, scope
from rekam.outreach.plans import offices, queries
from rekam.outreach.plans.models import Plan
from rekam.outreach.sites.models import Site
from tests.outreach.plans.scenes import AT, MONDAY
from tests.personas import officer

TODAY = AT.date()
BANTEN = Scope.of("36")
CILEGON, SERANG, PANDEGLANG = "36.72.01", "36.73.01", "36.01.01"


def price(office: str, day: float, *, code: str = "36.73") -> offices.Price:
    return offices.Price(code, office, day, 10 * day)


def test_the_cheapest_office_lends_to_the_dearest_and_each_moves_once() -> None:
    rows = [price("A", 44), price("B", 30), price("C", 29.5), price("D", 8)]
    (first,) = offices.moves(rows)
    assert (first.giver.office, first.taker.office, first.gain) == ("D", "A", 36)
    assert offices.moves(rows[:1]) == []


def test_a_plan_over_several_kabupaten_is_told_for_each_with_its_worst_kecamatan() -> None:
    plan = Plan(
        first=MONDAY,
        last=MONDAY + timedelta(days=5),
        value=80,
        upper_bound=100,
        left_out=10,
        shares=[[CILEGON, 9, 10], [SERANG, 6, 10], ["36.73.02", 7, 10], [PANDEGLANG, 0, 0]],
        broken=[{"code": "plan_floor_missed", "kecamatan": SERANG, "share": "0.6"}],
    )
    low, high = offices.shares([plan], today=TODAY)
    assert (low.code, low.people, low.of, low.missed) == ("36.73", 13, 20, 1)
    assert low.worst[1].startswith("60,0")
    assert (high.code, high.missed, high.over) == ("36.72", 0, False)
    assert low.gap == pytest.approx(10)


@pytest.mark.django_db
def test_a_province_sees_counts_and_prices_and_opens_no_plan(plan: Plan) -> None:
    watcher = Client()
    watcher.force_login(officer(Role.PROVINCE, areas=("36",)))
    page = watcher.get("/jemput-bola/provinsi/").content.decode()
    assert "Kota Serang" in page
    assert "Dinas" in page
    assert watcher.get("/jemput-bola/pekan/").status_code == 403
    with scope(Scope.of("36.73")):
        villages = Site.objects.filter(kind="village").values_list("name", flat=True)
        assert not [name for name in villages if f">{name}<" in page]


@pytest.mark.django_db
def test_before_any_plan_the_province_is_told_so() -> None:
    watcher = Client()
    watcher.force_login(officer(Role.PROVINCE, areas=("36",)))
    assert "Belum ada kantor" in watcher.get("/jemput-bola/provinsi/").content.decode()


@pytest.mark.parametrize(
    ("installed", "areas", "office"),
    [
        ("36.73", ("36.73",), "36.73"),
        ("36.73", ("36",), "36.73"),
        ("36.73", ("36.73.02",), None),
        ("36", ("36",), "36"),
        ("36", ("36.73",), "36.73"),
        ("36", ("36.73", "36.72"), None),
        ("36", ("36.73.02",), None),
    ],
)
def test_whose_plans_somebody_makes(
    monkeypatch: pytest.MonkeyPatch, installed: str, areas: tuple[str, ...], office: str | None
) -> None:
    monkeypatch.setattr("django.conf.settings.REKAM_OFFICE_AREA", installed)
    assert queries.office_of(Scope.of(*areas)) == office
