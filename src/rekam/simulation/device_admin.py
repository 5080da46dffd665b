"""The control plane of the simulated device: small JSON bodies that change its state."""

import re
from typing import Any, Final

from rekam.abis.engine.positions import Position
from rekam.simulation.device_state import STATUSES, Bench, Fault, FaultKind, Identity, Lying
from rekam.simulation.faces import BACKDROPS, FLAWS
from rekam.simulation.sbi_parts import ANY, Kind

MAX_DELAY_MS: Final = 120_000
MAX_PERSON: Final = 2**63 - 1
MAX_IMPRESSION: Final = 1_000_000
MAX_TIMES: Final = 1_000


class BadOrder(Exception):
    """The control plane does not understand an order; the text says which member is wrong."""


def set_person(order: dict[str, Any], *, bench: Bench) -> None:
    """{"seed": 7, "impression": 1, "missing": ["left_little"], "backdrop": "blue"}; seed null = nobody.

    "flaw" spoils the photograph of the face: see faces.FLAWS.
    "person" is taken for "seed", since with an images folder it is a number of a person there.
    Raises BadOrder.
    """
    person = order.get("seed", order.get("person"))
    if person is None:
        return bench.lay(None)
    missing = order.get("missing", [])
    if not isinstance(missing, list) or not set(map(str, missing)) <= set(Position):
        raise BadOrder("missing")
    backdrop = order.get("backdrop", "red")
    if backdrop not in BACKDROPS:
        raise BadOrder("backdrop")
    flaw = order.get("flaw", "")
    if flaw not in ("", *FLAWS):
        raise BadOrder("flaw")
    lying = Lying(
        person=_whole(person, most=MAX_PERSON, name="seed"),
        impression=_whole(order.get("impression", 0), most=MAX_IMPRESSION, name="impression"),
        missing=frozenset(Position(one) for one in missing),
        backdrop=backdrop,
        flaw=flaw,
    )
    return bench.lay(lying)


def set_status(order: dict[str, Any], *, bench: Bench) -> None:
    """{"type": "Biometric Device", "deviceStatus": "Busy"}. Raises BadOrder."""
    status = order.get("deviceStatus")
    if status not in STATUSES:
        raise BadOrder("deviceStatus")
    bench.set_status(kinds=_kinds(order), status=status)


def set_score(order: dict[str, Any], *, bench: Bench) -> None:
    """{"type": "Finger", "qualityScore": 20}; null gives the measured score back. Raises BadOrder."""
    score = order.get("qualityScore", order.get("score"))
    told = None if score is None else _whole(score, most=100, name="qualityScore")
    bench.set_score(kinds=_kinds(order), score=told)


def set_delay(order: dict[str, Any], *, bench: Bench) -> None:
    """{"delay": 1500}, milliseconds before a capture answers. Raises BadOrder."""
    bench.set_delay(_whole(order.get("delay"), most=MAX_DELAY_MS, name="delay"))


def set_fault(order: dict[str, Any], *, bench: Bench) -> None:
    """{"kind": "wrong_hash", "times": 1, "code": "103"}; code belongs to kind "error". Raises BadOrder."""
    kind = order.get("kind")
    if kind not in set(FaultKind):
        raise BadOrder("kind")
    code = str(order.get("code", "102"))
    if not re.fullmatch(r"[0-9]{1,4}", code):
        raise BadOrder("code")
    times = _whole(order.get("times", 1), most=MAX_TIMES, name="times")
    bench.set_fault(Fault(kind=FaultKind(kind), code=code, times=times))


def set_identity(order: dict[str, Any], *, bench: Bench) -> None:
    """{"specVersion": ["1.0", "0.9.5"], "firmware": "0.9", "purpose": "Auth", "env": "Staging",
    "trusted": false}; members that are not named go back to what the device is. Raises BadOrder.
    """
    usual = Identity()
    versions = order.get("specVersion", list(usual.versions))
    if not isinstance(versions, list) or not versions or not all(isinstance(one, str) for one in versions):
        raise BadOrder("specVersion")
    for name in ("firmware", "purpose", "env"):
        if not isinstance(order.get(name, ""), str):
            raise BadOrder(name)
    bench.set_identity(
        Identity(
            versions=tuple(versions),
            firmware=order.get("firmware", usual.firmware),
            purpose=order.get("purpose", usual.purpose),
            env=order.get("env"),
            trusted=order.get("trusted", True) is True,
        )
    )


def _kinds(order: dict[str, Any]) -> frozenset[Kind]:
    named = order.get("type", ANY)
    if named == ANY:
        return frozenset(Kind)
    if named not in set(Kind):
        raise BadOrder("type")
    return frozenset({Kind(named)})


def _whole(value: object, *, most: int, name: str) -> int:
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,19}", str(value)):
        raise BadOrder(name)
    number = int(str(value))
    if number > most:
        raise BadOrder(name)
    return number
