"""A server at work: stations that upload at once, each until it holds the receipt, and the worker.

Standard input has a line of JSON for each run (`Order`); a run is a group of processes of its own, whose
leader's number is told, and ends when somebody ends that group. Each station is a fork with the web's whole
application in it, no socket between; the worker is a fork of `rekam work`. What is told on standard output, a
line each: `leader NUMBER`, `begun ID`, `again CODE`, `receipted ID`, and `sent` when every station is done.
"""

import hashlib
import json
import os
import signal
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from rekam.kernel.commands import set_up

set_up()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from rekam.enrolment import sync_messages, worker  # noqa: E402
from rekam.kernel import part_files  # noqa: E402
from rekam.kernel.errors import RuleBroken  # noqa: E402
from rekam.station.sync import ServerLink  # noqa: E402
from rekam.vault import media  # noqa: E402
from rekam.vault.keys import server_keys  # noqa: E402
from tests.faults.server_mutants import Unsynced, deaf, working_once  # noqa: E402

SERVER = get_wsgi_application()
PAGES = get_resolver().url_patterns  # loaded once, for every fork
PIECE = 2_000  # bytes, so that an upload has more than one piece
AGAIN = 0.05  # seconds until a station tries again, and the worker after the database went away
MUTANTS: dict[str, Callable[[], None]] = {
    "waiting for the vault's disk": lambda: setattr(media, "os", Unsynced()),
    "hearing the vault's disk": lambda: setattr(media, "write", deaf),
    "a worker that comes back": lambda: setattr(worker, "work", working_once),
}


def say(*words: object) -> None:
    """A whole line at once, whoever else writes."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def link() -> ServerLink:
    """A station's way to the application in this process."""
    line = ServerLink("http://127.0.0.1", piece_bytes=PIECE)
    line._client.close()
    line._client = httpx.Client(transport=httpx.WSGITransport(app=SERVER))
    return line


def send(packet: uuid.UUID, *, content: bytes, by: ServerLink) -> str:
    """Try once: "" when the receipt is there, signed by the server's key; else why not."""
    digest = hashlib.sha256(content).digest()
    try:
        by.upload(packet=packet, content=content)
        receipt = by.find_receipt(packet, sha256=digest)
    except RuleBroken as broken:
        return broken.code
    if receipt is None:
        return "busy"
    told = sync_messages.open_receipt(receipt, keys=server_keys().receipt_public)
    return "" if (told.packet, told.sha256, told.state) == (packet, digest, "accepted") else "another receipt"


def station(packets: Sequence[Path]) -> None:
    """Send one after the other, each until it is receipted."""
    line = link()
    for path in packets:
        packet, content = uuid.UUID(path.name), path.read_bytes()
        say("begun", packet)
        while code := send(packet, content=content, by=line):
            say("again", code)
            time.sleep(AGAIN)
        say("receipted", packet)


def forked(act: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    return child


@dataclass(frozen=True, kw_only=True)
class Order:
    """One run.

    packets   a folder of packets, each under its id
    vault     the first medium
    without   a defence that is taken away, of `MUTANTS`
    """

    packets: str
    stations: int
    vault: str
    without: str = ""


def run(order: Order) -> None:
    """Until the group is ended: the worker goes on when every station is done."""
    os.setsid()
    say("leader", os.getpid())
    os.environ["REKAM_VAULT"] = order.vault
    if order.without:
        MUTANTS[order.without]()
    forked(lambda: worker.work(concurrency=1))
    packets = sorted(Path(order.packets).iterdir())
    shares = [packets[number :: order.stations] for number in range(order.stations)]
    for sender in [forked(lambda mine=mine: station(mine)) for mine in shares]:  # type: ignore[misc]
        os.waitpid(sender, 0)
    say("sent")
    signal.pause()


def main() -> None:
    part_files.SPARE_BYTES = 0  # the disks of these tests are small
    worker.PAUSE_SECONDS = AGAIN  # type: ignore[assignment]
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for line in sys.stdin:
        order = Order(**json.loads(line))
        forked(lambda mine=order: run(mine))  # type: ignore[misc]


if __name__ == "__main__":
    main()
