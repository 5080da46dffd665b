"""Somebody of the family collects: only where the office lets it, with a letter and the own finger."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from rekam.audit.models import Entry
from rekam.cards import queries, services
from rekam.cards.counter.models import Waiver
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState
from rekam.enrolment import services as enrolment
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.cards.city import NOON, blanks, holder, portrait, printed, record
from tests.cards.test_pages import at

pytestmark = pytest.mark.usefixtures("office", "own_vault")


@pytest.fixture
def mother() -> Resident:
    """Recorded, on the holder's family card."""
    found = holder(name="Siti Aminah", number=2, born=NOON.date().replace(year=1980))
    record(found)
    return found


@pytest.fixture
def job() -> PrintJob:
    return printed(record(holder()), serial=blanks(1)[0])


@pytest.fixture
def rule(settings: Any) -> None:
    settings.REKAM_FAMILY_COLLECTS = "2026-11-01"


def collect(job: PrintJob, *, nik: str, code: str = "ill") -> services.Comparison:
    letter = services.Letter(nik=nik, code=code, reason="dirawat di rumah sakit", photo=portrait())
    return services.hand_over_to_family(job=job.uuid, letter=letter, samples=[], actor="siti", at=NOON)


def said(monkeypatch: pytest.MonkeyPatch, decision: str) -> None:
    """In place of the engine; whose recording is compared is what matters here."""
    monkeypatch.setattr(enrolment, "verify_holder", lambda **_: SimpleNamespace(decision=decision))


def test_without_the_offices_rule_the_holder_comes_alone(job: PrintJob, mother: Resident) -> None:
    with pytest.raises(RuleBroken, match="family_not_allowed"):
        collect(job, nik=mother.nik)


@pytest.mark.usefixtures("rule")
def test_the_mother_collects_and_both_are_in_the_audit(
    job: PrintJob, mother: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(monkeypatch, "hit")
    assert collect(job, nik=mother.nik).issued
    told = Entry.objects.get(action="cards.family.collected")
    assert {str(mother.uuid), str(job.resident)} <= set(told.subjects)
    assert Waiver.objects.get().collector == mother.uuid
    assert "Siti Aminah" in str(queries.receipt_of(PrintJob.objects.get(pk=job.pk)).how)


@pytest.mark.usefixtures("rule")
def test_a_finger_that_is_not_hers_leaves_the_card_here(
    job: PrintJob, mother: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(monkeypatch, "none")
    outcome = collect(job, nik=mother.nik)
    assert (outcome.issued, outcome.code) == (False, "holder_not_matched")
    assert PrintJob.objects.get(pk=job.pk).state == JobState.PRINTED


@pytest.mark.usefixtures("rule")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kk": "3673020101200099"}, "collector_not_of_family"),
        ({"status": "dead"}, "collector_not_of_family"),
        ({"birth_date": NOON.date().replace(year=2012)}, "collector_too_young"),
    ],
)
def test_who_may_not_collect(job: PrintJob, mother: Resident, changed: dict[str, object], code: str) -> None:
    Resident.objects.filter(pk=mother.pk).update(**changed)
    with pytest.raises(RuleBroken, match=code):
        collect(job, nik=mother.nik)


@pytest.mark.usefixtures("rule")
def test_who_was_never_recorded_cannot_be_compared(job: PrintJob) -> None:
    uncle = holder(name="Paman", number=3, born=NOON.date().replace(year=1975))
    with pytest.raises(RuleBroken, match="collector_not_recorded"):
        collect(job, nik=uncle.nik)
    with pytest.raises(RuleBroken, match="errand_unknown"):
        collect(job, nik=uncle.nik, code="busy")


@pytest.mark.usefixtures("rule", "pages")
def test_the_page_offers_it_where_the_rule_lets_it(siti: Client, job: PrintJob) -> None:
    address = at("hand_over_to_family", job.uuid)
    assert address in siti.get(at("hand_over", job.uuid)).content.decode()
    assert "Foto surat kuasa" in siti.get(address).content.decode()
    assert siti.post(address, {"nik": "1"}).status_code == 400
