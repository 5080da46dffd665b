"""A bundle over the line: piece by piece behind the packets, going on where it was cut."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from rekam.devices.updates.asking import Ask, Offer, decode_offer, encode_ask
from rekam.devices.updates.bundle import SUFFIX
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import Identity
from rekam.station.store.files import flush_folder, medium_told
from rekam.station.store.outbox import Outbox
from rekam.station.sync import ServerLink
from rekam.station.updating.program import Program
from rekam.station.updating.slots import read_slots

COMING = "coming"
EVERY, QUIET = 3_600.0, 86_400.0
"""Seconds between two questions; after a refusal of the office, or of what it gave."""


class Fetcher:
    """One piece a round of the sender, and only while no packet is due: recordings go before."""

    def __init__(
        self,
        program: Program,
        *,
        outbox: Outbox,
        station: Identity,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` gives seconds that only grow."""
        self._program = program
        self._outbox = outbox
        self._station = station
        self._clock = clock
        self._due = 0.0
        self._offer: Offer | None = None
        self._tried: set[int] = set()

    def round(self, link: ServerLink) -> None:
        """Ask what there is, or bring the next piece; a cut line costs nothing but this round."""
        if self._outbox.waiting() or (self._offer is None and self._clock() < self._due):
            return
        try:
            if self._offer is None:
                self._offer = self._asked(link)
            if self._offer is not None:
                self._bring(self._offer, link=link)
        except RuleBroken as broken:
            self._offer = None
            self._due = self._clock() + (EVERY if broken.code == "server_unreachable" else QUIET)

    def _asked(self, link: ServerLink) -> Offer | None:
        self._due = self._clock() + EVERY
        told = link.ask_update(encode_ask(self._ask()), station=self._station)
        if not told:
            return None
        offer = decode_offer(told)
        ready = self._program.standing().ready
        if offer.number in self._tried or (ready is not None and ready.number >= offer.number):
            return None
        return offer

    def _ask(self, *, number: int = 0, offset: int = 0) -> Ask:
        running = read_slots(self._program.folder).highest
        return Ask(station=self._station.kid, running=running, number=number, offset=offset)

    def _bring(self, offer: Offer, *, link: ServerLink) -> None:
        part = self._part(offer.number)
        there = part.stat().st_size if part.exists() else 0
        if there < offer.length:
            ask = self._ask(number=offer.number, offset=there)
            piece = link.ask_update(encode_ask(ask), station=self._station)
            if not piece or there + len(piece) > offer.length:
                part.unlink(missing_ok=True)
                raise RuleBroken("server_answer_invalid", where="piece")
            _append(part, piece)
            there += len(piece)
        if there == offer.length:
            self._offer = None
            self._tried.add(offer.number)  # refused by this laptop, it is not fetched every hour
            # Aside: packets do not wait while it is tried. Whatever comes of it, its bytes are done with.
            self._program.stage_aside(part, then=lambda: part.unlink(missing_ok=True))

    def _part(self, number: int) -> Path:
        """The file of this bundle; parts of others are no use any more."""
        folder = self._program.folder / COMING
        with medium_told():
            folder.mkdir(exist_ok=True, mode=0o700)
            part = folder / f"{number}{SUFFIX}"
            for other in folder.glob(f"*{SUFFIX}"):
                if other != part:
                    other.unlink()
        return part


def _append(path: Path, piece: bytes) -> None:
    with medium_told():
        with path.open("ab") as file:
            file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        flush_folder(path.parent)
