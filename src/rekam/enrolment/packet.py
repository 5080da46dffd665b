"""The sealed packet: what a station captured of one person (docs/reference/packet.md).

A packet is canonical CBOR {v, header, parts, station_signature, officer_signature}. The header is clear
and holds nothing of the person; each part is sealed to the server's key as soon as it is captured, and
the header names the SHA-256 of each, so both signatures cover all of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rekam.enrolment.capture_rules import EXCEPTION_PHOTO
from rekam.enrolment.packet_envelope import (
    MAX_PACKET_BYTES,
    MAX_PART_BYTES,
    PUBLIC_CODES,
    STATION_DOMAIN,
    Envelope,
    open_envelope,
    parts_named,
    sha256,
)
from rekam.enrolment.packet_header import Header, encode_header
from rekam.enrolment.packet_parts import VERSION, DeviceIdentity, PartFacts, SampleFacts
from rekam.enrolment.particulars import (
    CaptureException,
    JournalEntry,
    Particulars,
    Person,
    decode_particulars,
    encode_particulars,
)
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

__all__ = [
    "MAX_PACKET_BYTES",
    "MAX_PART_BYTES",
    "STATION_DOMAIN",
    "VERSION",
    "CaptureException",
    "DeviceIdentity",
    "Envelope",
    "Header",
    "JournalEntry",
    "OpeningKeys",
    "Packet",
    "PartFacts",
    "Particulars",
    "Person",
    "Sample",
    "SampleFacts",
    "SealedPart",
    "build",
    "chain_value",
    "open_envelope",
    "open_packet",
    "open_parts",
    "seal_part",
    "seal_particulars",
]

OFFICER_DOMAIN = "rekam-packet-1-officer"


@dataclass(frozen=True, kw_only=True)
class SealedPart:
    """A part as the station keeps it from the moment of capture: facts in clear, content sealed."""

    facts: PartFacts
    sealed: bytes


@dataclass(frozen=True, kw_only=True)
class OpeningKeys:
    """What only the worker has: private X25519 keys by kid, and the officers' public Ed25519 keys by kid."""

    private: Mapping[str, bytes]
    officers: Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One opened sample: its facts and the ISO record."""

    facts: SampleFacts
    record: bytes


@dataclass(frozen=True, kw_only=True)
class Packet:
    """An opened packet: every hash, the hash chain of each sample and both signatures were checked.

    samples           of the body, by position
    exception_photo   shows what is excepted; nothing is matched with it
    papers            photographs of what proves a correction
    """

    header: Header
    sha256: bytes
    samples: Mapping[str, Sample]
    exception_photo: Sample | None
    signature_image: bytes | None
    papers: tuple[bytes, ...]
    particulars: Particulars


def seal_part(content: bytes, *, to: bytes) -> SealedPart:
    """Seal one part to the server's public X25519 key. Raises RuleBroken("packet_part_too_large")."""
    if len(content) + sealing.SEAL_OVERHEAD > MAX_PART_BYTES:
        raise RuleBroken("packet_part_too_large", bytes=len(content))
    sealed = sealing.seal(content, to=to)
    return SealedPart(facts=PartFacts(plain=sha256(content), sealed=sha256(sealed)), sealed=sealed)


def seal_particulars(particulars: Particulars, *, to: bytes) -> SealedPart:
    """Seal who the person is and what was told and done; the salt keeps the hash from telling who it is."""
    return seal_part(encode_particulars(particulars), to=to)


def chain_value(*, previous: bytes, record: bytes) -> bytes:
    """The SBI hash chain: SHA-256(previous || SHA-256(record)), 32 bytes (docs/reference/sbi.md)."""
    return sha256(previous + sha256(record))


