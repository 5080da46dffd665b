"""What lies on the simulated device and how it behaves: the state that the control plane changes."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from rekam.abis.engine.positions import Position
from rekam.simulation import sbi_errors as codes
from rekam.simulation.sbi_errors import DeviceError
from rekam.simulation.sbi_messages import UNREGISTERED
from rekam.simulation.sbi_parts import UNITS, Kind, Unit

UNPLUGGED: Final = "Unplugged"
"""Ours, no word of SBI: the service runs and the device is not in its lists."""
STATUSES: Final = ("Ready", "Busy", "Not Ready", UNREGISTERED, UNPLUGGED)
REFUSED: Final = {
    "Busy": codes.BUSY,
    "Not Ready": codes.NOT_READY,
    UNREGISTERED: codes.NOT_REGISTERED,
    UNPLUGGED: codes.NOT_FOUND,
}


class FaultKind(StrEnum):
    """How the device can misbehave in its next captures."""

    NONE = "none"
    DIE_MID_CAPTURE = "die_mid_capture"
    HANG = "hang"
    GARBAGE = "garbage"
    HUGE = "huge"
    WRONG_HASH = "wrong_hash"
    HEX_HASH = "hex_hash"  # chained over hexadecimal text instead of bytes
    LOWER_HASH = "lower_hash"  # right, in small letters
    WRONG_SIGNATURE = "wrong_signature"
    WRONG_TRANSACTION = "wrong_transaction"
    WRONG_VERSION = "wrong_version"  # answered in another version than asked
    WRONG_PURPOSE = "wrong_purpose"
    EXPIRED = "expired"  # the device's certificate ran out yesterday
    UNTRUSTED = "untrusted"  # signed under a certificate of its own
    STALE = "stale"  # the answer is dated ten minutes ago
    FUTURE = "future"  # the answer is dated ten minutes ahead
    PLAIN_BASE64 = "plain_base64"  # bioValue in the other alphabet
    SHORT_SLAP = "short_slap"  # a finger less, and no error
    ONE_UNDETECTED = "one_undetected"  # a finger less, told as error 101 in its place
    DOUBLED_FINGER = "doubled_finger"  # two segments with one name
    UNNAMED_FINGER = "unnamed_finger"  # a segment named UNKNOWN
    OTHER_HAND = "other_hand"  # segments named as those of the other hand
    ERROR = "error"  # the answer is one code of SBI


@dataclass(frozen=True)
class Fault:
    """A misbehaviour for the next `times` captures; `code` belongs to FaultKind.ERROR."""

    kind: FaultKind = FaultKind.NONE
    code: str = codes.EXTRACTION
    times: int = 1


@dataclass(frozen=True)
class Lying:
    """Whose body is at the device.

    person      the seed of a drawn body, or the number of a person of the images folder
    impression  which laying-on of it, from 0
    missing     positions that this body does not have
    backdrop    "red", "blue" or "orange" behind the face
    flaw        what is wrong with the photograph, "" for nothing
    """

    person: int
    impression: int = 0
    missing: frozenset[Position] = frozenset()
    backdrop: str = "red"
    flaw: str = ""


@dataclass(frozen=True)
class Identity:
    """What the device tells of itself at discovery; None = as it is.

    versions   of SBI, the one in use first
    trusted    False: signed under a certificate of its own
    """

    versions: tuple[str, ...] = ("0.9.5",)
    firmware: str = "rekam-simulation-1.0"
    purpose: str = "Registration"
    env: str | None = None
    trusted: bool = True

    @property
    def spec(self) -> str:
        """The version in use."""
        return self.versions[0]


class Bench:
    """The device's state, shared by its threads."""

    def __init__(self, *, lying: Lying | None, identity: Identity | None = None) -> None:
        self._changed = threading.Condition()
        self._identity = identity or Identity()
        self._lying = lying
        self._status = {unit.device_id: "Ready" for unit in UNITS}
        self._score: dict[Kind, int | None] = dict.fromkeys(Kind)
        self._fault = Fault()
        self._delay_ms = 0
        self._captures = 0
        self._locks = {unit.device_id: threading.Lock() for unit in UNITS}

    def lay(self, lying: Lying | None) -> None:
        """Put a body at the device, or take it away with None."""
        with self._changed:
            self._lying = lying
            self._changed.notify_all()

    def lying(self) -> Lying | None:
        with self._changed:
            return self._lying

    def wait_for_body(self, *, seconds: float) -> Lying:
        """Whose body lies there, waiting for one. Raises DeviceError(NOTHING_DETECTED)."""
        until = time.monotonic() + seconds
        with self._changed:
            while self._lying is None:
                left = until - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    raise DeviceError(codes.NOTHING_DETECTED)
            return self._lying

    def identity(self) -> Identity:
        with self._changed:
            return self._identity

    def set_identity(self, identity: Identity) -> None:
        with self._changed:
            self._identity = identity

    def plugged_in(self) -> list[Unit]:
        """The units that are there."""
        with self._changed:
            return [unit for unit in UNITS if self._status[unit.device_id] != UNPLUGGED]

    def status(self, unit: Unit) -> str:
        with self._changed:
            named = self._status[unit.device_id]
        return "Busy" if named == "Ready" and self._locks[unit.device_id].locked() else named

    def set_status(self, *, kinds: frozenset[Kind], status: str) -> None:
        with self._changed:
            for unit in UNITS:
                if unit.kind in kinds:
                    self._status[unit.device_id] = status

    def set_score(self, *, kinds: frozenset[Kind], score: int | None) -> None:
        with self._changed:
            self._score |= dict.fromkeys(kinds, score)

    def score(self, kind: Kind) -> int | None:
        with self._changed:
            return self._score[kind]

    def set_delay(self, milliseconds: int) -> None:
        with self._changed:
            self._delay_ms = milliseconds

    def delay_seconds(self) -> float:
        with self._changed:
            return self._delay_ms / 1000

    def statuses(self) -> dict[Kind, str]:
        """The status of each kind as it was set, whether or not a capture is under way."""
        with self._changed:
            return {unit.kind: self._status[unit.device_id] for unit in UNITS}

    def fault(self) -> Fault:
        with self._changed:
            return self._fault

    def set_fault(self, fault: Fault) -> None:
        with self._changed:
            self._fault = fault

    def take_fault(self) -> Fault:
        """The misbehaviour of this capture, one use of it being spent."""
        with self._changed:
            self._captures += 1
            fault = self._fault
            if fault.kind is not FaultKind.NONE:
                self._fault = replace(fault, times=fault.times - 1) if fault.times > 1 else Fault()
            return fault

    @contextmanager
    def at_work(self, unit: Unit) -> Iterator[None]:
        """Hold one unit for a capture. Raises DeviceError(BUSY | NOT_READY | NOT_REGISTERED)."""
        with self._changed:
            named = self._status[unit.device_id]
        if named in REFUSED:
            raise DeviceError(REFUSED[named])
        if not self._locks[unit.device_id].acquire(blocking=False):
            raise DeviceError(codes.BUSY)
        try:
            yield
        finally:
            self._locks[unit.device_id].release()

    def facts(self) -> dict[str, object]:
        """The state as the control plane tells it."""
        statuses = {unit.kind.value: self.status(unit) for unit in UNITS}
        with self._changed:
            lying = self._lying
            return {
                "person": None if lying is None else lying.person,
                "impression": None if lying is None else lying.impression,
                "missing": [] if lying is None else sorted(lying.missing),
                "backdrop": None if lying is None else lying.backdrop,
                "status": statuses,
                "score": {kind.value: score for kind, score in self._score.items()},
                "delay_ms": self._delay_ms,
                "fault": self._fault.kind.value,
                "specVersion": list(self._identity.versions),
                "firmware": self._identity.firmware,
                "captures": self._captures,
            }
