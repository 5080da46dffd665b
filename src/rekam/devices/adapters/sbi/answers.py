"""Reading captures: strict shapes, signatures, session, time and chain."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography import x509

from rekam.devices.adapters.sbi import jws, names
from rekam.devices.adapters.sbi.chain import EMPTY, check_link
from rekam.devices.adapters.sbi.errors import check_error, is_undetected
from rekam.devices.adapters.sbi.finding import Device
from rekam.devices.adapters.sbi.members import instant, text
from rekam.devices.adapters.sbi.parts import check_parts
from rekam.kernel.errors import RuleBroken

TIME_WINDOW = datetime.timedelta(minutes=5)
MAX_RECORD_BYTES = 3 * 1024 * 1024


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
    """One checked sample: ISO record, the device's own score (0..100), chain, and the JWS it came in."""

    position: str
    format: str
    record: bytes
    device_score: int
    previous: bytes
    chain: bytes
    taken_at: str
    device: Device
    signed: str = ""


def read_records(
    told: object, *, asked: Asked, anchors: Sequence[x509.Certificate], at: datetime.datetime
) -> list[Record]:
    """The records of an RCAPTURE answer: exactly the positions asked for, each once.

    Raises RuleBroken("device_answer_invalid" | "device_answer_mismatch" | "device_answer_stale" |
    "device_chain_wrong" | "device_record_too_large"), the codes of `errors.CODES`, `jws.verify` and
    `parts.check_parts`.
    """
    elements = told.get("biometrics") if isinstance(told, dict) else None
    if not isinstance(elements, list) or not 1 <= len(elements) <= len(asked.positions):
        raise RuleBroken("device_answer_invalid", where="biometrics")
    records: list[Record] = []
    previous = asked.previous or EMPTY
    for element in elements:
        if not isinstance(element, dict):
            raise RuleBroken("device_answer_invalid", where="biometrics")
        if len(elements) > 1 and is_undetected(element.get("error")):
            continue  # one finger of a slap; it is named below
        record = _record(element, asked=asked, previous=previous, anchors=anchors, at=at)
        previous = record.chain
        records.append(record)
    if not records:
        raise RuleBroken("device_nothing_detected")
    check_parts([record.position for record in records], asked=asked.positions)
    return records


def _record(
    element: dict[str, Any],
    *,
    asked: Asked,
    previous: bytes,
    anchors: Sequence[x509.Certificate],
    at: datetime.datetime,
) -> Record:
    check_error(element.get("error"))
    if element.get("specVersion") != asked.device.spec:
        raise RuleBroken("device_answer_mismatch", where="specVersion")
    signed = text(element, "data", at_most=MAX_RECORD_BYTES * 3)
    data = jws.verify(signed, anchors=anchors, at=at).payload
    _check_session(data, asked=asked, anchors=anchors, at=at)
    raw = jws.unbase64url(text(data, "bioValue", at_most=MAX_RECORD_BYTES * 2).translate(_URL_SAFE))
    if not 0 < len(raw) <= MAX_RECORD_BYTES:
        raise RuleBroken("device_record_too_large", bytes=len(raw))
    return Record(
        position=_position(data),
        format=names.FORMATS[asked.device.bio_type],
        record=raw,
        device_score=_score(data.get("qualityScore")),
        previous=previous,
        chain=check_link(element.get("hash"), previous=previous, record=raw),
        taken_at=text(data, "timestamp"),
        device=asked.device,
        signed=signed,
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
    identity = jws.verify(text(data, "digitalId"), anchors=anchors, at=at).payload
    if identity.get("serialNo") != asked.device.serial:
        raise RuleBroken("device_answer_mismatch", where="serialNo")
    if abs(instant(text(data, "timestamp"), where="timestamp") - at) > TIME_WINDOW:
        raise RuleBroken("device_answer_stale")


def _position(data: dict[str, Any]) -> str:
    """Our position; "" for one that the device saw but cannot name."""
    names_of = names.POSITIONS[text(data, "bioType")]
    told = data.get("bioSubType") or ""
    if isinstance(told, list):  # some devices send a list of one
        told = told[0] if len(told) == 1 else ""
    if told == names.UNKNOWN:
        return ""
    if not isinstance(told, str) or told not in names_of:
        raise RuleBroken("device_answer_mismatch", where="bioSubType")
    return names_of[told]


def _score(told: object) -> int:
    try:
        return max(0, min(100, round(float(str(told)))))
    except (ValueError, OverflowError) as error:
        raise RuleBroken("device_answer_invalid", where="qualityScore") from error
