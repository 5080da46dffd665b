"""Changes to accounts."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction

from rekam.accounts.models import Account
from rekam.accounts.rules import Kind, Role
from rekam.accounts.tries import check_sign_in_tries, note_refused_sign_in
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.vault.officer_keys import Verifier, verifier
from rekam.vault.sealing import kid_of

__all__ = [
    "check_sign_in_tries",
    "kept_verifier",
    "log_in_at_station",
    "note_refused_sign_in",
    "open_account",
]


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
    actor: str,
    at: datetime,
) -> Account:
    """Open an account, or bring an existing one of that name to these values; the audit says who did.

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
    record("accounts.opened", actor=actor, at=at, subjects=[username], role=role, areas=",".join(areas))
    return account


@transaction.atomic
def log_in_at_station(*, username: str, passphrase: str, salt: bytes, at: datetime) -> Account:
    """The account whose passphrase this is, with the station key that the passphrase makes.

    salt   16 random bytes, used where the account has no station key yet
    Raises RuleBroken("login_refused"), the same for every wrong login.
    """
    account = Account.objects.select_for_update().filter(username=username, is_active=True).first()
    if account is None:
        make_password(passphrase)  # as long as a wrong passphrase takes
        raise RuleBroken("login_refused")
    if not account.check_password(passphrase):
        raise RuleBroken("login_refused")
    if account.signing_key is None:
        made = verifier(passphrase, salt=salt)
        account.signing_key = made.public
        account.signing_costs = {"salt": made.salt.hex(), "passes": made.passes, "memory": made.memory}
        account.save(update_fields=["signing_key", "signing_costs"])
    record("accounts.station_login", actor=username, at=at)
    return account


def kept_verifier(account: Account) -> Verifier | None:
    """How a station checks this account's passphrase; None for one that has never been at a station."""
    if account.signing_key is None or account.signing_costs is None:
        return None
    public, costs = bytes(account.signing_key), account.signing_costs
    return Verifier(
        kid=kid_of(public),
        public=public,
        salt=bytes.fromhex(costs["salt"]),
        passes=costs["passes"],
        memory=costs["memory"],
    )


@transaction.atomic
def forget_sessions(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget sessions of the pages that ended before that moment; hashes of their keys.

    A key is a secret while it lives, and looks like one afterwards: so it is never told, only its hash.
    """
    ended = Session.objects.filter(expire_date__lt=before)
    keys = list(ended.order_by("session_key").values_list("session_key", flat=True))
    if not dry_run:
        ended.filter(session_key__in=keys).delete()
    return [sha256(key.encode()).hexdigest() for key in keys]
