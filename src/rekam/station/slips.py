"""The *tanda terima*: what a recorded person takes home, as facts; the page draws or prints them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from rekam.enrolment import packet_shape as shape
from rekam.enrolment.capture_rules import FINGERS, POSITIONS, SIGNATURE
from rekam.enrolment.slip import covered, slip_number
from rekam.kernel import canonical
from rekam.station.store.visits import Draft

BEST_FINGERS = 2
MAX_BYTES = 16_384


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A recording as its paper tells it; of the NIK only what `covered` shows.

    qualities   0 to 100 by captured position
    absent      exception codes by position that was not captured
    signed      whether there is a signature
    """

    packet: uuid.UUID
    at: str
    name: str
    nik: str
    area: str
    qualities: Mapping[str, int]
    absent: Mapping[str, str]
    signed: bool

    @property
    def number(self) -> str:
        """What to read out: "4821 0936"."""
        return slip_number(self.packet)

    @property
    def best_fingers(self) -> tuple[str, ...]:
        """The fingers to be asked for at the next proof of who it is, the best first; at most two."""
        fingers = [finger for finger in FINGERS if finger in self.qualities]
        return tuple(sorted(fingers, key=lambda finger: -self.qualities[finger])[:BEST_FINGERS])


def slip_of(draft: Draft, *, qualities: Mapping[str, int], signed: bool, at: str) -> Slip:
    """The slip of a draft that is about to be closed."""
    absent = {p: code for p, code in draft.excepted().items() if p not in qualities and p != SIGNATURE}
    person = draft.person
    return Slip(
        packet=draft.id,
        at=at,
        name=person.name,
        nik=covered(person.nik) if person.nik else "",
        area=person.area,
        qualities={p: qualities[p] for p in POSITIONS if p in qualities},
        absent={p: absent[p] for p in POSITIONS if p in absent},
        signed=signed,
    )


def encode_slip(slip: Slip) -> bytes:
    """The bytes that the visit's store keeps."""
    return canonical.encode(
        vars(slip)
        | {"packet": slip.packet.bytes, "qualities": dict(slip.qualities), "absent": dict(slip.absent)}
    )


def decode_slip(body: bytes) -> Slip:
    """A slip from `encode_slip`'s bytes. Raises RuleBroken as `canonical.decode` and `shape.fields`."""
    value = shape.fields(canonical.decode(body, max_bytes=MAX_BYTES), where="slip", kinds=_SLIP)
    return Slip(**value | {"packet": uuid.UUID(bytes=value["packet"])})


_SLIP: Mapping[str, shape.Kind] = {
    "packet": bytes,
    "at": str,
    "name": str,
    "nik": str,
    "area": str,
    "qualities": dict,
    "absent": dict,
    "signed": bool,
}
