"""A second factor that its owner lost, taken away by two people. Enter through services."""

from datetime import datetime

from django.db import transaction

from rekam.accounts.models import Account, FactorReset
from rekam.accounts.officers import check_may_manage
from rekam.accounts.people import check_four_eyes
from rekam.accounts.recovery import remove_factors
from rekam.accounts.sessions import end_all_sessions
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def ask_reset(account: Account, *, by: Account, at: datetime) -> FactorReset:
    """Ask that a lost second factor be taken away; somebody else has to grant it.

    Raises RuleBroken("not_found" | "reset_asked" | "no_second_factor").
    """
    check_may_manage(by, account=account)
    if not account.has_second_factor:
        raise RuleBroken("no_second_factor")
    if FactorReset.objects.filter(account=account, granted_at=None).exists():
        raise RuleBroken("reset_asked")
    reset = FactorReset.objects.create(account=account, asked_by=by.username, asked_at=at)
    record("accounts.reset_asked", actor=by.username, at=at, subjects=[str(account.uuid)])
    return reset


@transaction.atomic
def grant_reset(reset: FactorReset, *, by: Account, at: datetime) -> None:
    """Take the second factor away; its owner makes a new one at the next sign-in.

    Raises RuleBroken("four_eyes") for who asked, RuleBroken("own_account" | "not_found").
    """
    if reset.granted_at is not None:
        raise RuleBroken("not_found")
    check_four_eyes(entered_by=reset.asked_by, decided_by=by.username)
    check_may_manage(by, account=reset.account)
    reset.granted_by, reset.granted_at = by.username, at
    reset.save(update_fields=["granted_by", "granted_at"])
    remove_factors(reset.account)
    end_all_sessions(reset.account, at=at)
    record("accounts.reset_granted", actor=by.username, at=at, subjects=[str(reset.account.uuid)])
