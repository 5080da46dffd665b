"""Where rooms above listen to the steps of print orders, so that the card rooms know none of them."""

from django.dispatch import Signal

ORDER_MOVED = Signal()
"""After each step of the printer and after the hand-over, in its transaction and scope: job (PrintJob, as it
is now), actor (str), at (datetime).

What a listener raises undoes the step.
"""
