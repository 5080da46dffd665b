"""The office's steps: two people, reasons for the applicant, originals, and a register by entries only."""

from datetime import date

import pytest

from rekam.accounts.rules import Role
from rekam.applications import services
from rekam.applications.catalogue.rules import Document, Service
from rekam.applications.clock.rules import Cause
from rekam.applications.filing.models import Application
from rekam.applications.uploads.models import Scan
from rekam.applications.uploads.rules import Verdict
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import services as entries
from rekam.registry.models import Resident
from tests.applications.conftest import HOUR, MONDAY, approved, card_of, checked, sent
from tests.personas import officer

LATER = MONDAY + 3 * HOUR


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(RuleBroken, match=f"^{code}")


def test_who_checked_does_not_approve_with_any_account(siti: Resident) -> None:
    for username in ("rina", "rina-2"):
        account = officer(Role.VERIFIKATOR, username=username)
        account.employee_number, account.is_active = "19880714", username == "rina"
        account.save()
    row = checked(sent(siti), by="rina")

    for same in ("rina", "rina-2"):
        with refused("four_eyes"):
            services.approve(application=row.uuid, actor=same, at=LATER)
    assert services.approve(application=row.uuid, actor="vera", at=LATER).state == "approved"


def test_neither_does_who_filed_it(siti: Resident) -> None:
    row = sent(siti)
    Application.objects.filter(pk=row.pk).update(filed_by="vera")
    checked(row)

    with refused("four_eyes"):
        services.approve(application=row.uuid, actor="vera", at=LATER)


def test_every_sheet_is_judged_before_anybody_proposes(siti: Resident) -> None:
    row = sent(siti)

    with refused("application_paper_unjudged"):
        services.check(application=row.uuid, actor="rina", at=LATER)


def test_what_is_wrong_with_a_sheet_is_said_and_it_is_sent_again(siti: Resident) -> None:
    row = sent(siti)
    sheet = Scan.objects.get(application=row, document=Document.KK)
    with refused("scan_reason_missing"):
        services.judge(scan=sheet.uuid, verdict=Verdict.AGAIN, actor="rina", at=LATER)
    services.judge(scan=sheet.uuid, verdict=Verdict.AGAIN, why="terpotong", actor="rina", at=LATER)
    services.ask_for_more(application=row.uuid, why="foto KK terpotong", actor="rina", at=LATER)

    with refused("application_paper_missing"):
        services.send(application=row.uuid, actor="public", at=LATER)


def test_a_refusal_has_a_reason(siti: Resident) -> None:
    row = sent(siti)

    with refused("application_reason_missing"):
        services.reject(application=row.uuid, why="tidak", actor="rina", at=LATER)
    services.reject(application=row.uuid, why="surat kehilangan orang lain", actor="rina", at=LATER)
    assert row.steps.get(step="rejected").why == "surat kehilangan orang lain"


def test_originals_of_all_that_was_scanned_are_seen(siti: Resident) -> None:
    row = approved(sent(siti))

    with refused("original_missing"):
        services.see_originals(
            application=row.uuid, seen=[Document.KK], office_area="36.73", actor="rina", at=LATER
        )
    row = services.see_originals(
        application=row.uuid,
        seen=[Document.KK, Document.POLICE_LETTER],
        office_area="36.73",
        actor="rina",
        at=LATER,
    )
    assert (row.state, row.entry) == ("in_work", None)
    assert row.steps.get(step="originals").actor == "rina"


def test_a_card_is_ready_when_printed_and_collected_when_its_holder_was_compared(
    siti: Resident,
) -> None:
    row = approved(sent(siti))
    seen = [Document.KK, Document.POLICE_LETTER]
    services.see_originals(application=row.uuid, seen=seen, office_area="36.73", actor="rina", at=LATER)

    with refused("application_card_waits"):
        services.finish(application=row.uuid, actor="rina", at=LATER)
    card_of(row, state="printed")
    services.finish(application=row.uuid, actor="rina", at=LATER)
    with refused("application_card_not_handed"):
        services.hand_out(application=row.uuid, actor="rina", at=LATER)
    card_of(row, state="issued")
    assert services.hand_out(application=row.uuid, actor="rina", at=LATER).state == "collected"


