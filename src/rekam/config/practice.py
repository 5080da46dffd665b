"""`rekam practice`: the station with invented people and simulated scanners; nothing of it counts."""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rekam.config.practice_list import furnish
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import private_folder
from rekam.station import command
from rekam.station.practice.device import PORT as DEVICE_PORT
from rekam.station.practice.device import PracticeDevice
from rekam.station.practice.room import Room, put_room

SETTINGS = "rekam.config.settings.practice"
MARK = "practice"
PORT = 8200


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM; 0 = stopped, 1 = could not start (the reason is printed)."""
    chosen = _words().parse_args(arguments)
    device = PracticeDevice(chosen.data, port=chosen.device_port)
    try:
        take_folder(chosen.data, reset=chosen.reset)
        furnish(chosen.data, at=datetime.now().astimezone())
        device.start()
        put_room(Room(device=device))
        _cut_off()
        words = ["--port", str(chosen.port), "--data", str(chosen.data), "--name", "LATIHAN"]
        return command.main([*words, "--device-ports", f"{device.port}-{device.port}"], settings=SETTINGS)
    except RuleBroken as broken:
        sys.stderr.write(f"rekam practice: {broken}\n")
        return 1
    finally:
        device.stop()


def take_folder(folder: Path, *, reset: bool) -> None:
    """Make the folder of practice, or find it again; `reset` forgets what was done there.

    Raises RuleBroken("folder_not_practice") for one that holds something else, such as a real station.
    """
    marked = (folder / MARK).exists()
    if folder.exists() and any(folder.iterdir()) and not marked:
        raise RuleBroken("folder_not_practice", folder=str(folder))
    if reset and marked:
        shutil.rmtree(folder)
    private_folder(folder)
    (folder / MARK).touch()


def _cut_off() -> None:
    """No server, no second folder, the usual devices: the environment tells of the real station."""
    for name in ("REKAM_STATION_SERVER", "REKAM_STATION_SECOND", "REKAM_STATION_DEVICE_ENV"):
        os.environ.pop(name, None)


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam practice", description=__doc__)
    words.add_argument("--port", type=int, default=PORT, help="of the pages, on 127.0.0.1 (default 8200)")
    words.add_argument(
        "--device-port", type=int, default=DEVICE_PORT, help="of the simulated scanners (from 4501)"
    )
    default = Path.home() / ".rekam-practice"
    words.add_argument("--data", type=Path, default=default, metavar="DIR", help="folder of practice alone")
    words.add_argument("--reset", action="store_true", help="forget what was done, and begin again")
    return words


if __name__ == "__main__":
    sys.exit(main())
