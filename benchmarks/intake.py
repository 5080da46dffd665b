"""Packets a second at the server's door, against a plain synced write of the same bytes.

    REKAM_DATA=/somewhere/fresh python -m benchmarks.intake [--packets 300] [--stations 8]

Makes a database of its own in that folder, with fsync on, and starts the web process as `rekam serve` does.
Each packet is about 2 MB, sealed and signed. Stations on connections of their own send them by HTTP, one POST
a packet, and count from the first byte sent to the answer that it is stored: station's signature and hash of
each part checked, vault file and its folder synced, row, audit and job committed.

The limits, before and after it in the same run, the better one counts: the same bytes to a new file each,
file and folder synced, nothing else; one after the other, and by as many threads as there are stations.
"""

import argparse
import http.client
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rekam.config.database import running_database
from rekam.config.processes import Family, answers, free_port
from rekam.config.serve import MEMORY, WEB, environment, web_words
from rekam.kernel.commands import set_up
from rekam.kernel.places import data_folder

if TYPE_CHECKING:
    from tests.enrolment.scene import Sending

One = TypeVar("One")
SIZE = 2_000_000
SETTINGS = "rekam.config.settings.test"


def main() -> None:
    """Print one row: packets a second, p50 and p90 in ms, and the share of each limit."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--packets", type=int, default=300)
    words.add_argument("--stations", type=int, default=8)
    chosen = words.parse_args()
    with running_database():
        from rekam.config.migrate import main as migrate

        migrate([])
        set_up(settings=SETTINGS)
        sent = prepared(chosen.packets)
        family = Family()
        try:
            port = serving(family)
            measure(sent, port=port, stations=chosen.stations)
        finally:
            family.stop()


def prepared(count: int) -> "Sequence[Sending]":
    """Keys, a station, an officer, and packets that nobody has seen yet."""
    from tests.enrolment import scene

    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.vault.keys import make_keys

    make_keys()
    with scope(EVERYWHERE):
        scene.furnish()
    return [
        scene.Session(person=scene.WALK_IN, records={"right_thumb": os.urandom(SIZE)}).send()
        for _ in range(count)
    ]


def serving(family: Family) -> int:
    """Start the web process alone; its port."""
    port = free_port(8700)
    family.start(WEB, *web_words(host="127.0.0.1", port=port), environment=MEMORY | environment(SETTINGS))
    answers(port, seconds=30)
    return port


def measure(sent: "Sequence[Sending]", *, port: int, stations: int) -> None:
    """Write the same bytes plainly, send them, write them again; print the row."""
    data = [one.data for one in sent]
    limits = [plain(data, threads=stations)]
    times: list[float] = []
    seconds = at_once(lambda share: send(share, port=port, times=times), sent, threads=stations)
    limits.append(plain(data, threads=stations))
    rate, (alone, together) = len(sent) / seconds, map(max, zip(*limits, strict=True))
    p50, p90 = statistics.median(times) * 1000, statistics.quantiles(times, n=10)[-1] * 1000
    print("| packets | stations | per s | p50 ms | p90 ms | plain/s | of it | plain at once/s | of it |")
    print(f"| {len(sent)} | {stations} | {rate:.1f} | {p50:.0f} | {p90:.0f} ", end="")
    print(f"| {alone:.1f} | {rate / alone:.0%} | {together:.1f} | {rate / together:.0%} |")


def plain(data: Sequence[bytes], *, threads: int) -> tuple[float, float]:
    """Plain synced writes a second: one after the other, and by so many threads."""
    return len(data) / at_once(written, data, threads=1), len(data) / at_once(written, data, threads=threads)


def at_once(work: Callable[[Sequence[One]], None], everything: Sequence[One], *, threads: int) -> float:
    """Seconds that so many threads take for a share each."""
    running = [threading.Thread(target=work, args=(everything[n::threads],)) for n in range(threads)]
    start = time.perf_counter()
    for one in running:
        one.start()
    for one in running:
        one.join()
    return time.perf_counter() - start


def send(share: "Sequence[Sending]", *, port: int, times: list[float]) -> None:
    """A station's packets over one connection, one after the other."""
    from tests.enrolment.line import metadata

    line = http.client.HTTPConnection("127.0.0.1", port)
    for one in share:
        headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(one.data)),
            "Upload-Metadata": metadata(one),
            "Content-Type": "application/offset+octet-stream",
        }
        start = time.perf_counter()
        line.request("POST", "/api/v1/packets", body=one.data, headers=headers)
        answer = line.getresponse()
        body = answer.read()
        times.append(time.perf_counter() - start)
        if (answer.status, answer.headers["Upload-Offset"]) != (201, str(len(one.data))):
            raise SystemExit(f"not stored: {answer.status} {body!r}")
    line.close()


def written(share: Sequence[bytes]) -> None:
    """The plain write: a new file and its folder synced, packet by packet."""
    folder = Path(tempfile.mkdtemp(dir=data_folder()))
    for number, data in enumerate(share):
        with (folder / str(number)).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
