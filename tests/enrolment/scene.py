"""A server with keys, a registered station, an officer, residents; and packets as a station makes them."""

import datetime
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date

from rekam.accounts.models import Account
from rekam.devices.services import register_station
from rekam.enrolment import packet as packets
from rekam.enrolment.capture_rules import POSITIONS, SIGNATURE, codes_for, transaction_prefix
from rekam.enrolment.consents import Consent
from rekam.enrolment.corrections import Correction
from rekam.enrolment.packet import (
    CaptureException,
    DeviceIdentity,
    Header,
    JournalEntry,
    Particulars,
    Person,
    SampleFacts,
)
from rekam.registry.models import Resident
from rekam.vault import sealing
from rekam.vault.keys import server_keys

KASEMEN = "36.73.02.1001"
SERANG = "36.73.01.1001"
NOON = datetime.datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
STATION, OFFICER, STRANGER = (bytes([n]) * 32 for n in (1, 2, 4))
OFFICER_NAME = "yayan"
WALK_IN = Person(
    resident=None,
    nik=None,
    name="SITI",
    birth_date=date(1990, 11, 24),
    sex="P",
    address="",
    area="",
)


def furnish(*, area_code: str = KASEMEN) -> None:
    """Register the station and the officer of the packets below."""
    register_station(
        public_key=sealing.signing_public(STATION), name="KSM-01", area_code=area_code, actor="test", at=NOON
    )
    Account.objects.update_or_create(
        username=OFFICER_NAME,
        defaults={
            "display_name": "Yayan",
            "kind": "officer",
            "role": "operator",
            "areas": ["36.73"],
            "signing_key": sealing.signing_public(OFFICER),
        },
    )


def make_resident(*, nik: str, area_code: str = KASEMEN, **more: object) -> Resident:
    """A resident of the register who was not recorded yet."""
    told: dict[str, object] = {
        "nik": nik,
        "kk": "3673020101200001",
        "area_code": area_code,
        "full_name": "SITI",
        "name_key": "siti",
        "sex": "P",
        "birth_place": "SERANG",
        "birth_date": date(1990, 1, 1),
        "religion": "ISLAM",
        "marital_status": "BELUM KAWIN",
        "occupation": "PELAJAR",
        "head_relation": "ANAK",
        "address": "KP. BARU",
        "rt": "001",
        "rw": "001",
    }
    resident = Resident(**told | more)
    resident.save()
    return resident


def person_of(resident: Resident) -> Person:
    """What a work list says of a resident."""
    return Person(
        resident=resident.uuid,
        nik=resident.nik,
        name=resident.full_name,
        birth_date=resident.birth_date,
        sex=resident.sex,
        address=resident.address,
        area=resident.area_code.replace(".", ""),
    )


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A packet as a station sends it."""

    id: uuid.UUID
    data: bytes

    @property
    def sha256(self) -> str:
        return packets.open_envelope(self.data, stations=STATIONS).sha256.hex()


STATIONS = {sealing.kid_of(sealing.signing_public(STATION)): sealing.signing_public(STATION)}


@dataclass(frozen=True, kw_only=True)
class Session:
    """What is captured of one person; everything else is excepted with a reason."""

    person: Person
    records: Mapping[str, bytes] = field(default_factory=dict)
    signature: bytes | None = None
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    quality: int = 68
    transaction: str = ""
    tokens: Mapping[str, bytes] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    papers: tuple[bytes, ...] = ()
    consents: tuple[Consent, ...] = ()
    captured_at: str = "2026-11-24T08:14:00+07:00"

    def send(self, *, station: bytes = STATION, officer: bytes = OFFICER, to: bytes | None = None) -> Sending:
        """Seal, sign and build the packet."""
        public = to or server_keys().seal[server_keys().seal_kid]
        sealed = {place: packets.seal_part(record, to=public) for place, record in self.records.items()}
        image = packets.seal_part(self.signature, to=public) if self.signature is not None else None
        papers = [packets.seal_part(one, to=public) for one in self.papers]
        rest = packets.seal_particulars(self._particulars(), to=public)
        header = Header(
            packet=self.id,
            station_kid=sealing.kid_of(sealing.signing_public(station)),
            officer=OFFICER_NAME,
            officer_kid=sealing.kid_of(sealing.signing_public(officer)),
            visit=None,
            captured_at=self.captured_at,
            sequence=1,
            monotonic_ms=1234,
            notice_version="1",
            notice_language="id",
            server_kid=sealing.kid_of(public),
            samples=tuple(self._facts(place, part=part) for place, part in sealed.items()),
            signature=image.facts if image else None,
            particulars=rest.facts,
            papers=tuple(one.facts for one in papers),
        )
        after = [*([image] if image else []), *papers, rest]
        parts = [part.sealed for part in (*sealed.values(), *after)]
        data = packets.build(header=header, parts=parts, station_seed=station, officer_seed=officer)
        return Sending(id=self.id, data=data)

    def of(self, person: Person) -> "Session":
        """The same captures under another person, as a new session."""
        return replace(self, person=person, id=uuid.uuid4())

    def _facts(self, place: str, *, part: packets.SealedPart) -> SampleFacts:
        return SampleFacts(
            position=place,
            format="19794-4:2011",
            plain=part.facts.plain,
            sealed=part.facts.sealed,
            device=DeviceIdentity(serial="SN-1", make="Rekam", model="Sim", provider="rekam"),
            transaction=self.transaction or f"{transaction_prefix(self.id)}-1",
            previous=bytes(32),
            chain=packets.chain_value(previous=bytes(32), record=self.records[place]),
            quality=self.quality,
            retries=0,
            taken_at="2026-11-24T08:12:00Z",
            token=self.tokens.get(place, b""),
        )

    def _particulars(self) -> Particulars:
        there = set(self.records) | ({SIGNATURE} if self.signature is not None else set())
        missing = [place for place in (*POSITIONS, SIGNATURE) if place not in there]
        return Particulars(
            salt=secrets.token_bytes(16),
            person=self.person,
            exceptions=tuple(
                CaptureException(position=p, code=codes_for(p)[0], justification="alasan uji")
                for p in missing
            ),
            journal=(JournalEntry(at="2026-11-24T08:12:00+07:00", act="notice_read", about="1"),),
            corrections=self.corrections,
            consents=self.consents,
        )
