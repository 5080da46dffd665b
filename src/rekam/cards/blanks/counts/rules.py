"""What a count of the safe says about the ledger (pure)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Shift(StrEnum):
    """When the safe is counted; an office without shifts counts when it opens and when it closes."""

    OPENING = "opening"
    CHANGE = "change"
    CLOSING = "closing"


class Verdict(StrEnum):
    """Why a serial stands in the report of a count."""

    MISSING = "missing"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, kw_only=True)
class Lying:
    """How many lie in the safe: unused blanks, printed cards, blanks in closed boxes."""

    blanks: int
    cards: int
    boxed: int

    @property
    def whole(self) -> int:
        """All of them."""
        return self.blanks + self.cards + self.boxed


def compare(*, expected: Collection[str], counted: Collection[str]) -> dict[str, Verdict]:
    """The serials that the ledger expects and nobody scanned, and those scanned that it does not expect.

    Source: the ledger's own rule; nothing is mended by a count, a person explains it.
    """
    missing, more = set(expected) - set(counted), set(counted) - set(expected)
    return {
        **dict.fromkeys(sorted(missing), Verdict.MISSING),
        **dict.fromkeys(sorted(more), Verdict.UNEXPECTED),
    }
