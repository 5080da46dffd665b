"""The guard at the first machine: sees the second one, brings it what it lacks, and stops this one where that
took over.

Two threads, since a mount may hang: one asks the database, the other the folder. Commits wait for the second
machine while it is seen, and no longer once it was away for some *looks*, not seconds: a machine that was
frozen looks into the folder before it gives up waiting.
"""

import json
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psycopg

from rekam.config.backup import state
from rekam.config.backup.server import Connection, way_in
from rekam.config.standby import bringing, replica
from rekam.config.standby.place import STATE
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, write_private
from rekam.kernel.postgres import Cluster, cluster
from rekam.vault import beyond
from rekam.web.watch.standby import NAME as STATUS

EVERY: Final = 1.0
PATIENCE: Final = 5
"""Looks without a word of the replica, after which commits do not wait for it."""
WHOLE_EVERY: Final = 3600.0
TOOK_OVER: Final = 3


@dataclass
class Sight:
    """The replica over several looks: a word of it is a reply that changed. Pure."""

    replied: str = ""
    missed: int = PATIENCE

    def look(self, told: replica.Told) -> bool:
        """Whether commits may wait for it."""
        if told.streaming and told.replied != self.replied:
            self.replied, self.missed = told.replied, 0
        else:
            self.missed += 1
        return self.missed < PATIENCE


@dataclass
class Guard:
    """One first machine's guard. `seen`: when the database's and the folder's side were last well."""

    place: Path
    own: Cluster = field(default_factory=lambda: cluster(data_folder() / "postgres"))
    sight: Sight = field(default_factory=Sight)
    fenced: threading.Event = field(default_factory=threading.Event)
    streaming: bool = False
    behind: int = 0
    _whole: float = -WHOLE_EVERY
    _digest: str = ""

    def run(self) -> int:
        """Until the second machine took over (3), or somebody ends this process."""
        threading.Thread(target=self._folders, daemon=True).start()
        while not self.fenced.wait(EVERY):
            try:
                with way_in(self.own).connect("postgres") as admin:
                    while not self.fenced.wait(EVERY):
                        self.look(admin)
            except psycopg.OperationalError:
                self.streaming = False
        return TOOK_OVER

    def look(self, admin: Connection) -> None:
        """Ask the database once, and let commits wait or not."""
        told = replica.told(admin)
        self.streaming, self.behind = self.sight.look(told), told.behind
        if self.streaming != told.waits and not self.fenced.is_set():
            replica.wait_for_it(admin, waits=self.streaming)
        self._tell()

    def look_into_folder(self) -> None:
        """See whether it receives, and bring what is owed; fence where it took over."""
        if beyond.took_over(self.place):
            self.fenced.set()
            return
        if not beyond.receives(self.place):
            return
        beyond.see()
        self._bring_keys()
        if beyond.owes() or time.monotonic() - self._whole > WHOLE_EVERY:
            self._bring_all()

    def _folders(self) -> None:
        while not self.fenced.is_set():
            try:
                self.look_into_folder()
            except (OSError, RuleBroken, psycopg.Error):
                beyond.owe()  # tried again with the next look
            self.fenced.wait(EVERY)

    def _bring_keys(self) -> None:
        packed = state.packed(password=self.own.password)
        if state.digest(packed) != self._digest:
            write_private(self.place / STATE, packed)
            self._digest = state.digest(packed)

    def _bring_all(self) -> None:
        from rekam.enrolment.receipts import bring_owed

        beyond.settle()
        if not bringing.bring_up(self.place, see=beyond.see):
            beyond.owe()
        bring_owed(at=datetime.now(UTC))
        self._whole = time.monotonic()

    def _tell(self) -> None:
        if self.streaming and beyond.is_seen() and not beyond.owes():
            told = {"whole": datetime.now(UTC).isoformat(), "behind_bytes": self.behind}
            write_private(data_folder() / STATUS, json.dumps(told).encode())
