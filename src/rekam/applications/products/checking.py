"""The public page's question: is this paper one of ours, and does it still hold?"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from rekam.applications.catalogue.rules import Product
from rekam.applications.filing import tries
from rekam.applications.filing.writing import PUBLIC
from rekam.applications.products import signed
from rekam.applications.products.rules import CHECK_MINUTES, MOST_CHECKS, number_of
from rekam.applications.products.signed import Carried, Stated
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.suket.rules import clean_key
from rekam.vault.queries import server_keys


@dataclass(frozen=True)
class Checked:
    """What the page says of a paper."""

    kind: Product
    number: str
    issued_on: date
    initials: str
    birth_year: int
    replaced: bool


@dataclass(frozen=True)
class Verified:
    """What the signature of a paper says, what a PDF carries of it, and what its key says today.

    carried  None where only the QR was given
    today    None where no key came with it, or nobody knows it
    """

    stated: Stated
    carried: Carried | None
    today: Checked | None


def verify(*, text: str = "", pdf: bytes = b"", address: str, at: datetime) -> Verified:
    """Check a paper's signature, by the text of its QR or by its PDF; the PDF counts where both come.

    Raises RuleBroken("application_tries_used_up") and what `signed.read`, `signed.find_carried` and
    `signed.check_carried` raise.
    """
    tries.note(address, sort="check", most=MOST_CHECKS, minutes=CHECK_MINUTES, at=at)
    keys = server_keys().paper_public
    carried = signed.find_carried(pdf) if pdf else None
    stated = signed.check_carried(carried, keys=keys) if carried else signed.read(text, keys=keys)
    key = signed.key_in(carried.qr if carried else text)
    return Verified(stated, carried, _known(key, at=at) if key else None)


def check(key: str, *, address: str, at: datetime) -> Checked | None:
    """What the paper with this key is worth today; None for every other key.

    Raises RuleBroken("application_tries_used_up").
    """
    tries.note(address, sort="check", most=MOST_CHECKS, minutes=CHECK_MINUTES, at=at)
    return _known(key, at=at)


def _known(key: str, *, at: datetime) -> Checked | None:
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
