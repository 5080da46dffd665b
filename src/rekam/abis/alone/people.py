"""Who may judge: accounts made and ended at the server's terminal."""

from datetime import datetime

from django.db import transaction

from rekam.accounts import services
from rekam.accounts.queries import find_account
from rekam.accounts.rules import CENTRE_AREA, Role
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def open_adjudicator(username: str, *, number: str, password: str, at: datetime) -> None:
    """Let somebody judge, or give them a new password, which ends the sessions of the old one.

    number   of their employer's: two people judge each case, and two accounts of one are not two
    Raises RuleBroken("employee_number_taken").
    """
    account = services.open_account(
        username=username,
        display_name=username,
        role=Role.ADJUDICATOR,
        areas=[CENTRE_AREA],
        employee_number=number,
        password=password,
        actor="terminal",
        at=at,
    )
    if not account.is_active:
        account.is_active = True
        account.save(update_fields=["is_active"])
        record("accounts.switched_on", actor="terminal", at=at, subjects=[str(account.uuid)])


@transaction.atomic
def end_adjudicator(username: str, *, at: datetime) -> None:
    """Let somebody in no more, from this moment on; what they said stays. Raises RuleBroken("not_found")."""
    account = find_account(username)
    if account is None:
        raise RuleBroken("not_found")
    account.is_active = False
    account.save(update_fields=["is_active"])
    record("accounts.switched_off", actor="terminal", at=at, subjects=[str(account.uuid)])
