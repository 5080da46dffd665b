"""The province sees its kabupaten/kota side by side, a city sees only itself, and nobody sees a name."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rekam.accounts.rules import PERMISSIONS, Role
from rekam.audit.models import Entry
from rekam.config.routes import all_routes
from rekam.coverage.counters.models import DayTotal
from rekam.coverage.counters.rules import MEASURES
from rekam.coverage.counters.services import fold
from rekam.coverage.projection.rules import Measure
from rekam.coverage.province.queries import parts_of
from rekam.coverage.province.rules import Track, track
from rekam.coverage.queries import count_villages
from rekam.coverage.targets.services import set_target
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.installation import office_day
from tests.personas import KASEMEN, officer, resident

RANGKASBITUNG = "36.02.14.1002"
PAGE, TRAITS = "/capaian/provinsi/36/", "/capaian/sifat-wilayah/"
TODAY = office_day(datetime.now(UTC))


@pytest.fixture
def province_register(db: None, settings: Any) -> None:
    """One database that holds a province: two in Kota Serang, one of them recorded; one in Lebak."""
    settings.REKAM_OFFICE_AREA = "36"
    with scope(EVERYWHERE):
        for serial, (area, recorded_on) in enumerate(
            [(KASEMEN, date(2020, 1, 1)), (KASEMEN, None), (RANGKASBITUNG, None)], 1
        ):
            one = resident(serial=serial, area_code=area, name=f"Maryamah {serial}")
            one.recorded_on = recorded_on
            one.save()
        fold(at=datetime.now(UTC))


def client(role: Role, *areas: str) -> Client:
    browser = Client()
    browser.force_login(officer(role, areas=areas, username=f"{role}-{areas[0]}"))
    return browser


def test_the_province_sees_its_parts_by_rank(province_register: None) -> None:
    page = client(Role.PROVINCE, "36").get("/capaian/", follow=True)
    text = page.content.decode()
    assert page.redirect_chain[-1][0] == PAGE
    assert text.index("Kota Serang") < text.index("Kabupaten Lebak")
    assert "50,00" in text
    assert "Kabupaten Pandeglang" in text  # named as absent
    assert "Maryamah" not in text


def test_who_is_off_track_is_told_by_the_own_target_or_else_the_province_s(province_register: None) -> None:
    next_year = date(TODAY.year + 1, 12, 31)
    with scope(EVERYWHERE):
        for area, percent in (("36", "99.4"), ("36.73", "50")):
            set_target(
                area_code=area,
                measure=Measure.RECORDED,
                on=next_year,
                percent=Decimal(percent),
                source="Renja",
                actor="nina",
                at=datetime.now(UTC),
            )
        villages = count_villages(area_code="36", on=TODAY)
        parts = parts_of(villages, province="36", today=TODAY)
        assert {part.code: track(part, today=TODAY) for part in parts} == {
            "36.02": Track.UNKNOWN,
            "36.73": Track.REACHED,
        }
        kept = villages["36.02.14.1002"]
        DayTotal.objects.create(
            area_code="36.02.14.1002",
            on=TODAY - timedelta(days=28),
            **{measure: getattr(kept, measure, 0) for measure in MEASURES},
        )
        parts = parts_of(villages, province="36", today=TODAY)
    assert [track(part, today=TODAY) for part in parts] == [Track.OFF, Track.REACHED]
    text = client(Role.PROVINCE, "36").get(PAGE).content.decode()
    assert "1 kabupaten/kota tertinggal dari targetnya" in text


def test_a_city_sees_only_its_own(province_register: None) -> None:
    city = client(Role.HEAD, "36.73")
    assert city.get(PAGE).status_code == 404
    assert city.get("/capaian/36.02/").status_code == 404
    own = city.get("/capaian/provinsi/36.73/")
    assert (own.status_code, own.headers["Location"]) == (302, "/capaian/36.73/")


def test_the_province_may_do_nothing_that_shows_or_changes_a_person() -> None:
    """A new permission of the province has to be thought over here."""
    may = {permission for permission, roles in PERMISSIONS.items() if Role.PROVINCE in roles}
    assert {word for word in may if word.startswith("coverage.")} == {
        "coverage.see",
        "coverage.reconcile",
        "coverage.see_quality",
        "coverage.see_follow_ups",
        "coverage.write_follow_up",
        "coverage.set_traits",
        "coverage.set_targets",
        "coverage.explore",
        "coverage.see_indicators",
        "coverage.set_polling_days",
    }
    assert {word for word in may if not word.startswith("coverage.")} == {
        "web.home",
        "accounts.own",
        "cards.see_loans",  # counts of blanks between offices, nobody's card
        "cards.propose_loan",
        # Complaints that came up to it, as the complainant told them; it opens nobody in the register.
        "applications.see_complaints",
        "applications.assign_complaints",
        "outreach.see_office_plans",  # counts and prices of its offices' plans, nobody's name
        "devices.see_kits",  # devices and repairs of its offices, nobody's recording
        "devices.see_outages",  # hours and counts of its offices, nobody's name
    }


def test_every_page_with_names_is_closed_to_the_province(province_register: None) -> None:
    province = client(Role.PROVINCE, "36")
    closed = [route for route in all_routes() if route.door in {"coverage.see_names", "coverage.note_reason"}]
    assert {"coverage:names", "coverage:call_up", "coverage:reason"} <= {route.name for route in closed}
    for route in closed:
        given = {"code": KASEMEN, "check": "two_heads", "uuid": "00000000-0000-4000-8000-000000000001"}
        wanted = {name: value for name, value in given.items() if f":{name}>" in route.path}
        assert province.get(reverse(route.name, kwargs=wanted)).status_code == 403, route.name


def test_the_province_says_on_a_page_which_areas_are_hard_to_reach(province_register: None) -> None:
    province = client(Role.PROVINCE, "36")
    typed = {"rows": f"area_code,trait\n{RANGKASBITUNG},remote", "source": "SK 1"}
    assert province.post(TRAITS, typed).status_code == 302
    assert "Terpencil" in province.get(PAGE).content.decode()
    assert Entry.objects.get(action="coverage.traits_set").facts["source"] == "SK 1"


@pytest.mark.parametrize(
    "rows",
    ["36.02.14.1002,remote", "area_code,trait\n32.01.01.2001,remote", "area_code,trait\n36.02.14,remote"],
)
def test_a_list_of_other_areas_or_without_heads_is_refused(province_register: None, rows: str) -> None:
    province = client(Role.PROVINCE, "36")
    assert province.post(TRAITS, {"rows": rows, "source": "SK 1"}).status_code == 400
    assert client(Role.HEAD, "36.73").get(TRAITS).status_code == 403
