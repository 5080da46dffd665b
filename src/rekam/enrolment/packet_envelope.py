"""The outside of a packet: structure, limits, hashes of the sealed parts and the station's signature. Pure.

Needs no secret, so the server's door can check it (`packet` re-exports what is public).
"""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rekam.enrolment import packet_shape as shape
from rekam.enrolment.packet_header import Header, decode_header, known_version
from rekam.enrolment.packet_parts import PartFacts, SampleFacts
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

MAX_PACKET_BYTES = 16 * 1024 * 1024
MAX_PART_BYTES = 4 * 1024 * 1024
STATION_DOMAIN = "rekam-packet-1-station"
PUBLIC_CODES = {
    "cbor_too_large": "packet_too_large",
    "cbor_invalid": "packet_malformed",
    "cbor_not_canonical": "packet_not_canonical",
}


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A packet whose structure, hashes of sealed parts and station signature were checked.

    sha256   of the whole packet, as the receipt names it
    parts    sealed bytes in the header's order: samples, signature where there is one, papers, particulars
    """

    header: Header
    sha256: bytes
    header_bytes: bytes
    officer_signature: bytes
    parts: tuple[bytes, ...]


def open_envelope(data: bytes, *, stations: Mapping[str, bytes], digest: bytes = b"") -> Envelope:
    """Check a packet without any secret, as the door does.

    stations   public Ed25519 keys of the stations that may send, by kid
    digest     SHA-256 of the data, where the caller has just computed it
    Raises RuleBroken: "packet_too_large", "packet_malformed", "packet_not_canonical",
    "packet_version_unknown", "packet_position_doubled", "packet_station_unknown",
    "packet_station_signature_wrong", "packet_part_missing", "packet_part_extra",
    "packet_part_too_large" or "packet_part_altered".
    """
    top, header = _read(data)
    if header.station_kid not in stations:
        raise RuleBroken("packet_station_unknown", kid=header.station_kid)
    if not sealing.signature_holds(
        top["header"],
        signature=top["station_signature"],
        public=stations[header.station_kid],
        domain=STATION_DOMAIN,
    ):
        raise RuleBroken("packet_station_signature_wrong", kid=header.station_kid)
    return Envelope(
        header=header,
        sha256=digest or sha256(data),
        header_bytes=top["header"],
        officer_signature=top["officer_signature"],
        parts=_checked_parts(header, parts=top["parts"]),
    )


def packet_within(data: bytes) -> uuid.UUID:
    """The id of a packet of which no byte is missing or changed; who signed it is not asked.

    For whoever carries packets. Raises RuleBroken as `open_envelope` does, but for the station's codes.
    """
    top, header = _read(data)
    _checked_parts(header, parts=top["parts"])
    return header.packet


def find_header(data: bytes) -> Header | None:
    """What a packet's header says, without checking whether that is true; None where there is none."""
    try:
        return _read(data)[1]
    except RuleBroken:
        return None


def sha256(data: bytes) -> bytes:
    """The SHA-256 of bytes (32 bytes)."""
    return hashlib.sha256(data).digest()


_OUTER: Mapping[str, shape.Kind] = {
    "v": int,
    "header": bytes,
    "parts": list,
    "station_signature": bytes,
    "officer_signature": bytes,
}


def _read(data: bytes) -> tuple[dict[str, Any], Header]:
    try:
        top = _outer(canonical.decode(data, max_bytes=MAX_PACKET_BYTES))
        header = decode_header(top["header"])
        if header.version != top["v"]:
            raise RuleBroken("packet_malformed", where="v")
    except RuleBroken as broken:
        raise RuleBroken(PUBLIC_CODES.get(broken.code, broken.code), **broken.facts) from broken
    return top, header


def _outer(value: object) -> dict[str, Any]:
    known_version(value)
    return shape.fields(value, where="packet", kinds=_OUTER)


def parts_named(header: Header) -> list[PartFacts | SampleFacts]:
    """What the header says of each part, in the order of the parts."""
    signature = [header.signature] if header.signature else []
    return [*header.samples, *signature, *header.papers, header.particulars]


def _checked_parts(header: Header, *, parts: list[object]) -> tuple[bytes, ...]:
    named = parts_named(header)
    if len(parts) < len(named):
        raise RuleBroken("packet_part_missing", parts=len(parts), named=len(named))
    if len(parts) > len(named):
        raise RuleBroken("packet_part_extra", parts=len(parts), named=len(named))
    checked = []
    for number, (facts, part) in enumerate(zip(named, parts, strict=True)):
        if not isinstance(part, bytes):
            raise RuleBroken("packet_malformed", where="parts")
        if len(part) > MAX_PART_BYTES:
            raise RuleBroken("packet_part_too_large", part=number)
        if sha256(part) != facts.sealed:
            raise RuleBroken("packet_part_altered", part=number)
        checked.append(part)
    return tuple(checked)
