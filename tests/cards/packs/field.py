"""A registered laptop, its officer and a pack of cards; packets as that laptop would make them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.cards import services
from rekam.cards.models import Pack
from rekam.cards.orders.models import PrintJob
from rekam.cards.packs import handed
from rekam.cards.packs.handed import Act, Closed, Given, Unmatched
from rekam.cards.packs.rules import Proof
from rekam.devices.services import register_station
from rekam.enrolment import intake, packet
from rekam.enrolment.models import Packet
from rekam.enrolment.packet_kind import Kind
from rekam.enrolment.pipeline import run
from rekam.vault import sealing
from rekam.vault.queries import server_keys
from tests.cards.city import NOON, blanks, holder, portrait, printed, record
from tests.personas import officer

STATION, OFFICER = b"s" * 32, b"o" * 32
KID = sealing.kid_of(sealing.signing_public(STATION))
SCHOOL = "SMAN 1 Kasemen"
GIVEN_AT = NOON + timedelta(hours=3)
EVENING = NOON + timedelta(hours=9)


def furnish() -> Account:
    """The laptop KSM-02, and its officer yayan, who has unlocked it before."""
    register_station(
        public_key=sealing.signing_public(STATION), name="KSM-02", area_code="36.73.02", actor="a", at=NOON
    )
    yayan: Account = officer(Role.OPERATOR, username="yayan", areas=("36.73.02",))
    yayan.signing_key = sealing.signing_public(OFFICER)
    yayan.save(update_fields=["signing_key"])
    return yayan


def ready(number: int) -> list[PrintJob]:
    """That many printed cards in the safe of the Dinas."""
    return [
        printed(record(holder(name=f"Warga {one}", number=one)), serial=serial)
        for one, serial in enumerate(blanks(number), start=1)
    ]


def packed(jobs: list[PrintJob], *, by: str = "yayan") -> Pack:
    """These cards in a pack that the laptop has fetched."""
    pack = services.prepare_pack(
        orders=[job.uuid for job in jobs],
        place=SCHOOL,
        on=NOON.date(),
        officer=by,
        actor="rina",
        at=NOON,
    )
    fetch(pack)
    return pack


def fetch(pack: Pack, *, station: str = KID) -> bytes | None:
    return services.give_parcel(
        pack=pack.uuid,
        station=station,
        officer_key=sealing.signing_public(OFFICER),
        until=NOON + timedelta(days=3),
        at=NOON,
    )


@dataclass
class Laptop:
    """Counts its acts, and sends each as a packet; what it says may be bent for a test."""

    pack: UUID
    sent: list[bytes] = field(default_factory=list)
    station: bytes = STATION
    officer: bytes = OFFICER
    username: str = "yayan"

    def gives(
        self, job: PrintJob, *, serial: str, at: datetime = GIVEN_AT, plea: Unmatched | None = None
    ) -> Packet:
        """Give one card out, on a match unless there is a plea."""
        proof = Proof.EXCEPTION if plea else Proof.MATCH
        what = Given(order=job.uuid, serial=serial, proof=proof, score=0 if plea else 612, exception=plea)
        return self.send(self.act(what), at=at, photo=portrait() if plea else b"")

    def counts(self, *, back: list[str], missing: list[str] | None = None) -> Packet:
        return self.send(self.act(Closed(back=tuple(back), missing=tuple(missing or []))), at=EVENING)

    def act(self, what: Given | Closed) -> Act:
        previous = packet.sha256(self.sent[-1]) if self.sent else handed.FIRST
        return Act(salt=bytes(16), pack=self.pack, number=len(self.sent) + 1, previous=previous, what=what)

    def send(self, act: Act, *, at: datetime = GIVEN_AT, photo: bytes = b"") -> Packet:
        """Into the outbox, over the line, and opened by the worker."""
        made, data = self.made(act, at=at, photo=photo)
        self.sent.append(data)
        return arrive(made, data)

    def made(self, act: Act, *, at: datetime = GIVEN_AT, photo: bytes = b"") -> tuple[UUID, bytes]:
        keys = server_keys()
        to = keys.seal[keys.seal_kid]
        papers = [packet.seal_part(photo, to=to)] if photo else []
        particulars = packet.seal_part(handed.encode_act(act), to=to)
        header = packet.Header(
            packet=uuid4(),
            station_kid=sealing.kid_of(sealing.signing_public(self.station)),
            officer=self.username,
            officer_kid=sealing.kid_of(sealing.signing_public(self.officer)),
            visit=self.pack,
            captured_at=at.isoformat(),
            sequence=len(self.sent) + 1,
            monotonic_ms=1,
            notice_version=handed.NOTICE,
            notice_language=handed.NOTICE,
            server_kid=keys.seal_kid,
            samples=(),
            signature=None,
            particulars=particulars.facts,
            papers=tuple(one.facts for one in papers),
            kind=Kind.HAND_OVER,
        )
        parts = [*(one.sealed for one in papers), particulars.sealed]
        data = packet.build(header=header, parts=parts, station_seed=self.station, officer_seed=self.officer)
        return header.packet, data


def arrive(made: UUID, data: bytes) -> Packet:
    """Over the door and through the worker; the row as it stands then."""
    intake.receive(data, packet=made, at=EVENING)
    run("open", made, at=EVENING)
    found = intake.find_packet(made)
    assert found is not None
    return found
