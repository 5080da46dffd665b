"""Stations that sync as they do: is the server there, heartbeats, pulls, packets of 2 MB, receipts.

Each is a thread with the station's own client. What a packet took is counted from the moment at which it was
due, over all tries, until the server said that it has it.
"""

import hashlib
import os
import random
import threading
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benchmarks.load_phases import Phase, at

from rekam.enrolment.sync_messages import PullRequest
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import Identity
from rekam.station.sync import ServerLink
from rekam.vault.sealing import kid_of, signing_public

SIZE = 2_000_000
ROUND_SECONDS = 60.0  # a heartbeat, and whether the server is there
PULL_SECONDS = 300.0
AGAIN_SECONDS = 1.0
MOST_SECONDS = 30.0  # a packet that is not taken by then is stuck
LISTED = 300  # people of the visit
PASSPHRASE = "laut kidul tenang sekali"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One packet: when it was due, how long until the server had it, how often it was refused meanwhile.

    landed   whether the server said that it has it, and then a receipt or that one will come
    """

    phase: str
    packet: str
    due: float
    seconds: float
    refused: int
    landed: bool


@dataclass(frozen=True, kw_only=True)
class Synced:
    """What all stations did; calls beside packets, and how many of them failed, by their code."""

    packets: Sequence[Sent]
    calls: int
    failed: Sequence[str]


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Known:
    """Stations that the office knows, by their seeds, and the visit whose list they pull."""

    seeds: Sequence[bytes]
    visit: uuid.UUID


def registered(count: int) -> Known:
    """New stations, the officer who pulls with them, and a visit tomorrow."""
    from tests.enrolment import scene
    from tests.personas import officer

    from rekam.accounts.rules import Role
    from rekam.devices.services import register_station
    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.kernel.region import get_area
    from rekam.outreach.services import call_up
    from rekam.registry.models import Resident

    seeds = [os.urandom(32) for _ in range(count)]
    with scope(EVERYWHERE):
        officer(Role.OPERATOR, username=scene.OFFICER_NAME, areas=("36.73",), password=PASSPHRASE)
        scene.furnish()
        for number, seed in enumerate(seeds):
            told = {"name": f"L-{number}", "area_code": scene.KASEMEN, "actor": "benchmark", "at": now()}
            register_station(public_key=signing_public(seed), **told)
        people = Resident.objects.filter(area_code=scene.KASEMEN).values_list("uuid", flat=True)[:LISTED]
        visit = call_up(
            get_area(scene.KASEMEN),
            on=now().date() + timedelta(days=1),
            people=[str(one) for one in people],
            known=LISTED,
            actor=scene.OFFICER_NAME,
            at=now(),
        )
    return Known(seeds=seeds, visit=visit.uuid)


def sync(known: Known, *, phases: Sequence[Phase], port: int, seed: int) -> Synced:
    """All stations, each in a thread, until the last phase is over."""
    from rekam.vault.keys import server_keys

    trusted = dict(server_keys().receipt_public)
    chance = random.Random(seed)
    stations = [
        _Station(one, port=port, trusted=trusted, shift=chance.random(), visit=known.visit)
        for one in known.seeds
    ]
    threads = [threading.Thread(target=one.live, args=(phases,)) for one in stations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Synced(
        packets=[sent for one in stations for sent in one.sent],
        calls=sum(one.calls for one in stations),
        failed=[code for one in stations for code in one.failed],
    )


class _Station:
    """One laptop; `shift` is its place in every round, so that they do not all come at once."""

    def __init__(
        self, seed: bytes, *, port: int, trusted: dict[str, bytes], shift: float, visit: uuid.UUID
    ) -> None:
        public = signing_public(seed)
        self._me = Identity(seed=seed, public=public, kid=kid_of(public))
        self._link = ServerLink(f"http://127.0.0.1:{port}")
        self._trusted, self._shift, self._visit = trusted, shift, visit
        self.sent: list[Sent] = []
        self.calls, self.failed = 0, list[str]()

    def live(self, phases: Sequence[Phase]) -> None:
        """Packets, rounds and pulls at their moments until the end."""
        begun = phases[0].begins
        due = {
            self._packet: begun + self._shift * phases[0].between,
            self._round: begun + self._shift * ROUND_SECONDS,
            self._pull: begun + self._shift * PULL_SECONDS,
        }
        while True:
            what = min(due, key=lambda one: due[one])
            moment = due[what]
            phase = at(phases, moment)
            if phase is None:
                break
            time.sleep(max(0.0, moment - time.monotonic()))
            what(moment, phase)
            due[what] = moment + self._until(what, phase=phase, moment=moment)
        self._link.close()

    def _until(self, what: object, *, phase: Phase, moment: float) -> float:
        if what == self._packet:  # a phase of many packets is not waited for by the five minutes before it
            return min(phase.between, max(1.0, phase.ends - moment + self._shift * 15))
        return ROUND_SECONDS if what == self._round else PULL_SECONDS

    def _packet(self, due: float, phase: Phase) -> None:
        from tests.enrolment import scene

        from rekam.enrolment.capture_rules import POSITIONS

        records = {place: os.urandom(SIZE // len(POSITIONS)) for place in POSITIONS}
        packet = scene.Session(person=scene.WALK_IN, records=records).send(station=self._me.seed)
        begun, refused = max(due, time.monotonic()), 0  # making it is the laptop's own time
        while not (landed := self._brought(packet.id, packet.data)):
            refused += 1
            if time.monotonic() - begun > MOST_SECONDS:
                break
            time.sleep(AGAIN_SECONDS)
        took = time.monotonic() - begun
        told = {"phase": phase.name, "packet": str(packet.id), "due": due, "seconds": took}
        self.sent.append(Sent(refused=refused, landed=landed, **told))  # type: ignore[arg-type]

    def _brought(self, packet: uuid.UUID, content: bytes) -> bool:
        try:
            self._link.upload(packet=packet, content=content)
        except RuleBroken as broken:
            self.failed.append(broken.code)
            return False
        with suppress(RuleBroken):
            self._link.find_receipt(packet, sha256=hashlib.sha256(content).digest())
        return True

    def _round(self, _due: float, _phase: Phase) -> None:
        from rekam.devices.kits.messages import Heartbeat, encode

        beat = Heartbeat(station=self._me.kid, at=now(), free_mb=9_000, battery=80, last_capture=now())
        self.calls += 1
        try:
            if not self._link.is_there():
                self.failed.append("not_there")
            self._link.tell_health(encode(beat), station=self._me)
        except RuleBroken as broken:
            self.failed.append(broken.code)

    def _pull(self, _due: float, _phase: Phase) -> None:
        from tests.enrolment.scene import OFFICER_NAME

        request = PullRequest(
            station=self._me.kid,
            username=OFFICER_NAME,
            passphrase=PASSPHRASE,
            visit=self._visit,
            nonce=os.urandom(16),
        )
        self.calls += 1
        try:
            self._link.pull(request=request, station=self._me, keys=self._trusted)
        except RuleBroken as broken:
            self.failed.append(broken.code)
