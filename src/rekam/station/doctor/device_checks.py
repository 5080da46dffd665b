"""The scanners on this laptop, in the words of its pages."""

import datetime
from collections.abc import Callable, Mapping

from rekam.kernel.errors import RuleBroken
from rekam.station.doctor.findings import Finding, Level
from rekam.station.options import Options
from rekam.station.scanners import Scanners
from rekam.station.showing import devices
from rekam.ui.parts import Device, State

LEVELS: Mapping[str, Level] = {State.GOOD: Level.GOOD, State.BAD: Level.WRONG}


def check_devices(options: Options, *, now: Callable[[], datetime.datetime]) -> list[Finding]:
    """A finding for each kind of scanner; searches the ports, which takes some seconds."""
    scanners = Scanners(folder=options.folder, ports=options.ports, now=now, env=options.env)
    try:
        scanners.look()
    except RuleBroken as broken:
        return [Finding(check="devices", code=broken.code, level=Level.WRONG)]
    return [_finding(one) for one in devices(scanners.standing())]


def _finding(one: Device) -> Finding:
    facts = {"name": one.name, "word": one.word, "advice": one.advice}
    return Finding(check="devices", code="device", level=LEVELS.get(one.state, Level.WATCH), facts=facts)
