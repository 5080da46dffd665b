"""Eight bad lines between a station and the real server: everybody lands once, and the station knows it."""

import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rekam.enrolment import pipeline
from rekam.enrolment.models import Packet, Record
from rekam.kernel.database import EVERYWHERE, scope
from rekam.station.sender import Sender
from rekam.station.store.outbox import Outbox, State
from rekam.station.sync import ServerLink
from rekam.vault import services as vault
from rekam.vault.keys import server_keys
from tests.enrolment.scene import Sending, Session, make_resident, person_of
from tests.faults.conftest import Seeds, Told
from tests.faults.counting import Counted
from tests.faults.line import CALM, Line, Weather
from tests.faults.test_line import free_port, web

PEOPLE = 2
ROUNDS = 200
PAUSE = 0.05  # seconds, where a real station waits ten
PIECE = 700
PATIENCE = 1.0  # seconds
PARALLEL = 5
WEATHER = {
    "loss": Weather(loss=0.08),
    "64 kbit/s": Weather(rate=8_000),
    "reset after n bytes": Weather(reset_after=2_500),
    "answer lost after commit": Weather(swallowed=8),
    "half-open": Weather(silent=2),
    "captive portal": Weather(portal=5),
    "flapping": Weather(flapping=0.3),
    "five times in parallel": CALM,
}


class Steady:
    """A clock that passes every waiting time with each look at it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1_000.0
        return self.seconds


@dataclass
class Station:
    """An outbox with packets, and the sender that empties it over a line."""

    outbox: Outbox
    line: Line

    def send(self, *, judge: Callable[[], None]) -> None:
        """Round after round until everything is accepted; `judge` lets the server's worker do its part."""
        link = ServerLink(self.line.url, seconds=PATIENCE, piece_bytes=PIECE)
        sender = Sender(self.outbox, now=lambda: "t", clock=Steady())
        for _ in range(ROUNDS):
            done = sender.round(link, keys=server_keys().receipt_public)
            if not self.outbox.waiting():
                break
            if not done.online:
                time.sleep(PAUSE)
            judge()
        link.close()


def packets(count: int, *, first: int) -> list[Sending]:
    with scope(EVERYWHERE):
        people = [person_of(make_resident(nik=f"36730241019{first + n:05d}")) for n in range(count)]
    return [Session(person=one).send() for one in people]


def judge() -> None:
    for packet in pipeline.waiting("open", limit=100):
        pipeline.run("open", packet)


def station_with(sent: Sequence[Sending], *, path: Path, line: Line) -> Station:
    outbox = Outbox(path)
    for one in sent:
        outbox.queue(packet=one.id, build=lambda _, one=one: (one.data, bytes.fromhex(one.sha256)), at="t")
    return Station(outbox, line)


def counted(stations: Sequence[Station], *, sent: Sequence[Sending]) -> Counted:
    ids = {one.id for one in sent}
    with scope(EVERYWHERE):
        rows = list(Packet.objects.filter(uuid__in=ids))
        records = Record.objects.filter(packet__uuid__in=ids).count()
        whole = {row.uuid for row in rows if vault.read(row.address) in {one.data for one in sent}}
    accepted: set[uuid.UUID] = set()
    waiting: set[uuid.UUID] = set()
    for station in stations:
        accepted |= {row.packet for row in station.outbox.rows() if row.state is State.ACCEPTED}
        waiting |= {row.packet for row in station.outbox.rows() if row.state is not State.ACCEPTED}
        station.outbox.close()
    return Counted(
        attempted=len(ids),
        landed=len(whole),
        acknowledged=len(accepted),
        lost=len(accepted - whole),
        doubled=len(rows) + records - 2 * len(ids & whole),
        stuck=len(waiting),
    )


def through(
    weather: Weather, *, sent: Sequence[Sending], port: int, folder: Path, times: int, seed: int
) -> Counted:
    """Send these packets through one line, from one station or from several at once."""
    with Line(port, weather, seed=seed) as line:
        stations = [
            station_with(sent, path=folder / f"{number}" / "outbox.db", line=line) for number in range(times)
        ]
        others = [threading.Thread(target=one.send, kwargs={"judge": lambda: None}) for one in stations[1:]]
        for thread in others:
            thread.start()
        stations[0].send(judge=judge)
        for thread in others:
            thread.join()
    judge()
    return counted(stations, sent=sent)


def test_everybody_lands_once_over_every_bad_line(
    server: Path, seeds: Seeds, quick_folder: Path, told: Told
) -> None:
    port = free_port()
    with web(port):
        for seed in seeds(1):
            for number, (name, weather) in enumerate(WEATHER.items()):
                sent = packets(PEOPLE, first=seed * 1_000 + number * 10)
                times = PARALLEL if name == "five times in parallel" else 1
                folder = quick_folder / f"{seed}-{number}"
                total = through(weather, sent=sent, port=port, folder=folder, times=times, seed=seed)
                told(total, of=name)
                assert total == Counted(attempted=PEOPLE, landed=PEOPLE, acknowledged=PEOPLE), name
