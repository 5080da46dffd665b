"""Changes to accounts."""

from django.db import transaction

from rekam.accounts.models import Account
from rekam.accounts.rules import Kind, Role


@transaction.atomic
def open_account(
    *,
    username: str,
    display_name: str,
    role: Role,
    areas: list[str],
    office: str = "",
    kind: Kind = Kind.OFFICER,
    password: str | None = None,
    zone: str = "WIB",
) -> Account:
    """Open an account, or bring an existing one of that name to these values.

    Without a password nobody can sign in to it by password.
    """
    account = Account.objects.filter(username=username).first() or Account(username=username)
    account.display_name, account.role, account.kind = display_name, role, kind
    account.areas, account.office, account.zone = areas, office, zone
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
    account.save()
    return account


@transaction.atomic
def register_signing_key(*, username: str, public_key: bytes) -> None:
    """Keep the key with which an officer signs packets at the station."""
    Account.objects.filter(username=username).update(signing_key=public_key)
