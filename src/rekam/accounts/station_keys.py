"""What an officer's passphrase makes for the station: the key that signs packets. Enter through services."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from rekam.accounts.models import Account, RetiredKey
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.vault.officer_keys import Verifier, verifier
from rekam.vault.sealing import kid_of


@transaction.atomic
def log_in_at_station(*, username: str, passphrase: str, salt: bytes, at: datetime) -> Account:
    """The account whose passphrase this is, with the station key that the passphrase makes.

    salt   16 random bytes, used where a new key is made
    A key that another passphrase made is retired: it still counts for packets that it signed.
    Raises RuleBroken("login_refused"), the same for every wrong login.
    """
    known = Account.objects.select_for_update(of=("self",))
    account = known.filter(username=username, is_active=True).first()
    if account is None:
        make_password(passphrase)  # as long as a wrong passphrase takes
        raise RuleBroken("login_refused")
    if not account.check_password(passphrase):
        raise RuleBroken("login_refused")
    if not _makes_its_key(account, passphrase):
        renew_station_key(account, passphrase=passphrase, salt=salt, at=at)
    record("accounts.station_login", actor=username, at=at)
    return account


def renew_station_key(account: Account, *, passphrase: str, salt: bytes, at: datetime) -> None:
    """Let the passphrase make a new station key, and keep the old public half for what it signed."""
    if account.signing_key is not None:
        RetiredKey.objects.create(account=account, public=account.signing_key, retired_at=at)
    made = verifier(passphrase, salt=salt)
    account.signing_key = made.public
    account.signing_costs = {"salt": made.salt.hex(), "passes": made.passes, "memory": made.memory}
    account.save(update_fields=["signing_key", "signing_costs"])
    record("accounts.station_key_made", actor=account.username, at=at, kid=made.kid)


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


def _makes_its_key(account: Account, passphrase: str) -> bool:
    kept = kept_verifier(account)
    if kept is None:
        return False
    made = verifier(passphrase, salt=kept.salt, passes=kept.passes, memory=kept.memory)
    return made.public == kept.public
