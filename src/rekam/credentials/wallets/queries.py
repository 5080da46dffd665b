"""The phones of a resident."""

from collections.abc import Sequence
from uuid import UUID

from rekam.credentials.wallets.models import Wallet
from rekam.credentials.wallets.rules import State


def phones_of(resident: UUID) -> Sequence[Wallet]:
    """Phones that hold, or held until too many wrong PINs, this resident's card; the newest first."""
    rows = Wallet.objects.filter(resident=resident).exclude(state=State.REMOVED)
    return list(rows.order_by("-made_at"))
