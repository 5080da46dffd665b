"""A visit's report: drafted from the recordings that arrived, corrected by an officer, never overwritten."""

import io
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from rekam.accounts.rules import Role
from rekam.enrolment.models import Packet, Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.models import Visit
from rekam.outreach.results import queries, services
from rekam.outreach.results.models import Report, Source
from rekam.outreach.results.rules import Counts
from rekam.outreach.results.services import Told
from rekam.outreach.rules import READ_DAYS
from rekam.outreach.services import plan_visit
from rekam.registry.models import Resident
from rekam.vault.keys import make_keys
from tests.personas import KASEMEN, officer, resident

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 16)
AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
NEXT_DAY = AT + timedelta(days=1)


@pytest.fixture
def people() -> list[Resident]:
    """Five who live in Kasemen; none is recorded yet."""
    made = [resident(serial=n) for n in range(1, 6)]
    with scope(EVERYWHERE):
        for one in made:
            one.save()
    return made


@pytest.fixture
def visit(people: list[Resident]) -> Iterator[Visit]:
    with scope(Scope.of("36.73")):
        yield plan_visit(area_code=KASEMEN, on=DAY, actor="yayan", at=AT - timedelta(days=3))


def recording(visit: Visit, *, of: uuid.UUID | None, state: Status) -> None:
    packet = Packet.objects.create(
        uuid=uuid.uuid4(),
        sha256=uuid.uuid4().hex * 2,
        area_code="36.73.02",
        visit=visit.uuid,
        length=1,
        address=f"packet/{uuid.uuid4().hex}",
        state="accepted",
        received_at=AT,
    )
    Record.objects.create(
        packet=packet,
        resident=of,
        area_code=KASEMEN,
        served_in="36.73.02",
        state=state,
        state_since=AT,
        captured_on=DAY,
        received_at=AT,
    )


def tell(visit: Visit, counts: Counts, *, beyond: int = 0) -> Report:
    told = Told(counts=counts, beyond=beyond, note="Balai desa penuh")
    return services.report_visit(visit=visit.uuid, told=told, actor="yayan", at=NEXT_DAY)


def test_the_recordings_that_arrived_draft_the_report(visit: Visit, people: list[Resident]) -> None:
    recording(visit, of=people[0].uuid, state=Status.PROCESSING)
    recording(visit, of=people[1].uuid, state=Status.ENROLL_FAILURE_AT_REGIONAL)
    recording(visit, of=None, state=Status.PROCESSING)
    Resident.objects.filter(pk=people[2].pk).update(recorded_on=DAY - timedelta(days=1))
    Resident.objects.filter(pk=people[3].pk).update(birth_date=DAY.replace(year=2011))
    drafted = queries.told_by_recordings(visit)
    assert drafted.counts == Counts(recorded=1, failed=1, already=1, under_16=1, absent=1)
    assert (drafted.target, drafted.beyond) == (5, 1)


def test_whoever_left_the_office_is_outside(visit: Visit, people: list[Resident]) -> None:
    with scope(EVERYWHERE):
        Resident.objects.filter(pk=people[0].pk).update(area_code="36.71.01.1001")
        Resident.objects.filter(pk=people[1].pk).update(status="dead")
    assert queries.told_by_recordings(visit).counts == Counts(outside=2, absent=3)


def test_a_report_is_the_stations_until_an_officer_changes_a_figure(visit: Visit) -> None:
    assert tell(visit, Counts(absent=5)).source == Source.STATION
    second = tell(visit, Counts(absent=4, failed=1))
    assert (second.source, second.number) == (Source.FORM, 2)
    assert [report.failed for report in queries.reports_of(visit)] == [1, 0]
    found = queries.results(since=DAY, until=DAY)
    assert [row.report.number for row in found] == [2]
    assert queries.sum_of(found) == Counts(absent=4, failed=1)


def test_a_visit_that_nobody_reported_is_reported_as_its_station_tells(
    visit: Visit, people: list[Resident]
) -> None:
    late = AT + timedelta(days=READ_DAYS + 1)
    assert services.report_by_stations(at=late) == 0, "nothing arrived: perhaps it did not take place"
    recording(visit, of=people[0].uuid, state=Status.PROCESSING)
    assert services.report_by_stations(at=NEXT_DAY) == 0, "an officer has some days to tell it"
    assert services.report_by_stations(at=late) == 1
    (told,) = queries.reports_of(visit)
    assert (told.source, told.counts) == (Source.STATION, Counts(recorded=1, absent=4))


