"""Reads of accounts."""

import uuid
from collections.abc import Iterable, Mapping

from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.vault import sealing


def find_account(username: str) -> Account | None:
    """The active account of that name, or None."""
    return Account.objects.filter(username=username, is_active=True).first()


def signing_keys() -> dict[str, bytes]:
    """Public Ed25519 keys with which officers sign packets, by kid; of closed accounts too, since their
    packets may still be on the way."""
    keys = Account.objects.exclude(signing_key=None).values_list("signing_key", flat=True)
    return {sealing.kid_of(bytes(key)): bytes(key) for key in keys if key is not None}


def find_body_of(username: str) -> uuid.UUID | None:
    """The register's id of an officer as a resident, or None where it is not known."""
    return Account.objects.filter(username=username).values_list("resident", flat=True).first()


def offices_of(usernames: Iterable[str]) -> Mapping[str, tuple[str, Role]]:
    """Office and role of each account among these names; of closed ones too."""
    rows = Account.objects.filter(username__in=set(usernames)).values_list("username", "office", "role")
    return {username: (office, Role(role)) for username, office, role in rows}


def operators_of(area_code: str) -> list[Account]:
    """Active operators whose areas hold this one and who have been at a station."""
    known = Account.objects.filter(role=Role.OPERATOR, is_active=True).exclude(signing_key=None)
    return [account for account in known if account.scope.contains(area_code)]
