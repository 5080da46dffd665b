"""The simulated SBI device as a process of its own: `python -m rekam.simulation.device --help`.

It prints one line of JSON when it listens ({"port", "callbackId", "trust"}) and then nothing more on standard
output. docs/reference/simulated-device.md tells the protocol and the control plane.
"""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rekam.simulation.device_capture import Device
from rekam.simulation.device_images import DrawnBodies, ImageSource
from rekam.simulation.device_routes import Desk
from rekam.simulation.device_state import Bench, Identity, Lying
from rekam.simulation.parent import LOOK_EVERY_SECONDS, watch
from rekam.simulation.sbi_http import FIRST_PORT, DeviceServer, open_server
from rekam.simulation.sbi_keys import make_keys
from rekam.simulation.sbi_requests import ID_MEMBER

ENVIRONMENTS: Final = ("Developer", "Staging", "Pre-Production", "Production", "None")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop, or until the parent is gone."""
    options = _parser().parse_args(arguments)
    stopping = threading.Event()
    keys = make_keys(at=datetime.now(UTC), serial="SIM-DEVICE-0001")
    device = Device(
        bench=Bench(
            lying=None if options.person is None else Lying(person=options.person),
            identity=Identity(versions=(options.spec,)),
        ),
        source=_source(options.images),
        keys=keys,
        env=options.env,
        clock=lambda: datetime.now(UTC),
        wait=stopping.wait,
    )
    desk = Desk(device=device, stopping=stopping)
    server = open_server(first=options.port, routes=desk.routes())
    desk.port = server.server_address[1]
    trusted = None
    if options.trust is not None:
        trusted = keys.write_root(options.trust, name=f"simulated-device-{desk.port}")
    _tell(desk, trusted=trusted)
    _serve(server, stopping=stopping, parent=options.parent, stdin=options.until_stdin_closes)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rekam.simulation.device", description=__doc__)
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="first port to try, up to 4600")
    parser.add_argument("--images", type=Path, help="folder of real images instead of drawn bodies")
    parser.add_argument("--person", type=int, help="whose body lies there from the start (seed or number)")
    parser.add_argument("--env", choices=ENVIRONMENTS, default="Developer")
    parser.add_argument("--spec", choices=list(ID_MEMBER), default="0.9.5", help="version of SBI to speak")
    parser.add_argument("--trust", type=Path, help="folder to leave the root certificate in")
    parser.add_argument("--parent", type=int, help="stop when this process is gone")
    parser.add_argument("--until-stdin-closes", action="store_true", help="stop at the end of standard input")
    return parser


def _source(images: Path | None) -> ImageSource:
    if images is None:
        return DrawnBodies()
    from rekam.simulation.device_folder import ImageFolder  # only then are real images read

    return ImageFolder(images)


def _tell(desk: Desk, *, trusted: Path | None) -> None:
    told = {
        "port": desk.port,
        "callbackId": desk.callback,
        "trust": None if trusted is None else str(trusted),
    }
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _serve(server: DeviceServer, *, stopping: threading.Event, parent: int | None, stdin: bool) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    if parent is not None:
        threading.Thread(target=watch, args=(parent, stopping), daemon=True).start()
    if stdin:
        threading.Thread(target=_drain, args=(stopping,), daemon=True).start()
    while not stopping.wait(LOOK_EVERY_SECONDS):
        pass  # waking now and then lets signals in on every platform
    server.shutdown()
    server.server_close()


def _drain(stopping: threading.Event) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    stopping.set()


if __name__ == "__main__":
    sys.exit(main())
