"""Who found the minutiae of a finger: told by each template, each gallery row and each score."""

from enum import StrEnum
from typing import Final


class Extractor(StrEnum):
    """LEADER is a network; mindtct are NIST's rules, of which all templates up to version 2 are.

    They see other minutiae in one image, so that a score means something else: see `compare.extractors`.
    """

    LEADER = "leader"
    MINDTCT = "mindtct"


NUMBERS: Final = {Extractor.MINDTCT: 1, Extractor.LEADER: 2}
"""In a gallery row; 0 is an absent finger."""


def weaker(first: Extractor, second: Extractor) -> Extractor:
    """Whose model a score of these two goes by.

    Why: docs/explanation/decisions/0072-fingers-name-their-extractor.md.
    """
    return first if first is second else Extractor.MINDTCT
