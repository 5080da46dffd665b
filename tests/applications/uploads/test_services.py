"""Scans: the same again counts once, what is to be done again is replaced, and all is let go in its time."""

from datetime import timedelta

import pytest

from rekam.applications import services
from rekam.applications.catalogue.rules import Document
from rekam.applications.filing import forgetting
from rekam.applications.filing.models import Application
from rekam.applications.uploads import services as uploads
from rekam.applications.uploads.models import Scan
from rekam.applications.uploads.rules import MOST_BYTES, MOST_SHEETS, Verdict, check_sheet
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.applications.conftest import HOUR, MONDAY, begun, sent


@pytest.fixture(autouse=True)
def no_child(own_vault: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """tests/applications/uploads/test_cleaning looks at what the child does."""
    monkeypatch.setattr(uploads, "cleaned", lambda data: (data, "jpeg"))


def take_in(row: Application, data: bytes, document: Document = Document.KK) -> Scan:
    return services.take_in(application=row.uuid, document=document, data=data, actor="public", at=MONDAY)


def test_a_sheet_that_is_sent_twice_is_kept_once(office: None) -> None:
    row = begun()

    assert take_in(row, b"one").pk == take_in(row, b"one").pk != take_in(row, b"two").pk


@pytest.mark.parametrize(
    ("size", "sheets", "code"),
    [
        (0, 0, "scan_empty"),
        (MOST_BYTES + 1, 0, "scan_too_large"),
        (1, MOST_SHEETS, "scan_too_many"),
    ],
)
def test_sizes_and_numbers(size: int, sheets: int, code: str) -> None:
    with pytest.raises(RuleBroken, match=f"^{code}"):
        check_sheet(size=size, sheets=sheets)


def test_what_is_to_be_done_again_is_replaced_by_what_comes(siti: Resident) -> None:
    row = sent(siti)
    bad = Scan.objects.get(application=row, document=Document.KK)
    services.judge(scan=bad.uuid, verdict=Verdict.AGAIN, why="terpotong", actor="rina", at=MONDAY)
    services.ask_for_more(application=row.uuid, why="foto KK terpotong", actor="rina", at=MONDAY)
    good = take_in(row, b"whole")

    bad.refresh_from_db()
    assert (bad.dropped_at, good.dropped_at) == (MONDAY, None)
    assert services.send(application=row.uuid, actor="public", at=MONDAY + HOUR).state == "waiting"


def test_nothing_is_sent_or_taken_back_once_it_is_sent(siti: Resident) -> None:
    row = sent(siti)

    with pytest.raises(RuleBroken, match="application_not_editable"):
        take_in(row, b"late")
    with pytest.raises(RuleBroken, match="application_not_editable"):
        services.take_back(application=row.uuid, scan=row.scans.all()[0].uuid, actor="public", at=MONDAY)


def test_what_was_rejected_a_year_ago_is_emptied_and_still_counts(siti: Resident) -> None:
    row = sent(siti, facts={"note": "rahasia"})
    services.reject(application=row.uuid, why="surat kehilangan orang lain", actor="rina", at=MONDAY)
    ids = forgetting.forget(states=forgetting.REFUSED, before=MONDAY + timedelta(days=1))

    row.refresh_from_db()
    assert ids == [str(row.uuid)]
    assert (row.facts, row.code_digest, row.contact) == ({}, "", "")
    assert not row.scans.exclude(address="").exists()
    assert [(step.step, step.why) for step in row.steps.order_by("number")] == [
        ("sent", ""),
        ("rejected", ""),
    ]
    assert forgetting.forget(states=forgetting.REFUSED, before=MONDAY + timedelta(days=1)) == []


def test_dropped_sheets_go(office: None) -> None:
    row = begun()
    sheet = take_in(row, b"slip")
    services.take_back(application=row.uuid, scan=sheet.uuid, actor="public", at=MONDAY)

    assert forgetting.forget_dropped(before=MONDAY, dry_run=True) == []
    assert forgetting.forget_dropped(before=MONDAY + HOUR, dry_run=True) == [str(sheet.uuid)]
    forgetting.forget_dropped(before=MONDAY + HOUR)
    assert Scan.objects.get(pk=sheet.pk).address == ""
