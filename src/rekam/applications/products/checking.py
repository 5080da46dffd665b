"""The public page's question: is this paper one of ours, and does it still hold?"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from rekam.applications.catalogue.rules import Product
from rekam.applications.filing import tries
from rekam.applications.filing.writing import PUBLIC
from rekam.applications.products.rules import CHECK_MINUTES, MOST_CHECKS, number_of
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.suket.rules import clean_key


@dataclass(frozen=True)
class Checked:
    """What the page says of a paper."""

    kind: Product
    number: str
    issued_on: date
    initials: str
    birth_year: int
    replaced: bool


def check(key: str, *, address: str, at: datetime) -> Checked | None:
    """What the paper with this key is worth today; None for every other key.

    Raises RuleBroken("application_tries_used_up").
    """
    tries.note(address, sort="check", most=MOST_CHECKS, minutes=CHECK_MINUTES, at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doors.paper_check(%s)", [clean_key(key)])
        row: tuple[uuid.UUID, uuid.UUID, str, str, int, int, date, str, int, bool] | None = cursor.fetchone()
    if row is None:
        return None
    paper, resident, kind, office, year, sequence, issued_on, initials, birth_year, replaced = row
    audit(
        "applications.paper_checked",
        actor=PUBLIC,
        at=at,
        subjects=[str(paper), str(resident)],
        purpose=Purpose.SERVICE,
        case=str(paper),
    )
    number = number_of(Product(kind), sequence=sequence, office=office, year=year)
    return Checked(Product(kind), number, issued_on, initials, birth_year, replaced)
