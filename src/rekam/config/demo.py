"""`rekam demo`: a synthetic Kota Serang with everything running, on this machine only."""

import argparse
import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from rekam.config.database import running_database
from rekam.config.demo_cards import start_printers
from rekam.config.demo_data import ready_demo
from rekam.config.processes import Family, answers, free_port
from rekam.config.scenarios import BANTEN_2017, KEMARAU, ready_scenario
from rekam.config.scenarios import SETTINGS as SCENARIO_SETTINGS
from rekam.config.serve import WEB, WORKER, environment, start_web, web_words
from rekam.config.signing_keys import ready_signing_keys
from rekam.kernel.places import data_folder, private_folder
from rekam.vault.keys import make_keys

SETTINGS = "rekam.config.settings.demo"


def main(arguments: list[str]) -> int:
    """Make or find the demo's data, start everything, and stop just that on Ctrl-C."""
    chosen = _words().parse_args(arguments)
    started = time.monotonic()
    private_folder(data_folder())
    if chosen.scenario == BANTEN_2017:
        return play(chosen.scenario, port=chosen.port, reset=chosen.reset, once=chosen.once)
    with running_database() as server:
        ready_demo(
            server,
            residents=chosen.residents,
            bodies=chosen.bodies,
            cards=chosen.cards,
            reset=chosen.reset,
            dry=chosen.scenario == KEMARAU,
        )
        if chosen.reset:
            print(f"The demo is as it was at the beginning ({time.monotonic() - started:.0f} s).")
            return 0
        family = Family()
        try:
            web_port = start_everything(family, first_port=chosen.port, images=chosen.persons)
            _say(web_port=web_port, ports=family.ports, seconds=time.monotonic() - started)
            ended = None if chosen.once else family.wait(switch=(WEB, WORKER))
        finally:
            family.stop()
    if ended:
        print(f"rekam demo: {ended} ended by itself, so the rest was stopped", file=sys.stderr)
    return 1 if ended else 0


def play(scenario: str, *, port: int, reset: bool, once: bool) -> int:
    """Make or find a scenario's data and show its pages until Ctrl-C; it has no station and no scanners."""
    started = time.monotonic()
    with running_database() as server:
        ready_scenario(server, name=scenario, reset=reset)
        make_keys()
        family = Family()
        try:
            web_port = free_port(port)
            web = web_words(host="127.0.0.1", port=web_port)
            start_web(family, web=web, port=web_port, environment=environment(SCENARIO_SETTINGS))
            seconds = time.monotonic() - started
            print(f"\n  Rekam    http://127.0.0.1:{web_port}/")
            print(f"\nReady after {seconds:.0f} s. Ctrl-C stops it.", flush=True)
            ended = None if once else family.wait()
        finally:
            family.stop()
    return 1 if ended else 0


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam demo", description=__doc__)
    words.add_argument("--reset", action="store_true", help="bring the data back to the beginning, and end")
    words.add_argument("--port", type=int, default=8000, help="the next free one is taken")
    words.add_argument("--persons", metavar="DIR", help="real images for the scanners instead of drawn ones")
    words.add_argument("--residents", type=int, default=None, help="a smaller city, for trying things out")
    words.add_argument("--bodies", type=int, default=20_000, help="synthetic bodies in the gallery")
    words.add_argument("--cards", type=int, default=12, help="approved orders that wait for a printer")
    words.add_argument(
        "--scenario",
        choices=[BANTEN_2017, KEMARAU],
        help="banten-2017: counts of a day gone by, without people; kemarau: seven months without blanks",
    )
    words.add_argument("--once", action="store_true", help="stop when everything answers (for tests)")
    return words


def start_everything(family: Family, *, first_port: int, images: str | None) -> int:
    """Start web, worker, simulated devices, station and printers; the port of the web."""
    web_port, station_port, device_port = free_port(first_port), free_port(8100), free_port(4501)
    station = data_folder() / "station"
    anchors = station / "device-anchors"
    variables = environment(SETTINGS) | {
        "REKAM_STATION_URL": f"http://127.0.0.1:{station_port}/",
        "REKAM_DEVICE_URL": f"http://127.0.0.1:{device_port}/",
        "REKAM_COUNTER_DEVICE_PORTS": f"{device_port}-{device_port}",
        "REKAM_DEVICE_ANCHORS": str(anchors),
    }
    keys = data_folder() / f"credentials-{web_port}"  # the issuer's address stands in them
    ready_signing_keys(keys, here=f"http://127.0.0.1:{web_port}", at=datetime.now(UTC))
    variables["REKAM_CREDENTIAL_KEYS"] = str(keys)
    bodies = ["--images", images] if images else []
    family.start(
        "device",
        *("-m", "rekam.simulation.device", "--port", str(device_port), "--person", "1"),
        *("--trust", str(anchors), "--parent", str(os.getpid()), *bodies),
        environment=variables,
    )
    answers(device_port, seconds=20)
    start_web(family, web=web_words(host="127.0.0.1", port=web_port), port=web_port, environment=variables)
    family.start(
        "station",
        *("-m", "rekam", "station", "--port", str(station_port), "--server", f"http://127.0.0.1:{web_port}"),
        *("--device-ports", f"{device_port}-{device_port}", "--data", str(station), "--name", "KSM-02"),
        environment=variables,
    )
    answers(station_port, seconds=30)
    start_printers(family, web_port=web_port, environment=variables)
    family.ports |= {"station": station_port, "device": device_port}
    return web_port


def _say(*, web_port: int, ports: Mapping[str, int], seconds: float) -> None:
    print(f"\n  Rekam    http://127.0.0.1:{web_port}/")
    print(f"  station  http://127.0.0.1:{ports['station']}/")
    print(f"  scanners http://127.0.0.1:{ports['device']}/")
    print(f"  printers http://127.0.0.1:{ports['printer 1']}/ and http://127.0.0.1:{ports['printer 2']}/")
    print(f"\nReady after {seconds:.0f} s. Type s and Enter to stop or start the server.")
    print("Ctrl-C stops everything.", flush=True)
