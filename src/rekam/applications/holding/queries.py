"""What a resident's account shows of applications: through a narrow door, since it has no areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from rekam.applications.filing.numbers import spaced


@dataclass(frozen=True)
class Held:
    """An application in a list: nothing of what was typed into it.

    may_open  whether the account opens it; else somebody else filed it for this person
    """

    application: UUID
    number: str
    service: str
    state: str
    state_at: datetime
    may_open: bool

    @property
    def spaced_number(self) -> str:
        """As people read it."""
        return spaced(self.number)


def held_by(*, account: UUID, resident: UUID | None) -> Sequence[Held]:
    """The applications of an account, the latest move first, at most 100.

    resident  with whom an officer linked the account; None = nobody was seen
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doors.applications_held(%s, %s)", [account, resident])
        return [Held(*row) for row in cursor.fetchall()]
