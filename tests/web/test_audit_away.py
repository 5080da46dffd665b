"""Without the audit nothing is shown and nothing is changed; who was refused something is written down."""

from collections.abc import Iterator

import django.db
import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.cards.orders.models import PrintJob
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from tests.cards import city
from tests.conftest import raw
from tests.personas import KASEMEN, SERANG, officer, resident


def signed_in(role: Role, *, areas: tuple[str, ...] = ("36.73",)) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(officer(role, areas=areas))
    return client


def saved(person: Resident) -> Resident:
    with scope(EVERYWHERE):
        person.save()
    return person


@pytest.fixture
def office(own_database: str) -> Iterator[str]:
    """A database with real commits, in which the audit can be taken away."""
    yield own_database
    django.db.connections.close_all()


WAYS = {
    "the right to add is gone": ("REVOKE INSERT ON audit_entry FROM rekam_app",),
    "a trigger fails": (
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'disk full'; END $$",
        "CREATE TRIGGER fail BEFORE INSERT ON audit_entry EXECUTE FUNCTION fail()",
    ),
    "its table is gone": ("ALTER TABLE audit_entry RENAME TO elsewhere",),
}


def take_away(database: str, *, way: str) -> None:
    with raw(database, role="rekam_migrate") as owner:
        owner.execute("SET ROLE rekam_owner")
        for statement in WAYS[way]:
            owner.execute(statement)


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_shown(way: str, office: str) -> None:
    person = saved(resident(serial=1, name="Maryamah"))
    client = signed_in(Role.OPERATOR)
    take_away(office, way=way)
    for answer in (
        client.get(f"/register/{person.uuid}/"),
        client.post("/register/", {"cari": "Maryamah"}),
        client.get(f"/capaian/{KASEMEN}/nama/"),
    ):
        assert answer.status_code == 503
        assert "audit_away" in answer.content.decode()
        assert person.nik not in answer.content.decode()


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_changed(way: str, office: str) -> None:
    with scope(EVERYWHERE):
        record = city.record()
        job = city.ordered(record)
    client = signed_in(Role.VERIFIKATOR)
    take_away(office, way=way)
    assert client.post(f"/kartu/pesanan/{job.uuid}/setujui/").status_code == 503
    with scope(EVERYWHERE):
        assert PrintJob.objects.get().state == "requested"
        record.refresh_from_db()
        assert record.state == "PRINT_READY_RECORD"


def test_afterwards_all_goes_on(office: str) -> None:
    person = saved(resident(serial=1))
    client = signed_in(Role.OPERATOR)
    take_away(office, way="the right to add is gone")
    assert client.get(f"/register/{person.uuid}/").status_code == 503
    with raw(office, role="rekam_migrate") as owner:
        owner.execute("SET ROLE rekam_owner")
        owner.execute("GRANT INSERT ON audit_entry TO rekam_app")
    assert client.get(f"/register/{person.uuid}/").status_code == 200


def refusals() -> list[tuple[str, list[str], dict[str, object]]]:
    rows = Entry.objects.filter(action="web.access_refused").order_by("pk")
    return [(row.actor, row.subjects, row.facts) for row in rows]


def test_an_attempt_at_another_offices_person_is_remembered(office: str) -> None:
    person = saved(resident(serial=1, area_code=SERANG))
    client = signed_in(Role.OPERATOR, areas=("36.73.02",))
    assert client.get(f"/register/{person.uuid}/").status_code == 404
    facts = {"code": "not_found", "page": "registry:resident"}
    assert refusals() == [("operator", [str(person.uuid)], facts)]


def test_an_attempt_without_the_role_is_remembered_though_the_request_is_undone(office: str) -> None:
    with scope(EVERYWHERE):
        job = city.ordered()
    assert signed_in(Role.OPERATOR).post(f"/kartu/pesanan/{job.uuid}/setujui/").status_code == 403
    assert refusals() == [("operator", [str(job.uuid)], {"code": "not_allowed", "page": "cards:approve"})]


@pytest.mark.django_db
def test_a_rule_that_says_not_yet_and_an_unknown_address_are_no_attempts() -> None:
    client = signed_in(Role.OPERATOR)
    assert client.get("/tidak-ada/").status_code == 404
    assert client.post("/register/", {"cari": "siti", "tujuan": "x"}).status_code == 400
    assert Client().get("/kartu/").status_code == 302
    assert refusals() == []


def test_a_refusal_that_cannot_be_remembered_is_a_503(office: str) -> None:
    client = signed_in(Role.OPERATOR, areas=("36.73.02",))
    take_away(office, way="the right to add is gone")
    person = saved(resident(serial=1, area_code=SERANG))
    assert client.get(f"/register/{person.uuid}/").status_code == 503
