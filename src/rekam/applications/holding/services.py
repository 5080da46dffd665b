"""Putting an application into an account, and opening it from there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.applications.filing.looking_up import find_by_code
from rekam.applications.filing.models import Application
from rekam.applications.filing.writing import lock, tell
from rekam.applications.holding.queries import held_by
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def keep(*, number: str, code: str, account: UUID, actor: str, address: str, at: datetime) -> Application:
    """Put the application with this number and code into an account, out of any other. In the office's scope.

    address  of whoever asks, by which questions are counted
    Raises what `find_by_code` raises.
    """
    row = lock(find_by_code(number=number, code=code, address=address, at=at))
    row.holder = account
    row.save(update_fields=["holder"])
    tell("kept_in_account", row=row, actor=actor, at=at)
    return row


@transaction.atomic
def open_held(
    application: UUID, *, account: UUID, resident: UUID | None, actor: str, at: datetime
) -> Application:
    """An application that the account may open. In the office's scope.

    Raises RuleBroken("not_found"), the same for what is somebody else's and for what nobody has.
    """
    if not any(
        one.application == application and one.may_open for one in held_by(account=account, resident=resident)
    ):
        raise RuleBroken("not_found")
    row = lock(application)
    tell("opened_in_account", row=row, actor=actor, at=at)
    return row
