"""Which acts of the ledger wait for a second officer's own sign-in (pure)."""

from enum import StrEnum

from rekam.kernel.errors import RuleBroken


class Kind(StrEnum):
    """What the second officer confirms."""

    TAKEN = "taken"
    BROUGHT = "brought"
    SHORT_BOX = "short_box"


def check_second(*, asked: str, actor: str) -> None:
    """Refuse a confirmation by another officer than the one who is asked; "" asks whoever looked too.

    Who takes blanks along answers for them, so nobody else says so. Raises RuleBroken("not_the_second").
    Source: the ledger's own rule.
    """
    if asked not in {"", actor}:
        raise RuleBroken("not_the_second")
