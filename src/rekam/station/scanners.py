"""The scanners on this laptop: found once, remembered, looked for again when one is gone."""

import datetime
import re
import threading
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from rekam.devices.adapters.sbi.answers import Record
from rekam.devices.adapters.sbi.client import Capture, SbiClient
from rekam.devices.adapters.sbi.finding import Device, Seen
from rekam.devices.adapters.sbi.names import bio_type
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import load_anchors

KINDS = ("Finger", "Iris", "Face")
GONE = frozenset({"device_unreachable", "device_died", "device_not_found", "device_untrusted"})
# What a capture says of the body and not of the device.
OF_THE_BODY = frozenset(
    {
        *("device_nothing_detected", "device_wrong_orientation", "device_count_unsupported"),
        *("device_part_missing", "device_part_doubled", "device_part_other"),
    }
)
# How a device stands when nothing is wrong with it, beside the codes of what can be wrong.
READY, NEVER_SEEN, OLD_FIRMWARE = "device_ready", "device_never_seen", "device_firmware_old"
STATUSES = {
    "Ready": READY,
    "Busy": "device_busy",
    "Not Ready": "device_not_ready",
    "Not Registered": "device_not_registered",
}
LIVE_SECONDS = 300.0
REST_SECONDS = 2.0  # between two searches that nobody pressed a button for


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a scanner stands: READY, NEVER_SEEN, OLD_FIRMWARE or the code of what is wrong.

    kind   "Finger", "Iris", "Face"; "" for what answers and does not say what it is
    name   maker and model, as it says; unproven where `device` is None
    """

    kind: str
    code: str
    name: str = ""
    port: int = 0
    device: Device | None = None


@dataclass
class _Known:
    """What is known of one kind: the device in use, one that was here before, the last capture's trouble."""

    device: Device | None = None
    before: Device | None = None
    trouble: str = ""


@dataclass
class _Looked:
    """The last search: when, and what was found that cannot be used."""

    at: float = 0.0
    unusable: list[Seen] = field(default_factory=list)


class Scanners:
    """One scanner of each kind."""

    def __init__(
        self,
        *,
        folder: Path,
        ports: Iterable[int],
        now: Callable[[], datetime.datetime],
        env: str = "Developer",
        firmware: Mapping[str, str] | None = None,
    ) -> None:
        """`folder` is the station's data folder, where the trust anchors lie; `env` as in SBI.

        firmware   the least version by model; an older one is told, never refused
        """
        self._folder = folder
        self._ports = tuple(ports)
        self._now = now
        self._env = env
        self._firmware = dict(firmware or {})
        self._lock = threading.Lock()
        self._known = {kind: _Known() for kind in KINDS}
        self._looked = _Looked()
        self._viewer = 0

    def look(self) -> None:
        """Search all ports again, and forget what was wrong."""
        self._search()
        with self._lock:
            for known in self._known.values():
                known.trouble = ""

    def refresh(self) -> None:
        """Search again unless that was just done; a trouble that only a capture can find stays told."""
        if time.monotonic() - self._looked.at >= REST_SECONDS:
            self._search()

    def standing(self) -> list[Standing]:
        """How each kind stands, as far as is known without asking the devices now; then strangers."""
        with self._lock:
            kinds = [self._standing(kind) for kind in KINDS]
            others = [
                Standing(kind="", code=seen.code, name=seen.name, port=seen.port)
                for seen in self._looked.unusable
                if not seen.kind
            ]
        return kinds + others

    def capture(self, wanted: Capture) -> list[Record]:
        """Records from the scanner of that kind, which is looked for when it is not known.

        Raises RuleBroken("device_not_found") and the codes of `SbiClient.capture`.
        """
        kind = bio_type(wanted.positions[0])
        device = self._device(kind)
        try:
            records = self._client().capture(device, wanted=wanted)
        except RuleBroken as broken:
            self._remember(kind, code=broken.code)
            raise
        self._remember(kind, code="")
        return records

    def live(self, positions: tuple[str, ...], *, going: Callable[[], bool]) -> Generator[bytes, None, None]:
        """JPEG frames of what the scanner of these positions sees, while `going`; kept nowhere.

        A second viewer ends the first, so that a page left open holds no scanner. Raises as `capture`.
        """
        device = self._device(bio_type(positions[0]))
        with self._lock:
            self._viewer += 1
            viewer = self._viewer
        with closing(self._client().frames(device, positions=positions, seconds=LIVE_SECONDS)) as frames:
            for frame in frames:
                if self._viewer != viewer or not going():
                    return
                yield frame

    def _device(self, kind: str) -> Device:
        if self._known[kind].device is None:
            self._search()
        device = self._known[kind].device
        if device is None:
            raise RuleBroken("device_not_found", kind=kind)
        return device

    def _search(self) -> None:
        seen = self._client().survey()
        usable = {one.kind: one.device for one in reversed(seen) if one.device is not None}
        with self._lock:
            self._looked = _Looked(at=time.monotonic(), unusable=[one for one in seen if one.code])
            for kind, known in self._known.items():
                known.before = known.device or known.before
                known.device = usable.get(kind)
                if known.trouble in GONE:
                    known.trouble = ""

    def _standing(self, kind: str) -> Standing:
        known = self._known[kind]
        device = known.device
        if device is not None:
            code = known.trouble or STATUSES.get(device.status, "device_not_ready")
            if code == READY and is_older(device.firmware, than=self._firmware.get(device.model, "")):
                code = OLD_FIRMWARE
            name = f"{device.make} {device.model}"
            return Standing(kind=kind, code=code, name=name, port=device.port, device=device)
        for seen in self._looked.unusable:
            if seen.kind == kind:
                return Standing(kind=kind, code=seen.code, name=seen.name, port=seen.port)
        if known.before is not None:
            name = f"{known.before.make} {known.before.model}"
            return Standing(kind=kind, code="device_unreachable", name=name, port=known.before.port)
        return Standing(kind=kind, code=known.trouble or NEVER_SEEN)

    def _remember(self, kind: str, *, code: str) -> None:
        with self._lock:
            known = self._known[kind]
            known.trouble = "" if code in OF_THE_BODY else code
            if code in GONE:
                known.before, known.device = known.device, None

    def _client(self) -> SbiClient:
        anchors = load_anchors(self._folder)  # read each time: the office may add one while we run
        return SbiClient(anchors=anchors, now=self._now, ports=self._ports, env=self._env)


def is_older(version: str, *, than: str) -> bool:
    """Whether a version's numbers come before those of another; without either nothing is older."""
    numbers, least = (tuple(map(int, re.findall(r"\d{1,9}", told))) for told in (version, than))
    return bool(numbers) and numbers < least
