"""Everything the card rooms keep, gathered from their parts."""

from rekam.cards.blanks.counts.models import SafeCount, SafeCountLine
from rekam.cards.blanks.destruction.models import Destruction, DestructionLine
from rekam.cards.blanks.losses.models import BlankAlarm, Finding, Loss
from rekam.cards.blanks.models import Blank, BlankMove, Box, BoxMove, Delivery
from rekam.cards.blanks.shipments.models import Shipment, ShipmentAnswer
from rekam.cards.orders.models import Attempt, PrintJob

__all__ = [
    "Attempt",
    "Blank",
    "BlankAlarm",
    "BlankMove",
    "Box",
    "BoxMove",
    "Delivery",
    "Destruction",
    "DestructionLine",
    "Finding",
    "Loss",
    "PrintJob",
    "SafeCount",
    "SafeCountLine",
    "Shipment",
    "ShipmentAnswer",
]
