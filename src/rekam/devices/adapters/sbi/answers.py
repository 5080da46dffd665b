"""Reading what SBI devices answer: strict shapes, signatures, session, time and chain."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography import x509

from rekam.devices.adapters.sbi import jws, names
from rekam.devices.adapters.sbi.chain import EMPTY, check_link
from rekam.devices.adapters.sbi.errors import check_error, is_unregistered
from rekam.kernel.errors import RuleBroken

SPEC_VERSION = "0.9.5"
TIME_WINDOW = datetime.timedelta(minutes=5)
MAX_DEVICES = 16
MAX_RECORD_BYTES = 3 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Device:
    """A device that answered with trusted information.

    bio_type   "Finger", "Iris" or "Face"
    status     as it told at discovery: "Ready", "Busy", "Not Ready"
    """

    port: int
    device_id: str
    bio_type: str
    sub_type: str
    status: str
    serial: str
    make: str
    model: str
    provider: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a capture's answer must fit."""

    positions: tuple[str, ...]
    transaction: str
    env: str
    previous: bytes
    device: Device


@dataclass(frozen=True, kw_only=True)
class Record:
    """One checked sample: ISO record, the device's own score (0..100), chain and the signed token."""

    position: str
    format: str
    record: bytes
    device_score: int
    previous: bytes
    chain: bytes
    taken_at: str
    device: Device


def read_devices(
    told: object, *, port: int, anchors: Sequence[x509.Certificate], at: datetime.datetime
) -> list[Device]:
    """The registered devices for registration in a MOSIPDINFO answer; others are left out.

    Raises RuleBroken("device_answer_invalid") for another shape, and the codes of `jws.verify`.
    """
    elements = told if isinstance(told, list) else None
    if elements is None or len(elements) > MAX_DEVICES:
        raise RuleBroken("device_answer_invalid", where="deviceInfo")
    devices = []
    for element in elements:
        if not isinstance(element, dict):
            raise RuleBroken("device_answer_invalid", where="deviceInfo")
        if is_unregistered(element.get("error")):
            continue
        check_error(element.get("error"))
        info = jws.verify(_text(element, "deviceInfo"), anchors=anchors, at=at).payload
        if SPEC_VERSION in _list(info, "specVersion") and info.get("purpose") == "Registration":
            devices.append(_device(info, port=port, anchors=anchors, at=at))
    return devices


def status_of(told: object, *, device_id: str) -> str:
    """The deviceStatus of one device in a MOSIPDISC answer.

    Raises RuleBroken("device_not_found" | "device_answer_invalid").
    """
    if not isinstance(told, list):
        raise RuleBroken("device_answer_invalid", where="discovery")
    for element in told[:MAX_DEVICES]:
        if isinstance(element, dict) and str(element.get("deviceId")) == device_id:
            return _text(element, "deviceStatus")
    raise RuleBroken("device_not_found")


def read_records(
    told: object, *, asked: Asked, anchors: Sequence[x509.Certificate], at: datetime.datetime
) -> list[Record]:
    """The records of an RCAPTURE answer: exactly the positions asked for, each once.

    Raises RuleBroken("device_answer_invalid" | "device_answer_mismatch" | "device_answer_stale" |
    "device_chain_wrong" | "device_record_too_large") and the codes of `errors.CODES` and `jws.verify`.
    """
    elements = told.get("biometrics") if isinstance(told, dict) else None
    if not isinstance(elements, list) or not 1 <= len(elements) <= len(asked.positions):
        raise RuleBroken("device_answer_invalid", where="biometrics")
    records: list[Record] = []
    previous = asked.previous or EMPTY
    for element in elements:
        record = _record(element, asked=asked, previous=previous, anchors=anchors, at=at)
        previous = record.chain
        records.append(record)
    if sorted(record.position for record in records) != sorted(asked.positions):
        raise RuleBroken("device_answer_mismatch", where="positions")
    return records


