"""The data set of a card's chip as a signed structure of ours (pure): build it, verify it, take it apart.

It is no file system of a real KTP-el: that is written through a SAM of the centre, which no office outside it
has. docs/reference/chip.md says what is ours and what is out of reach.
"""

from rekam.cards.chip.document import DOMAIN, MOST_BYTES, ChipData, Finger, build, verify
from rekam.cards.chip.minutiae import minutiae, to_template, two_best
from rekam.cards.chip.pictures import PORTRAIT_BYTES, SIGNATURE_BYTES

__all__ = [
    "DOMAIN",
    "MOST_BYTES",
    "PORTRAIT_BYTES",
    "SIGNATURE_BYTES",
    "ChipData",
    "Finger",
    "build",
    "minutiae",
    "to_template",
    "two_best",
    "verify",
]
