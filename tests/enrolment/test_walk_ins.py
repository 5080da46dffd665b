"""Who came without the list: a person chooses among candidates; residents of elsewhere have a door."""

from dataclasses import replace
from datetime import date

import pytest

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from rekam.registry.outside.models import OutsideService
from tests.enrolment.scene import KASEMEN, WALK_IN, Session, make_resident
from tests.enrolment.test_validation_page import client, recorded, state

pytestmark = pytest.mark.usefixtures("server")
HERE, AWAY = "3673024101900001", "3672024101900001"
CILEGON = "36.72.01.1001"


def resident(nik: str, *, name: str = "SITI", area_code: str = KASEMEN) -> Resident:
    with scope(EVERYWHERE):
        return make_resident(
            nik=nik,
            area_code=area_code,
            full_name=name,
            name_key=name.lower(),
            birth_date=WALK_IN.birth_date,
        )


def services() -> list[OutsideService]:
    with scope(EVERYWHERE):
        return list(OutsideService.objects.all())


def test_without_nik_the_register_is_searched_and_nobody_is_taken_by_itself() -> None:
    someone = resident(HERE, name="SITI AISYAH")
    record = recorded(Session(person=replace(WALK_IN, name="SITI AISYAH")))
    assert (record.state, record.resident) == (Status.REQUEST_VALIDATION, None)
    address, browser = f"/perekaman/{record.uuid}/", client(Role.BACK_OFFICE)
    likely = f"/perekaman/tanpa-nik/{record.uuid}/"

    page = browser.get(likely).content.decode()

    assert "Ini orangnya" in page
    assert HERE in page
    with scope(EVERYWHERE):
        seen = Entry.objects.get(action="enrolment.walk_in_seen")
        assert {str(record.uuid), str(someone.uuid)} <= set(seen.subjects)
    assert client(Role.OPERATOR).get(likely).status_code == 403
    assert browser.post(address + "periksa/", {"nik": HERE}).status_code == 302
    assert state(record) == Status.PROCESSING
    assert browser.get(likely).status_code == 404
    assert services() == []


@pytest.mark.parametrize(
    ("told", "code"),
    [({"name": "BUDI"}, "name_differs"), ({"birth_date": date(1991, 1, 1)}, "birth_date_differs")],
)
def test_a_nik_that_fits_by_its_number_only_touches_nobody(told: dict[str, object], code: str) -> None:
    someone = resident(HERE)
    record = recorded(Session(person=replace(WALK_IN, nik=HERE, **told)))

    assert (record.state, record.resident) == (Status.REQUEST_VALIDATION, None)
    with scope(EVERYWHERE):
        assert record.events.last().facts["code"] == code
        someone.refresh_from_db()
    assert someone.ektp_status == "UNREGISTERED"


def test_who_lives_elsewhere_is_recorded_at_once_and_counted_where_they_were_served() -> None:
    someone = resident(AWAY, area_code=CILEGON)
    record = recorded(Session(person=replace(WALK_IN, nik=AWAY)))

    assert (record.resident, record.area_code, record.served_in) == (someone.uuid, CILEGON, KASEMEN)
    (service,) = services()
    assert (service.area_code, service.home_area, service.officer) == (KASEMEN, CILEGON, "yayan")


def test_an_office_finds_the_home_of_a_walk_in_by_nik_name_and_birth_date_together() -> None:
    resident(AWAY, area_code=CILEGON)
    record = recorded(Session(person=WALK_IN))
    address, browser = f"/perekaman/tanpa-nik/{record.uuid}/luar-wilayah/", client(Role.BACK_OFFICE)

    refused = browser.post(address, {"nik": "3672024101900002"})
    assert (refused.status_code, b"walk_in_fits_nobody" in refused.content) == (409, True)

    assert browser.post(address, {"nik": AWAY}).headers["Location"] == "/perekaman/"
    with scope(EVERYWHERE):
        moved = Record.objects.get()
    assert (moved.state, moved.area_code) == (Status.PROCESSING, CILEGON)
    assert [one.area_code for one in services()] == [KASEMEN]
    assert browser.get(f"/perekaman/{record.uuid}/").status_code == 404
