"""The scanners on this laptop, in the words of its pages."""

import datetime
from collections.abc import Callable, Mapping

from rekam.kernel.errors import RuleBroken
from rekam.station.device_words import device_part
from rekam.station.doctor.findings import Finding, Level
from rekam.station.options import Options
from rekam.station.scanners import Scanners, Standing
from rekam.ui.parts import State

LEVELS: Mapping[str, Level] = {State.GOOD: Level.GOOD, State.BAD: Level.WRONG}


def check_devices(options: Options, *, now: Callable[[], datetime.datetime]) -> list[Finding]:
    """A finding for each kind of scanner; searches the ports, which takes some seconds."""
    scanners = Scanners(
        folder=options.folder, ports=options.ports, now=now, env=options.env, firmware=options.firmware
    )
    try:
        scanners.look()
    except RuleBroken as broken:
        return [Finding(check="devices", code=broken.code, level=Level.WRONG)]
    return [_finding(one) for one in scanners.standing()]


def _finding(one: Standing) -> Finding:
    part = device_part(one)
    facts = {
        "kind": part.name,
        "name": one.name or "-",
        "word": part.word,
        "advice": part.advice,
        "state": one.code,
    }
    return Finding(check="devices", code="device", level=LEVELS.get(part.state, Level.WATCH), facts=facts)
