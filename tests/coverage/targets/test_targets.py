"""Targets: who sets them, what is refused, that they stay in the table and in the audit."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from rekam.accounts.rules import Role, may
from rekam.audit.models import Entry
from rekam.coverage.projection.rules import Measure
from rekam.coverage.targets.models import Target
from rekam.coverage.targets.queries import next_target, targets
from rekam.coverage.targets.services import set_target, withdraw_target
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.personas import officer

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
CITY = Scope.of("36.73")
LINE = {"area_code": "36.73", "measure": Measure.RECORDED, "on": date(2027, 12, 31), "source": "Renja 2027"}
FORM = {
    "measure": "recorded",
    "percent": "99,4",
    "on_day": "31",
    "on_month": "12",
    "on_year": "2099",
    "source": "Renja 2099",
}

pytestmark = pytest.mark.django_db


def put(**changes: object) -> Target:
    return set_target(**LINE | {"percent": Decimal("99.40")} | changes, actor="hj-euis", at=AT)  # type: ignore[arg-type]


def refused(**changes: object) -> str:
    with pytest.raises(RuleBroken) as told:
        put(**changes)
    return told.value.code


def test_a_target_is_set_and_written_down() -> None:
    with scope(CITY):
        target = put()
        assert [row.percent for row in targets(area_code="36.73")] == [Decimal("99.40")]
        entry = Entry.objects.get(action="coverage.target_set")
    assert (entry.actor, entry.case) == ("hj-euis", str(target.uuid))


def test_two_targets_for_one_day_are_refused_until_the_first_is_withdrawn() -> None:
    with scope(CITY):
        first = put()
        assert refused(percent=Decimal(100)) == "target_conflict"
        put(measure=Measure.HELD)
        put(on=date(2028, 12, 31))
        withdraw_target(target=first.uuid, actor="hj-euis", at=AT)
        put(percent=Decimal(100))
        assert len(targets(area_code="36.73")) == 3
        assert Target.objects.count() == 4


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"percent": Decimal(0)}, "target_percent_range"),
        ({"percent": Decimal("100.01")}, "target_percent_range"),
        ({"on": date(2026, 11, 24)}, "target_date_past"),
        ({"area_code": "36.72"}, "not_found"),
        ({"area_code": "36.73.99"}, "area_unknown"),
    ],
)
def test_a_wrong_target_is_refused(changes: dict[str, object], code: str) -> None:
    with scope(CITY):
        assert refused(**changes) == code
        assert not Target.objects.exists()


def test_another_office_neither_sees_nor_withdraws_it() -> None:
    with scope(CITY):
        target = put()
    with scope(Scope.of("36.72")):
        assert not targets(area_code="36.73")
        with pytest.raises(RuleBroken) as told:
            withdraw_target(target=target.uuid, actor="x", at=AT)
    assert told.value.code == "not_found"


def test_the_next_target_is_the_earliest_after_today() -> None:
    with scope(CITY):
        put(on=date(2028, 12, 31))
        put(on=date(2027, 6, 30), percent=Decimal(98))
        found = next_target(area_code="36.73", measure=Measure.RECORDED, after=date(2027, 1, 1))
        assert found is not None
        assert found.percent == Decimal(98)
        assert next_target(area_code="36.73", measure=Measure.IKD, after=date(2027, 1, 1)) is None


def test_head_and_province_set_targets_and_nobody_else() -> None:
    assert {role for role in Role if may(role, "coverage.set_targets")} == {Role.HEAD, Role.PROVINCE}


def test_the_head_sets_one_on_the_page_and_withdraws_it(client: Client) -> None:
    client.force_login(officer(Role.HEAD))
    assert client.post("/capaian/target/?wilayah=36.73", FORM).status_code == 302
    page = client.get("/capaian/target/?wilayah=36.73").content.decode()
    assert "99,40" in page
    again = client.post("/capaian/target/?wilayah=36.73", FORM)
    assert again.status_code == 400
    assert "Tarik dulu yang lama" in again.content.decode()
    assert "Renja 2099" in again.content.decode()
    with scope(CITY):
        uuid = Target.objects.get().uuid
    assert client.post("/capaian/target/tarik/", {"target": str(uuid)}).status_code == 302
    assert client.post("/capaian/target/tarik/", {"target": "x"}).status_code == 404
    assert "Belum ada target" in client.get("/capaian/target/?wilayah=36.73").content.decode()


def test_a_clerk_sees_targets_and_may_not_set_them(client: Client) -> None:
    client.force_login(officer(Role.OPERATOR))
    page = client.get("/capaian/target/").content.decode()
    assert "Tetapkan" not in page
    assert client.post("/capaian/target/?wilayah=36.73", FORM).status_code == 403
    assert client.get("/capaian/target/?wilayah=36.72").status_code == 404


def test_a_wrong_form_comes_back_with_what_is_wrong(client: Client) -> None:
    client.force_login(officer(Role.PROVINCE, areas=("36",)))
    answer = client.post("/capaian/target/?wilayah=36.73", FORM | {"percent": "101"})
    assert answer.status_code == 400
