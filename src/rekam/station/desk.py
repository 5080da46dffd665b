"""The laptop as one running program: its stores, scanners and line, and who is at work on it."""

import datetime
import secrets
import threading
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rekam.enrolment.sync_messages import PullRequest
from rekam.enrolment.worklist import WorkList
from rekam.kernel.errors import RuleBroken
from rekam.kernel.version import VERSION, is_older
from rekam.station import identity, second_medium
from rekam.station.attempts import Attempts
from rekam.station.cards import handing
from rekam.station.cards.carried import Carried, carried_by
from rekam.station.health import Teller
from rekam.station.officer_body import Taking
from rekam.station.options import MANY
from rekam.station.recording import Bench
from rekam.station.repeating import Repeating
from rekam.station.scanners import Scanners
from rekam.station.sender import Round, Sender
from rekam.station.session_gallery import SessionGallery
from rekam.station.signing import remember_recorded
from rekam.station.store.keyring import Unlocked
from rekam.station.store.outbox import Outbox
from rekam.station.store.visit_files import VisitFiles
from rekam.station.store.visits import Visits
from rekam.station.sync import ServerLink
from rekam.station.updating.fetching import Fetcher
from rekam.station.updating.gate import Gate
from rekam.station.updating.program import Program
from rekam.station.updating.slots import read_slots

IDLE = datetime.timedelta(minutes=30)
CLOCK_TOLERANCE = datetime.timedelta(minutes=5)


@dataclass
class Work:
    """An officer at work: from unlocking to locking.

    token    ties it to one browser session
    taking   what was taken of the officer's own body, until it is sent
    """

    token: str
    bench: Bench
    worklist: WorkList
    seen: datetime.datetime
    carried: Carried | None = None
    previews: dict[tuple[uuid.UUID, str], bytes] = field(default_factory=dict)
    taking: Taking = field(default_factory=Taking)


@dataclass(frozen=True, kw_only=True)
class Line:
    """Whether the server answered last time, and since when that is so; None before the first try."""

    online: bool | None
    since: datetime.datetime


