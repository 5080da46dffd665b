"""What this room's actions mean to the person they touch, gathered from its parts."""

from rekam.cards.allocation import acts as allocation
from rekam.cards.blanks import acts as blanks
from rekam.cards.counter import acts as counter
from rekam.cards.orders import acts as orders

ACTS = blanks.ACTS | orders.ACTS | counter.ACTS | allocation.ACTS
