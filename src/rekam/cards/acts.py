"""What this room's actions mean to the person they touch, gathered from its parts."""

from rekam.cards.allocation import acts as allocation
from rekam.cards.blanks import acts as blanks
from rekam.cards.counter import acts as counter
from rekam.cards.orders import acts as orders
from rekam.cards.packs import acts as packs
from rekam.cards.printing import acts as printing
from rekam.cards.suket import acts as suket

PARTS = (
    allocation,
    blanks,
    counter,
    orders,
    packs,
    printing,
    suket,
)
ACTS = {code: act for part in PARTS for code, act in part.ACTS.items()}
