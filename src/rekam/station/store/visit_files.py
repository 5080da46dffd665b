"""The visit's store and its key ring on the disk: `visit.db` with `visit.keys`, or a later pair `visit-2`.

A later pair is made when officers come who have no way into the one before, while it still holds unfinished
recordings: these wait for their own officers, and nobody else is stopped by them.
"""

import secrets
from pathlib import Path

from rekam.enrolment.worklist import Officer, WorkList, worklist_body
from rekam.kernel.errors import RuleBroken
from rekam.station.store import keyring
from rekam.station.store.keyring import Unlocked
from rekam.station.store.visits import Visits

KEY_BYTES = 32


class VisitFiles:
    """The pairs of one station's folder, newest first."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the station's."""
        self._folder = folder

    def officers(self) -> list[Officer]:
        """Who may unlock this laptop. Raises RuleBroken("keyring_damaged")."""
        found = {one.username: one for ring in reversed(self._rings()) for one in keyring.officers_of(ring)}
        return list(found.values())

    def open(self, *, username: str, passphrase: str) -> tuple[Unlocked, Visits]:
        """The newest store that this officer can open.

        Raises RuleBroken("login_refused" | "keyring_damaged") and the codes of `Visits`.
        """
        ring, unlocked = self._unlock(username=username, passphrase=passphrase)
        return unlocked, Visits(_store_of(ring), key=unlocked.store_key)

    def take_along(self, worklist: WorkList, *, username: str, passphrase: str, unfinished: bool) -> None:
        """Keep a work list, and give its officers the way in.

        unfinished   whether a recording is not signed yet; then no store is thrown away
        """
        try:
            ring, unlocked = self._unlock(username=username, passphrase=passphrase)
            key = unlocked.store_key
        except RuleBroken as broken:
            if broken.code != "login_refused":
                raise
            ring, key = self._new_ring(unfinished=unfinished), secrets.token_bytes(KEY_BYTES)
        visits = Visits(_store_of(ring), key=key)
        try:
            visits.keep_worklist(worklist_body(worklist))
        finally:
            visits.close()
        keyring.write_keyring(ring, officers=worklist.officers, store_key=key)

    def _rings(self) -> list[Path]:
        return sorted(self._folder.glob("visit*.keys"), key=_number_of, reverse=True)

    def _unlock(self, *, username: str, passphrase: str) -> tuple[Path, Unlocked]:
        for ring in self._rings():
            try:
                return ring, keyring.unlock(ring, username=username, passphrase=passphrase)
            except RuleBroken as broken:
                if broken.code != "login_refused":
                    raise
        raise RuleBroken("login_refused")

    def _new_ring(self, *, unfinished: bool) -> Path:
        rings = self._rings()
        if not unfinished:  # their officers do not come back, and nothing in them is still needed
            for ring in rings:
                ring.unlink()
            rings = []
        ring = self._folder / (f"visit-{_number_of(rings[0]) + 1}.keys" if rings else "visit.keys")
        for stale in self._folder.glob(f"{ring.stem}.db*"):  # of a power cut before its ring was written
            stale.unlink()
        return ring


def _store_of(ring: Path) -> Path:
    return ring.with_suffix(".db")


def _number_of(ring: Path) -> int:
    number = ring.stem.partition("-")[2]
    return int(number) if number.isdigit() else 1