def test_what_is_left_counts_all_who_are_known_not_those_who_were_met(visit: Visit) -> None:
    Visit.objects.filter(pk=visit.pk).update(known=131)
    tell(visit, Counts(recorded=3, already=1, absent=1))
    (found,) = queries.results(since=DAY, until=DAY)
    assert found.left == 131 - 4


def test_a_report_that_does_not_add_up_is_refused_by_the_rule_and_by_the_database(visit: Visit) -> None:
    with pytest.raises(RuleBroken) as refused:
        tell(visit, Counts(recorded=5, absent=1))
    assert refused.value.code == "report_does_not_add_up"
    good = tell(visit, Counts(absent=5))
    good.pk, good._state.adding, good.number, good.recorded = None, True, 2, 1
    with pytest.raises(IntegrityError), transaction.atomic():
        good.save(force_insert=True)


def test_nothing_is_told_before_the_day(visit: Visit) -> None:
    with pytest.raises(RuleBroken) as refused:
        services.report_visit(
            visit=visit.uuid, told=Told(counts=Counts(absent=5)), actor="yayan", at=AT - timedelta(days=1)
        )
    assert refused.value.code == "visit_not_yet"


def test_when_the_list_is_forgotten_the_last_report_remains_the_draft(visit: Visit) -> None:
    tell(visit, Counts(recorded=2, absent=3), beyond=1)
    Visit.objects.filter(pk=visit.pk).update(people=[])
    visit.refresh_from_db()
    drafted = queries.told_by_recordings(visit)
    assert (drafted.target, drafted.counts, drafted.beyond) == (5, Counts(recorded=2, absent=3), 1)


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, format="JPEG", comment=b"taken by somebody")
    return out.getvalue()


def test_two_photographs_prove_a_visit_and_can_be_forgotten(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    make_keys()
    keep = {"visit": visit.uuid, "actor": "yayan", "at": NEXT_DAY}
    assert services.keep_photos(photos=[jpeg(), jpeg()], **keep) == 2  # type: ignore[arg-type]
    with pytest.raises(RuleBroken) as refused:
        services.keep_photos(photos=[jpeg()], **keep)  # type: ignore[arg-type]
    assert refused.value.code == "photos_too_many"
    browser = Client()
    browser.force_login(officer(Role.OPERATOR))
    shown = browser.get(f"/jemput-bola/kunjungan/{visit.uuid}/foto/1.jpg")
    assert shown.status_code == 200
    assert b"taken by somebody" not in shown.content, "made again from its pixels"
    services.forget_photos(before=NEXT_DAY + timedelta(days=1))
    assert browser.get(f"/jemput-bola/kunjungan/{visit.uuid}/foto/1.jpg").status_code == 404


def test_the_page_takes_a_report_and_says_which_sum_is_wrong(visit: Visit) -> None:
    browser = Client()
    browser.force_login(officer(Role.OPERATOR))
    page, form = f"/jemput-bola/kunjungan/{visit.uuid}/", {"beyond": "0", "note": ""}
    wrong = {"recorded": 6, "failed": 0, "under_16": 0, "already": 0, "absent": 0, "outside": 0}
    refused = browser.post(f"{page}laporan/", form | wrong)
    assert refused.status_code == 400
    assert "daftarnya 5 orang" in refused.content.decode()
    taken = browser.post(f"{page}laporan/", form | wrong | {"recorded": 5}, follow=True)
    assert "5 dari 5 orang direkam" in taken.content.decode()
    assert 'value="5"' in taken.content.decode(), (
        "what an officer told is what the next correction begins with"
    )
    assert "5 dari 5" in browser.get("/jemput-bola/hasil/").content.decode()


def test_a_visit_without_a_report_waits_on_the_page_of_results(visit: Visit) -> None:
    browser = Client()
    browser.force_login(officer(Role.OPERATOR))
    assert f"/kunjungan/{visit.uuid}/" in browser.get("/jemput-bola/hasil/").content.decode()
