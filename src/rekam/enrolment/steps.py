"""Where rooms above listen to the moves of recordings, so that enrolment knows none of them."""

from django.dispatch import Signal

MOVED = Signal()
"""After each move, in its transaction and scope: record (UUID), to (Status), actor (str), at (datetime).

What a listener raises undoes the move.
"""
