"""Service events: planned with a list or without, filled up, reported, and compared by channel."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.enrolment.models import Packet, Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.events.channels import by_channel
from rekam.outreach.events.models import Event
from rekam.outreach.events.rules import Channel, Kind, Service
from rekam.outreach.events.services import Held, book, change_event, plan_event
from rekam.outreach.models import Figures, Visit
from rekam.outreach.results.queries import told_by_recordings
from rekam.outreach.results.rules import Counts
from rekam.outreach.results.services import Told, report_visit
from rekam.outreach.services import call_off
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.reckoning import PlanFigures
from rekam.outreach.sites.rules import Group
from rekam.outreach.sites.rules import Kind as SiteKind
from rekam.outreach.sites.teams.queries import absent_days, teams
from rekam.registry.models import Resident
from tests.outreach.sites import scenes
from tests.outreach.sites.scenes import BENDUNG, BY, MONDAY, NOON
from tests.personas import officer

pytestmark = pytest.mark.django_db
SATURDAY = MONDAY + timedelta(days=5)
MORNING = Held(
    kind=Kind.SATURDAY,
    opens=time(9),
    closes=time(12),
    kits=1,
    per_hour=15,
    services=[Service.RECORDING, Service.IKD],
)
SMALL = replace(MORNING, per_hour=1)


@pytest.fixture
def village() -> Iterator[Site]:
    with scope(scenes.OFFICE):
        scenes.office()
        scenes.people(5)
        yield Site.objects.get(code=BENDUNG)


def saturday(village: Site, held: Held = MORNING, *, on: date = SATURDAY) -> Event:
    (event,) = plan_event(site=village.uuid, held=held, on=on, **BY)
    return event


def recorded(person: Resident, *, visit: Visit | None) -> None:
    packet = Packet.objects.create(
        uuid=person.uuid,
        sha256=person.uuid.hex * 2,
        area_code="36.73",
        station="S1",
        visit=visit.uuid if visit else None,
        length=1,
        address="packet/0",
        state="accepted",
        received_at=NOON,
    )
    Record.objects.create(
        packet=packet,
        resident=person.uuid,
        area_code=BENDUNG,
        served_in="36.73",
        state=Status.PROCESSING,
        state_since=NOON,
        captured_on=SATURDAY,
        received_at=NOON,
    )


def test_it_calls_as_many_as_it_holds_and_comes_again_every_week(village: Site) -> None:
    made = plan_event(site=village.uuid, held=SMALL, on=SATURDAY, weeks=3, call=True, **BY)
    assert [event.visit.on for event in made] == [SATURDAY + timedelta(weeks=n) for n in range(3)]
    assert [len(event.visit.people) for event in made] == [3, 0, 0]
    assert made[0].visit.known == 5
    with pytest.raises(RuleBroken) as refused:
        saturday(village)
    assert refused.value.code == "event_there_already"


def code_of(event: Event, held: Held, *, on: date = SATURDAY) -> str:
    with pytest.raises(RuleBroken) as refused:
        change_event(event=event.visit.uuid, held=held, on=on, **BY)
    return refused.value.code


def test_it_is_held_otherwise_or_on_another_day_and_its_people_stay_called(village: Site) -> None:
    (event,) = plan_event(site=village.uuid, held=SMALL, on=SATURDAY, call=True, **BY)
    book_other = saturday(village, on=SATURDAY + timedelta(days=7))
    assert code_of(event, replace(SMALL, closes=time(10))) == "event_too_small"
    assert code_of(event, SMALL, on=book_other.visit.on) == "event_there_already"
    assert code_of(event, SMALL, on=MONDAY - timedelta(days=1)) == "day_in_the_past"
    sunday = SATURDAY + timedelta(days=1)
    changed = change_event(event=event.visit.uuid, held=replace(MORNING, kits=2), on=sunday, **BY)
    assert (changed.capacity, changed.visit.on, len(changed.visit.people)) == (90, sunday, 3)
    assert Entry.objects.filter(action="outreach.visit.moved").count() == 1


def test_once_called_off_it_takes_nobody_and_its_day_is_free_again(village: Site) -> None:
    event = saturday(village)
    call_off(visit=event.visit.uuid, why="hujan", **BY)
    with pytest.raises(RuleBroken) as refused:
        book(event=event.visit.uuid, number=1, **BY)
    assert refused.value.code == "event_over"
    assert by_channel(since=MONDAY, until=SATURDAY) == {}
    assert saturday(village).visit.on == SATURDAY


def test_it_makes_its_team_busy_in_its_hours(village: Site) -> None:
    home = Site.objects.get(kind=SiteKind.OFFICE)
    crew, days = scenes.team(home), [MONDAY, SATURDAY]
    event = saturday(village, replace(MORNING, team=crew))
    evening = replace(MORNING, team=crew, opens=time(16), closes=time(21))
    school = scenes.site()
    with pytest.raises(RuleBroken) as busy:
        saturday(school, replace(MORNING, team=crew))
    assert busy.value.code == "event_team_busy"
    saturday(school, evening)

    def absent() -> frozenset[int]:
        (row,) = teams(on=MONDAY)
        return absent_days(row, days=days)

    assert absent() == {1}
    change_event(event=event.visit.uuid, held=MORNING, on=SATURDAY, **BY)
    assert absent() == frozenset(), "the one in the evening takes no day of a plan"


def test_places_are_booked_until_it_is_full(village: Site) -> None:
    event = saturday(village)
    assert event.places_left == 45
    assert book(event=event.visit.uuid, number=40, **BY).places_left == 5
    for number, code in ((6, "event_full"), (-41, "event_nobody_registered"), (0, "event_nobody_registered")):
        with pytest.raises(RuleBroken) as refused:
            book(event=event.visit.uuid, number=number, **BY)
        assert refused.value.code == code


def test_whoever_registered_is_in_the_target_of_the_report(village: Site) -> None:
    event = saturday(village)
    book(event=event.visit.uuid, number=4, **BY)
    first, second, *_ = Resident.objects.order_by("pk")
    recorded(first, visit=event.visit)
    recorded(second, visit=event.visit)
    drafted = told_by_recordings(event.visit)
    assert (drafted.target, drafted.counts, drafted.beyond) == (4, Counts(recorded=2, absent=2), 0)


def test_channels_are_compared_by_people_and_cost(village: Site) -> None:
    event = saturday(village)
    Figures.objects.create(
        area_code=scenes.DINAS,
        since=MONDAY,
        values=vars(PlanFigures(team_day_cost=700_000, day_hours=7, counter_day_cost=200_000)),
        source="SK",
        proposed_by="a",
        proposed_at=NOON,
        decided_by="b",
        holds=True,
    )
    first, second, third, *_ = Resident.objects.order_by("pk")
    Resident.objects.filter(pk=second.pk).update(birth_date=MONDAY.replace(year=1980))
    recorded(first, visit=event.visit)
    recorded(second, visit=event.visit)
    recorded(third, visit=None)
    found = by_channel(since=MONDAY, until=SATURDAY)
    morning, counter = found[Channel.SATURDAY], found[Channel.OFFICE]
    assert (morning.people, morning.hours, morning.cost) == (2, 3, 300_000)
    assert morning.groups == {Group.FIRST_TIME: 1, Group.OTHER: 1}
    assert (counter.people, counter.days, counter.cost_each) == (1, 1, 200_000)

    told = Told(counts=Counts(), beyond=2, cost=90_000)
    report_visit(visit=event.visit.uuid, told=told, actor="rina", at=NOON + timedelta(days=6))
    assert by_channel(since=MONDAY, until=SATURDAY)[Channel.SATURDAY].cost_each == 45_000


def test_an_unpriced_channel_says_so(village: Site) -> None:
    saturday(village)
    assert by_channel(since=MONDAY, until=SATURDAY)[Channel.SATURDAY].cost is None


def test_the_pages_plan_and_fill_an_event(village: Site) -> None:
    browser = Client()
    browser.force_login(officer(Role.BACK_OFFICE))
    form = {
        "kind": "evening",
        "site": str(village.uuid),
        "weeks": "1",
        "opens": "16.00",
        "closes": "21.00",
        "services": ["recording"],
        "kits": "1",
        "per_hour": "10",
        "on_day": "28",
        "on_month": "11",
        "on_year": "2099",
    }
    assert "21.00" in browser.get("/jemput-bola/layanan/baru/?jenis=evening").content.decode()
    refused = browser.post("/jemput-bola/layanan/baru/", form | {"closes": "15.00"})
    assert refused.status_code == 400
    page = browser.post("/jemput-bola/layanan/baru/", form, follow=True)
    assert "Sisa 50 dari 50 tempat" in page.content.decode()
    event = Event.objects.get()
    book_it = f"/jemput-bola/layanan/{event.visit.uuid}/daftar/"
    assert "Tinggal 50 tempat" in browser.post(book_it, {"number": "51"}).content.decode()
    assert "Sisa 30 dari 50 tempat" in browser.post(book_it, {"number": "20"}, follow=True).content.decode()
    changed = {**form, "kits": "2", "on_day": "29"}
    page = browser.post(f"/jemput-bola/layanan/{event.visit.uuid}/ubah/", changed, follow=True)
    assert "Sisa 80 dari 100 tempat" in page.content.decode()
    small = browser.post(f"/jemput-bola/layanan/{event.visit.uuid}/ubah/", changed | {"closes": "16.30"})
    assert "Sudah 20 orang" in small.content.decode()
    assert village.name in browser.get("/jemput-bola/layanan/").content.decode()
    assert browser.get("/jemput-bola/jalur/").status_code == 200
