"""The inside of the simulated card printer: blanks, chips, ribbon, and what breaks. Survives its process.

What truly happened to each card is kept in a file, so that a test can compare it with what an office
believes.
"""

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

OTHER_UID = "04FFFFFFFFFFFF"
DIED = 70


class Breaks(StrEnum):
    """What goes wrong once; until mended where a person has to come."""

    NOTHING = "nothing"
    JAM = "jam"
    RIBBON_OUT = "ribbon_out"
    CHIP_FAILED = "chip_failed"
    UNPLUGGED = "unplugged"
    WRONG_UID = "wrong_uid"
    DIE_BEFORE = "die_before"
    DIE_AFTER = "die_after"


STAYS = (Breaks.JAM, Breaks.RIBBON_OUT, Breaks.CHIP_FAILED, Breaks.UNPLUGGED)


@dataclass
class Card:
    """One card body: what was really done to it, and on which tray it lies ("" = still inside)."""

    uid: str
    chip: str = ""
    chip_writes: int = 0
    front: str = ""
    prints: int = 0
    tray: str = ""


@dataclass
class Body:
    """Everything that is still there after the plug was pulled."""

    feeder: list[str] = field(default_factory=list)
    inside: Card | None = None
    out: list[Card] = field(default_factory=list)
    ribbon_left: int = 200
    condition: str = "ready"


class Refusal(Exception):
    """The printer did not do it; `condition` is how it is now."""

    def __init__(self, condition: str) -> None:
        super().__init__(condition)
        self.condition = condition


class Machine:
    """One printer; one step at a time. `wait` takes the seconds that a step lasts."""

    def __init__(self, *, state: Path, wait: Callable[[float], object]) -> None:
        self._state, self._wait, self._lock = state, wait, threading.RLock()
        self.body = _read(state)
        self.seconds = 0.0
        self.breaks, self.breaks_at = Breaks.NOTHING, ""

    def look(self) -> dict[str, object]:
        """How it is; a feeder without blanks is no reason to stop while a card is inside."""
        with self._lock:
            condition = self.body.condition
            if condition == "ready" and not (self.body.feeder or self.body.inside):
                condition = "feeder_empty"
            return {"version": 1, "condition": condition, "ribbon_left": self.body.ribbon_left}

    def load(self, uids: Iterable[str]) -> None:
        """Blanks in the feeder, the first one comes first."""
        with self._lock:
            self.body.feeder = list(uids)
            self._keep()

    def will_break(self, kind: Breaks, *, at: str) -> None:
        """Let the next step of this name go wrong."""
        self.breaks, self.breaks_at = kind, at

    def mend(self, *, ribbon: int | None = None) -> None:
        """Somebody came, put a ribbon in where one is told, and closed the cover."""
        with self._lock:
            self.body.condition = "ready"
            self.body.ribbon_left = self.body.ribbon_left if ribbon is None else ribbon
            self._keep()

    def take_out(self) -> None:
        """Somebody took out what was inside."""
        with self._lock:
            if self.body.inside is not None:
                self._out("hand")

    def feed(self) -> dict[str, object]:
        with self._lock:
            self._begin("feed")
            if self.body.inside is None:
                if not self.body.feeder:
                    raise Refusal("feeder_empty")
                self.body.inside = Card(self.body.feeder.pop(0))
                self._keep()
            self._after("feed")
            return {"uid": self._card().uid}

    def chip(self, *, uid: str, data: bytes) -> dict[str, object]:
        with self._lock:
            self._begin("chip")
            card = self._card(uid=uid)
            card.chip, card.chip_writes = hashlib.sha256(data).hexdigest(), card.chip_writes + 1
            self._keep()
            self._after("chip")
            return {}

    def print(self, *, uid: str, front: bytes) -> dict[str, object]:
        with self._lock:
            self._begin("print")
            card = self._card(uid=uid)
            if not self.body.ribbon_left:
                raise self._stopped("ribbon_out")
            self.body.ribbon_left -= 1
            card.front, card.prints = hashlib.sha256(front).hexdigest(), card.prints + 1
            self._keep()
            self._after("print")
            return {}

    def read(self) -> dict[str, object]:
        with self._lock:
            self._begin("read")
            card, wrong = self._card(), self._taken("read", Breaks.WRONG_UID)
            self._after("read")
            return {"uid": OTHER_UID if wrong else card.uid, "chip": card.chip}

    def eject(self, *, tray: str) -> dict[str, object]:
        with self._lock:
            if self.body.inside is not None:
                self._begin("eject")
                self._out(tray)
                self._after("eject")
            return {}

    def truth(self) -> dict[str, object]:
        """Everything, as it really is."""
        with self._lock:
            return asdict(self.body)

    def _out(self, tray: str) -> None:
        card = self._card()
        card.tray = tray
        self.body.out.append(card)
        self.body.inside = None
        self._keep()

    def _begin(self, name: str) -> None:
        """What may go wrong before a step."""
        if self.body.condition != "ready":
            raise Refusal(self.body.condition)
        self._wait(self.seconds)
        if self._taken(name, Breaks.DIE_BEFORE):
            os._exit(DIED)  # as a pulled cable: no farewell
        for kind in STAYS:
            if self._taken(name, kind):
                raise self._stopped(kind.value)

    def _card(self, *, uid: str | None = None) -> Card:
        card = self.body.inside
        if card is None or (uid is not None and card.uid != uid):
            raise Refusal("other_uid")
        return card

    def _after(self, name: str) -> None:
        if self._taken(name, Breaks.DIE_AFTER):
            os._exit(DIED)

    def _taken(self, name: str, kind: Breaks) -> bool:
        if (self.breaks, self.breaks_at) != (kind, name):
            return False
        self.breaks = Breaks.NOTHING
        return True

    def _stopped(self, condition: str) -> Refusal:
        """It stays so until somebody mends it."""
        self.body.condition = condition
        if condition == "ribbon_out":
            self.body.ribbon_left = 0
        self._keep()
        return Refusal(condition)

    def _keep(self) -> None:
        fresh = self._state.with_name(self._state.name + ".new")
        fresh.write_text(json.dumps(asdict(self.body)), encoding="utf-8")
        fresh.replace(self._state)


def _read(state: Path) -> Body:
    if not state.exists():
        return Body()
    told = json.loads(state.read_text(encoding="utf-8"))
    inside = Card(**told["inside"]) if told["inside"] else None
    return Body(**told | {"inside": inside, "out": [Card(**card) for card in told["out"]]})
