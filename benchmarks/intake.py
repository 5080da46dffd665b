"""Packets a second at the server's door, against a plain synced write of the same bytes.

    REKAM_DATA=/somewhere python -m benchmarks.intake [--packets 300] [--stations 8]

Makes a database of its own, with fsync on, in the folder `benchmark-intake` under REKAM_DATA, and starts the
web process as `rekam serve` does. Each packet is about 2 MB, sealed and signed. A station is a process with a
connection of its own; it sends by HTTP, one POST a packet, and counts from the first byte sent to the answer
that the packet is stored: station's signature and hash of each part checked, vault file and folder synced,
row, audit and job committed.

The limits, before and after it in the same run, the better one counts: the same bytes to a new file each,
file and folder synced, nothing else; by one process, and by as many as there are stations.

Processor time stands beside it, since other work on the machine cannot lengthen it.
"""

import argparse
import http.client
import multiprocessing
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import processor

from rekam.config.database import running_database
from rekam.config.processes import Family, answers, free_port
from rekam.config.serve import MEMORY, WEB, environment, web_words
from rekam.kernel.commands import set_up
from rekam.kernel.places import data_folder
from rekam.kernel.postgres import cluster

if TYPE_CHECKING:
    from tests.enrolment.scene import Sending

SIZE = 2_000_000
SETTINGS = "rekam.config.settings.server"
Work = Callable[[Sequence["Parcel"]], list[float]]


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A packet and what a station tells of it before its bytes."""

    data: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one process did: when it began and ended, the seconds of each packet and of the processor."""

    begun: float
    ended: float
    each: Sequence[float]
    processor: float


@dataclass(frozen=True, kw_only=True)
class Pace:
    """What they did together: packets a second, the seconds of each, processor seconds a packet."""

    rate: float
    each: Sequence[float]
    processor: float


