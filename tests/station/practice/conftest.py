"""The pages of the station with practice around them; the desk and the rest are those of `pages`."""

import pytest
from tests.station.pages.conftest import (  # noqa: F401
    begin,
    client,
    clock,
    desk,
    folder,
    read_once,
    scanner,
    unlocked,
)

from rekam.station.practice.device import PracticeDevice
from rekam.station.practice.room import Room, put_room


class Plugged(PracticeDevice):
    """Remembers what the control plane would be told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, dict[str, object]]] = []
        self.away = False

    @property
    def is_alive(self) -> bool:
        return not self.away

    def start(self) -> None:
        self.away = False

    def order(self, what: str, **members: object) -> None:
        self.told.append((what, members))


@pytest.fixture(autouse=True)
def device() -> Plugged:
    made = Plugged()
    put_room(Room(device=made))
    return made