def _device(
    info: dict[str, Any], *, port: int, anchors: Sequence[x509.Certificate], at: datetime.datetime
) -> Device:
    identity = jws.verify(_text(info, "digitalId"), anchors=anchors, at=at).payload
    bio_type = _text(identity, "type")
    if bio_type not in names.POSITIONS:
        raise RuleBroken("device_answer_invalid", where="digitalId.type")
    return Device(
        port=port,
        device_id=_text(info, "deviceId"),
        bio_type=bio_type,
        sub_type=_text(identity, "deviceSubType"),
        status=_text(info, "deviceStatus"),
        serial=_text(identity, "serialNo"),
        make=_text(identity, "make"),
        model=_text(identity, "model"),
        provider=_text(identity, "deviceProvider"),
    )


def _record(
    element: object,
    *,
    asked: Asked,
    previous: bytes,
    anchors: Sequence[x509.Certificate],
    at: datetime.datetime,
) -> Record:
    if not isinstance(element, dict):
        raise RuleBroken("device_answer_invalid", where="biometrics")
    check_error(element.get("error"))
    if element.get("specVersion") != SPEC_VERSION:
        raise RuleBroken("device_answer_mismatch", where="specVersion")
    data = jws.verify(_text(element, "data", at_most=MAX_RECORD_BYTES * 3), anchors=anchors, at=at).payload
    _check_session(data, asked=asked, anchors=anchors, at=at)
    raw = jws.unbase64url(_text(data, "bioValue", at_most=MAX_RECORD_BYTES * 2).translate(_URL_SAFE))
    if not 0 < len(raw) <= MAX_RECORD_BYTES:
        raise RuleBroken("device_record_too_large", bytes=len(raw))
    return Record(
        position=_position(data),
        format=names.FORMATS[asked.device.bio_type],
        record=raw,
        device_score=_score(data.get("qualityScore")),
        previous=previous,
        chain=check_link(element.get("hash"), previous=previous, record=raw),
        taken_at=_text(data, "timestamp"),
        device=asked.device,
    )


_URL_SAFE = str.maketrans("+/", "-_")  # devices in the field send either alphabet


def _check_session(
    data: dict[str, Any], *, asked: Asked, anchors: Sequence[x509.Certificate], at: datetime.datetime
) -> None:
    wanted = {
        "transactionId": asked.transaction,
        "purpose": "Registration",
        "env": asked.env,
        "bioType": asked.device.bio_type,
    }
    for name, value in wanted.items():
        if data.get(name) != value:
            raise RuleBroken("device_answer_mismatch", where=name)
    identity = jws.verify(_text(data, "digitalId"), anchors=anchors, at=at).payload
    if identity.get("serialNo") != asked.device.serial:
        raise RuleBroken("device_answer_mismatch", where="serialNo")
    if abs(_instant(_text(data, "timestamp")) - at) > TIME_WINDOW:
        raise RuleBroken("device_answer_stale")


def _position(data: dict[str, Any]) -> str:
    names_of = names.POSITIONS[_text(data, "bioType")]
    told = data.get("bioSubType") or ""
    if isinstance(told, list):  # some devices send a list of one
        told = told[0] if len(told) == 1 else ""
    if not isinstance(told, str) or told not in names_of:
        raise RuleBroken("device_answer_mismatch", where="bioSubType")
    return names_of[told]


def _score(told: object) -> int:
    try:
        return max(0, min(100, round(float(str(told)))))
    except (ValueError, OverflowError) as error:
        raise RuleBroken("device_answer_invalid", where="qualityScore") from error


def _instant(told: str) -> datetime.datetime:
    try:
        at = datetime.datetime.fromisoformat(told)
    except ValueError as error:
        raise RuleBroken("device_answer_invalid", where="timestamp") from error
    return at if at.tzinfo else at.replace(tzinfo=datetime.UTC)


def _text(values: dict[str, Any], name: str, *, at_most: int = 65_536) -> str:
    told = values.get(name)
    if not isinstance(told, str) or not 1 <= len(told) <= at_most:
        raise RuleBroken("device_answer_invalid", where=name)
    return told


def _list(values: dict[str, Any], name: str) -> list[Any]:
    told = values.get(name)
    if not isinstance(told, list):
        raise RuleBroken("device_answer_invalid", where=name)
    return told
