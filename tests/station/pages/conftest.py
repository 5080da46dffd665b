"""Pages run under the station's own settings, in their own process (test_pages.py starts it)."""

import datetime
import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import django
import pytest

django.setup()

from django.test import Client  # noqa: E402

from rekam.abis.engine.formats import encode_record  # noqa: E402
from rekam.abis.engine.positions import Position  # noqa: E402
from rekam.abis.engine.samples import Sample  # noqa: E402
from rekam.abis.engine.template import PersonTemplate  # noqa: E402
from rekam.devices.adapters.sbi import chain  # noqa: E402
from rekam.devices.adapters.sbi.answers import Record  # noqa: E402
from rekam.devices.adapters.sbi.client import Capture  # noqa: E402
from rekam.devices.adapters.sbi.finding import Device  # noqa: E402
from rekam.devices.adapters.sbi.names import FORMATS, bio_type  # noqa: E402
from rekam.enrolment import worklist  # noqa: E402
from rekam.enrolment.capture_rules import CaptureParameters  # noqa: E402
from rekam.enrolment.particulars import Person  # noqa: E402
from rekam.kernel.errors import RuleBroken  # noqa: E402
from rekam.simulation.bodies import body  # noqa: E402
from rekam.simulation.device_images import DeviceImage  # noqa: E402
from rekam.simulation.device_records import iso_record  # noqa: E402
from rekam.station import identity, judging, running  # noqa: E402
from rekam.station.desk import Desk  # noqa: E402
from rekam.station.store import keyring  # noqa: E402
from rekam.station.store.visits import Visits  # noqa: E402
from rekam.vault import officer_keys, sealing  # noqa: E402

NOON = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
SERVER = bytes([3]) * 32
SEAL = sealing.seal_key(sealing.seal_public(SERVER))
RECEIPT_PUBLIC = sealing.signing_public(bytes([9]) * 32)
RECEIPT_KEYS = {sealing.kid_of(RECEIPT_PUBLIC): RECEIPT_PUBLIC}
PASSPHRASE = "kasemen subuh 5"
OFFICER = worklist.Officer(
    username="yayan",
    name="Yayan S.",
    verifier=officer_keys.verifier(PASSPHRASE, salt=bytes(16), passes=2, memory=officer_keys.LEAST_MEMORY),
)

SECOND = worklist.Officer(
    username="siti",
    name="Siti R.",
    verifier=officer_keys.verifier(
        PASSPHRASE, salt=bytes([2]) * 16, passes=2, memory=officer_keys.LEAST_MEMORY
    ),
)


def person(number: int, *, name: str) -> Person:
    return Person(
        resident=uuid.UUID(int=number),
        nik=f"36730252080900{number:02d}",
        name=name,
        birth_date=datetime.date(2009, 8, 12),
        sex="P",
        address="Sawah Luhur RT 04 RW 02",
        area="3673021001",
    )


WORKLIST = worklist.WorkList(
    nonce=bytes(16),
    visit=uuid.UUID(int=5),
    site="Balai Kelurahan Sawah Luhur",
    expires_at=NOON + datetime.timedelta(days=2),
    people=(person(1, name="RATU MARYAMAH"), person(2, name="SITI AISYAH")),
    officers=(OFFICER, SECOND),
    notice=worklist.Notice(version="3", language="id", text="Perekaman gratis."),
    parameters=CaptureParameters(good=10, fair=5),
    seal_kid=SEAL.kid,
    seal_keys={SEAL.kid: SEAL.public},
    receipt_keys=RECEIPT_KEYS,
)


@cache
def record_of(seed: int, position: str, *, flaw: str = "", laid: str = "") -> bytes:
    drawn = body(seed)
    place = Position(position)
    if place.is_finger:
        print_of = drawn.finger(Position(laid or position), impression=0)
        return encode_record(replace(print_of, position=place))
    if place.is_iris:
        return encode_record(drawn.iris(place, impression=0))
    return iso_record(DeviceImage(drawn.face(), drawn.portrait(flaw=flaw)))


class Scanner:
    """Stands in for the scanners: the body `seed` lies on them, or `fault` is what they say.

    flaw   what is wrong with the photograph
    laid   which finger lies there in place of another
    """

    def __init__(self) -> None:
        self.seed = 1
        self.flaw = ""
        self.laid: dict[str, str] = {}
        self.asked: list[Capture] = []
        self.fault: RuleBroken | None = None

    def capture(self, wanted: Capture) -> list[Record]:
        self.asked.append(wanted)
        if self.fault is not None:
            raise self.fault
        previous, records = wanted.previous or chain.EMPTY, []
        for position in wanted.positions:
            flaw = self.flaw if position == "face" else ""
            raw = record_of(self.seed, position, flaw=flaw, laid=self.laid.get(position, ""))
            link = chain.link(previous=previous, record=raw)
            records.append(
                Record(
                    position=position,
                    format=FORMATS[bio_type(position)],
                    record=raw,
                    device_score=71,
                    previous=previous,
                    chain=link,
                    taken_at=NOON.isoformat(),
                    device=DEVICE,
                )
            )
            previous = link
        return records


DEVICE = Device(
    port=4501,
    device_id="1",
    bio_type="Finger",
    sub_type="Slap",
    status="Ready",
    serial="SN-1",
    make="Rekam",
    model="Test",
    provider="tests",
)


READ: dict[tuple[Position, bytes], PersonTemplate | None] = {}
read_template = judging._template


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same image is read once a run: extraction takes a third of a second, and pages are not about it."""

    def remembered(sample: Sample) -> PersonTemplate | None:
        key = (sample.position, sample.pixels.tobytes())
        if key not in READ:
            READ[key] = read_template(sample)
        return READ[key]

    monkeypatch.setattr(judging, "_template", remembered)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    key = hashlib.sha256(b"store").digest()
    visits = Visits(tmp_path / "visit.db", key=key)
    visits.keep_worklist(worklist.worklist_body(WORKLIST))
    visits.close()
    keyring.write_keyring(tmp_path / "visit.keys", officers=[OFFICER], store_key=key)
    identity.write_trust(tmp_path, receipt_keys=RECEIPT_KEYS)
    return tmp_path


@pytest.fixture
def clock() -> list[datetime.datetime]:
    return [NOON]


@pytest.fixture
def desk(folder: Path, clock: list[datetime.datetime]) -> Iterator[Desk]:
    made = Desk(folder=folder, server="", ports=(), now=lambda: clock[0])
    running.put_desk(made)
    yield made
    running.put_desk(None)
    made.close()


@pytest.fixture
def scanner(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Scanner:
    made = Scanner()
    monkeypatch.setattr(desk.scanners, "capture", made.capture)
    return made


@pytest.fixture
def client(desk: Desk) -> Client:
    return Client(headers={"host": "127.0.0.1"})


@pytest.fixture
def unlocked(client: Client) -> Client:
    client.post("/masuk", {"username": "yayan", "passphrase": PASSPHRASE, "act": "unlock"})
    return client


@pytest.fixture
def begin(unlocked: Client) -> Callable[[int], str]:
    """Start with a person of the list and read the notice; the address of their pages."""

    def started(number: int) -> str:
        answer = unlocked.post("/", {"resident": str(uuid.UUID(int=number))})
        place = answer.headers["Location"].rsplit("/", 1)[0]
        unlocked.post(f"{place}/pemberitahuan", {"act": "read", "language": "id"})
        return place

    return started
