"""The tables of this room."""

from rekam.credentials.wallets.models import Wallet, WalletBegun

__all__ = ["Wallet", "WalletBegun"]
