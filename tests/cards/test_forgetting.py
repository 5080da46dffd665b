"""What hand-overs and replacements leave behind, and what of it goes when its time is over."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from rekam.cards import queries, services
from rekam.cards.counter.forgetting import forget_letters, forget_waivers
from rekam.cards.counter.models import Waiver
from rekam.cards.orders.forgetting import forget_scans
from rekam.cards.orders.models import PrintJob, Reprint
from rekam.enrolment import services as enrolment
from rekam.enrolment.rules import Status
from rekam.registry.services import papers
from rekam.vault import services as vault
from tests.cards.city import LETTER, NOON, blanks, holder, plea, portrait, printed, record, reprint

LATER = NOON + timedelta(days=1)
pytestmark = pytest.mark.usefixtures("office", "own_vault")


def given_without_a_match() -> PrintJob:
    job = printed(serial=blanks(1)[0])
    services.ask_exception(job=job.uuid, plea=plea(), actor="siti", at=NOON)
    return services.confirm_exception(job=job.uuid, actor="budi", at=NOON)


def test_an_exception_leaves_its_cause_and_who_decided(
    siti: Client, django_capture_on_commit_callbacks: Any
) -> None:
    job = given_without_a_match()
    kept = Waiver.objects.get()
    assert forget_waivers(before=NOON) == forget_letters(before=LATER) == []
    assert forget_waivers(before=LATER, dry_run=True) == [str(kept.uuid)]
    assert vault.has(kept.photo)

    with django_capture_on_commit_callbacks(execute=True):
        assert forget_waivers(before=LATER) == [str(kept.uuid)]

    left = Waiver.objects.get()
    assert (left.photo, left.reason, left.witnesses) == ("", "", [])
    assert (left.code, left.asked_by) == (kept.code, "siti")
    assert not vault.has(kept.photo)
    job.refresh_from_db()
    assert (job.exception_reason, job.issued_by) == ("", "budi")
    assert queries.receipt_of(job).seen_by == ()
    asked = siti.get(reverse("cards:waiver_photo", args=[job.uuid]))
    assert "exception_photo_missing" in asked.content.decode()
    assert forget_waivers(before=LATER) == []


def test_what_nobody_decided_yet_stays() -> None:
    job = printed(serial=blanks(1)[0])
    services.ask_exception(job=job.uuid, plea=plea(), actor="siti", at=NOON)

    assert forget_waivers(before=LATER) == []


def test_the_database_lets_nothing_else_of_an_exception_change() -> None:
    given_without_a_match()
    for change in ({"code": "worn"}, {"photo": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Waiver.objects.update(**change)


def test_a_relatives_letter_leaves_who_collected(
    settings: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    settings.REKAM_FAMILY_COLLECTS = "2026-11-01"
    monkeypatch.setattr(enrolment, "verify_holder", lambda **_: SimpleNamespace(decision="hit"))
    mother = holder(name="Siti Aminah", number=2, born=NOON.date().replace(year=1980))
    record(mother)
    job = printed(record(holder()), serial=blanks(1)[0])
    letter = services.Letter(nik=mother.nik, code="ill", reason="dirawat di rumah sakit", photo=portrait())
    services.hand_over_to_family(job=job.uuid, letter=letter, samples=[], actor="siti", at=NOON)
    kept = Waiver.objects.get()
    assert forget_waivers(before=LATER) == []

    with django_capture_on_commit_callbacks(execute=True):
        assert forget_letters(before=LATER) == [str(kept.uuid)]

    left = Waiver.objects.get()
    assert (left.photo, left.reason, left.code, left.collector) == ("", "", "ill", mother.uuid)
    assert not vault.has(kept.photo)


def test_a_letter_of_loss_leaves_its_number(django_capture_on_commit_callbacks: Any) -> None:
    job = reprint(record(state=Status.CARD_ISSUED))
    (scan,) = Reprint.objects.get().papers
    assert forget_scans(before=LATER) == []  # nobody decided on the order
    services.refuse_print(job=job.uuid, reason="bukan kartunya", actor="budi", at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        papers.forget([scan["address"]])  # as an entry that had it too and was refused long ago
    assert vault.has(scan["address"])

    with django_capture_on_commit_callbacks(execute=True):
        assert forget_scans(before=LATER) == [str(job.uuid)]

    left = Reprint.objects.get()
    assert (left.papers, left.police_number) == ([], LETTER["police_number"])
    assert not vault.has(scan["address"])
    assert forget_scans(before=LATER) == []
