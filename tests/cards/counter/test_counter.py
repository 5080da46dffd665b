"""The counter with real parts: a simulated scanner in its own process, the real engine, the real vault."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from rekam.abis import services as abis
from rekam.abis.engine.formats import encode_record
from rekam.abis.engine.positions import Position
from rekam.cards import queries, services
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.counter import scanners
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState
from rekam.enrolment.models import Record
from rekam.kernel.errors import RuleBroken
from rekam.simulation.bodies import body
from rekam.vault import services as vault
from tests.cards.city import NOON, blanks, portrait, printed, record

OWN, STRANGER = 7, 8
FINGERS = (Position.RIGHT_INDEX, Position.LEFT_INDEX)


@pytest.fixture
def scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A scanner on which person 7 lies, trusted by this counter."""
    command = [sys.executable, "-m", "rekam.simulation.device", "--person", str(OWN), "--port", "4560"]
    process = subprocess.Popen(
        [*command, "--trust", str(tmp_path), "--parent", str(os.getpid())], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    port = json.loads(process.stdout.readline())["port"]
    monkeypatch.setenv("REKAM_COUNTER_DEVICE_PORTS", str(port))
    monkeypatch.setenv("REKAM_DEVICE_ANCHORS", str(tmp_path))
    yield
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.fixture
def job(office: None, own_vault: None) -> PrintJob:
    """A printed card of person 7, whose two index fingers are enrolled."""
    of = record()
    enrolled = [body(OWN).finger(position, impression=0) for position in FINGERS]
    abis.enrol(subject=of.subject, at=NOON, samples=enrolled)
    return printed(of, serial=blanks(1)[0])


def test_the_holders_finger_on_the_scanner_gives_the_card_out(job: PrintJob, scanner: None) -> None:
    samples = scanners.capture_finger(position="right_index", job=job.uuid, now=timezone.now)
    outcome = services.hand_over(job=job.uuid, samples=samples, actor="siti", at=NOON)
    assert (outcome.issued, outcome.job.state) == (True, JobState.ISSUED)
    assert Blank.objects.get().state == BlankState.HANDED_OVER


def test_iso_records_of_the_holder_match_and_a_strangers_do_not(job: PrintJob) -> None:
    strangers = [encode_record(body(STRANGER).finger(position, impression=1)) for position in FINGERS]
    refused = services.hand_over(
        job=job.uuid, samples=scanners.read_records(strangers), actor="siti", at=NOON
    )
    assert (refused.issued, refused.code) == (False, "holder_not_matched")
    own = [encode_record(body(OWN).finger(position, impression=3)) for position in FINGERS]
    assert services.hand_over(job=job.uuid, samples=scanners.read_records(own), actor="siti", at=NOON).issued


def test_a_dead_scanner_is_told_and_the_card_stays(job: PrintJob, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAM_COUNTER_DEVICE_PORTS", "4599")
    with pytest.raises(RuleBroken, match="device_not_found"):
        scanners.capture_finger(position="right_index", job=uuid4(), now=timezone.now)
    assert Record.objects.get().state == "CARD_PRINTED"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([], "samples_missing"),
        ([b"GIF89a"], "image_record_invalid"),
        ([b"FIR\0" + bytes(40)], "image_record_invalid"),
        ([b"x"] * 5, "samples_too_many"),
    ],
)
def test_what_is_no_record_is_refused(files: list[bytes], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        scanners.read_records(files)
    assert refused.value.code == code


def test_a_face_alone_gives_no_card() -> None:
    with pytest.raises(RuleBroken, match="sample_wrong_kind"):
        scanners.read_records([encode_record(body(OWN).face())])


def test_a_wrong_range_of_ports_is_a_mistake_of_the_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAM_COUNTER_DEVICE_PORTS", "80-90")
    with pytest.raises(ValueError, match="no range of ports"):
        scanners.device_ports()


def test_the_portrait_comes_out_of_the_vault_onto_the_card(job: PrintJob) -> None:
    Record.objects.update(portrait=vault.keep(portrait(), kind="portrait"))
    drawn = queries.card_drawing(job, at=NOON)
    assert drawn.pdf.startswith(b"%PDF")
    assert drawn.png.startswith(b"\x89PNG")
