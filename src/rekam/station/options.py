"""What the environment says about this station (docs/reference/station.md)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rekam.kernel.errors import RuleBroken

MANY = 200
ENVIRONMENTS = ("Developer", "Staging", "Pre-Production", "Production", "None")
HIGHEST_PORT = 65_535
MOST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Options:
    """The folder of the data, the server's address ("" = none), the scanners' ports and SBI environment.

    second   a folder on a second medium, to which packets are copied; None = sticks only
    many     from so many waiting packets on, the pages warn
    firmware   the least version of a scanner's firmware, by its model
    program  where the versions lie, told by the launcher that started this one
    """

    folder: Path
    server: str
    ports: range
    env: str
    name: str
    second: Path | None
    many: int
    firmware: Mapping[str, str]
    program: Path | None


def read_options(environment: Mapping[str, str]) -> Options:
    """The options, with their defaults. Raises RuleBroken("option_malformed", option=...)."""
    env = environment.get("REKAM_STATION_DEVICE_ENV", ENVIRONMENTS[0])
    if env not in ENVIRONMENTS:
        raise RuleBroken("option_malformed", option="REKAM_STATION_DEVICE_ENV")
    return Options(
        folder=Path(environment.get("REKAM_STATION_DATA", Path.home() / ".rekam-station")),
        server=environment.get("REKAM_STATION_SERVER", ""),
        ports=_ports(environment.get("REKAM_STATION_DEVICE_PORTS", "4501-4600")),
        env=env,
        name=environment.get("REKAM_STATION_NAME", ""),
        second=Path(second) if (second := environment.get("REKAM_STATION_SECOND", "")) else None,
        many=_many(environment.get("REKAM_STATION_MANY", str(MANY))),
        firmware=_firmware(environment.get("REKAM_STATION_FIRMWARE", "")),
        program=Path(program) if (program := environment.get("REKAM_STATION_PROGRAM", "")) else None,
    )


def _many(told: str) -> int:
    if not (told.isascii() and told.isdigit() and 0 < int(told) <= MOST):
        raise RuleBroken("option_malformed", option="REKAM_STATION_MANY")
    return int(told)


def _firmware(told: str) -> dict[str, str]:
    """ "Model A=1.4,Model B=2.0"."""
    pairs = [pair.partition("=") for pair in told.split(",") if pair.strip()]
    if not all(model.strip() and re.search(r"\d", version) for model, _, version in pairs):
        raise RuleBroken("option_malformed", option="REKAM_STATION_FIRMWARE")
    return {model.strip(): version.strip() for model, _, version in pairs}


def _ports(told: str) -> range:
    first, _, last = told.partition("-")
    try:
        ports = range(int(first), int(last or first) + 1)
    except ValueError as error:
        raise RuleBroken("option_malformed", option="REKAM_STATION_DEVICE_PORTS") from error
    if not (0 < ports.start < ports.stop <= HIGHEST_PORT + 1):
        raise RuleBroken("option_malformed", option="REKAM_STATION_DEVICE_PORTS")
    return ports
