"""The tables of the digital ID."""

from rekam.credentials.issuing.models import (  # noqa: F401
    Answer,
    Copy,
    Followed,
    Offer,
    Phone,
    RemoteStep,
    Token,
    UsedProof,
)
from rekam.credentials.presenting.models import Question  # noqa: F401
from rekam.credentials.wallets.models import Wallet, WalletBegun  # noqa: F401
