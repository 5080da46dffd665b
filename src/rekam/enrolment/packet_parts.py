"""What a packet says in the clear of each sealed part: its hashes, and of a sample its source. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rekam.enrolment import packet_shape as shape
from rekam.enrolment.capture_rules import SAMPLES
from rekam.kernel.errors import RuleBroken

VERSION = 2  # of packets that are made
MAX_TOKEN_BYTES = 12_288
MAX_RETRIES = 1_000


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
