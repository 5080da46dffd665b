"""Sends what waits, in the background; needs nobody logged in, and one bad packet blocks nothing."""

import contextlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rekam.enrolment.sync_messages import open_receipt
from rekam.kernel.errors import RuleBroken
from rekam.station.store.outbox import Outbox, Row, State
from rekam.station.sync import ServerLink

PAUSE_SECONDS = 10.0
# The server's word on a packet itself: sending the same bytes again cannot help.
FINAL = frozenset({"packet_conflict", "packet_too_large", "upload_metadata_wrong"})


@dataclass(frozen=True, kw_only=True)
class Round:
    """What one round did: whether the server answered, and how many packets changed their state."""

    online: bool
    moved: int


def send_round(
    *, outbox: Outbox, link: ServerLink, keys: Mapping[str, bytes], now: Callable[[], str]
) -> Round:
    """Try each waiting packet once: upload it, then ask for its receipt.

    keys   public Ed25519 keys whose receipts are believed, by kid
    now    ISO 8601, for the outbox's rows
    """
    online, moved = True, 0
    waiting = outbox.waiting()
    if not waiting:
        return Round(online=link.is_there(), moved=0)
    for row in waiting:
        try:
            moved += _send(row, outbox=outbox, link=link, keys=keys, now=now)
        except RuleBroken as broken:
            outbox.mark_trouble(row.packet, code=broken.code, at=now())
            if broken.code == "server_unreachable" and not link.is_there():
                online = False
                break  # nobody there: the next packets would only wait for the same silence
    return Round(online=online, moved=moved)


class Sender:
    """A thread that runs `send_round` now and then; `wake` makes it run at once."""

    def __init__(self, *, run: Callable[[], Round], pause_seconds: float = PAUSE_SECONDS) -> None:
        """`run` is one round; its RuleBroken ends the round, not the thread."""
        self._run = run
        self._pause = pause_seconds
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="sender", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Run a round now."""
        self._wake.set()

    def stop(self) -> None:
        """End after the round that runs."""
        self._stop.set()
        self._wake.set()
        self._thread.join()

    def _loop(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            # the store is full or away for a moment: the page tells, the next round tries again
            with contextlib.suppress(RuleBroken):
                self._run()
            self._wake.wait(self._pause)


def _send(
    row: Row, *, outbox: Outbox, link: ServerLink, keys: Mapping[str, bytes], now: Callable[[], str]
) -> int:
    if row.state is State.QUEUED:
        try:
            link.upload(packet=row.packet, content=outbox.content(row.packet))
        except RuleBroken as broken:
            if broken.code not in FINAL:
                raise
            outbox.mark_refused(row.packet, code=broken.code, at=now())
            return 1
        outbox.mark_sent(row.packet, at=now())
    return _ask_receipt(row, outbox=outbox, link=link, keys=keys, now=now)


def _ask_receipt(
    row: Row, *, outbox: Outbox, link: ServerLink, keys: Mapping[str, bytes], now: Callable[[], str]
) -> int:
    try:
        data = link.find_receipt(row.packet)
    except RuleBroken as broken:
        if broken.code != "packet_unknown_at_server":
            raise
        outbox.mark_queued(row.packet, at=now())
        return 1
    if data is None:
        return 0
    receipt = open_receipt(data, keys=keys)
    if (receipt.packet, receipt.sha256) != (row.packet, row.sha256):
        raise RuleBroken("receipt_not_ours")
    if receipt.state == "refused":
        outbox.mark_refused(row.packet, code=receipt.code, at=now())
        return 1
    if receipt.stage == 2:
        outbox.mark_accepted(row.packet, at=now())
        return 1
    outbox.mark_stage_one(row.packet, at=now())
    return int(row.stage != 1)
