"""How long a pairing may take, and how often a code may be guessed. Pure."""

from datetime import datetime, timedelta

from rekam.devices.pairing.messages import PairState
from rekam.kernel.errors import RuleBroken

STAYS = timedelta(minutes=10)  # from the invitation to the laptop's first question
DECIDED_WITHIN = timedelta(minutes=30)  # from the invitation to the decision
TRIES, TRIES_WITHIN = 60, timedelta(minutes=10)  # wrong codes, of everybody together


def check_question(
    *, state: PairState, known: bytes | None, public: bytes, invited_at: datetime, at: datetime
) -> None:
    """Whether this laptop may ask by this invitation; the same one may repeat itself.

    known   the public key that asked first, None where nobody did
    Raises RuleBroken("pairing_code_used" | "pairing_code_expired").
    """
    if known is not None and known != public:
        raise RuleBroken("pairing_code_used")
    if is_over(state=state, invited_at=invited_at, at=at):
        raise RuleBroken("pairing_code_expired")


def check_decision(*, state: PairState, invited_at: datetime, at: datetime) -> None:
    """Raises RuleBroken("pairing_not_asked" | "pairing_code_expired") where nothing can be decided."""
    if state is not PairState.ASKED:
        raise RuleBroken("pairing_not_asked")
    if is_over(state=state, invited_at=invited_at, at=at):
        raise RuleBroken("pairing_code_expired")


def is_over(*, state: PairState, invited_at: datetime, at: datetime) -> bool:
    """Whether nothing can come of an invitation any more; what is decided stays."""
    allowed = {PairState.OPEN: STAYS, PairState.ASKED: DECIDED_WITHIN}
    return state in allowed and at - invited_at > allowed[state]
