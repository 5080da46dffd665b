"""Writes of child cards and of their blanks. Each is one transaction."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.applications.catalogue.rules import Service
from rekam.applications.childcards import rules
from rekam.applications.childcards.models import ChildBlanks, ChildCard
from rekam.applications.childcards.queries import held_at, photo_of
from rekam.applications.childcards.rules import Change
from rekam.applications.filing.models import Application
from rekam.applications.filing.steps import State
from rekam.applications.filing.writing import lock, tell
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.turns import take_turn
from rekam.registry import queries as registry

LOCK = 0x52656B73


@transaction.atomic
def change_blanks(*, site: str, change: int, kind: Change, note: str, actor: str, at: datetime) -> None:
    """Write down that a site holds more or fewer blanks.

    Raises what `rules.check_change` raises.
    """
    _change(site, change=change, kind=kind, note=note, actor=actor, at=at)
    audit("applications.child_blanks", actor=actor, at=at, site=site, change=change, kind=kind.value)


def _change(site: str, *, change: int, kind: Change, note: str, actor: str, at: datetime) -> None:
    """Of two changes at once the second sees the first."""
    take_turn(LOCK, site)
    rules.check_change(change=change, kind=kind, note=note, holds=held_at(site))
    ChildBlanks.objects.create(
        area_code=site, change=change, kind=kind, note=note.strip()[:120], actor=actor, at=at
    )


@transaction.atomic
def print_card(*, application: UUID, site: str, actor: str, at: datetime) -> ChildCard:
    """Take a blank of the site for the card of an application, and write down that it is printed.

    Raises RuleBroken("not_found" | "application_step_not_allowed" | "child_photo_missing" |
    "child_stock_empty"); a card that is there already and good is no second one.
    """
    row = _in_work(application)
    assert row.subject is not None  # the catalogue asks for whom
    card = ChildCard.objects.filter(application=row).first()
    if card is not None and card.is_good:
        raise RuleBroken("application_step_not_allowed", state=row.state, step="print")
    child, day = registry.get_resident(row.subject), office_day(at)
    with_photo = rules.needs_photo(born=child.birth_date, on=day)
    rules.check_photo(needed=with_photo, there=photo_of(row) is not None)
    _change(site, change=-1, kind=Change.PRINTED, note="", actor=actor, at=at)
    tell("child_card_printed", row=row, actor=actor, at=at)
    card = card or ChildCard(application=row, resident=child.uuid, area_code=child.area_code)
    card.site, card.with_photo, card.is_good = site, with_photo, True
    card.valid_until = rules.valid_until(born=child.birth_date, on=day)
    card.printed_at, card.printed_by = at, actor
    card.save()
    return card


@transaction.atomic
def spoil_card(*, application: UUID, actor: str, at: datetime) -> ChildCard:
    """Write down that the print failed: its blank is gone, and another may be taken.

    Raises RuleBroken("not_found" | "application_step_not_allowed").
    """
    row = _in_work(application)
    card = ChildCard.objects.filter(application=row, is_good=True).first()
    if card is None:
        raise RuleBroken("application_step_not_allowed", state=row.state, step="spoil")
    card.is_good, card.spoiled = False, card.spoiled + 1
    card.save(update_fields=["is_good", "spoiled"])
    tell("child_card_spoiled", row=row, actor=actor, at=at)
    return card


def _in_work(application: UUID) -> Application:
    row = lock(application)
    if row.service != Service.KIA or row.state != State.IN_WORK:
        raise RuleBroken("application_step_not_allowed", state=row.state, step="print")
    return row


def check_printed(row: Application) -> None:
    """Refuse to call a child's card ready before it is printed. Raises RuleBroken("child_card_waits")."""
    if row.service == Service.KIA and not ChildCard.objects.filter(application=row, is_good=True).exists():
        raise RuleBroken("child_card_waits")
