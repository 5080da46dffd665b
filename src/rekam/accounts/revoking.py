"""Taking an officer's station keys out of use, when somebody else may know the passphrase."""

from datetime import datetime

from django.db import transaction

from rekam.accounts.models import Account, RevokedKey
from rekam.accounts.officers import check_may_manage, give_password
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.vault.sealing import kid_of


@transaction.atomic
def revoke_station_keys(account: Account, *, by: Account, at: datetime) -> str:
    """Refuse what any of an officer's keys signs from now on; a temporary password, told once.

    What was captured before stays welcome, since a laptop may be far from a line for months. The new password
    makes a new key; on laptops the old passphrase opens until they fetch another list.
    Raises RuleBroken("own_account" | "not_found" | "station_key_none").
    """
    check_may_manage(by, account=account)
    publics = {bytes(one.public) for one in account.retired_keys.all()}
    publics |= {bytes(account.signing_key)} if account.signing_key is not None else set()
    publics -= {bytes(one.public) for one in account.revoked_keys.all()}
    if not publics:
        raise RuleBroken("station_key_none")
    for public in sorted(publics):
        RevokedKey.objects.create(account=account, public=public, revoked_at=at, revoked_by=by.username)
        record(
            "accounts.station_key_revoked",
            actor=by.username,
            at=at,
            subjects=[str(account.uuid)],
            kid=kid_of(public),
        )
    return give_password(account, by=by, at=at)