def build(*, header: Header, parts: Sequence[bytes], station_seed: bytes, officer_seed: bytes) -> bytes:
    """The packet's bytes, signed by station and officer (Ed25519 seeds, 32 bytes each).

    parts   sealed bytes in the header's order: samples, signature where there is one, papers, particulars
    Raises RuleBroken as `open_envelope` does, for a header and parts that do not belong together or for
    a station that is not the header's, so that nothing leaves which the door would refuse.
    """
    signed = encode_header(header)
    data = canonical.encode(
        {
            "v": header.version,
            "header": signed,
            "parts": list(parts),
            "station_signature": sealing.sign(signed, seed=station_seed, domain=STATION_DOMAIN),
            "officer_signature": sealing.sign(signed, seed=officer_seed, domain=OFFICER_DOMAIN),
        }
    )
    public = sealing.signing_public(station_seed)
    open_envelope(data, stations={sealing.kid_of(public): public})
    if sealing.kid_of(sealing.signing_public(officer_seed)) != header.officer_kid:
        raise RuleBroken("packet_officer_unknown", kid=header.officer_kid)
    return data


def open_packet(envelope: Envelope, *, keys: OpeningKeys) -> Packet:
    """Unseal every part and check every hash, the hash chains and the officer's signature.

    Raises RuleBroken: "packet_officer_unknown", "packet_officer_signature_wrong", "packet_key_unknown",
    "packet_unsealing_failed", "packet_content_altered", "packet_chain_wrong", "packet_malformed" or
    "packet_position_doubled". Completeness is `capture_rules.check_complete`, not this.
    """
    header = envelope.header
    contents = open_parts(envelope, keys=keys)
    try:
        particulars = decode_particulars(contents[-1])
    except RuleBroken as broken:
        raise RuleBroken(PUBLIC_CODES.get(broken.code, broken.code), **broken.facts) from broken
    after = len(header.samples) + (header.signature is not None)
    samples = {
        facts.position: Sample(facts=facts, record=record)
        for facts, record in zip(header.samples, contents, strict=False)
    }
    for sample in samples.values():
        if chain_value(previous=sample.facts.previous, record=sample.record) != sample.facts.chain:
            raise RuleBroken("packet_chain_wrong", position=sample.facts.position)
    return Packet(
        header=header,
        sha256=envelope.sha256,
        samples={place: one for place, one in samples.items() if place != EXCEPTION_PHOTO},
        exception_photo=samples.get(EXCEPTION_PHOTO),
        signature_image=contents[after - 1] if header.signature else None,
        papers=tuple(contents[after:-1]),
        particulars=particulars,
    )


def open_parts(envelope: Envelope, *, keys: OpeningKeys) -> list[bytes]:
    """The contents of every part, in the header's order, of a packet of any kind.

    Raises RuleBroken("packet_officer_unknown" | "packet_officer_signature_wrong" | "packet_key_unknown" |
    "packet_unsealing_failed" | "packet_content_altered").
    """
    _check_officer(envelope, officers=keys.officers)
    kid = envelope.header.server_kid
    if kid not in keys.private:
        raise RuleBroken("packet_key_unknown", kid=kid)
    return _unsealed(envelope, private=keys.private[kid])


def _check_officer(envelope: Envelope, *, officers: Mapping[str, bytes]) -> None:
    kid = envelope.header.officer_kid
    if kid not in officers:
        raise RuleBroken("packet_officer_unknown", kid=kid)
    if not sealing.signature_holds(
        envelope.header_bytes,
        signature=envelope.officer_signature,
        public=officers[kid],
        domain=OFFICER_DOMAIN,
    ):
        raise RuleBroken("packet_officer_signature_wrong", kid=kid)


def _unsealed(envelope: Envelope, *, private: bytes) -> list[bytes]:
    contents = []
    for number, (facts, part) in enumerate(zip(parts_named(envelope.header), envelope.parts, strict=True)):
        try:
            content = sealing.unseal(part, private=private)
        except RuleBroken as broken:
            raise RuleBroken("packet_unsealing_failed", part=number) from broken
        if sha256(content) != facts.plain:
            raise RuleBroken("packet_content_altered", part=number)
        contents.append(content)
    return contents
