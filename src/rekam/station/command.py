"""`rekam station`: the laptop's pages on 127.0.0.1, and the sender behind them.

`update` brings a new version from a stick, or goes one step back (`update --help`).

`export FOLDER` writes the sealed packets to a stick, `import FOLDER` takes packets of another laptop and the
office's receipts from one, `resend` has every packet that is still here sent once more; none needs a log-in.
"""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from rekam.kernel.errors import RuleBroken
from rekam.station.carrying import carry
from rekam.station.doctor import command as doctor
from rekam.station.updating import command as updating
from rekam.station.updating.gate import alone
from rekam.station.updating.launch import AGAIN, TAKEN
from rekam.station.updating.proving import prove
from rekam.station.updating.rehearsal import rehearse

HOST = "127.0.0.1"
PORT = 8100
SETTINGS = "rekam.config.settings.station"
ACTS = ("serve", "export", "import", "resend", "rehearse")


def main(arguments: Sequence[str] | None = None, *, settings: str = SETTINGS) -> int:
    """Serve until Ctrl-C or SIGTERM; 0 = stopped, 1 = could not start (the reason is printed)."""
    if arguments and arguments[0] in doctor.TOOLS:
        return doctor.main(arguments)
    if arguments and arguments[0] == "update":
        return updating.main(arguments[1:])
    options = _parser().parse_args(arguments)
    _leave_no_core()
    _export(options)
    if options.act == "rehearse":
        return rehearse(options.data, settings=settings)
    if options.act != "serve":
        return carry(options.act, folder=options.folder)
    # Only now: settings read the environment at import.
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    django.setup()
    from rekam.station.running import get_desk

    try:
        desk = get_desk()
    except RuleBroken as broken:
        sys.stderr.write(f"rekam station: {broken}\n")
        return 1
    try:
        if desk.program is None:
            return _serve(options.port)
        with alone(desk.program.folder):
            return AGAIN if desk.program.at_start() else _serve(options.port)
    except RuleBroken as broken:
        sys.stderr.write(f"rekam station: {broken}\n")
        return _taken()
    finally:
        desk.close()


def _taken() -> int:
    """The launcher must know that it is no fault of a new version; everybody else reads 1."""
    return TAKEN if os.environ.get("REKAM_STATION_PROGRAM") else 1


def _leave_no_core() -> None:
    """A crash must not write what is in memory, names and keys, to the disk."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rekam station", description=__doc__)
    parser.add_argument("act", nargs="?", choices=ACTS, default="serve")
    parser.add_argument("folder", nargs="?", type=Path, help="the stick, for export and import")
    parser.add_argument("--port", type=int, default=PORT, help="of the pages, on 127.0.0.1 (default 8100)")
    parser.add_argument("--device-ports", metavar="FIRST-LAST", help="where scanners listen (4501-4600)")
    parser.add_argument("--server", metavar="URL", help="https://..., or http://127.0.0.1:...")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of this station (~/.rekam-station)")
    parser.add_argument("--second", type=Path, metavar="DIR", help="a second medium, for copies of packets")
    parser.add_argument("--name", help="shown in the band, such as KSM-02")
    return parser


def _export(options: argparse.Namespace) -> None:
    told = {
        "REKAM_STATION_DATA": options.data,
        "REKAM_STATION_SERVER": options.server,
        "REKAM_STATION_DEVICE_PORTS": options.device_ports,
        "REKAM_STATION_NAME": options.name,
        "REKAM_STATION_SECOND": options.second,
    }
    for name, value in told.items():
        if value is not None:
            os.environ[name] = str(value)


def _serve(port: int) -> int:
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    from rekam.station.running import get_desk

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the parent's name)
            """Say nothing: addresses of pages hold ids of people."""

    try:
        server = ThreadedWSGIServer((HOST, port), Quiet)
    except OSError as error:
        sys.stderr.write(f"rekam station: port {port} cannot be used: {error.strerror}\n")
        return _taken()
    server.set_app(get_wsgi_application())
    desk = get_desk()
    desk.sender.start()
    desk.copier.start()
    threading.Thread(target=desk.scanners.look, daemon=True).start()

    def stop(_number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown, daemon=True).start()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    status = 0

    def end(*, with_status: int) -> None:
        nonlocal status
        status = with_status
        threading.Thread(target=server.shutdown, daemon=True).start()

    if desk.program is not None:
        # The page that says so goes out first.
        desk.program.restart = lambda: threading.Timer(1.0, end, kwargs={"with_status": AGAIN}).start()
        shown = f"http://{HOST}:{port}"
        told = threading.Thread(
            target=prove, args=(desk.program,), kwargs={"at": shown, "failed": lambda: end(with_status=1)}
        )
        told.start()
    sys.stdout.write(f"Stasiun: http://{HOST}:{port}\n")
    sys.stdout.flush()
    server.serve_forever()
    server.server_close()
    desk.sender.stop()
    desk.copier.stop()
    return status


if __name__ == "__main__":
    sys.exit(main())
