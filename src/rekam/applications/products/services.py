"""Issuing the paper of an application: numbered one after the other."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection

from rekam.accounts.queries import find_head
from rekam.applications.catalogue.rules import Product, get_offer
from rekam.applications.filing.models import Application
from rekam.applications.filing.writing import tell
from rekam.applications.products.models import Paper
from rekam.applications.products.rules import ON_PAPER
from rekam.cards.suket.rules import KEY_LENGTH
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.letters import new_code
from rekam.kernel.turns import take_turn
from rekam.registry import queries as registry
from rekam.registry.entries import queries as entries

LOCK = 0x52656B72


def issue(row: Application, *, actor: str, at: datetime) -> Paper | None:
    """Number the paper of an application whose work is done; None where it gives none of ours.

    Call it inside the transaction that says that it is ready. The same again is the paper that there is.
    Raises RuleBroken("paper_of_nobody") where the register has nobody it could be about, as beside SIAK of
    somebody whom only SIAK has.
    """
    kind = get_offer(row.service, on=office_day(row.sent_at or at)).product
    if kind not in ON_PAPER:
        return None
    known = Paper.objects.filter(application=row).first()
    if known is not None:
        return known
    about = _about(row)
    if about is None:
        raise RuleBroken("paper_of_nobody")
    person, day, head = registry.get_resident(about), office_day(at), find_head(settings.REKAM_OFFICE_AREA)
    paper = Paper.objects.create(
        application=row,
        area_code=person.area_code,
        resident=person.uuid,
        kind=kind,
        office=settings.REKAM_OFFICE_AREA,
        year=day.year,
        sequence=_next_number(kind, year=day.year),
        key=new_code(letters=KEY_LENGTH),
        issued_on=day,
        issued_at=at,
        issued_by=actor,
        signer_name=head.display_name if head else "",
        signer_number=head.employee_number if head else "",
    )
    tell("paper_issued", row=row, actor=actor, at=at)
    return paper


def _about(row: Application) -> UUID | None:
    """Whom the paper is about: whom it was asked for, or who came into the register by it."""
    if row.subject is not None:
        return row.subject
    return entries.get_entry(row.entry).resident if row.entry else None


def _next_number(kind: Product, *, year: int) -> int:
    """One number after the other, also when two officers finish at once."""
    office = settings.REKAM_OFFICE_AREA
    take_turn(LOCK, f"{office} {kind} {year}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT doors.last_paper(%s, %s, %s)", [office, kind.value, year])
        last = cursor.fetchone()
    return int(last[0] if last else 0) + 1
