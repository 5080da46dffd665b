"""The practice of this process: its scanners, and whose turn it is on them."""

from dataclasses import dataclass

from rekam.station.practice.bodies import OFFICER, Body
from rekam.station.practice.device import PracticeDevice

USERNAME = "latihan"
PASSPHRASE = "latihan saja"  # noqa: S105 - shown on the page; it opens invented people only


@dataclass
class Room:
    """`officers_turn`: the next capture of a resident meets the officer's finger."""

    device: PracticeDevice
    officers_turn: bool = False

    def lay(self, body: Body) -> None:
        """Put a body on the scanners, or the officer's where it is the officer's turn."""
        lying = OFFICER if self.officers_turn else body
        self.officers_turn = False
        self.device.order("person", **vars(lying))

    def prepare(self, what: str) -> None:
        """Let the scanners "die" at the next capture, put the "officer" on them, or "plug" them in again."""
        if what == "die":
            self.device.order("fault", kind="die_mid_capture", times=1)
        if what == "officer":
            self.officers_turn = True
        if what == "plug":
            self.device.start()


_rooms: list[Room] = []


def put_room(room: Room) -> None:
    """Take this room from now on."""
    _rooms[:] = [room]


def get_room() -> Room:
    """The room that was put."""
    return _rooms[0]
