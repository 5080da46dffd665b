"""Cards of the demo: approved orders of invented people, and two simulated printers that wait for them."""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from rekam.config.processes import Family, answers, free_port
from rekam.kernel.places import data_folder

if TYPE_CHECKING:
    from rekam.cards.orders.models import PrintJob
    from rekam.registry.models import Resident

CITY = "36.73"
COMPUTER = "LOKET-CETAK"
PRINTERS = ("Pencetak 1", "Pencetak 2")
RIBBON, CLEAN_EVERY = 200, 500
STEP_SECONDS = "1.5"
OFFICER = "demo"
FIRST_BODY, FIRST_PORT = 9_000_000, 4701
BLANKS, FIRST_BLANK = 200, 0x5EED


def folder() -> Path:
    """The computer beside the printers: its key, which printers it has, and their state."""
    return data_folder() / "printing"


def equip_printers(*, at: datetime) -> None:
    """Pair the computer and register its printers; call it in the office's scope."""
    from rekam.cards.printing.rules import Kind
    from rekam.cards.printing.services import register_printer
    from rekam.devices.services import register_station
    from rekam.station.identity import load_identity

    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    identity = load_identity(folder())
    register_station(public_key=identity.public, name=COMPUTER, area_code=CITY, actor="bakri", at=at)
    made = [
        register_printer(
            name=name,
            site=CITY,
            kind=Kind.BRIDGE,
            model="tiruan",
            computer=identity.kid,
            ribbon=RIBBON,
            clean_every=CLEAN_EVERY,
            actor="bakri",
            at=at,
        )
        for name in PRINTERS
    ]
    (folder() / "printers.json").write_text(json.dumps([str(one.uuid) for one in made]))


def order_cards(number: int, *, at: datetime) -> None:
    """Recordings of residents whose card is not printed yet, with an approved order each."""
    from rekam.registry.models import Resident
    from rekam.registry.rules import Status

    waiting = Resident.objects.filter(
        status=Status.ACTIVE, print_ready_on__isnull=False, printed_on=None, nationality="WNI"
    )
    grown = waiting.filter(birth_date__lt=at.date().replace(year=at.year - 17, day=1))
    for place, row in enumerate(grown.order_by("-birth_date", "pk")[:number]):
        order_card(row, body_number=FIRST_BODY + place, at=at)


def order_card(resident: "Resident", *, body_number: int, at: datetime) -> "PrintJob":
    """An approved order for somebody, with a recording of that body."""
    from rekam.cards.orders.rules import Reason
    from rekam.cards.services import approve_print, request_print

    record = record_body(resident, number=body_number, at=at)
    job = request_print(record=record, reason=Reason.NEW, actor="yayan", at=at)
    return approve_print(job=job.uuid, actor="vera", at=at)


def record_body(resident: "Resident", *, number: int, at: datetime) -> UUID:
    """A recording that went the whole way: face, signature and two fingers of an invented body.

    number   of the body among those that are drawn (simulation.bodies); the demo's scanners know some
    """
    from rekam.abis import services as abis
    from rekam.config.demo_bodies import known
    from rekam.enrolment.models import Packet, Record, RecordEvent
    from rekam.enrolment.rules import Status
    from rekam.vault.services import keep

    uuid = uuid4()
    body = known(number, backdrop="red" if resident.birth_date.year % 2 else "blue")
    packet = Packet.objects.create(
        uuid=uuid,
        sha256=hashlib.sha256(uuid.bytes).hexdigest(),
        area_code=resident.area_code,
        length=1,
        address=f"packet/{uuid.hex}",
        state="accepted",
        received_at=at,
    )
    record = Record.objects.create(
        packet=packet,
        resident=resident.uuid,
        area_code=resident.area_code,
        served_in=CITY,
        state=Status.PRINT_READY_RECORD,
        state_since=at,
        officer=OFFICER,
        captured_on=at.date(),
        received_at=at,
        particulars="",
        portrait=keep(body.portrait, kind="portrait"),
        signature=keep(body.signature, kind="signature"),
    )
    RecordEvent.objects.create(
        record=record, number=1, area_code=record.area_code, status=record.state, at=at, actor=OFFICER
    )
    abis.enrol(subject=record.subject, at=at, template=body.template)
    return record.uuid


def start_printers(family: Family, *, web_port: int, environment: Mapping[str, str]) -> None:
    """Start each simulated printer with the program beside it."""
    printers = json.loads((folder() / "printers.json").read_text())
    first = FIRST_PORT
    for number, uuid in enumerate(printers, 1):
        port = free_port(first)
        first = port + 1
        family.start(
            f"printer {number}",
            *("-m", "rekam.simulation.printer", "--port", str(port), "--seconds", STEP_SECONDS),
            *("--state", str(folder() / f"printer-{number}.json"), "--parent", str(os.getpid())),
            *("--feeder", _share(number, of=len(printers))),
            environment=environment,
        )
        answers(port, seconds=20)
        family.start(
            f"print {number}",
            *("-m", "rekam", "print", uuid, "--bridge", f"http://127.0.0.1:{port}"),
            *("--data", str(folder()), "--server", f"http://127.0.0.1:{web_port}"),
            environment=environment,
        )
        family.ports[f"printer {number}"] = port


def _share(number: int, *, of: int) -> str:
    """Which of the office's blanks lie in a printer's feeder: first serial and how many."""
    share = BLANKS // of
    return f"04{FIRST_BLANK + (number - 1) * share:012X}+{share}"
