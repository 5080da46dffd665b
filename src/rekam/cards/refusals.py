"""What the refusals of this room say, gathered from its parts, and their HTTP status where it is not 409."""

from django.utils.functional import Promise

from rekam.cards.allocation import refusals as allocation
from rekam.cards.blanks import refusals as blanks
from rekam.cards.chip import refusals as chip
from rekam.cards.counter import refusals as counter
from rekam.cards.orders import refusals as orders
from rekam.cards.packs import refusals as packs
from rekam.cards.printing import refusals as printing
from rekam.cards.suket import refusals as suket

PARTS = (
    allocation,
    blanks,
    chip,
    counter,
    orders,
    packs,
    printing,
    suket,
)
SENTENCES: dict[str, str | Promise] = {code: text for part in PARTS for code, text in part.SENTENCES.items()}
STATUS: dict[str, int] = {code: status for part in PARTS for code, status in part.STATUS.items()}
