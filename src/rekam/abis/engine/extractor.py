"""Who found the minutiae of a finger: told by each template, each gallery row and each score."""

from enum import StrEnum
from typing import Final


class Extractor(StrEnum):
    """LEADER is a network; mindtct are NIST's rules, of which all templates up to version 2 are.

    Foreign is whoever else: minutiae that came in a record of another vendor's, which names nobody.
    They see other minutiae in one image, so that a score means something else: see `compare.extractors`.
    """

    LEADER = "leader"
    MINDTCT = "mindtct"
    FOREIGN = "foreign"


OURS: Final = (Extractor.LEADER, Extractor.MINDTCT)
"""Those that find minutiae in an image here; the better one first, the plain one last."""

NUMBERS: Final = {Extractor.MINDTCT: 1, Extractor.LEADER: 2, Extractor.FOREIGN: 3}
"""In a gallery row; 0 is an absent finger."""


def weaker(first: Extractor, second: Extractor) -> Extractor:
    """Whose model a score of these two goes by; two foreign ones may be of two vendors.

    Why: docs/explanation/decisions/0072-fingers-name-their-extractor.md.
    """
    return first if first is second and first in OURS else Extractor.MINDTCT
