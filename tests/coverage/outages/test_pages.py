"""Outages on the head's page, the province's, everybody's, and in the projection."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client, override_settings

from rekam.accounts.rules import Role
from rekam.coverage.outages.queries import lately_by_part
from rekam.coverage.outages.rules import Line, published
from rekam.coverage.projection.outages import with_logged
from rekam.coverage.projection.scenarios import Scenario, kit_limit, open_share
from rekam.devices.kits.models import Kit
from rekam.devices.outages import services
from rekam.devices.outages.rules import Cause, Figures
from rekam.devices.outages.services import Told
from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.kernel.region import AreaCode
from tests.personas import KASEMEN as KASEMEN_VILLAGE
from tests.personas import officer, resident

# Tuesday, 14.00 at the office.
NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
KASEMEN, SERANG = "36.73.02", "36.73.01"


@pytest.fixture
def log(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both sites without network for two hours, one of them without ribbons since."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    with scope(Scope.of("36.73")):
        for site in (KASEMEN, SERANG):
            Kit.objects.create(name=site, area_code=site, since=date(2024, 1, 2))
        network = Told(
            sites=(KASEMEN, SERANG), cause=Cause.NETWORK, began=NOW - 6 * HOUR, ended=NOW - 4 * HOUR, people=9
        )
        ribbon = Told(sites=(KASEMEN,), cause=Cause.RIBBON, began=NOW - HOUR, people=3)
        for told in (network, ribbon):
            services.report(told, actor="bakri", at=NOW)


def test_few_people_are_hidden_and_no_sum_tells_them() -> None:
    found = Figures(
        hours={("36.73.02", Cause.POWER): 1.26},
        people={("36.73", Cause.POWER): 4, ("36.73.02", Cause.POWER): 5, ("36.73.02", Cause.KIT): 0},
        unknown=0,
        times={},
    )
    assert published(found) == [
        Line("36.73", Cause.POWER, None, None),
        Line("36.73.02", Cause.KIT, None, 0),
        Line("36.73.02", Cause.POWER, 1.26, 5),
    ]


def test_fewer_outages_open_more_than_the_usual_time_and_kits_never_more_than_all() -> None:
    never, twice = (Scenario(kits=1, outage_times=times, outage_share=0.2) for times in (0, 2))
    assert open_share(Scenario(outage_times=1, outage_share=0.2)) == 1
    assert (open_share(never), open_share(twice)) == (pytest.approx(1.25), pytest.approx(0.75))
    assert kit_limit(never, days=30) == kit_limit(Scenario(kits=1), days=30) > kit_limit(twice, days=30)
    assert open_share(Scenario(outage_times=20, outage_share=1, outage_days=22)) == 0


@pytest.mark.usefixtures("log")
def test_the_log_says_what_share_of_the_open_hours_was_lost_to_recording() -> None:
    city, asked = AreaCode("36.73"), Scenario(outage_times=0)
    with scope(EVERYWHERE):
        share = with_logged(asked, place=city, at=NOW).outage_share
        near = with_logged(asked, place=AreaCode(KASEMEN_VILLAGE), at=NOW).outage_share
        assert with_logged(Scenario(), place=city, at=NOW) == Scenario()
        parts = lately_by_part([KASEMEN, SERANG, "36.73"], within="36.73", at=NOW)
    assert share is not None
    assert share == near
    assert 0.002 < share < 0.006  # two hours of a quarter year
    assert [one.found.all_hours for one in parts.values()] == [3, 2, 5]
    # People of an outage of both sites are the city's.
    assert [one.found.all_people for one in parts.values()] == [3, 0, 12]


@pytest.mark.usefixtures("log")
def test_head_and_province_see_hours_and_people() -> None:
    with scope(EVERYWHERE):
        resident(serial=1, area_code=KASEMEN_VILLAGE, name="SITI").save()
    pages = {}
    for role, area, page in (
        (Role.HEAD, "36.73", "/capaian/36.73/"),
        (Role.PROVINCE, "36", "/capaian/provinsi/36/"),
    ):
        client = Client()
        client.force_login(officer(role, areas=(area,)))
        pages[role] = client.get(page).content.decode()
        assert client.get("/alat/gangguan/").status_code == 200
        assert client.get("/alat/gangguan/baru/").status_code == 403
    assert "Gangguan: 5,0 jam layanan hilang dalam 30 hari" in pages[Role.HEAD]
    assert "pita atau film cetak habis" in pages[Role.HEAD]
    assert "12 orang pulang tanpa dilayani" in pages[Role.HEAD]
    assert "Gangguan: 5,0 jam layanan hilang dalam 30 hari" in pages[Role.PROVINCE]


@pytest.mark.usefixtures("log")
def test_everybody_reads_the_year_where_the_office_publishes_and_few_people_are_no_number() -> None:
    page, file = "/data-terbuka/gangguan/", "/data-terbuka/gangguan.csv"
    assert Client().get(file).status_code == 302
    with override_settings(REKAM_OPEN_DATA=True):
        shown = Client().get(page)
        told = Client().get(file)
    assert "Kasemen:</strong> pita atau film cetak habis" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "max-age=600, public"
    assert told.content.decode().splitlines() == [
        "year,area_code,area,cause,hours_lost,people_turned_away",
        "2026,36.73,Kota Serang,network,,9",
        f"2026,{SERANG},Serang,network,2.0,",
        f"2026,{KASEMEN},Kasemen,network,2.0,",
        f"2026,{KASEMEN},Kasemen,ribbon,1.0,",
    ]
