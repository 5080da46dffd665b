"""What a lost blank needs to be reported, and what it may be once it is found (pure)."""

from enum import StrEnum

from rekam.cards.blanks.rules import BlankState
from rekam.kernel.errors import RuleBroken


class LossKind(StrEnum):
    """Whether somebody took it, or nobody knows where it is."""

    STOLEN = "stolen"
    LOST = "lost"


def check_report(*, police_number: str, told: str) -> None:
    """Refuse a loss without the number of the police report, or that says nothing: at least 10 letters.

    Raises RuleBroken("police_number_missing" | "reason_missing").
    Source: the ledger's own rule: blanks stolen in March 2018 were on sale in December 2018 and traced by
    their UIDs (Okezone, 2018-12-07).
    """
    if not police_number.strip():
        raise RuleBroken("police_number_missing")
    if len(told.strip()) < 10:
        raise RuleBroken("reason_missing", least=10)


def found_as(*, kind: LossKind, before: BlankState, replaced: bool = False) -> BlankState:
    """What a found blank is: as before where it was only mislaid; a stolen one is not trusted, and burned.

    replaced   a card whose order went back to be printed anew: nobody waits for it, so it is burned too
    Source: the ledger's own rule: nobody knows what was done to a chip that was out of the office's hands.
    """
    if before is BlankState.RETURNED or (kind is LossKind.LOST and not replaced):
        return before
    return BlankState.SPOILED
