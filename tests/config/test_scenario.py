"""The scenario banten-2017 as its pages count it: the published sums, at its own day, and no person."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.config.scenario_banten import fill
from rekam.coverage.counters.queries import cells, trend
from rekam.coverage.counters.services import fold
from rekam.coverage.province.loading import load_counts
from rekam.coverage.queries import count_villages
from rekam.coverage.rules import total
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry.models import Resident
from rekam.simulation import banten_2017
from rekam.simulation.banten_2017 import FIRST_MONDAY
from tests.personas import officer, resident

BANTEN = Scope.of("36")


@pytest.fixture
def at_its_day(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> datetime:
    settings.REKAM_OFFICE_AREA = "36"
    settings.REKAM_DEMO_DAY = FIRST_MONDAY.isoformat()
    settings.REKAM_SCENARIO = "banten-2017"
    monkeypatch.setattr(banten_2017, "AGES", 3)  # spread over fewer ages the sums are the same
    return datetime.now(UTC)


def test_the_pages_count_what_was_published_and_each_city_sees_itself(at_its_day: datetime) -> None:
    fill()
    with scope(BANTEN):
        assert office_day(at_its_day) == FIRST_MONDAY
        assert fold(at=at_its_day) == 0  # the worker goes on folding, and finds nobody
        counts = total(count_villages(area_code="36", on=FIRST_MONDAY).values())
        assert (counts.wajib, counts.not_recorded, counts.recorded) == (7_549_281, 232_020, 7_317_261)
        assert sum(one.people for one in cells(area_code="36", on=FIRST_MONDAY)) == 7_549_281
        assert len(trend(area_code="36", since=FIRST_MONDAY - timedelta(days=92))) == 13
        assert not Resident.objects.exists()
    browser = Client()
    browser.post("/contoh/masuk/", {"username": "nina"})
    text = browser.get("/capaian/", follow=True).content.decode()
    for told in ("232.020", "7.549.281", "96,92", "Skenario sintetis", "Antara Banten, November 2017"):
        assert told in text
    assert "Kabupaten Lebak" in text

    city = Client()
    city.force_login(officer(Role.HEAD, areas=("36.02",), username="lebak"))
    assert city.get("/capaian/provinsi/36/").status_code == 404
    assert city.get("/capaian/36.01/").status_code == 404
    page = city.get("/capaian/36.02/").content.decode()
    assert "Kabupaten Lebak" in page
    assert page.count("skenario sintetis, keadaan") == 2
    assert "register hidup" not in page
    for counted_from_people in ("tabel/", "tabel/pdf/", "pemilih-pemula/"):
        refused = city.get(f"/capaian/36.02/{counted_from_people}")
        assert (refused.status_code, b"scenario_without_people" in refused.content) == (409, True)


def test_counts_without_people_never_mix_with_a_register(at_its_day: datetime) -> None:
    with scope(BANTEN):
        resident(serial=1).save()
        with pytest.raises(RuleBroken, match="counters_in_use"):
            load_counts(cells=[], days={}, on=FIRST_MONDAY, at=at_its_day)
