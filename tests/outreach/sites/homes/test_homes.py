"""Requests for a visit at home: a queue with an age, and what each visit needs."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.homes import services
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.rules import Asker, HalfDay, Reason, State, Wishes, read_point
from rekam.outreach.sites.people import stand
from rekam.outreach.sites.rules import Group
from rekam.registry.models import Resident
from tests.outreach.sites.scenes import BENDUNG, BY, MONDAY, OFFICE, people


@pytest.fixture
def office(db: None) -> Iterator[None]:
    with scope(OFFICE):
        yield


def ask(**values: Any) -> HomeVisit:
    told: dict[str, Any] = {
        "area_code": BENDUNG,
        "reason": Reason.ELDERLY,
        "asker": Asker.FAMILY,
        "full_name": "Mbah Contoh",
        "place": "Kp. Baru RT 1/1",
        "asked_on": MONDAY,
    }
    return services.ask_home_visit(**told | BY | values)


@pytest.mark.usefixtures("office")
def test_whoever_has_a_nik_stands_at_the_home_visits_and_not_in_the_kelurahan() -> None:
    (person,) = people(1, born=date(1940, 1, 1))
    ask(nik=person.nik)
    found = stand(on=MONDAY)
    assert [found.sites[key].kind for key in found.counts] == ["homes"]
    Resident.objects.filter(pk=person.pk).update(recorded_on=MONDAY)
    assert not stand(on=MONDAY).counts


@pytest.mark.usefixtures("office")
def test_the_nik_may_be_empty_and_is_never_kept() -> None:
    (person,) = people(1)
    assert ask().resident is None
    assert person.nik not in str(vars(ask(nik=person.nik)))


@pytest.mark.usefixtures("office")
def test_a_request_without_a_nik_is_a_door_to_go_to_and_counts_in_the_plan() -> None:
    (person,) = people(1, born=date(1940, 1, 1))
    ask(nik=person.nik)
    nameless = ask(reason=Reason.DISABLED)
    found = stand(on=MONDAY)
    (home,) = [key for key, site in found.sites.items() if site.kind == "homes"]
    assert (found.counts[home], found.known(home)) == (2, 2)
    assert found.groups(home) == {Group.ELDERLY: 1, Group.DISABLED: 1}
    assert list(found.at[home]) == [str(person.uuid)]  # whom a visit's list can name
    assert found.without({home}).counts.get(home, 0) == 0
    services.close_request(request=nameless.uuid, state=State.DONE, note="", **BY)
    assert stand(on=MONDAY).counts[home] == 1


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"nik": "3673024101909999"}, "nik_not_here"),
        ({"nik": "12"}, "nik_malformed"),
        ({"area_code": "36.72.01.1001"}, "not_found"),
        ({"full_name": " "}, "home_name_missing"),
        ({"place": "RT 1"}, "place_missing"),
    ],
)
def test_what_cannot_be_asked_is_refused(values: dict[str, str], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        ask(**values)
    assert refused.value.code == code


@pytest.mark.usefixtures("office")
def test_who_is_recorded_or_asked_for_already_is_not_asked_for_again() -> None:
    person, done = people(2)
    Resident.objects.filter(pk=done.pk).update(recorded_on=MONDAY)
    ask(nik=person.nik)
    for nik, code in ((person.nik, "home_visit_open"), (done.nik, "home_visit_recorded")):
        with pytest.raises(RuleBroken) as refused:
            ask(nik=nik)
        assert refused.value.code == code


@pytest.mark.usefixtures("office")
def test_a_request_is_planned_put_off_and_done() -> None:
    row = ask()
    day = MONDAY + timedelta(days=3)
    assert services.plan_home_day(requests=[row.uuid], on=day, **BY) == 1
    with pytest.raises(RuleBroken) as refused:
        services.close_request(request=row.uuid, state=State.WAITING, note=" ", **BY)
    assert refused.value.code == "home_note_missing"
    services.close_request(request=row.uuid, state=State.WAITING, note="tidak di rumah", **BY)
    services.close_request(request=row.uuid, state=State.DONE, note="", **BY)
    with pytest.raises(RuleBroken) as refused:
        services.plan_home_day(requests=[row.uuid], on=day, **BY)
    assert refused.value.code == "home_visit_step"


@pytest.mark.usefixtures("office")
def test_name_place_and_telephone_go_when_their_time_is_over() -> None:
    wishes = Wishes(half_day=HalfDay.MORNING, needs="alat iris", latitude=-6.1, longitude=106.1)
    kept, closed = ask(), ask(phone="0812", wishes=wishes)
    services.close_request(request=closed.uuid, state=State.DONE, note="", **BY)
    later = BY["at"] + timedelta(days=1)
    assert services.forget_requests(before=later) == [str(closed.uuid)]
    closed.refresh_from_db()
    assert (closed.full_name, closed.place, closed.phone, closed.needs) == ("", "", "", "")
    assert (closed.latitude, closed.half_day) == (None, "morning")
    assert HomeVisit.objects.get(pk=kept.pk).full_name
    assert isinstance(closed.uuid, UUID)


def test_a_point_is_read_as_map_programs_write_it() -> None:
    assert read_point(" -6.12, 106.15 ") == (-6.12, 106.15)
    assert read_point(" ") is None
    for wrong in ("6 LS", "-6.1", "-91, 10", "1, 2, 3"):
        with pytest.raises(RuleBroken) as refused:
            read_point(wrong)
        assert refused.value.code == "point_malformed"
