"""How somebody comes back to an application: its number and its code, both or nothing."""

from datetime import datetime
from uuid import UUID

from rekam.applications.filing import tries
from rekam.applications.filing.models import Application
from rekam.applications.filing.numbers import is_code, read_number
from rekam.applications.filing.rules import MOST_TRIES, TRY_MINUTES
from rekam.applications.filing.writing import PUBLIC, tell
from rekam.kernel.errors import RuleBroken


def find_by_code(*, number: str, code: str, address: str, at: datetime) -> UUID:
    """The application that has this number and this code. Call it in the office's scope.

    address  of whoever asks, by which questions are counted
    Raises RuleBroken("application_number_wrong" | "application_tries_used_up") for what nobody could have or
    asked too often, RuleBroken("application_unknown") for everything else: nobody learns which was wrong.
    """
    digits = read_number(number)
    tries.note(address, sort="look_up", most=MOST_TRIES, minutes=TRY_MINUTES, at=at)
    row = Application.objects.filter(number=digits).first()
    if not is_code(code, digest=row.code_digest if row else "") or row is None:
        raise RuleBroken("application_unknown")
    tell("looked_up", row=row, actor=PUBLIC, at=at)
    return row.uuid
