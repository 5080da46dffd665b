"""The scanners on this laptop: found once, remembered, looked for again when one is gone."""

import datetime
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rekam.devices.adapters.sbi.answers import Device, Record
from rekam.devices.adapters.sbi.client import Capture, SbiClient
from rekam.devices.adapters.sbi.names import bio_type
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import load_anchors

KINDS = ("Finger", "Iris", "Face")
GONE = frozenset({"device_unreachable", "device_died", "device_not_found", "device_untrusted"})


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a kind of scanner stands: its status in SBI's words, "" when there is none."""

    kind: str
    status: str
    trouble: str


class Scanners:
    """One scanner of each kind."""

    def __init__(
        self,
        *,
        folder: Path,
        ports: Iterable[int],
        now: Callable[[], datetime.datetime],
        env: str = "Developer",
    ) -> None:
        """`folder` is the station's data folder, where the trust anchors lie; `env` as in SBI."""
        self._folder = folder
        self._ports = tuple(ports)
        self._now = now
        self._env = env
        self._lock = threading.Lock()
        self._found: dict[str, Device] = {}
        self._trouble: dict[str, str] = {}

    def look(self) -> None:
        """Search all ports again."""
        devices = self._client().discover()
        with self._lock:
            self._found = {device.bio_type: device for device in reversed(devices)}
            self._trouble = {}

    def standing(self) -> list[Standing]:
        """How each kind stands, as far as is known without asking the devices now."""
        with self._lock:
            return [
                Standing(
                    kind=kind,
                    status=self._found[kind].status if kind in self._found else "",
                    trouble=self._trouble.get(kind, ""),
                )
                for kind in KINDS
            ]

    def capture(self, wanted: Capture) -> list[Record]:
        """Records from the scanner of that kind, which is looked for when it is not known.

        Raises RuleBroken("device_not_found") and the codes of `SbiClient.capture`.
        """
        kind = bio_type(wanted.positions[0])
        if kind not in self._found:
            self.look()
        with self._lock:
            device = self._found.get(kind)
        if device is None:
            raise RuleBroken("device_not_found", kind=kind)
        try:
            records = self._client().capture(device, wanted=wanted)
        except RuleBroken as broken:
            self._remember(kind, code=broken.code)
            raise
        self._remember(kind, code="")
        return records

    def _remember(self, kind: str, *, code: str) -> None:
        with self._lock:
            self._trouble[kind] = code
            if code in GONE:
                self._found.pop(kind, None)

    def _client(self) -> SbiClient:
        anchors = load_anchors(self._folder)  # read each time: the office may add one while we run
        return SbiClient(anchors=anchors, now=self._now, ports=self._ports, env=self._env)