class Desk:
    """One for a process. Pages ask it; it keeps no name once nobody is at work."""

    def __init__(
        self,
        *,
        folder: Path,
        server: str,
        ports: Iterable[int],
        now: Callable[[], datetime.datetime],
        env: str = "Developer",
        name: str = "",
        second: Path | None = None,
        many: int = MANY,
        firmware: Mapping[str, str] | None = None,
        program: Path | None = None,
    ) -> None:
        """`folder` holds everything; `server` is its address or "" for none; `now` gives aware local time.

        second   a folder on a second medium; many   waiting packets from which on the pages warn
        firmware   as `Scanners` takes it
        program   the folder of versions; None where no launcher started this

        Raises RuleBroken as `load_identity`, `Outbox` and `check_server` do.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder
        self.now = now
        self.identity = identity.load_identity(folder)
        self.name = name or self.identity.kid[:6].upper()
        self.files = VisitFiles(folder)
        self.outbox = Outbox(folder / "outbox.db")
        self.scanners = Scanners(folder=folder, ports=ports, now=now, env=env, firmware=firmware)
        self.link = ServerLink(server) if server else None
        self.gallery = SessionGallery()
        self.gallery_since = now()
        self.line = Line(online=None, since=now())
        self.work: Work | None = None
        self.flash: RuleBroken | str | None = None
        self.many = many
        self.second = second
        self.second_trouble = ""
        self.clock_off: datetime.timedelta | None = None
        self._sending = Sender(self.outbox, now=self.stamp)
        self._telling = Teller(
            outbox=self.outbox,
            scanners=self.scanners,
            station=self.identity,
            folder=folder,
            program=self.version,
            now=now,
        )
        self.sender = Repeating(self.send, name="sender")
        self.copier = Repeating(self.copy_out, name="copier")
        self._lock = threading.RLock()
        self.attempts = Attempts()
        self.gate = Gate()
        self.program: Program | None = None
        self._fetching: Fetcher | None = None
        if program is not None:
            self.program = self._program_in(program)
            self._fetching = Fetcher(self.program, outbox=self.outbox, station=self.identity)

    def close(self) -> None:
        """Lock, and close the stores and the line."""
        self.lock()
        self.outbox.close()
        if self.link:
            self.link.close()

    def stamp(self) -> str:
        """Now, ISO 8601 with the zone, to the second."""
        return self.now().isoformat(timespec="seconds")

    def find_work(self, token: str | None) -> Work | None:
        """The work this browser session belongs to, unless it was idle for too long."""
        with self._lock:
            work = self.work
            if work is None or token is None or not secrets.compare_digest(work.token, token):
                return None
            if abs(self.now() - work.seen) > IDLE:  # a clock set back by hand must not keep it open
                self.lock()
                return None
            work.seen = self.now()
            return work

    def unlock(self, *, username: str, passphrase: str) -> Work:
        """Begin work without a network.

        Raises RuleBroken("login_refused" | "too_many_attempts" | "no_worklist_yet" | "keyring_damaged").
        """
        with self.attempts.counted("login_refused"):
            unlocked, visits = self.files.open(username=username, passphrase=passphrase)
        return self._begin(unlocked, visits=visits)

    def pull(self, *, username: str, passphrase: str) -> Work:
        """Fetch the officer's visit from the server, and begin work with it.

        Raises RuleBroken("server_not_set" | "station_not_provisioned"), and the codes of `ServerLink.pull`.
        """
        if self.link is None:
            raise RuleBroken("server_not_set")
        keys = identity.load_trust(self.folder)
        nonce = secrets.token_bytes(16)
        request = PullRequest(
            station=self.identity.kid, username=username, passphrase=passphrase, visit=None, nonce=nonce
        )
        worklist = self.link.pull(request=request, station=self.identity, keys=keys)
        self.lock()
        self.files.take_along(
            worklist, username=username, passphrase=passphrase, unfinished=bool(self.outbox.drafts())
        )
        identity.write_trust(self.folder, receipt_keys=worklist.receipt_keys)  # a revoked key is not in it
        unlocked, visits = self.files.open(username=username, passphrase=passphrase)
        return self._begin(unlocked, visits=visits)

    def lock(self) -> None:
        """End the work: names and keys leave the memory; the small gallery stays until the program ends."""
        with self._lock:
            if self.work is not None:
                self.work.bench.visits.close()
            self.work = None
            self.flash = None

    def send(self) -> Round:
        """One round of the sender; also when nobody is at work. Raises RuleBroken as `load_trust`."""
        if self.link is None:
            return Round(online=False, moved=0)
        done = self._sending.round(self.link, keys=identity.load_trust(self.folder))
        if done.online and self.link.told_time is not None:
            self.clock_off = self.now() - self.link.told_time
        if done.online:
            self._telling.round(self.link)
            if self._fetching is not None:
                self._fetching.round(self.link)
        if done.online is not self.line.online:
            self.line = Line(online=done.online, since=self.now())
        return done

    def send_now(self) -> Round:
        """A round in which nothing is put off: somebody asks for it."""
        self._sending.hurry()
        return self.send()

    def copy_out(self) -> int:
        """Copy what is nowhere but here to the second media that are at hand; how many were copied.

        Raises RuleBroken as `second_medium.mirror` does, which the outbox's page tells until it goes well.
        """
        try:
            copied = second_medium.mirror(
                self.outbox, media=second_medium.at_hand(self.second), at=self.stamp()
            )
        except RuleBroken as broken:
            self.second_trouble = broken.code
            raise
        self.second_trouble = ""
        return copied

    def clock_wrong(self) -> datetime.timedelta | None:
        """How far this laptop's clock is ahead of the server's, when that matters; it decides nothing."""
        off = self.clock_off
        return off if off is not None and abs(off) > CLOCK_TOLERANCE else None

    def _program_in(self, folder: Path) -> Program:
        return Program(
            folder,
            data=self.folder,
            outbox=self.outbox,
            gate=self.gate,
            now=self.now,
            persons_open=self.persons_open,
        )

    def version(self) -> int:
        """The number of the version in use; 0 where no launcher started this."""
        return read_slots(self.program.folder).current if self.program else 0

    def persons_open(self) -> int:
        """How many the officer at work has begun and not finished, cards to be handed over among them."""
        with self._lock:
            if self.work is None:
                return 0
            visits = self.work.bench.visits
            return len(visits.drafts()) + len(visits.cards.begun())

    def outgrown(self) -> bool:
        """Whether the server said that this station is too old; it sends and records all the same."""
        return self.link is not None and is_older(VERSION, than=self.link.oldest_station)

    def forgotten(self) -> int:
        """How many people recorded in this visit the small gallery does not know any more."""
        if self.work is None:
            return 0
        recorded = {one.packet for one in self.work.bench.visits.recorded()}
        return len(recorded - set(self.gallery.people))

    def _begin(self, unlocked: Unlocked, *, visits: Visits) -> Work:
        with self._lock:
            self.lock()
            worklist = visits.find_worklist()
            if worklist is None:
                visits.close()
                raise RuleBroken("no_worklist_yet")
            self.gallery.know_officers(worklist.officers)
            bench = Bench(outbox=self.outbox, visits=visits, officer=unlocked.officer, gallery=self.gallery)
            self._reconcile(bench)
            self.work = Work(token=secrets.token_urlsafe(), bench=bench, worklist=worklist, seen=self.now())
            try:
                self.work.carried = carried_by(worklist, seed=unlocked.seed)
            except RuleBroken as broken:  # cards that cannot be read stop no recording
                self.flash = broken
            return self.work

    def _reconcile(self, bench: Bench) -> None:
        queued = {row.packet: row for row in self.outbox.rows()}
        for draft in bench.visits.drafts():  # the power went between the two stores: the packet is safe
            if draft.id in queued:
                remember_recorded(bench, draft=draft, at=queued[draft.id].queued_at)
        handing.reconcile(bench)
