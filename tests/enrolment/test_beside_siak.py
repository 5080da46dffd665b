"""One office beside SIAK: from its extract to a visit, a recording, SIAK's word, and a card.

The how-to "From one extract to next week's team plan" as far as it goes without a planner, and what comes
after the visit. Nothing here says print-ready before SIAK did.
"""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.cards import queries as cards
from rekam.cards import services as printing
from rekam.cards.orders.rules import JobState, Reason
from rekam.coverage.queries import count_villages
from rekam.enrolment import intake, pipeline
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.outreach.services import plan_visit
from rekam.registry.bulk import command
from rekam.registry.models import Resident
from tests.cards.city import OFFICE, blanks
from tests.enrolment import bodies
from tests.enrolment.scene import KASEMEN, NOON, OFFICER_NAME, Session, person_of
from tests.personas import officer
from tests.registry.bulk.lists import BUDI, SITI, people

NIK = {"siti": SITI.split(",")[0], "budi": BUDI.split(",")[0]}
PRINT_READY_ON = re.compile(r"Siap cetak</dt><dd[^>]*>[^<]*\d")
VISIT_DAY = date(2026, 11, 24)
AFTER = NOON + timedelta(days=1)


@pytest.fixture
def way_in(own_database: str) -> bytes:
    """How the database is reached: it stands in the data folder that the server's own replaces."""
    return (data_folder() / "connections.json").read_bytes()


@pytest.fixture(autouse=True)
def _beside(way_in: bytes, server: Path, settings: Any) -> None:
    (server / "connections.json").write_bytes(way_in)
    settings.REKAM_MODE = "beside"


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(officer(Role.BACK_OFFICE, username="rina"))
    return client


def imported(kind: str, content: bytes, *, as_of: str, folder: Path) -> None:
    file = folder / f"{kind}-{as_of}.csv"
    file.write_bytes(content)
    assert command.main([kind, str(file), "--as-of", as_of]) == 0


def statuses(**lines: str) -> bytes:
    told = [f"{NIK[name]},{line}" for name, line in lines.items()]
    return people(*told, header="NIK,EKTP_STATUS,TGL_STATUS")


def recorded(resident: Resident) -> Record:
    """A packet of a station's visit, received and worked through."""
    with scope(OFFICE):
        sent = Session(person=person_of(resident), records=bodies.records(1)).send()
        intake.receive(sent.data, packet=sent.id, at=NOON)
    pipeline.run_waiting()
    with scope(OFFICE):
        return Record.objects.get(packet__uuid=sent.id)


def siti() -> Resident:
    with scope(OFFICE):
        return Resident.objects.get(nik=NIK["siti"])


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def said_print_ready(client: Client, record: Record) -> dict[str, bool]:
    """Which pages tell people that this card may be printed."""
    return {
        "recording": "siap cetak" in page(client, f"/perekaman/{record.uuid}/").lower(),
        "recordings": "siap cetak" in page(client, "/perekaman/").lower(),
        "resident": bool(PRINT_READY_ON.search(page(client, f"/register/{record.resident}/"))),
        "print queue": "SITI AMINAH" in page(client, "/kartu/antrean/"),
    }


def test_from_one_extract_to_the_visit_of_who_is_missing(tmp_path: Path) -> None:
    imported("residents", people(SITI, BUDI, "rusak"), as_of="2026-11-22", folder=tmp_path)
    imported("statuses", statuses(budi="CARD_ISSUED,01-06-2026"), as_of="2026-11-22", folder=tmp_path)
    with scope(OFFICE):
        counts = count_villages(area_code="36.73", on=VISIT_DAY)[KASEMEN]
        assert (counts.wajib, counts.recorded, counts.not_recorded) == (2, 1, 1)
        visit = plan_visit(area_code=KASEMEN, on=VISIT_DAY, actor=OFFICER_NAME, at=NOON)
    assert visit.people == [str(siti().uuid)]


def test_a_recording_is_printed_only_once_siak_has_said_so(office: Client, tmp_path: Path) -> None:
    imported("residents", people(SITI, BUDI), as_of="2026-11-22", folder=tmp_path)
    record = recorded(siti())
    assert (record.state, siti().ektp_status) == (Status.PRINT_READY_RECORD, "UNREGISTERED")
    assert not any(said_print_ready(office, record).values())
    assert "tunggal menurut Rekam" in page(office, f"/perekaman/{record.uuid}/")
    with scope(OFFICE), pytest.raises(RuleBroken, match="print_ready_not_said_by_siak"):
        printing.request_print(record=record.uuid, reason=Reason.NEW, actor="ani", at=NOON)

    told = statuses(siti="PRINT_READY_RECORD,2026-11-25")
    imported("statuses", told, as_of="2026-11-25", folder=tmp_path)
    said = said_print_ready(office, record)
    assert (said["resident"], said["print queue"]) == (True, True)
    with scope(OFFICE):
        [waiting] = cards.records_without_order(on=AFTER.date())
        job = printing.request_print(record=record.uuid, reason=Reason.NEW, actor="ani", at=AFTER)
        printing.approve_print(job=job.uuid, actor="budi", at=AFTER)
        printing.start_print(job=job.uuid, serial=blanks(1)[0], actor="rina", at=AFTER)
        job = printing.confirm_print(job=job.uuid, actor="rina", at=AFTER)
    assert (waiting.record, job.state) == (record.uuid, JobState.PRINTED)
    assert siti().ektp_status == "PRINT_READY_RECORD"  # SIAK's copy moves with SIAK's next list only
