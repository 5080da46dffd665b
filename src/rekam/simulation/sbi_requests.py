"""What a registration client asks of the device: an RCAPTURE body, read strictly, refused in SBI's codes."""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from rekam.abis.engine.positions import Position
from rekam.simulation import sbi_errors as codes
from rekam.simulation.sbi_errors import DeviceError
from rekam.simulation.sbi_parts import UNITS, Kind, Unit, find_position

ID_MEMBER: Final = {"0.9.5": "deviceId", "1.0": "serialNo", "1.0.0": "serialNo"}
PURPOSE: Final = "Registration"
MAX_TIMEOUT_MS: Final = 300_000
TRANSACTION_ID: Final = re.compile(r"[A-Za-z0-9-]{4,50}")
HASH: Final = re.compile(r"([0-9A-Fa-f]{64})?")


@dataclass(frozen=True)
class Wanted:
    """One entry of `bio`, resolved to the unit and the positions that it must deliver."""

    unit: Unit
    positions: tuple[Position, ...]
    exception: tuple[str, ...]
    score: int
    previous_hash: str


@dataclass(frozen=True)
class CaptureRequest:
    """A whole RCAPTURE request; timeout in milliseconds, 1 to MAX_TIMEOUT_MS."""

    spec: str
    env: str
    transaction_id: str
    timeout_ms: int
    wanted: tuple[Wanted, ...]


def parse_object(data: bytes) -> dict[str, Any]:
    """The JSON object of a body. Raises DeviceError(NOT_UNDERSTOOD)."""
    try:
        value = json.loads(data or b"{}")
    except (ValueError, RecursionError) as error:
        raise DeviceError(codes.NOT_UNDERSTOOD) from error
    if not isinstance(value, dict):
        raise DeviceError(codes.NOT_UNDERSTOOD)
    return value


def parse_capture(data: bytes, *, env: str, spec: str) -> CaptureRequest:
    """An RCAPTURE body for a device that lives in `env` and speaks version `spec`.

    Scalars are strings; numbers are taken too, as are null bioSubType, exception and previousHash, since
    the reference client sends them so.
    Raises DeviceError with NOT_UNDERSTOOD, OTHER_SETTING, TRANSACTION, NOT_FOUND, SUBTYPE or COUNT.
    """
    body = parse_object(data)
    if (body.get("env"), body.get("purpose"), body.get("specVersion")) != (env, PURPOSE, spec):
        raise DeviceError(codes.OTHER_SETTING)
    transaction = body.get("transactionId")
    if not isinstance(transaction, str) or not TRANSACTION_ID.fullmatch(transaction):
        raise DeviceError(codes.TRANSACTION)
    bio = body.get("bio")
    if not isinstance(bio, list) or not 1 <= len(bio) <= len(UNITS):
        raise DeviceError(codes.COUNT)
    timeout = _number(body.get("timeout"), least=1, most=MAX_TIMEOUT_MS)
    wanted = tuple(_wanted(entry, spec=spec) for entry in bio)
    return CaptureRequest(spec=spec, env=env, transaction_id=transaction, timeout_ms=timeout, wanted=wanted)


def id_of(unit: Unit, *, spec: str) -> str:
    """How a version of SBI names a unit: by a number of its own, from 1.0 on by its serial number."""
    return unit.device_id if spec == "0.9.5" else unit.serial


def find_unit(entry: dict[str, Any], *, spec: str) -> Unit:
    """The logical device that a request names. Raises DeviceError(NOT_FOUND)."""
    named = str(entry.get(ID_MEMBER.get(spec, "deviceId")))
    for unit in UNITS:
        if id_of(unit, spec=spec) == named:
            return unit
    raise DeviceError(codes.NOT_FOUND)


def _wanted(entry: object, *, spec: str) -> Wanted:
    if not isinstance(entry, dict):
        raise DeviceError(codes.NOT_UNDERSTOOD)
    unit = find_unit(entry, spec=spec)
    if entry.get("type") != unit.kind:
        raise DeviceError(codes.NOT_FOUND)
    exception = _texts(entry.get("exception"))
    positions = _positions(entry, unit=unit, exception=exception)
    if _number(entry.get("count"), least=0, most=10) != len(positions):
        raise DeviceError(codes.COUNT)
    previous = entry.get("previousHash") or ""
    if not isinstance(previous, str) or not HASH.fullmatch(previous):
        raise DeviceError(codes.NOT_UNDERSTOOD)
    score = _number(entry.get("requestedScore", "0"), least=0, most=100)
    return Wanted(unit=unit, positions=positions, exception=exception, score=score, previous_hash=previous)


def _positions(entry: dict[str, Any], *, unit: Unit, exception: tuple[str, ...]) -> tuple[Position, ...]:
    """What lies on this part of the device: the named subtypes, else all without the exceptions."""
    place = str(entry.get("deviceSubId", "0"))
    if place not in unit.positions:
        raise DeviceError(codes.NOT_FOUND)
    here = unit.positions[place]
    if unit.kind is Kind.FACE:
        return here  # exceptions of a face request ask for an exception photo, not for less
    missing = {find_position(subtype=name, kind=unit.kind) for name in exception}
    named = [name for name in _texts(entry.get("bioSubType")) if name != "UNKNOWN"]
    if not named:
        return tuple(position for position in here if position not in missing)
    asked = [find_position(subtype=name, kind=unit.kind) for name in named]
    known = tuple(one for one in asked if one is not None and one in here and one not in missing)
    if len(known) != len(asked) or len(set(known)) != len(known):
        raise DeviceError(codes.SUBTYPE)
    return known


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > 16 or not all(isinstance(one, str) for one in value):
        raise DeviceError(codes.NOT_UNDERSTOOD)
    return tuple(one for one in value if one)


def _number(value: object, *, least: int, most: int) -> int:
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,9}", str(value)):
        raise DeviceError(codes.NOT_UNDERSTOOD)
    number = int(str(value))
    if not least <= number <= most:
        raise DeviceError(codes.NOT_UNDERSTOOD)
    return number
