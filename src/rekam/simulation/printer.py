"""The simulated card printer as a process of its own: `python -m rekam.simulation.printer --help`.

It speaks the bridge's protocol (docs/reference/printing.md) on 127.0.0.1 and prints one line of JSON when it
listens ({"port"}). Its page, and POST /admin/..., make it misbehave.
"""

import argparse
import base64
import json
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from rekam.simulation import printer_page
from rekam.simulation.parent import LOOK_EVERY_SECONDS, watch
from rekam.simulation.printer_body import Breaks, Machine, Refusal
from rekam.simulation.sbi_http import DeviceServer, Exchange, Routes

FIRST_PORT: Final = 4701
MOST_BYTES: Final = 16 * 1024 * 1024
Told = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop, or until the parent is gone."""
    options = _parser().parse_args(arguments)
    stopping = threading.Event()
    machine = Machine(state=options.state, wait=stopping.wait)
    machine.seconds = options.seconds
    if options.feeder and not options.state.exists():
        first, count = options.feeder.split("+")
        machine.load(f"{int(first, 16) + number:014X}" for number in range(int(count)))
    server = DeviceServer(port=options.port, routes=routes(machine))
    sys.stdout.write(json.dumps({"port": server.server_address[1]}) + "\n")
    sys.stdout.flush()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    if options.parent is not None:
        threading.Thread(target=watch, args=(options.parent, stopping), daemon=True).start()
    while not stopping.wait(LOOK_EVERY_SECONDS):
        pass
    server.shutdown()
    server.server_close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rekam.simulation.printer", description=__doc__)
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="0 = any free one")
    parser.add_argument("--state", type=Path, required=True, help="file that outlives the process")
    parser.add_argument("--seconds", type=float, default=0.0, help="how long each step takes")
    parser.add_argument(
        "--feeder", help="first UID and number of blanks, 04000000005EED+50, at the first start"
    )
    parser.add_argument("--parent", type=int, help="stop when this process is gone")
    return parser


def routes(machine: Machine) -> Routes:
    """Which verb and path does what."""
    steps: dict[str, Callable[[Told], Told]] = {
        "feed": lambda _: machine.feed(),
        "chip": lambda told: machine.chip(uid=told["uid"], data=base64.b64decode(told["data"])),
        "print": lambda told: machine.print(uid=told["uid"], front=base64.b64decode(told["front"])),
        "read": lambda _: machine.read(),
        "eject": lambda told: machine.eject(tray=told["tray"]),
    }
    orders: dict[str, Callable[[Told], None]] = {
        "feeder": lambda told: machine.load(told["uids"]),
        "breaks": lambda told: machine.will_break(Breaks(told["kind"]), at=told["at"]),
        "mend": lambda told: machine.mend(ribbon=told.get("ribbon")),
        "take-out": lambda _: machine.take_out(),
        "slow": lambda told: setattr(machine, "seconds", float(told["seconds"])),
    }
    answers: dict[tuple[str, str], Callable[[Exchange], None]] = {
        ("GET", "/printer"): lambda exchange: exchange.answer(machine.look()),
        ("GET", "/admin/truth"): lambda exchange: exchange.answer(machine.truth()),
        ("GET", "/"): lambda exchange: _page(exchange, machine=machine),
        ("POST", "/atur"): lambda exchange: _set_up(exchange, machine=machine),
    }
    answers |= {("POST", f"/card/{name}"): _step(step) for name, step in steps.items()}
    answers |= {("POST", f"/admin/{name}"): _order(order, machine=machine) for name, order in orders.items()}
    return Routes(answers=answers, most_bytes=MOST_BYTES)


def _step(step: Callable[[Told], Told]) -> Callable[[Exchange], None]:
    def done(exchange: Exchange) -> None:
        try:
            exchange.answer(step(_told(exchange)))
        except Refusal as refusal:
            exchange.answer({"condition": refusal.condition}, status=HTTPStatus.CONFLICT)
        except (KeyError, TypeError, ValueError):
            exchange.answer({"wrong": "body"}, status=HTTPStatus.BAD_REQUEST)

    return done


def _order(order: Callable[[Told], None], *, machine: Machine) -> Callable[[Exchange], None]:
    def obeyed(exchange: Exchange) -> None:
        try:
            order(_told(exchange))
        except (KeyError, TypeError, ValueError):
            return exchange.answer({"wrong": "body"}, status=HTTPStatus.BAD_REQUEST)
        return exchange.answer(machine.truth())

    return obeyed


def _told(exchange: Exchange) -> Told:
    value = json.loads(exchange.body or b"{}")
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value


def _page(exchange: Exchange, *, machine: Machine) -> None:
    data = printer_page.page(machine)
    exchange.open(kind="text/html; charset=utf-8", length=len(data))
    exchange.write(data)


def _set_up(exchange: Exchange, *, machine: Machine) -> None:
    printer_page.set_up(exchange.body, machine=machine)
    _page(exchange, machine=machine)


if __name__ == "__main__":
    sys.exit(main())
