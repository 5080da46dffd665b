"""How a program speaks to one card printer. A new make is one module here with the methods of `Adapter`."""

from dataclasses import dataclass
from typing import Protocol

from rekam.cards.printing.messages import Order
from rekam.cards.printing.rules import Condition, Step


class Trouble(Exception):
    """The printer did not do what it was asked; `code` says how it is now."""

    def __init__(self, code: Condition) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True)
class Seen:
    """How a printer is; `ribbon` = cards left on the ribbon, None where it does not count."""

    condition: Condition
    ribbon: int | None = None


class Adapter(Protocol):
    """One printer. Every method but `look` raises Trouble."""

    def look(self) -> Seen:
        """How the printer is now; never raises."""

    def feed(self) -> str:
        """Bring the next blank to the chip reader and tell its UID; "" where there is no reader.

        Asked again, it tells the blank that lies there already.
        """

    def do(self, step: Step, *, order: Order) -> str:
        """Do one step of a card; after VERIFY the UID that was read back, else ""."""

    def reject(self) -> None:
        """Put what lies in the printer onto the tray of rejects."""
