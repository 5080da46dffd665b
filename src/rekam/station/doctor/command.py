"""`rekam station doctor` and `rekam station bundle FILE`: beside a running station, or without one."""

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rekam.station.options import read_options

TOOLS = frozenset({"doctor", "bundle"})


def main(arguments: Sequence[str]) -> int:
    """0 = nothing is wrong, 1 = something is; what, and what to do, is printed."""
    chosen = _words().parse_args(arguments)
    # Only now: settings read the environment at import.
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekam.config.settings.station")
    django.setup()
    from django.utils import timezone

    from rekam.station.doctor import report
    from rekam.station.doctor.bundle import write_bundle
    from rekam.station.doctor.findings import is_well

    options = read_options(os.environ | _told(chosen))
    passphrase = _passphrase() if chosen.officer else ""
    findings = report.examine(options, now=timezone.localtime, officer=chosen.officer, passphrase=passphrase)
    at = timezone.localtime()
    if chosen.tool == "bundle":
        write_bundle(chosen.file, findings=findings, folder=options.folder, at=at)
    print(report.as_json(findings, at=at) if chosen.json else report.as_screen(findings))
    return 0 if is_well(findings) else 1


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam station", description=__doc__)
    tools = words.add_subparsers(dest="tool", required=True)
    doctor = tools.add_parser("doctor", help="what is wrong with this laptop, and what to do")
    bundle = tools.add_parser("bundle", help="the same into a zip file for whoever helps, with nobody in it")
    bundle.add_argument("file", type=Path)
    for tool in (doctor, bundle):
        tool.add_argument("--json", action="store_true", help="for a program")
        tool.add_argument("--officer", default="", help="whose passphrase opens the encrypted store (asked)")
        tool.add_argument("--data", metavar="DIR", help="folder of this station (~/.rekam-station)")
        tool.add_argument("--server", metavar="URL", help="https://..., or http://127.0.0.1:...")
        tool.add_argument("--second", metavar="DIR", help="a second medium, for copies of packets")
        tool.add_argument("--device-ports", metavar="FIRST-LAST", help="where scanners listen (4501-4600)")
    return words


def _told(chosen: argparse.Namespace) -> dict[str, str]:
    told = {
        "REKAM_STATION_DATA": chosen.data,
        "REKAM_STATION_SERVER": chosen.server,
        "REKAM_STATION_DEVICE_PORTS": chosen.device_ports,
        "REKAM_STATION_SECOND": chosen.second,
    }
    return {name: value for name, value in told.items() if value is not None}


def _passphrase() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Kata sandi: ")
    return sys.stdin.readline().rstrip("\n")
