"""`rekam station update`: a new version from a stick, one step back, and the first set-up."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rekam.devices.updates.making import base_of
from rekam.devices.updates.reading import open_bundle
from rekam.devices.updates.trust import read_trust, write_trust
from rekam.kernel.errors import RuleBroken
from rekam.station.health import POWER
from rekam.station.options import read_options
from rekam.station.store.files import medium_told, replace_file
from rekam.station.store.outbox import Outbox
from rekam.station.updating import checking, installing
from rekam.station.updating.gate import STAGING, alone
from rekam.station.updating.program import check_no_capture, find_bundle, manifest_of, renew_launcher
from rekam.station.updating.slots import Slots, read_slots, write_slots

PROGRAM = "program"


def program_folder(data: Path) -> Path:
    """Where the versions of a station lie."""
    return data / PROGRAM


def main(arguments: Sequence[str]) -> int:
    """Do as asked and print what came of it; 0 = done, 1 = refused."""
    options = _parser().parse_args(arguments)
    data = options.data or read_options(os.environ).folder
    program, at = program_folder(data), datetime.now().astimezone()
    try:
        if options.set_up:
            return _set_up(options, program=program, data=data, at=at)
        if options.source is not None:
            return _install(options.source, program=program, data=data, at=at)
        return _back(program, data=data) if options.back else _tell(program)
    except RuleBroken as broken:
        sys.stderr.write(f"rekam station update: {broken}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rekam station update", description=__doc__)
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of this station (~/.rekam-station)")
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--from", dest="source", type=Path, metavar="FOLDER", help="a stick, or a bundle")
    acts.add_argument("--back", action="store_true", help="the version before, once; nobody recorded is lost")
    parser.add_argument("--set-up", type=Path, metavar="BUNDLE", help="the first version, on a new laptop")
    parser.add_argument("--keys", type=Path, metavar="FILE", help="with --set-up: whose signatures count")
    parser.add_argument(
        "--base", type=Path, metavar="FILE", help="with --set-up: the pins it was set up with"
    )
    return parser


def _tell(program: Path) -> int:
    slots = read_slots(program)
    print(f"in use: {_named(program, slots.current)} ({slots.state})")
    print(f"one step back: {'none' if slots.before is None else _named(program, slots.before)}")
    return 0


def _install(source: Path, *, program: Path, data: Path, at: datetime) -> int:
    with alone(program, lock=STAGING):
        ready = installing.stage(find_bundle(source), program=program, data=data, at=at)
    print(f"{ready.manifest.name} ({ready.number}) is checked and unpacked")
    try:
        with alone(program):
            checking.check_power(POWER)
            _nothing_open(data)
            installing.switch(program, ready)
    except RuleBroken as broken:
        print(f"it waits for the station's next start ({broken})")
        return 0
    print("it runs from the next start on")
    return 0


def _back(program: Path, *, data: Path) -> int:
    with alone(program):
        _nothing_open(data)
        number = installing.step_back(program)
    print(f"in use from the next start on: {_named(program, number)}")
    return 0


def _nothing_open(data: Path) -> None:
    if not (data / "outbox.db").exists():
        return
    outbox = Outbox(data / "outbox.db")
    try:
        check_no_capture(outbox)
    finally:
        outbox.close()


def _set_up(options: argparse.Namespace, *, program: Path, data: Path, at: datetime) -> int:
    """The first version: whoever does this has the laptop in hand, and compares the ids with a paper."""
    if options.keys is None or options.base is None:
        raise RuleBroken("option_malformed", option="--keys, --base")
    if (program / "slots.json").exists():
        raise RuleBroken("update_set_up_already")
    with medium_told():
        program.mkdir(parents=True, exist_ok=True, mode=0o700)
        trust, base = read_trust(options.keys.read_bytes()), base_of(options.base)
    bundle = open_bundle(options.set_up, trust=trust)
    number = bundle.manifest.number
    first = Slots(current=number, highest=number)
    replace_file(program / "base", content=base.hex().encode())
    here = checking.this_laptop(program, data=data)
    checking.check_fits(bundle.manifest, slots=Slots(current=number, highest=number - 1), here=here, at=at)
    installing.unpack(bundle, program=program)
    replace_file(program / installing.TRUST, content=write_trust(bundle.trust))
    write_slots(program, first)
    renew_launcher(program)
    print(f"{bundle.manifest.name} ({number}); signers: {', '.join(sorted(bundle.trust.keys))}")
    print(f"start it with: {sys.executable} {program / 'launch.py'}")
    return 0


def _named(program: Path, number: int) -> str:
    return f"{manifest_of(program, number).name} ({number})"
