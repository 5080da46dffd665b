"""Sends what waits; needs nobody logged in, and one bad packet blocks nothing."""

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rekam.kernel.errors import RuleBroken
from rekam.station.backoff import Backoff
from rekam.station.receipts import heed
from rekam.station.store.outbox import Outbox, Row, State
from rekam.station.sync import ServerLink

# The server's word on a packet itself: sending the same bytes again cannot help.
FINAL = frozenset({"packet_conflict", "packet_too_large", "upload_metadata_wrong"})
# Accepted packets whose bytes are here: whether the server still has them, some a round, hourly, then daily.
ASKED_AGAIN = 5
ASKED_AFTER, ASKED_AT_LEAST_AFTER = 3_600.0, 86_400.0


@dataclass(frozen=True, kw_only=True)
class Round:
    """What one round did: whether the server answered, and how many packets changed their state."""

    online: bool
    moved: int


class Sender:
    """Each packet has its own turn and its own waiting time, which is in memory only."""

    def __init__(
        self, outbox: Outbox, *, now: Callable[[], str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`now` gives ISO 8601 for the outbox's rows, `clock` seconds that only grow."""
        self._outbox = outbox
        self._now = now
        self._waiting = Backoff(clock)
        self._kept = Backoff(clock, first_seconds=ASKED_AFTER, longest_seconds=ASKED_AT_LEAST_AFTER)
        self._online = False
        self._one = threading.Lock()

    def hurry(self) -> None:
        """Somebody asks: everything is due now."""
        self._waiting.forget_all()
        self._kept.forget_all()

    def round(self, link: ServerLink, *, keys: Mapping[str, bytes]) -> Round:
        """Try each packet that is due: upload it, then ask for its receipt. One round at a time.

        keys   public Ed25519 keys whose receipts are believed, by kid
        """
        with self._one:
            return self._round(link, keys=keys)

    def _round(self, link: ServerLink, *, keys: Mapping[str, bytes]) -> Round:
        moved, online = 0, link.is_there()
        if online and not self._online:
            self._waiting.forget_all()
        for row in self._due() if online else []:
            try:
                moved += self._turn(row, link=link, keys=keys)
            except RuleBroken as broken:
                self._note(row, code=broken.code)
                if broken.code == "server_unreachable" and not link.is_there():
                    online = False
                    break  # nobody there: the next packets would only wait for the same silence
        self._online = online
        return Round(online=online, moved=moved)

    def _due(self) -> list[Row]:
        waiting = [row for row in self._outbox.waiting() if self._waiting.is_due(row.packet)]
        kept = [row for row in self._outbox.kept() if self._kept.is_due(row.packet)]
        return waiting + kept[:ASKED_AGAIN]

    def _turn(self, row: Row, *, link: ServerLink, keys: Mapping[str, bytes]) -> bool:
        moved = self._send(row, link=link, keys=keys)
        if moved:
            self._waiting.forget(row.packet)
        else:
            self._put_off(row)
        return moved

    def _send(self, row: Row, *, link: ServerLink, keys: Mapping[str, bytes]) -> bool:
        if row.state is not State.QUEUED:
            return self._ask_receipt(row, link=link, keys=keys)
        try:
            link.upload(packet=row.packet, content=self._outbox.content(row.packet))
        except RuleBroken as broken:
            if broken.code not in FINAL:
                raise
            return self._outbox.mark_refused(row.packet, code=broken.code, at=self._now())
        self._outbox.mark_sent(row.packet, at=self._now())
        self._ask_receipt(row, link=link, keys=keys)
        return True

    def _ask_receipt(self, row: Row, *, link: ServerLink, keys: Mapping[str, bytes]) -> bool:
        try:
            data = link.find_receipt(row.packet, sha256=row.sha256)
        except RuleBroken as broken:
            if broken.code != "packet_unknown_at_server":
                raise
            return self._outbox.mark_queued(row.packet, at=self._now())
        return data is not None and heed(data, row=row, outbox=self._outbox, keys=keys, at=self._now())

    def _put_off(self, row: Row) -> None:
        backoff = self._kept if row.state is State.ACCEPTED else self._waiting
        backoff.put_off(row.packet)

    def _note(self, row: Row, *, code: str) -> None:
        self._put_off(row)
        with contextlib.suppress(RuleBroken):  # a full disk cannot note it; the packet waits all the same
            self._outbox.mark_trouble(row.packet, code=code, at=self._now())
