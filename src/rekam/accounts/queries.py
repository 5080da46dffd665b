"""Reads of accounts."""

from rekam.accounts.models import Account


def find_account(username: str) -> Account | None:
    """The active account of that name, or None."""
    return Account.objects.filter(username=username, is_active=True).first()