def main() -> None:
    """Print packets a second, p50 and p90, the share of each limit, and where processor time went."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--packets", type=int, default=300)
    words.add_argument("--stations", type=int, default=8)
    chosen = words.parse_args()
    # Its officer's key stands in our source, so it must never be an installation's own database.
    os.environ["REKAM_DATA"] = str(data_folder() / "benchmark-intake")
    os.environ.pop("DATABASE_URL", None)
    with running_database():
        from rekam.config.migrate import main as migrate

        migrate(["--without-backup"])
        set_up(settings=SETTINGS)
        sent = prepared(chosen.packets, stations=chosen.stations)
        web = Family()
        try:
            port = serving(web)
            measure(sent, port=port, web=web, stations=chosen.stations)
        finally:
            web.stop()
            shutil.rmtree(data_folder() / "vault", ignore_errors=True)


def prepared(count: int, *, stations: int) -> Sequence[Parcel]:
    """Keys, an officer, new stations, and packets of a whole body that nobody has seen yet, by turns."""
    from tests.enrolment import scene

    from rekam.devices.services import register_station
    from rekam.enrolment.capture_rules import POSITIONS
    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.vault.keys import make_keys
    from rekam.vault.sealing import signing_public

    make_keys()
    seeds = [os.urandom(32) for _ in range(stations)]
    with scope(EVERYWHERE):
        scene.furnish()
        for number, seed in enumerate(seeds):
            told = {"name": f"B-{number}", "area_code": scene.KASEMEN, "actor": "benchmark", "at": scene.NOON}
            register_station(public_key=signing_public(seed), **told)
    share = SIZE // len(POSITIONS)
    sessions = [
        scene.Session(person=scene.WALK_IN, records={place: os.urandom(share) for place in POSITIONS})
        for _ in range(count)
    ]
    return [parcel(one.send(station=seeds[n % stations])) for n, one in enumerate(sessions)]


def parcel(sent: "Sending") -> Parcel:
    """A packet with the headers of its one request."""
    from tests.enrolment.line import metadata

    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(len(sent.data)),
        "Upload-Metadata": metadata(sent),
        "Content-Type": "application/offset+octet-stream",
    }
    return Parcel(data=sent.data, headers=headers)


def serving(web: Family) -> int:
    """Start the web process alone; its port."""
    port = free_port(8700)
    web.start(WEB, *web_words(host="127.0.0.1", port=port), environment=MEMORY | environment(SETTINGS))
    answers(port, seconds=30)
    return port


def measure(sent: Sequence[Parcel], *, port: int, web: Family, stations: int) -> None:
    """Write the same bytes plainly, send them, write them again; print what each took."""
    watched = {"web": web.children[WEB].pid, "database": database_process()}
    plainly = [plain(sent, stations=stations)]
    before = {name: processor.seconds(pid) for name, pid in watched.items()}
    door = together(partial(send, port=port), sent, processes=stations)
    took = {name: (processor.seconds(pid) - before[name]) / len(sent) for name, pid in watched.items()}
    plainly.append(plain(sent, stations=stations))
    alone, at_once = (max(pair, key=lambda one: one.rate) for pair in zip(*plainly, strict=True))
    p50, p90 = statistics.median(door.each) * 1000, statistics.quantiles(door.each, n=10)[-1] * 1000
    print("| packets | stations | per s | p50 ms | p90 ms | plain/s | of it | plain at once/s | of it |")
    print(f"| {len(sent)} | {stations} | {door.rate:.1f} | {p50:.0f} | {p90:.0f} ", end="")
    print(f"| {alone.rate:.1f} | {door.rate / alone.rate:.0%} ", end="")
    print(f"| {at_once.rate:.1f} | {door.rate / at_once.rate:.0%} |")
    took |= {"stations": door.processor, "a plain write": alone.processor, "at once": at_once.processor}
    print(
        "processor ms a packet: "
        + ", ".join(f"{name} {seconds * 1000:.1f}" for name, seconds in took.items())
    )


def database_process() -> int:
    """The process that all others of the database come from."""
    told = cluster(data_folder() / "postgres").folder / "data" / "postmaster.pid"
    return int(told.read_text().split()[0])


def plain(sent: Sequence[Parcel], *, stations: int) -> tuple[Pace, Pace]:
    """Plain synced writes: by one process, and by so many."""
    with tempfile.TemporaryDirectory(dir=data_folder()) as folder:
        work = partial(write, folder=Path(folder))
        return together(work, sent, processes=1), together(work, sent, processes=stations)


def together(work: Work, sent: Sequence[Parcel], *, processes: int) -> Pace:
    """The work done by so many processes with a share each, all begun at once."""
    forking = multiprocessing.get_context("fork")  # so that nobody has to hand the packets over
    told, start = forking.SimpleQueue(), forking.Barrier(processes)
    shares = [sent[number::processes] for number in range(processes)]
    for share in shares:
        forking.Process(target=measured, args=(work, share, start, told)).start()
    done = [told.get() for _ in shares]
    if None in done:
        raise SystemExit("a packet was not stored")
    seconds = max(one.ended for one in done) - min(one.begun for one in done)
    return Pace(
        rate=len(sent) / seconds,
        each=[each for one in done for each in one.each],
        processor=sum(one.processor for one in done) / len(sent),
    )


def measured(work: Work, share: Sequence[Parcel], start: Barrier, told: "SimpleQueue[Share | None]") -> None:
    """Do a share, and tell what it took; None where it broke."""
    done = None
    try:
        start.wait()
        begun, computed = time.perf_counter(), time.process_time()
        each = work(share)
        ended, processor = time.perf_counter(), time.process_time() - computed
        done = Share(begun=begun, ended=ended, each=each, processor=processor)
    finally:
        told.put(done)


def send(share: Sequence[Parcel], *, port: int) -> list[float]:
    """A station's packets over one connection, one after the other; the seconds of each."""
    times: list[float] = []
    line = http.client.HTTPConnection("127.0.0.1", port)
    for one in share:
        start = time.perf_counter()
        line.request("POST", "/api/v1/packets", body=one.data, headers=dict(one.headers))
        answer = line.getresponse()
        body = answer.read()
        times.append(time.perf_counter() - start)
        if (answer.status, answer.headers["Upload-Offset"]) != (201, str(len(one.data))):
            raise RuntimeError(f"not stored: {answer.status} {body!r}")
    line.close()
    return times


def write(share: Sequence[Parcel], *, folder: Path) -> list[float]:
    """The plain write: a new file and its folder synced, packet by packet; the seconds of each."""
    mine = Path(tempfile.mkdtemp(dir=folder))
    times: list[float] = []
    for number, one in enumerate(share):
        start = time.perf_counter()
        with (mine / str(number)).open("wb") as file:
            file.write(one.data)
            file.flush()
            os.fsync(file.fileno())
        handle = os.open(mine, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        times.append(time.perf_counter() - start)
    return times


if __name__ == "__main__":
    main()