DEATH = {"on": "2026-11-20", "document": "472.12/17", "place": "rumah"}


def death(siti: Resident, ahmad: Resident) -> Application:
    papers = (Document.DEATH_LETTER, Document.KK)
    row = approved(sent(siti, Service.DEATH, *papers, subject=ahmad, facts=DEATH))
    return services.see_originals(
        application=row.uuid, seen=papers, office_area="36.73", actor="rina", at=LATER
    )


def test_the_register_changes_by_an_entry_that_a_second_officer_approves(
    siti: Resident, ahmad: Resident
) -> None:
    row = death(siti, ahmad)
    assert row.entry is not None
    assert Resident.objects.get(pk=ahmad.pk).status == "active"

    with refused("application_entry_waits"):
        services.finish(application=row.uuid, actor="rina", at=LATER)
    with refused("four_eyes"):
        entries.approve(entry=row.entry, actor="rina", at=LATER)
    entries.approve(entry=row.entry, actor="vera", at=LATER)

    assert Resident.objects.get(pk=ahmad.pk).status == "dead"
    assert services.finish(application=row.uuid, actor="rina", at=LATER).state == "ready"
    assert services.hand_out(application=row.uuid, actor="rina", at=LATER).state == "collected"


def test_what_the_register_refused_is_entered_again(siti: Resident, ahmad: Resident) -> None:
    row = death(siti, ahmad)
    assert row.entry is not None
    with refused("application_entry_stands"):
        services.enter_again(application=row.uuid, office_area="36.73", actor="rina", at=LATER)
    entries.refuse(entry=row.entry, why="tanggalnya keliru", actor="vera", at=LATER)

    again = services.enter_again(application=row.uuid, office_area="36.73", actor="rina", at=LATER)
    assert again.entry not in (None, row.entry)


def test_a_birth_is_entered_on_the_applicants_card(siti: Resident) -> None:
    facts = {
        "full_name": "Putri Lestari",
        "sex": "P",
        "birth_place": "Serang",
        "birth_date": "2026-11-01",
        "religion": "Islam",
        "mother_name": "Siti Aminah",
        "father_name": "",
        "document": "RS/1",
    }
    papers = (Document.BIRTH_LETTER, Document.KK, Document.PARENTS_KTP)
    row = approved(sent(siti, Service.BIRTH, *papers, facts=facts))
    row = services.see_originals(
        application=row.uuid, seen=papers, office_area="36.73", actor="rina", at=LATER
    )
    assert row.entry is not None
    entries.approve(entry=row.entry, actor="vera", at=LATER, why="surat lahir dan KK cocok")

    child = Resident.objects.get(full_name__iexact="Putri Lestari")
    assert (child.kk, child.birth_date) == (siti.kk, date(2026, 11, 1))


def test_beside_siak_nothing_is_entered_here(siti: Resident, ahmad: Resident, settings: object) -> None:
    settings.REKAM_MODE = "beside"  # type: ignore[attr-defined]
    row = death(siti, ahmad)

    assert row.entry is None
    assert services.finish(application=row.uuid, actor="rina", at=LATER).state == "ready"


def test_the_clock_is_stopped_for_a_named_cause_only_and_once(siti: Resident) -> None:
    row = sent(siti)
    told = {"application": row.uuid, "actor": "rina", "at": LATER}

    with refused("pause_cause_unknown"):
        services.pause(cause=Cause.APPLICANT, why="pemohon tidak datang", **told)  # type: ignore[arg-type]
    services.pause(cause=Cause.BLANKS, why="blanko habis sejak Jumat", **told)  # type: ignore[arg-type]
    with refused("clock_paused_already"):
        services.pause(cause=Cause.CENTRE, why="pusat tidak menjawab", **told)  # type: ignore[arg-type]
    services.resume(**told)  # type: ignore[arg-type]
    with refused("clock_not_paused"):
        services.resume(**told)  # type: ignore[arg-type]
