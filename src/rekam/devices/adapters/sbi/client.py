"""Find SBI devices and take records from them: every answer is checked before it counts."""

import datetime
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from cryptography import x509

from rekam.devices.adapters.sbi import answers, finding, names, transport
from rekam.devices.adapters.sbi.answers import Record
from rekam.devices.adapters.sbi.finding import Device, Seen
from rekam.kernel.errors import RuleBroken

PORTS = range(4501, 4601)
DISCOVERY_SECONDS = 3.0
GRACE_SECONDS = 5.0  # for the answer to arrive after the device's own timeout
SCANNERS = 5
STREAM_SIZE = "640x480"


@dataclass(frozen=True, kw_only=True)
class Capture:
    """What is asked of a device.

    positions      one kind only: up to four fingers, one or two irises, or the face
    transaction    4 to 50 characters of [A-Za-z0-9-]; the device signs it with each record
    exceptions     positions of the same kind that the person does not have
    wanted_score   quality 0..100 at which the device may stop before its timeout
    previous       hash of the record before, b"" at the start of a session
    seconds        how long the device may try
    """

    positions: tuple[str, ...]
    transaction: str
    exceptions: tuple[str, ...] = ()
    wanted_score: int = 50
    previous: bytes = b""
    seconds: float = 10.0


class SbiClient:
    """Talks to the devices on this machine; keeps nothing but its trust anchors."""

    def __init__(
        self,
        *,
        anchors: Sequence[x509.Certificate],
        now: Callable[[], datetime.datetime],
        env: str = "Developer",
        ports: Iterable[int] = PORTS,
    ) -> None:
        """`anchors` sign trusted devices; `now` gives the aware time; `env` as in docs/reference/sbi.md."""
        self._anchors = tuple(anchors)
        self._now = now
        self._env = env
        self._ports = tuple(ports)

    def survey(self) -> list[Seen]:
        """What stands at each port that is not silent: devices, and what cannot be used with its code.

        Each is asked MOSIPDINFO, whose answer is signed; one bad device blocks nothing.
        """
        with ThreadPoolExecutor(SCANNERS) as pool:
            found = list(pool.map(self._look, self._ports))
        return [seen for at_port in found for seen in at_port]

    def discover(self) -> list[Device]:
        """Every device whose information is signed by a trusted key and that is of use here."""
        return [seen.device for seen in self.survey() if seen.device is not None]

    def status(self, device: Device) -> str:
        """ "Ready", "Busy", "Not Ready" or "Not Registered", asked by MOSIPDISC.

        Raises RuleBroken as `transport.ask` does, or "device_not_found".
        """
        told = transport.ask(
            port=device.port,
            verb="MOSIPDISC",
            path="/device",
            body={"type": device.bio_type},
            seconds=DISCOVERY_SECONDS,
        )
        return finding.status_of(told, device=device)

    def capture(self, device: Device, *, wanted: Capture) -> list[Record]:
        """Records of the wanted positions, in the device's order, each checked.

        Raises RuleBroken with the codes of `transport.ask`, `errors.CODES`, `jws.verify` and
        `answers.read_records`; nothing is kept of a refused answer.
        """
        at = self._now()
        told = transport.ask(
            port=device.port,
            verb="RCAPTURE",
            path="/capture",
            body=self._request(device, wanted=wanted, at=at),
            seconds=wanted.seconds + GRACE_SECONDS,
        )
        asked = answers.Asked(
            positions=wanted.positions,
            transaction=wanted.transaction,
            env=self._env,
            previous=wanted.previous,
            device=device,
        )
        return answers.read_records(told, asked=asked, anchors=self._anchors, at=self._now())

    def frames(
        self, device: Device, *, positions: tuple[str, ...], seconds: float
    ) -> Generator[bytes, None, None]:
        """The JPEG frames of the device's live picture for at most `seconds`.

        Raises RuleBroken as `transport.frames` does.
        """
        body = {
            device.id_member: device.device_id,
            "deviceSubId": names.sub_id(positions),
            "timeout": str(int(seconds * 1000)),
        }
        if device.spec != "0.9.5":
            body["dimensions"] = STREAM_SIZE
        return transport.frames(port=device.port, body=body, seconds=seconds)

    def _look(self, port: int) -> list[Seen]:
        if not transport.listens(port):
            return []
        try:
            told = transport.ask(
                port=port, verb="MOSIPDINFO", path="/info", body=None, seconds=DISCOVERY_SECONDS
            )
            return finding.read_seen(told, port=port, env=self._env, anchors=self._anchors, at=self._now())
        except RuleBroken as broken:
            return [Seen(port=port, code=broken.code)]

    def _request(self, device: Device, *, wanted: Capture, at: datetime.datetime) -> dict[str, Any]:
        kinds = {names.bio_type(position) for position in wanted.positions}
        if kinds != {device.bio_type}:
            raise RuleBroken("device_wrong_kind", device=device.bio_type)
        bio = {
            "type": device.bio_type,
            "count": str(len(wanted.positions)),
            "bioSubType": names.sub_types(wanted.positions),
            "exception": names.sub_types(wanted.exceptions),
            "requestedScore": str(wanted.wanted_score),
            device.id_member: device.device_id,
            "deviceSubId": names.sub_id(wanted.positions),
            "previousHash": wanted.previous.hex().upper(),
        }
        return {
            "env": self._env,
            "purpose": "Registration",
            "specVersion": device.spec,
            "timeout": str(int(wanted.seconds * 1000)),
            "captureTime": at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "transactionId": wanted.transaction,
            "bio": [bio],
            "customOpts": None,
        }
