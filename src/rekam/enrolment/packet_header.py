"""The clear part of a packet: what a station and the server's door may know of it. No resident is in it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rekam.enrolment import packet_shape as shape
from rekam.enrolment.capture_rules import SAMPLES
from rekam.enrolment.packet_kind import MAY, Kind, kind_in
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

VERSION = 2
VERSIONS = (1, 2)  # what is read: the last two
MAX_HEADER_BYTES = 262_144
MAX_TOKEN_BYTES = 12_288
MAX_SAMPLES = len(SAMPLES)
MAX_PAPERS = 3
MAX_RETRIES = 1_000
MAX_COUNTER = 2**53  # what every language can hold in a number


@dataclass(frozen=True, kw_only=True)
class DeviceIdentity:
    """Which device took a sample: the SBI digital id without its signature."""

    serial: str
    make: str
    model: str
    provider: str


@dataclass(frozen=True, kw_only=True)
class SampleFacts:
    """What is known of a sample without opening it.

    position   see capture_rules.SAMPLES
    format     name of the record inside: "19794-4:2011", "19794-5:2011" or "19794-6:2011"
    plain, sealed   SHA-256 of the record and of its sealed bytes
    transaction     SBI transaction id; it begins with the packet's id, which binds the sample to it
    previous, chain   SBI hash chain: chain = SHA-256(previous || SHA-256(record)), 32 bytes each
    quality    0 (unusable) to 100, as the station measured it
    retries    captures of this position before this one
    taken_at   ISO 8601, the device's clock; decides nothing
    token      the device's own signature over the record (device_proof); b"" where none came
    """

    position: str
    format: str
    plain: bytes
    sealed: bytes
    device: DeviceIdentity
    transaction: str
    previous: bytes
    chain: bytes
    quality: int
    retries: int
    taken_at: str
    token: bytes = b""


@dataclass(frozen=True, kw_only=True)
class PartFacts:
    """A sealed part that is no biometric sample: SHA-256 of the plain and of the sealed bytes."""

    plain: bytes
    sealed: bytes


@dataclass(frozen=True, kw_only=True)
class Header:
    """The signed statement of station and officer about a packet.

    sequence       the station's own count of packets, without gaps
    monotonic_ms   milliseconds of the station's steady clock; grows between packets of one start
    captured_at    ISO 8601, the station's clock; decides nothing
    server_kid     the key to which all parts are sealed
    signature      the person's signature as an image, absent when that is an exception
    particulars    person, exceptions, journal, and from version 2 on corrections and consents
    papers         photographs of what proves a correction; JPEG
    version        of the packet; 1 has neither tokens nor papers
    kind           of a hand-over `visit` is the pack, and there are neither samples nor a signature
    """

    packet: uuid.UUID
    station_kid: str
    officer: str
    officer_kid: str
    visit: uuid.UUID | None
    captured_at: str
    sequence: int
    monotonic_ms: int
    notice_version: str
    notice_language: str
    server_kid: str
    samples: tuple[SampleFacts, ...]
    signature: PartFacts | None
    particulars: PartFacts
    papers: tuple[PartFacts, ...] = ()
    version: int = VERSION
    kind: Kind = Kind.RECORDING


def encode_header(header: Header) -> bytes:
    """The canonical bytes that station and officer sign."""
    papers = {"papers": [part_map(one) for one in header.papers]} if header.version > 1 else {}
    kind = {} if header.kind is Kind.RECORDING else {"kind": str(header.kind)}
    return canonical.encode(
        papers
        | kind
        | {
            "v": header.version,
            "packet": header.packet.bytes,
            "station": header.station_kid,
            "officer": {"username": header.officer, "kid": header.officer_kid},
            "visit": header.visit.bytes if header.visit else None,
            "captured_at": header.captured_at,
            "counters": {"sequence": header.sequence, "monotonic_ms": header.monotonic_ms},
            "notice": {"version": header.notice_version, "language": header.notice_language},
            "server_kid": header.server_kid,
            "samples": [sample_map(sample, version=header.version) for sample in header.samples],
            "signature": part_map(header.signature) if header.signature else None,
            "particulars": part_map(header.particulars),
        }
    )


def decode_header(data: bytes) -> Header:
    """A header from canonical bytes that somebody else sent.

    Raises RuleBroken("packet_malformed" | "packet_version_unknown" | "packet_kind_unknown" |
    "packet_position_doubled") and the codes of `kernel.canonical.decode`.
    """
    value = canonical.decode(data, max_bytes=MAX_HEADER_BYTES)
    version = known_version(value)
    top = shape.fields(value, where="header", kinds=_HEADER if version == 1 else _HEADER_2, may=MAY)
    kind = kind_in(top)
    officer = shape.fields(top["officer"], where="officer", kinds={"username": str, "kid": str})
    counters = shape.fields(top["counters"], where="counters", kinds={"sequence": int, "monotonic_ms": int})
    notice = shape.fields(top["notice"], where="notice", kinds={"version": str, "language": str})
    samples = shape.listed(top["samples"], where="samples", at_most=MAX_SAMPLES * 2)
    papers = shape.listed(top.get("papers", []), where="papers", at_most=MAX_PAPERS)
    return Header(
        packet=shape.identifier(top["packet"], where="packet"),
        station_kid=shape.text(top["station"], where="station", at_most=64),
        officer=shape.text(officer["username"], where="officer.username", at_most=150),
        officer_kid=shape.text(officer["kid"], where="officer.kid", at_most=64),
        visit=shape.identifier(top["visit"], where="visit") if top["visit"] is not None else None,
        captured_at=shape.text(top["captured_at"], where="captured_at", at_most=40),
        sequence=shape.within(counters["sequence"], where="counters.sequence", low=1, high=MAX_COUNTER),
        monotonic_ms=shape.within(counters["monotonic_ms"], where="counters", low=0, high=MAX_COUNTER),
        notice_version=shape.text(notice["version"], where="notice.version", at_most=32),
        notice_language=shape.text(notice["language"], where="notice.language", at_most=16),
        server_kid=shape.text(top["server_kid"], where="server_kid", at_most=64),
        samples=_distinct([sample_from(one, version=version) for one in samples]),
        signature=part_from(top["signature"], where="signature") if top["signature"] is not None else None,
        particulars=part_from(top["particulars"], where="particulars"),
        papers=tuple(part_from(one, where="papers") for one in papers),
        version=version,
        kind=kind,
    )


def known_version(value: object) -> int:
    """The version that a packet or its header says. Raises RuleBroken("packet_version_unknown")."""
    version = value.get("v") if isinstance(value, dict) else VERSION  # what is no map is malformed, below
    if isinstance(version, bool) or version not in VERSIONS:
        raise RuleBroken("packet_version_unknown", version=version)
    return int(version)


_HEADER: Mapping[str, shape.Kind] = {
    "v": int,
    "packet": bytes,
    "station": str,
    "officer": dict,
    "visit": (bytes, None),
    "captured_at": str,
    "counters": dict,
    "notice": dict,
    "server_kid": str,
    "samples": list,
    "signature": (dict, None),
    "particulars": dict,
}
_HEADER_2: Mapping[str, shape.Kind] = {**_HEADER, "papers": list}
_SAMPLE: Mapping[str, shape.Kind] = {
    "position": str,
    "format": str,
    "plain": bytes,
    "sealed": bytes,
    "device": dict,
    "transaction": str,
    "previous": bytes,
    "chain": bytes,
    "quality": int,
    "retries": int,
    "taken_at": str,
}
_SAMPLE_2: Mapping[str, shape.Kind] = {**_SAMPLE, "token": bytes}
_DEVICE: Mapping[str, shape.Kind] = {"serial": str, "make": str, "model": str, "provider": str}


def sample_map(sample: SampleFacts, *, version: int = VERSION) -> dict[str, Any]:
    """The facts as a map of CBOR types; a station keeps them so beside the sealed bytes."""
    told = vars(sample) | {"device": dict(vars(sample.device))}
    return {key: told[key] for key in (_SAMPLE if version == 1 else _SAMPLE_2)}


def part_map(part: PartFacts) -> dict[str, Any]:
    """The hashes as a map of CBOR types."""
    return dict(vars(part))


def sample_from(value: object, *, version: int | None = None) -> SampleFacts:
    """The facts from a map, of either version where none is told. Raises RuleBroken("packet_malformed")."""
    if version is None:
        version = 2 if isinstance(value, dict) and "token" in value else 1
    one = shape.fields(value, where="samples", kinds=_SAMPLE if version == 1 else _SAMPLE_2)
    if len(one.get("token", b"")) > MAX_TOKEN_BYTES:
        raise RuleBroken("packet_malformed", where="samples.token")
    if one["position"] not in SAMPLES:
        raise RuleBroken("packet_malformed", where="samples.position")
    device = shape.fields(one["device"], where="samples.device", kinds=_DEVICE)
    for key in ("plain", "sealed", "previous", "chain"):
        shape.exact(one[key], where=f"samples.{key}", length=32)
    shape.text(one["format"], where="samples.format", at_most=32)
    shape.text(one["transaction"], where="samples.transaction", at_most=50)
    shape.text(one["taken_at"], where="samples.taken_at", at_most=40)
    shape.within(one["quality"], where="samples.quality", low=0, high=100)
    shape.within(one["retries"], where="samples.retries", low=0, high=MAX_RETRIES)
    for key, told in device.items():
        shape.text(told, where=f"samples.device.{key}", at_most=128)
    return SampleFacts(**one | {"device": DeviceIdentity(**device)})


def part_from(value: object, *, where: str) -> PartFacts:
    """The hashes from a map. Raises RuleBroken("packet_malformed")."""
    part = shape.fields(value, where=where, kinds={"plain": bytes, "sealed": bytes})
    for key in part:
        shape.exact(part[key], where=f"{where}.{key}", length=32)
    return PartFacts(**part)


def _distinct(samples: list[SampleFacts]) -> tuple[SampleFacts, ...]:
    seen: set[str] = set()
    for sample in samples:
        if sample.position in seen:
            raise RuleBroken("packet_position_doubled", position=sample.position)
        seen.add(sample.position)
    return tuple(samples)
