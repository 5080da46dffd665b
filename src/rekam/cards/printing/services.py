"""The door to everything that changes printers, batches and their cards."""

from rekam.cards.printing.answering import give_up_waiting, say_printed, say_spoiled
from rekam.cards.printing.batches import pause_batch, resume_batch, start_batch, stop_batch
from rekam.cards.printing.driving import begin, finish, hello, look, trouble
from rekam.cards.printing.journal import Seat
from rekam.cards.printing.printers import change_ribbon, note_cleaning, register_printer
from rekam.cards.printing.taking import Taken, take

__all__ = [
    "Seat",
    "Taken",
    "begin",
    "change_ribbon",
    "finish",
    "give_up_waiting",
    "hello",
    "look",
    "note_cleaning",
    "pause_batch",
    "register_printer",
    "resume_batch",
    "say_printed",
    "say_spoiled",
    "start_batch",
    "stop_batch",
    "take",
    "trouble",
]
