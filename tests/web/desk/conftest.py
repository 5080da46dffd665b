"""An office in which eight kinds of entries wait, each made by somebody else than the verifikator."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from PIL import Image

from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.cards import services as cards
from rekam.cards.orders.models import PrintJob
from rekam.enrolment import queries as enrolment
from rekam.enrolment.models import CorrectionCase, Record, RecordEvent
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import services as waiting
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.rules import Reason, Remedy
from rekam.kernel.database import Scope, scope
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.rules import Kind as List
from rekam.registry.bulk.rules import State
from rekam.registry.entries import services as entries
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.models import Entry
from rekam.registry.exports import rules
from rekam.registry.exports import services as exports
from rekam.registry.exports.models import Export
from rekam.vault import keys as server
from tests.cards.city import blanks, holder, ordered, plea, portrait, printed, record
from tests.personas import officer
from tests.registry.entries.families import BAPAK, NENEK, VILLAGE, settle

OFFICE = Scope.of("36.73")
NOW = datetime.now(UTC)
NO_FAMILY = "3673020101209999"  # of none of the families


@pytest.fixture
def office(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two families in the register, a vault of this test's own, portraits without packets."""
    monkeypatch.setattr(server, "keys_folder", lambda: tmp_path / "keys")
    monkeypatch.setenv("REKAM_VAULT", str(tmp_path / "vault"))
    monkeypatch.setenv("REKAM_VAULT_COPY", str(tmp_path / "copy"))
    server.make_keys()
    monkeypatch.setattr(enrolment, "portrait", lambda _record: portrait())
    monkeypatch.setattr(enrolment, "signature", lambda _record: None)
    with scope(OFFICE):
        settle()
        yield


def paper() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (300, 400), "white").save(kept, "JPEG")
    return kept.getvalue()


def entered(resident: UUID = BAPAK, *, by: str = "siti", age: int = 1, **values: object) -> Entry:
    """A change of occupation that waits for some hours: of low risk."""
    return entries.propose(
        kind=Kind.CHANGE,
        resident=resident,
        facts={"on": "2026-01-02", "values": values or {"occupation": "Guru"}},
        office_area="36.73.02",
        uploads=[paper()],
        actor=by,
        at=NOW - timedelta(hours=age),
    )


def corrected(*, by: str = "siti", age: int = 1) -> Entry:
    """A correction of a birth date: of high risk."""
    return entries.propose(
        kind=Kind.CORRECTION,
        resident=NENEK,
        facts={"on": "2026-01-02", "values": {"birth_place": "Pandeglang"}},
        office_area="36.73",
        actor=by,
        at=NOW - timedelta(hours=age),
    )


def order() -> PrintJob:
    """A card that siti ordered."""
    return ordered(record(holder(kk=NO_FAMILY)))


def asked_export(*, by: str = "bakri") -> Export:
    return exports.ask_export(
        kind=rules.Kind.CALL_UP,
        area_code=VILLAGE,
        fields=["full_name"],
        addressee="Lurah Sawah Luhur",
        letter="470/1 tanggal 1-11-2026",
        actor=by,
        at=NOW,
    )


def asked_exception() -> PrintJob:
    """A printed card of somebody without a readable finger."""
    of = record(holder(name="Nyi Asih", number=2, kk=NO_FAMILY))
    job = printed(of, serial=blanks(1)[0])
    return cards.ask_exception(job=job.uuid, plea=plea(), actor="siti", at=NOW)


def ready_import(*, by: str = "bakri") -> Import:
    """A list from SIAK that was checked."""
    return Import.objects.create(
        area_code="36.73",
        kind=List.RESIDENTS,
        state=State.READY,
        file_name="ekstrak.csv.gz",
        as_of=NOW.date(),
        sent_by=by,
        sent_at=NOW,
        counts={"rows": 4017, "new": 2, "changed": 3, "gone": 1, "rejected": 0},
    )


def to_validate() -> Record:
    """A recording that contradicts the register."""
    made = record(holder(name="Tb. Hasan", number=3, kk=NO_FAMILY), state=Status.REQUEST_VALIDATION)
    RecordEvent.objects.create(
        record=made,
        number=2,
        area_code=made.area_code,
        status=Status.REQUEST_VALIDATION,
        at=NOW,
        actor="pipeline",
        facts={"code": "already_recorded"},
    )
    return made


def told_wrong() -> CorrectionCase:
    """An address that a resident called wrong at a station."""
    made = record(holder(name="Nyi Ratu", number=4, kk=NO_FAMILY))
    return CorrectionCase.objects.create(
        record=made,
        area_code=made.area_code,
        elements=["address"],
        on_card=True,
        code="correction_needs_event",
        told_to="siti",
        opened_at=NOW - timedelta(hours=9),
    )


def asked_aside(*, by: str = "bakri") -> Submission:
    """A recording whose face and fingers are of two people, as somebody found."""
    made = record(holder(name="Nyi Sukma", number=5, kk=NO_FAMILY), state=Status.REQUEST_VALIDATION)
    return waiting.ask(
        record=made.uuid,
        remedy=Remedy.SET_ASIDE,
        why="Wajah dan jari diperiksa di tempat.",
        reason=Reason.WRONG_PERSON,
        actor=by,
        at=NOW - timedelta(hours=2),
    )


@pytest.fixture
def everything(office: None) -> dict[str, Any]:
    """One of each kind."""
    return {
        "entri": entered(),
        "cetak": order(),
        "serah": asked_exception(),
        "ekspor": asked_export(),
        "impor": ready_import(),
        "periksa": to_validate(),
        "koreksi": told_wrong(),
        "ajuan": asked_aside(),
    }


@pytest.fixture
def vera() -> Account:
    return officer(Role.VERIFIKATOR, username="vera")


@pytest.fixture
def desk(office: None, vera: Account) -> Client:
    browser = Client()
    browser.force_login(vera)
    return browser
