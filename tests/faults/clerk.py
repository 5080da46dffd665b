"""An officer at a station: records people as the pages do, and notes each act once it was acknowledged."""

import datetime
import hashlib
import io
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from rekam.devices.adapters.sbi.answers import Device, Record
from rekam.enrolment import capture_rules, packet, worklist
from rekam.enrolment.particulars import CaptureException, Person
from rekam.station import identity, photo, recording, signing, telling
from rekam.station.desk import Desk
from rekam.station.judging import Judged
from rekam.station.store import keyring
from rekam.station.store.visits import Draft, Visits
from rekam.vault import officer_keys, sealing

NOON = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
SERVER = bytes([3]) * 32
SEAL = sealing.seal_key(sealing.seal_public(SERVER))
RECEIPT_SEED = bytes([9]) * 32
RECEIPT_PUBLIC = sealing.signing_public(RECEIPT_SEED)
RECEIPT_KEYS = {sealing.kid_of(RECEIPT_PUBLIC): RECEIPT_PUBLIC}
PASSPHRASE = "kasemen subuh 5"
STORE_KEY = hashlib.sha256(b"store").digest()
SLAP = ("right_index", "right_middle", "right_ring", "right_little")
CAPTURES = (("face",), SLAP, capture_rules.IRISES)
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


def cheap(passphrase: str, *, salt: bytes, passes: int, memory: int) -> bytes:
    """In place of Argon2id, which costs time on purpose: that is not what a fault is about."""
    return hashlib.sha256(passphrase.encode() + salt).digest()


def officer(username: str = "yayan", passphrase: str = PASSPHRASE) -> worklist.Officer:
    salt = hashlib.sha256(username.encode()).digest()[:16]
    verifier = officer_keys.verifier(passphrase, salt=salt, passes=2, memory=officer_keys.LEAST_MEMORY)
    return worklist.Officer(username=username, name=username.title(), verifier=verifier)


def person(number: int) -> Person:
    return Person(
        resident=uuid.UUID(int=number + 1),
        nik=f"367302520809{number:04d}",
        name=f"WARGA {number}",
        birth_date=datetime.date(2009, 8, 12),
        sex="P",
        address="Sawah Luhur RT 04 RW 02",
        area="3673021001",
    )


def work_list(
    *, people: tuple[Person, ...] = (), officers: tuple[str, ...] = ("yayan",)
) -> worklist.WorkList:
    return worklist.WorkList(
        nonce=bytes(16),
        visit=uuid.UUID(int=5),
        site="Balai Kelurahan Sawah Luhur",
        expires_at=NOON + datetime.timedelta(days=2),
        people=people or tuple(person(number) for number in range(20)),
        officers=tuple(officer(one) for one in officers),
        notice=worklist.Notice(version="3", language="id", text="Perekaman gratis."),
        parameters=capture_rules.CaptureParameters(good=10, fair=5),
        seal_kid=SEAL.kid,
        seal_keys={SEAL.kid: SEAL.public},
        receipt_keys=RECEIPT_KEYS,
    )


def furnish(folder: Path, *, listed: worklist.WorkList) -> Path:
    """A provisioned station that has pulled its visit."""
    folder.mkdir(parents=True, exist_ok=True)
    visits = Visits(folder / "visit.db", key=STORE_KEY)
    visits.keep_worklist(worklist.worklist_body(listed))
    visits.close()
    keyring.write_keyring(folder / "visit.keys", officers=listed.officers, store_key=STORE_KEY)
    identity.write_trust(folder, receipt_keys=RECEIPT_KEYS)
    identity.load_identity(folder)
    return folder


def open_desk(folder: Path, *, server: str = "", now: Callable[[], datetime.datetime] = lambda: NOON) -> Desk:
    return Desk(folder=folder, server=server, ports=(), now=now)


@cache
def signature() -> bytes:
    image = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).line((10, 10, 280, 80), fill="black", width=4)
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def judged(position: str, *, content: bytes) -> Judged:
    record = Record(
        position=position,
        format="19794-4:2011",
        record=content,
        device_score=71,
        previous=bytes(32),
        chain=packet.chain_value(previous=bytes(32), record=content),
        taken_at=NOON.isoformat(),
        device=DEVICE,
    )
    return Judged(record=record, quality=71, preview=b"", template=None)


