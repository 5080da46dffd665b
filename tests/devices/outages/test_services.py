"""Heartbeats that stop become one suspected outage, and a person's word stays."""

from datetime import timedelta

import pytest

from rekam.audit.models import Entry
from rekam.devices.kits.hearing import hear
from rekam.devices.kits.messages import Heartbeat
from rekam.devices.kits.models import Kit
from rekam.devices.models import Station
from rekam.devices.outages import queries, services
from rekam.devices.outages.models import Outage, StationSilence
from rekam.devices.outages.rules import Cause, State
from rekam.devices.outages.services import Told
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.devices.kits.scene import KASEMEN, LONG_AGO, NOW, SERANG

KIDS = ("a" * 16, "b" * 16)
HEARD = NOW - timedelta(hours=4)  # 08.00 of a Tuesday in Serang
HOUR = timedelta(hours=1)


@pytest.fixture
def stations(office: None) -> list[Station]:
    made = []
    for number, kid in enumerate(KIDS):
        Kit.objects.create(name=f"KSM-{number}", area_code=KASEMEN, since=LONG_AGO, station=kid)
        made.append(
            Station.objects.create(
                kid=kid, public_key=b"1" * 32, name=kid, area_code=KASEMEN, registered_at=NOW
            )
        )
        beat(made[-1], at=HEARD)
    return made


def beat(station: Station, *, at: object) -> None:
    told = Heartbeat(
        station=station.kid, at=at, free_mb=9, battery=None, last_capture=None, devices=(), days=(), faults=()
    )
    hear(told, station=station, at=at)  # type: ignore[arg-type]


def told(**more: object) -> Told:
    given = {"sites": (KASEMEN,), "cause": Cause.NETWORK, "began": HEARD + HOUR, "ended": NOW - HOUR}
    return Told(**(given | more))  # type: ignore[arg-type]


def test_silence_is_suspected_once_grows_until_it_ends_and_is_confirmed_by_a_person(
    stations: list[Station],
) -> None:
    assert services.suspect(at=HEARD + HOUR) == 0
    assert services.suspect(at=NOW) == 1
    assert services.suspect(at=NOW + HOUR / 6) == 0
    row = Outage.objects.get()
    assert (row.state, row.sites, row.began_at, row.ended_at) == ("suspected", [KASEMEN], HEARD + HOUR, None)
    assert queries.heard_again(row) is None

    for station in stations:
        beat(station, at=NOW + HOUR / 2)
    assert StationSilence.objects.count() == 2
    services.suspect(at=NOW + HOUR)
    row.refresh_from_db()
    assert (row.steps, row.ended_at) == (2, NOW + HOUR / 2)
    assert queries.figures_of(since=HEARD, until=NOW).all_hours == 0  # suspected only

    services.settle(outage=row.uuid, told=told(people=12), actor="bakri", at=NOW + HOUR)
    assert services.suspect(at=NOW + HOUR) == 0
    row.refresh_from_db()
    assert (row.state, row.cause, row.ended_at) == ("confirmed", "network", NOW - HOUR)
    cost = queries.figures_of(since=HEARD, until=NOW, within="36.73")
    assert (cost.all_hours, cost.all_people) == (2, 12)
    assert queries.lost_share_of(within="36.73", since=HEARD, until=NOW) == pytest.approx(0.5)
    assert [step.act for step in queries.history_of(row)] == ["confirmed", "longer", "suspected"]
    assert Entry.objects.filter(action__startswith="devices.outage.").count() == 3
    with scope(Scope.of(SERANG)):
        assert queries.logged(since=HEARD, until=NOW) == []


def test_what_a_person_dismissed_stays_dismissed_though_the_silence_goes_on(stations: list[Station]) -> None:
    services.suspect(at=NOW)
    row = Outage.objects.get()
    services.dismiss(outage=row.uuid, note="laptop di jemput bola", actor="bakri", at=NOW)

    assert services.suspect(at=NOW + HOUR) == 0
    row.refresh_from_db()
    assert row.state == State.DISMISSED
    with pytest.raises(RuleBroken) as refused:
        services.end(outage=row.uuid, ended=NOW, people=None, actor="bakri", at=NOW)
    assert refused.value.code == "outage_act"
    services.settle(outage=row.uuid, told=told(ended=None), actor="bakri", at=NOW)
    services.end(outage=row.uuid, ended=NOW, people=3, actor="bakri", at=NOW)
    services.count_people(outage=row.uuid, people=5, at=NOW)
    row.refresh_from_db()
    assert (row.ended_at, row.people, row.counted) == (NOW, 3, 5)


@pytest.mark.usefixtures("office")
def test_an_outage_that_no_machine_sees_is_written_down_within_the_scope_and_once() -> None:
    row = services.report(told(cause=Cause.BLANKS, ended=None), actor="bakri", at=NOW)
    for wrong, code in (
        ({"sites": ("36.02.01",)}, "not_found"),
        ({"sites": ()}, "outage_site"),
        ({"began": NOW + HOUR, "ended": None}, "outage_log_while"),
        ({"ended": HEARD}, "outage_log_while"),
        ({"share": 0}, "outage_share"),
        ({"people": 100_001}, "outage_people"),
    ):
        with pytest.raises(RuleBroken) as refused:
            services.report(told(**wrong), actor="bakri", at=NOW)
        assert refused.value.code == code
    with pytest.raises(RuleBroken) as refused:
        services.settle(outage=row.uuid, told=told(cause=Cause.BLANKS, ended=None), actor="bakri", at=NOW)
    assert refused.value.code == "outage_as_it_is"
    assert Outage.objects.count() == 1


def test_silences_are_forgotten_after_a_year(stations: list[Station]) -> None:
    beat(stations[0], at=NOW)
    assert services.forget_silences(before=NOW + HOUR, dry_run=True)
    assert services.forget_silences(before=NOW, dry_run=False) == []
    assert len(services.forget_silences(before=NOW + HOUR, dry_run=False)) == 1
    assert not StationSilence.objects.exists()
