"""A card printed again far from home: ordered, approved, printed and handed over where the holder stands."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from rekam.abis import services as abis
from rekam.accounts.rules import Role
from rekam.cards import queries, services
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState, Priority, Reason
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.kernel.dates import OfficeZone, today_at
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from rekam.registry.outside.models import OutsideService
from tests.cards import city
from tests.cards.conftest import signed_in

HERE, HOME = "36.73.01", "36.73.02"
NOW = timezone.now()
TODAY = today_at(zone=OfficeZone.WIB, now=NOW)


@pytest.fixture
def visit(pages: None) -> Iterator[OutsideService]:
    """Ratu Maryamah of Kasemen lost her card and stands in Serang before siti."""
    with scope(EVERYWHERE):
        holder = city.holder(handed_on=city.NOON.date())
        city.record(holder, state=Status.CARD_ISSUED)
        city.blanks(1, site=HERE)
        made = OutsideService.objects.create(
            resident=holder.uuid,
            area_code=HERE,
            home_area=holder.area_code,
            service="lost",
            officer="siti",
            on=TODAY,
            at=NOW,
        )
    with scope(Scope.of(HERE)):
        yield made


def order(visit: OutsideService, **changed: object) -> PrintJob:
    asked = {"visit": visit.uuid, "unchanged": True, "actor": "siti", "on": TODAY, "at": NOW}
    return services.request_reprint_away(**(asked | changed))  # type: ignore[arg-type]


def test_the_card_goes_the_whole_way_at_the_place_of_service(
    visit: OutsideService, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = order(visit)
    city.documents(job)
    services.approve_print(job=job.uuid, actor="budi", at=NOW)
    (serial,) = city.serials(1)
    services.start_print(job=job.uuid, serial=serial, actor="rina", at=NOW)
    services.confirm_print(job=job.uuid, actor="rina", at=NOW)
    assert [entry.name for entry in queries.orders(JobState.PRINTED, at=NOW)] == ["Ratu Maryamah"]
    assert queries.card_face(job, at=NOW).address == "Kp. Sawah Luhur No. 12"
    monkeypatch.setattr(abis, "verify", lambda **_asked: SimpleNamespace(decision="hit"))
    assert services.hand_over(job=job.uuid, samples=[], actor="siti", at=NOW).issued
    with scope(EVERYWHERE):
        assert Record.objects.get().state == Status.CARD_ISSUED
        assert Resident.objects.get().ektp_status == "CARD_ISSUED"


def test_the_holder_stays_hidden_but_for_the_card(visit: OutsideService) -> None:
    order(visit)
    assert not Resident.objects.exists()
    assert not Record.objects.exists()


def test_the_order_is_the_serving_offices_alone(visit: OutsideService) -> None:
    job = order(visit)
    for area in (HOME, "36.72"):
        with scope(Scope.of(area)), pytest.raises(RuleBroken, match="not_found"):
            queries.get_job(job.uuid)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"unchanged": False}, "outside_element_changed"),
        ({"actor": "rina"}, "not_found"),
        ({"on": TODAY + timedelta(days=1)}, "not_found"),
    ],
)
def test_no_order_without_its_officer_its_day_and_the_holders_word(
    visit: OutsideService, changed: dict[str, object], code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        order(visit, **changed)


def test_a_visit_for_a_recording_orders_no_card(visit: OutsideService) -> None:
    other = OutsideService.objects.create(
        resident=visit.resident,
        area_code=HERE,
        home_area=visit.home_area,
        service="recording",
        officer="siti",
        on=TODAY,
        at=NOW,
    )
    with pytest.raises(RuleBroken, match="print_reason_unknown"):
        order(other)


def test_who_was_recorded_elsewhere_is_sent_home(visit: OutsideService) -> None:
    with scope(EVERYWHERE):
        Record.objects.update(resident=None)
    with pytest.raises(RuleBroken, match="recording_not_here"):
        order(visit)


def test_a_holder_who_died_since_gets_no_card(visit: OutsideService) -> None:
    with scope(EVERYWHERE):
        Resident.objects.update(status="dead")
    with pytest.raises(RuleBroken, match="holder_not_active"):
        order(visit)


def test_the_counter_orders_by_its_page(visit: OutsideService) -> None:
    siti: Client = signed_in("siti", Role.OPERATOR, areas=[HERE])
    page = siti.get(f"/register/luar-domisili/{visit.uuid}/").content.decode()
    assert f"/kartu/luar-domisili/{visit.uuid}/" in page
    answer = siti.post(f"/kartu/luar-domisili/{visit.uuid}/", {"unchanged": "on"})
    assert answer.status_code == 302
    asked = siti.get(answer["Location"]).content.decode()
    assert "Ratu Maryamah" in asked
    assert "police_number" in asked
    assert siti.get(answer["Location"].removesuffix("berkas/") + "depan.png").status_code == 200


@pytest.fixture
def expired(visit: OutsideService) -> PrintJob:
    """An order of 31 days ago: the door no longer shows its holder."""
    long_ago = NOW - timedelta(days=31)
    old = OutsideService.objects.create(
        resident=visit.resident,
        area_code=HERE,
        home_area=visit.home_area,
        service="lost",
        officer="siti",
        on=TODAY - timedelta(days=31),
        at=long_ago,
    )
    with scope(EVERYWHERE):
        recording = Record.objects.get().uuid
    made = PrintJob.objects.create(
        record=recording,
        resident=visit.resident,
        area_code=HERE,
        visit=old.uuid,
        reason=Reason.LOST,
        priority=Priority.LOST,
        state=JobState.REQUESTED,
        requested_by="siti",
        requested_at=long_ago,
    )
    city.documents(made)
    return made


def test_an_order_whose_visit_expired_is_refused_so_that_home_may_order(expired: PrintJob) -> None:
    vera: Client = signed_in("vera", Role.VERIFIKATOR, areas=[HERE])
    for page in (f"/meja/cetak/{expired.uuid}/", f"/kartu/pesanan/{expired.uuid}/"):
        shown = vera.get(page)
        assert shown.status_code == 200, page
        told = shown.content.decode()
        assert "tidak terbuka lagi" in told
        assert "setujui/" not in told
        assert "tolak/" in told
    services.approve_print(job=expired.uuid, actor="budi", at=NOW)  # even if it was approved before
    assert "tolak/" in vera.get(f"/kartu/pesanan/{expired.uuid}/").content.decode()
    vera.post(f"/kartu/pesanan/{expired.uuid}/tolak/", {"reason": "lebih dari 30 hari"})
    assert PrintJob.objects.get().state == JobState.REFUSED


def test_a_card_printed_in_time_is_still_handed_over_after_30_days(expired: PrintJob) -> None:
    services.approve_print(job=expired.uuid, actor="budi", at=NOW)
    PrintJob.objects.update(
        state=JobState.PRINTED,
        printed_at=NOW,
        exception_by="siti",
        exception_reason="Tangan.",
    )
    siti: Client = signed_in("siti", Role.OPERATOR, areas=[HERE])
    assert siti.get(f"/kartu/pesanan/{expired.uuid}/").status_code == 200
    assert siti.get(f"/kartu/serah/{expired.uuid}/").status_code == 200
    vera: Client = signed_in("vera", Role.VERIFIKATOR, areas=[HERE])
    assert vera.get(f"/meja/serah/{expired.uuid}/").status_code == 200