@dataclass(kw_only=True)
class Clerk:
    """Works on one desk. `noted` holds what was acknowledged: drafts, parts with their hash, packets."""

    desk: Desk
    chance: random.Random
    attempted: int = 0
    noted: list[tuple[str, uuid.UUID, str]] = field(default_factory=list)
    note: Callable[[str], None] = lambda _: None
    draw: Callable[[random.Random], bytes] = lambda chance: chance.randbytes(2_000)

    def unlock(self, username: str = "yayan") -> "Clerk":
        self.desk.unlock(username=username, passphrase=PASSPHRASE)
        return self

    def record(self, one: Person) -> uuid.UUID:
        """From the list to the outbox."""
        draft = self.start(one)
        for _ in self.capture(draft):
            pass
        return self.sign(draft)

    def start(self, one: Person) -> uuid.UUID:
        self.attempted += 1
        draft = recording.start(self._bench, person=one, worklist=self._list, at=self.desk.stamp())
        self._note("draft", draft.id)
        self._read_notice(draft)
        return draft.id

    def capture(self, draft: uuid.UUID) -> Iterator[None]:
        """Each capture, the signature, and then the exceptions for what is still missing."""
        for positions in CAPTURES:
            taken = [judged(one, content=self.draw(self.chance)) for one in positions]
            captured = recording.keep_capture(
                self._bench,
                draft=self._draft(draft),
                judged=taken,
                transaction=f"{capture_rules.transaction_prefix(draft)}-1",
                at=self.desk.stamp(),
            )
            kept = {one.position for one in captured if not one.kept_earlier}
            for one in taken:
                if one.record.position in kept:
                    self._note("part", draft, f"{one.record.position} {packet_hash(one.record.record)}")
            if capture_rules.FACE in positions:
                photo.approve(self._bench, draft=self._draft(draft), reason="", at=self.desk.stamp())
            yield
        image, at = signature(), self.desk.stamp()
        recording.keep_signature(self._bench, draft=self._draft(draft), image=image, at=at)
        yield
        self.except_missing(draft)

    def except_missing(self, draft: uuid.UUID) -> None:
        there = self.desk.outbox.parts(draft)
        for position in capture_rules.POSITIONS:
            found = self._draft(draft)
            if position not in there and position not in found.excepted():
                told = CaptureException(
                    position=position, code=capture_rules.codes_for(position)[0], justification="alasan uji"
                )
                recording.except_part(self._bench, draft=found, exception=told, at=self.desk.stamp())

    def sign(self, draft: uuid.UUID) -> uuid.UUID:
        how = signing.Signing(
            station=self.desk.identity,
            passphrase=PASSPHRASE,
            at=self.desk.stamp(),
            monotonic_ms=lambda: 1,
            parameters=self._list.parameters,
        )
        signing.sign(self._bench, draft=self._draft(draft), signing=how)
        self._note("packet", draft)
        return draft

    def give_up(self, draft: uuid.UUID) -> None:
        recording.give_up(self._bench, draft=self._draft(draft), at=self.desk.stamp())

    def finish(self, draft: uuid.UUID) -> None:
        """Go on with a draft after whatever happened: only what is missing is taken again."""
        if not self._draft(draft).notice:
            self._read_notice(self._draft(draft))
        for _ in self.capture(draft):
            pass
        self.sign(draft)

    def _read_notice(self, draft: Draft) -> None:
        notice, at = self._list.notice, self.desk.stamp()
        telling.note_notice(self._bench, draft=draft, notice=notice, was_read_aloud=True, at=at)

    def _draft(self, draft: uuid.UUID) -> Draft:
        return self._bench.visits.get_draft(draft)

    def _note(self, kind: str, draft: uuid.UUID, about: str = "") -> None:
        self.noted.append((kind, draft, about))
        self.note(f"{kind} {draft} {about}".strip())

    @property
    def _bench(self) -> recording.Bench:
        assert self.desk.work is not None
        return self.desk.work.bench

    @property
    def _list(self) -> worklist.WorkList:
        assert self.desk.work is not None
        return self.desk.work.worklist


def packet_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
