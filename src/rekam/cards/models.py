"""Everything the card rooms keep, gathered from their parts."""

from rekam.cards.allocation.models import (
    BlankLoan,
    BlankRequest,
    BlankShare,
    LoanStep,
    PriorityOrder,
    ShareLine,
)
from rekam.cards.blanks.counts.models import SafeCount, SafeCountLine
from rekam.cards.blanks.destruction.models import Destruction, DestructionLine
from rekam.cards.blanks.losses.models import BlankAlarm, Finding, Loss
from rekam.cards.blanks.models import Blank, BlankMove, Box, BoxMove, Delivery
from rekam.cards.blanks.seconds.models import ActOfTwo
from rekam.cards.blanks.shipments.models import Shipment, ShipmentAnswer
from rekam.cards.counter.models import Reminder, Waiver
from rekam.cards.orders.models import Attempt, PrintJob, Reprint
from rekam.cards.packs.models import FieldAct, Pack, PackCard
from rekam.cards.printing.models import Batch, BatchCard, CardStep, Printer, PrinterFault
from rekam.cards.suket.models import Suket, SuketCheck

__all__ = [
    "ActOfTwo",
    "Attempt",
    "Batch",
    "BatchCard",
    "Blank",
    "BlankAlarm",
    "BlankLoan",
    "BlankMove",
    "BlankRequest",
    "BlankShare",
    "Box",
    "BoxMove",
    "CardStep",
    "Delivery",
    "Destruction",
    "DestructionLine",
    "FieldAct",
    "Finding",
    "LoanStep",
    "Loss",
    "Pack",
    "PackCard",
    "PrintJob",
    "Printer",
    "PrinterFault",
    "PriorityOrder",
    "Reminder",
    "Reprint",
    "SafeCount",
    "SafeCountLine",
    "ShareLine",
    "Shipment",
    "ShipmentAnswer",
    "Suket",
    "SuketCheck",
    "Waiver",
]
