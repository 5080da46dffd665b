"""`rekam demo`: a synthetic Kota Serang with everything running, on this machine only."""

import argparse
import sys
import time

from rekam.config.database import running_database
from rekam.config.demo_data import ready_demo
from rekam.config.processes import Family, free_port
from rekam.config.serve import environment, start_web
from rekam.kernel.places import data_folder, private_folder

SETTINGS = "rekam.config.settings.demo"
DEVICE_PORTS = (4501, 4600)


def main(arguments: list[str]) -> int:
    """Make or find the demo's data, start everything, and stop just that on Ctrl-C."""
    words = argparse.ArgumentParser(prog="rekam demo", description=__doc__)
    words.add_argument("--reset", action="store_true", help="bring the data back to the beginning, and end")
    words.add_argument("--port", type=int, default=8000, help="the next free one is taken")
    words.add_argument("--residents", type=int, default=None, help="a smaller city, for trying things out")
    words.add_argument("--once", action="store_true", help="stop when everything answers (for tests)")
    chosen = words.parse_args(arguments)
    started = time.monotonic()
    private_folder(data_folder())
    with running_database() as server:
        ready_demo(server, residents=chosen.residents, reset=chosen.reset)
        if chosen.reset:
            print(f"The demo is as it was at the beginning ({time.monotonic() - started:.0f} s).")
            return 0
        family = Family()
        try:
            port, station_port = start_everything(family, port=chosen.port)
            print(f"\n  Rekam    http://127.0.0.1:{port}/\n  station  http://127.0.0.1:{station_port}/")
            print(f"\nReady after {time.monotonic() - started:.0f} s. Ctrl-C stops everything.", flush=True)
            ended = None if chosen.once else family.wait()
        finally:
            family.stop()
    if ended:
        print(f"rekam demo: {ended} ended by itself, so the rest was stopped", file=sys.stderr)
    return 1 if ended else 0


def start_everything(family: Family, *, port: int) -> tuple[int, int]:
    """Start web, worker, simulated device and station; the ports of web and station."""
    web_port, station_port = free_port(port), free_port(8100)
    variables = environment(SETTINGS) | {
        "REKAM_STATION_URL": f"http://127.0.0.1:{station_port}/",
    }
    start_web(family, host="127.0.0.1", port=web_port, environment=variables)
    return web_port, station_port
