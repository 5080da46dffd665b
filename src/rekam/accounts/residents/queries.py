"""Reads of residents' accounts."""

from collections.abc import Sequence
from uuid import UUID

from rekam.accounts.models import Account, Passkey, SignIn
from rekam.accounts.queries import passkeys as passkeys_of
from rekam.accounts.residents.models import ResidentLogin
from rekam.accounts.rules import Kind, Role
from rekam.accounts.sessions import open_sessions


def is_resident(account: Account | None) -> bool:
    """Whether somebody is signed in as a resident."""
    return account is not None and Role(account.role) is Role.RESIDENT


def find_by_address(digest: str) -> Account | None:
    """The open account that is entered by this address."""
    found = ResidentLogin.objects.select_related("account").filter(digest=digest).first()
    return found.account if found is not None and found.account.is_active else None


def find_login(account: Account) -> ResidentLogin | None:
    """The address of an account, or None where it has none."""
    return ResidentLogin.objects.filter(account=account).first()


def has_way_in(account: Account) -> bool:
    """Whether its owner can come back without a new code of the office."""
    return account.passkeys.exists() or find_login(account) is not None


def find_account_of(resident: UUID) -> Account | None:
    """The open account that is linked with somebody of the register."""
    return Account.objects.filter(kind=Kind.RESIDENT, is_active=True, resident=resident).first()


def passkeys(account: Account) -> Sequence[Passkey]:
    """An account's passkeys, the oldest first."""
    return passkeys_of(account)


def sessions(account: Account) -> Sequence[SignIn]:
    """Where an account is open, the newest first."""
    return open_sessions(account)
