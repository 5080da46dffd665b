"""Reading what a device tells of itself: who it is, which SBI it speaks, why it cannot be used."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography import x509

from rekam.devices.adapters.sbi import jws, names
from rekam.devices.adapters.sbi.errors import check_error
from rekam.devices.adapters.sbi.members import text, texts
from rekam.kernel.errors import RuleBroken

# How each version names a device's id in requests and answers; the toolkit of 1.0 writes it as 1.0.0.
ID_MEMBER = {"0.9.5": "deviceId", "1.0": "serialNo", "1.0.0": "serialNo"}
MAX_DEVICES = 16


@dataclass(frozen=True, kw_only=True)
class Device:
    """A device that answered with trusted information.

    bio_type   "Finger", "Iris" or "Face"
    status     as it told at discovery: "Ready", "Busy", "Not Ready"
    spec       the SBI version it uses: the first that it names
    firmware   as it told, "" when it did not
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
    spec: str = "0.9.5"
    firmware: str = ""

    @property
    def id_member(self) -> str:
        """How requests name the device's id."""
        return ID_MEMBER[self.spec]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What stood at a port: a usable device, or the code of why it is none.

    kind, name   as it says of itself, unproven where there is a code; "" when it says nothing
    """

    port: int
    kind: str = ""
    name: str = ""
    device: Device | None = None
    code: str = ""


def read_seen(
    told: object, *, port: int, env: str, anchors: Sequence[x509.Certificate], at: datetime.datetime
) -> list[Seen]:
    """Each device in a MOSIPDINFO answer, usable or with the code of its trouble.

    Raises RuleBroken("device_answer_invalid") for an answer of another shape.
    """
    if not isinstance(told, list) or len(told) > MAX_DEVICES:
        raise RuleBroken("device_answer_invalid", where="deviceInfo")
    return [_seen(element, port=port, env=env, anchors=anchors, at=at) for element in told]


def status_of(told: object, *, device: Device) -> str:
    """The deviceStatus of one device in a MOSIPDISC answer.

    Raises RuleBroken("device_not_found" | "device_answer_invalid").
    """
    if not isinstance(told, list):
        raise RuleBroken("device_answer_invalid", where="discovery")
    for element in told[:MAX_DEVICES]:
        if isinstance(element, dict) and str(element.get(device.id_member)) == device.device_id:
            return text(element, "deviceStatus")
    raise RuleBroken("device_not_found")


def _seen(
    element: object, *, port: int, env: str, anchors: Sequence[x509.Certificate], at: datetime.datetime
) -> Seen:
    kind, name = _claims(element)
    try:
        device = _device(element, port=port, env=env, anchors=anchors, at=at)
    except RuleBroken as broken:
        return Seen(port=port, kind=kind, name=name, code=broken.code)
    return Seen(port=port, kind=device.bio_type, name=f"{device.make} {device.model}", device=device)


def _device(
    element: object, *, port: int, env: str, anchors: Sequence[x509.Certificate], at: datetime.datetime
) -> Device:
    if not isinstance(element, dict):
        raise RuleBroken("device_answer_invalid", where="deviceInfo")
    check_error(element.get("error"))
    info = jws.verify(text(element, "deviceInfo"), anchors=anchors, at=at).payload
    spec = _spec(info)
    if info.get("purpose") != "Registration":
        raise RuleBroken("device_wrong_purpose")
    if info.get("env", env) != env:
        raise RuleBroken("device_wrong_env", env=str(info["env"])[:20])
    identity = jws.verify(text(info, "digitalId"), anchors=anchors, at=at).payload
    bio_type = text(identity, "type")
    if bio_type not in names.POSITIONS:
        raise RuleBroken("device_answer_invalid", where="digitalId.type")
    return Device(
        port=port,
        device_id=text(info, ID_MEMBER[spec], at_most=200),
        bio_type=bio_type,
        sub_type=text(identity, "deviceSubType", at_most=200),
        status=text(info, "deviceStatus", at_most=200),
        serial=text(identity, "serialNo", at_most=128),
        make=text(identity, "make", at_most=128),
        model=text(identity, "model", at_most=128),
        provider=text(identity, "deviceProvider", at_most=128),
        spec=spec,
        firmware=str(info.get("firmware") or "")[:60],
    )


def _spec(info: dict[str, Any]) -> str:
    """The version in use, which is the first of those it names. Raises "device_version_unknown"."""
    versions = texts(info, "specVersion")
    if not versions or versions[0] not in ID_MEMBER:
        raise RuleBroken("device_version_unknown", versions=", ".join(versions))
    return versions[0]


def _claims(element: object) -> tuple[str, str]:
    """Kind and name from an answer that nobody vouches for, only to be shown; "" where it is unreadable."""
    try:
        info = _unproven(element.get("deviceInfo") if isinstance(element, dict) else None)
        identity = _unproven(info.get("digitalId"))
    except RuleBroken:
        return "", ""
    kind = str(identity.get("type"))
    name = f"{identity.get('make', '')} {identity.get('model', '')}"[:80]
    return (kind if kind in names.POSITIONS else ""), name.strip()


def _unproven(told: object) -> dict[str, Any]:
    """The payload of a signed token, or of the plain base64url that an unregistered device sends."""
    if not isinstance(told, str):
        raise RuleBroken("device_answer_invalid", where="deviceInfo")
    parts = told.split(".")
    return jws.json_object(parts[1] if len(parts) == 3 else parts[0])
