"""How somebody comes back to a complaint: its number and its code, both or nothing."""

from datetime import datetime
from uuid import UUID

from rekam.applications.complaints.models import Complaint
from rekam.applications.complaints.writing import tell
from rekam.applications.filing import tries
from rekam.applications.filing.numbers import is_code, read_number
from rekam.applications.filing.rules import MOST_TRIES, TRY_MINUTES
from rekam.applications.filing.writing import PUBLIC
from rekam.kernel.errors import RuleBroken


def find_by_code(*, number: str, code: str, address: str, at: datetime) -> UUID:
    """The complaint that has this number and this code. Call it in the office's scope.

    address  of whoever asks, by which questions are counted
    Raises RuleBroken("application_tries_used_up") for what was asked too often, RuleBroken(
    "complaint_unknown") for everything else: nobody learns which was wrong.
    """
    tries.note(address, sort="complaint", most=MOST_TRIES, minutes=TRY_MINUTES, at=at)
    row = Complaint.objects.filter(number=_digits(number)).first()
    if not is_code(code, digest=row.code_digest if row else "") or row is None:
        raise RuleBroken("complaint_unknown")
    tell("looked_up", row=row, actor=PUBLIC, at=at)
    return row.uuid


def _digits(number: str) -> str:
    try:
        return read_number(number)
    except RuleBroken:
        return ""
