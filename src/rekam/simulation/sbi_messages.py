"""The device's answers, member by member as SBI 0.9.5 names them; every scalar is a string."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from rekam.simulation.sbi_errors import NOT_REGISTERED, SUCCESS, error
from rekam.simulation.sbi_keys import DeviceKeys, b64url, compact
from rekam.simulation.sbi_parts import Unit
from rekam.simulation.sbi_requests import ID_MEMBER, PURPOSE, CaptureRequest, Wanted, id_of

SERVICE_VERSION: Final = "1.0"
UNREGISTERED: Final = "Not Registered"


@dataclass(frozen=True)
class Captured:
    """One segment: its place in the request, its ISO record and its quality, 0 to 100."""

    subtype: str
    record: bytes
    quality: int


def moment(at: datetime) -> str:
    """UTC to the second, the form that SBI shows."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def digital_id(unit: Unit, *, at: datetime) -> dict[str, str]:
    """Who the device says it is."""
    return {
        "serialNo": unit.serial,
        "make": "Rekam simulation",
        "model": unit.model,
        "type": unit.kind.value,
        "deviceSubType": unit.sub_type,
        "deviceProvider": "Rekam simulation",
        "deviceProviderId": "REKAM-SIM",
        "dateTime": moment(at),
    }


def discovery(
    unit: Unit, *, status: str, callback: str, versions: tuple[str, ...], purpose: str, at: datetime
) -> dict[str, Any]:
    """One element of the answer to MOSIPDISC, unsigned. versions: of SBI, the one in use first."""
    spec = versions[0]
    registered = status != UNREGISTERED
    return {
        ID_MEMBER.get(spec, "deviceId"): id_of(unit, spec=spec),
        "deviceStatus": status,
        "certification": "L0",
        "serviceVersion": SERVICE_VERSION,
        "deviceSubId": list(unit.positions),
        "callbackId": callback,
        "digitalId": b64url(compact(digital_id(unit, at=at))),
        "deviceCode": unit.serial,
        "specVersion": list(versions),
        "purpose": purpose,
        "error": error(SUCCESS if registered else NOT_REGISTERED),
    }


def device_info(
    seen: dict[str, Any],
    *,
    identity: str,
    firmware: str,
    env: str,
    sign: Callable[[dict[str, Any]], str],
) -> dict[str, Any]:
    """One element of the answer to MOSIPDINFO: signed, or plain base64url for an unregistered device.

    seen       its element of discovery
    identity   its digital id as a token
    """
    payload = {name: value for name, value in seen.items() if name != "error"}
    payload |= {"firmware": firmware, "env": env}
    if seen["deviceStatus"] == UNREGISTERED:
        return {"deviceInfo": b64url(compact(payload)), "error": error(NOT_REGISTERED)}
    payload["digitalId"] = identity
    return {"deviceInfo": sign(payload), "error": error(SUCCESS)}


def chain_hash(*, previous: str, record: bytes) -> str:
    """The next link: upper-case hex of SHA-256 over the previous link's bytes and the record's own SHA-256.

    previous  hex of the link before; empty means the hash of nothing
    Source: SBI 0.9.5; the known answer of the reference mock stands in the tests of the station's client.
    """
    before = bytes.fromhex(previous) if previous else hashlib.sha256(b"").digest()
    return hashlib.sha256(before + hashlib.sha256(record).digest()).hexdigest().upper()


def capture_payload(
    *, captured: Captured, wanted: Wanted, request: CaptureRequest, keys: DeviceKeys, at: datetime
) -> dict[str, Any]:
    """The signed content of one segment; 1.0 has room for a template beside the image, which stays empty."""
    extract = {} if request.spec == "0.9.5" else {"bioExtract": ""}
    return extract | {
        "digitalId": keys.jws(digital_id(wanted.unit, at=at)),
        "deviceCode": wanted.unit.serial,
        "deviceServiceVersion": SERVICE_VERSION,
        "bioType": wanted.unit.kind.value,
        "bioSubType": captured.subtype,
        "purpose": PURPOSE,
        "env": request.env,
        "bioValue": b64url(captured.record),
        "transactionId": request.transaction_id,
        "timestamp": moment(at),
        "requestedScore": str(wanted.score),
        "qualityScore": str(captured.quality),
    }


def answer_element(*, data: str, link: str, spec: str) -> dict[str, Any]:
    """One element of `biometrics` that carries a capture."""
    return {"specVersion": spec, "data": data, "hash": link, "error": error(SUCCESS)}


def refusal(code: str, *, spec: str) -> dict[str, Any]:
    """A whole capture answer that carries a code and no body."""
    return {"biometrics": [refused_element(code, spec=spec)]}


def refused_element(code: str, *, spec: str) -> dict[str, Any]:
    """One element of `biometrics` that carries a code instead of a capture."""
    return {"specVersion": spec, "data": "", "hash": "", "error": error(code)}
