"""The clear part of a packet: what a station and the server's door may know of it. No resident is in it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from rekam.enrolment import packet_shape as shape
from rekam.enrolment.capture_rules import SAMPLES
from rekam.enrolment.packet_kind import MAY, Kind, kind_in
from rekam.enrolment.packet_parts import (
    VERSION,
    PartFacts,
    SampleFacts,
    part_from,
    part_map,
    sample_from,
    sample_map,
)
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

VERSIONS = (1, 2)  # what is read: the last two
MAX_HEADER_BYTES = 262_144
MAX_SAMPLES = len(SAMPLES)
MAX_PAPERS = 3
MAX_COUNTER = 2**53  # what every language can hold in a number


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


def _distinct(samples: list[SampleFacts]) -> tuple[SampleFacts, ...]:
    seen: set[str] = set()
    for sample in samples:
        if sample.position in seen:
            raise RuleBroken("packet_position_doubled", position=sample.position)
        seen.add(sample.position)
    return tuple(samples)
