"""A holder, a print-ready record and blanks, as the other rooms would have left them."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import uuid4

from PIL import Image

from rekam.cards import services
from rekam.cards.orders.models import PrintJob, Reprint
from rekam.cards.orders.reprints import Brought
from rekam.cards.orders.requirements import Cause
from rekam.cards.orders.rules import Reason
from rekam.cards.services import Plea
from rekam.enrolment.models import Packet, Record, RecordEvent
from rekam.enrolment.rules import Status
from rekam.kernel.database import Scope
from rekam.registry.models import Resident
from tests.sheets import pdf

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
OFFICE = Scope.of("36.73")
DINAS, KASEMEN, SERANG = "36.73", "36.73.02", "36.73.01"
SAWAH_LUHUR = "36.73.02.1006"
LETTER: dict[str, Any] = {
    "police_number": "SKTLK/12/XI/2026",
    "police_on": date(2026, 11, 20),
    "police_office": "Polsek Kasemen",
    "uploads": [pdf()],
}


def serials(number: int, *, start: int = 0) -> list[str]:
    return [f"04{n:012X}" for n in range(start, start + number)]


def blanks(number: int = 3, *, site: str = DINAS, start: int = 0, letter: str = "SJ-1") -> list[str]:
    made = serials(number, start=start)
    services.receive_delivery(site=site, letter=letter, serials=made, actor="gudang", at=NOON)
    return made


def moved(serials: Sequence[str], *, to_site: str) -> None:
    """Sent by rina and received by gudang at the other site."""
    sent = services.send_blanks(serials=serials, to_site=to_site, due_on=NOON.date(), actor="rina", at=NOON)
    services.receive_shipment(shipment=sent.uuid, serials=serials, actor="gudang", at=NOON)


def holder(
    *,
    name: str = "Ratu Maryamah",
    born: date = date(2009, 8, 12),
    area_code: str = SAWAH_LUHUR,
    number: int = 1,
    **changed: object,
) -> Resident:
    values: dict[str, object] = {
        "nik": f"367302520809{number:04d}",
        "kk": "3673020101200001",
        "area_code": area_code,
        "full_name": name,
        "name_key": name.casefold(),
        "sex": "P",
        "birth_place": "Serang",
        "birth_date": born,
        "blood_group": "O",
        "religion": "Islam",
        "marital_status": "Belum Kawin",
        "occupation": "Pelajar/Mahasiswa",
        "head_relation": "ANAK",
        "address": "Kp. Sawah Luhur No. 12",
        "recorded_on": NOON.date(),
        "rt": "004",
        "rw": "002",
    }
    return Resident.objects.create(**(values | changed))


def record(resident: Resident | None = None, *, state: Status = Status.PRINT_READY_RECORD) -> Record:
    of = resident or holder()
    packet = Packet.objects.create(
        uuid=uuid4(),
        sha256=uuid4().hex * 2,
        area_code=of.area_code,
        length=1,
        address="packet/0",
        state="accepted",
        received_at=NOON,
    )
    made = Record.objects.create(
        packet=packet,
        resident=of.uuid,
        area_code=of.area_code,
        served_in=DINAS,
        state=state,
        state_since=NOON,
        officer="siti",
        captured_on=NOON.date(),
        received_at=NOON,
        particulars="document/0",
        portrait="portrait/0",
    )
    RecordEvent.objects.create(
        record=made, number=1, area_code=of.area_code, status=state, at=NOON, actor="siti"
    )
    return made


def ordered(of: Record | None = None) -> PrintJob:
    return services.request_print(record=(of or record()).uuid, reason=Reason.NEW, actor="siti", at=NOON)


def approved(of: Record | None = None) -> PrintJob:
    return services.approve_print(job=ordered(of).uuid, actor="budi", at=NOON)


def reprint(of: Record, *, cause: Cause = Cause.LOST, **brought: Any) -> PrintJob:
    """An order for a replacement with its documents."""
    told = LETTER if cause is Cause.LOST else {"old_card": True}
    return services.request_reprint(
        record=of.uuid, cause=cause, brought=Brought(**(told | brought)), actor="siti", at=NOON
    )


def documents(job: PrintJob) -> Reprint:
    """The documents of an order that a visit made, without their scan."""
    lost = job.reason == Reason.LOST
    return Reprint.objects.create(
        job=job,
        area_code=job.area_code,
        cause=Cause.LOST if lost else Cause.DAMAGED,
        police_number=LETTER["police_number"] if lost else "",
        police_on=LETTER["police_on"] if lost else None,
        police_office=LETTER["police_office"] if lost else "",
        attached_by="siti",
        attached_at=NOON,
    )


def printed(of: Record | None = None, *, serial: str) -> PrintJob:
    job = approved(of)
    services.start_print(job=job.uuid, serial=serial, actor="rina", at=NOON)
    return services.confirm_print(job=job.uuid, actor="rina", at=NOON)


def plea(*, code: str = "worn", witnesses: tuple[str, str] = ("Hasan Basri", "Siti Aminah")) -> Plea:
    """What an officer tells of a holder of whom nothing can be compared."""
    return Plea(code=code, reason="sepuluh jari aus, katarak", photo=portrait(), witnesses=witnesses)


@cache
def portrait() -> bytes:
    image = Image.linear_gradient("L").resize((300, 400)).convert("RGB")
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
