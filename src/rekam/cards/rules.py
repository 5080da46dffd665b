"""What holds in every card room (pure)."""

from rekam.kernel.errors import RuleBroken

REASON_LETTERS = 10


def check_reason(reason: str) -> None:
    """Refuse an exception, a spoiled blank or a refusal that says nothing: at least 10 letters.

    Raises RuleBroken("reason_missing").
    Source: the ledger's own rule; SE Mendagri 470.13/11176/SJ asks for the reason in the minutes.
    In force from 2018-12-13.
    """
    if len(reason.strip()) < REASON_LETTERS:
        raise RuleBroken("reason_missing", least=REASON_LETTERS)
