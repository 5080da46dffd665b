"""Writes about printers: register, new ribbon, cleaned, out of use. Enter through services."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.services import record as audit
from rekam.cards.blanks.services import check_site
from rekam.cards.printing.models import Printer
from rekam.cards.printing.rules import Kind
from rekam.devices.queries import find_station
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def register_printer(
    *,
    name: str,
    site: str,
    kind: Kind,
    model: str,
    computer: str,
    ribbon: int,
    clean_every: int,
    actor: str,
    at: datetime,
) -> Printer:
    """Let a paired computer of the site drive a printer.

    computer     kid of the computer, as devices has it
    ribbon       cards that a new ribbon prints (count, above 0); clean_every: cards between two cleanings
    Raises RuleBroken("site_not_yours" | "printer_computer_unknown" | "printer_known").
    """
    check_site(site)
    if find_station(computer) is None:
        raise RuleBroken("printer_computer_unknown")
    try:
        with transaction.atomic():
            printer = Printer.objects.create(
                name=name.strip(),
                area_code=site,
                kind=kind,
                model=model.strip(),
                computer=computer,
                ribbon_whole=ribbon,
                ribbon_left=ribbon,
                clean_every=clean_every,
                registered_by=actor,
                registered_at=at,
            )
    except IntegrityError as error:
        raise RuleBroken("printer_known", name=name.strip()) from error
    audit("cards.printer.registered", actor=actor, at=at, subjects=[str(printer.uuid)], site=site)
    return printer


@transaction.atomic
def change_ribbon(*, printer: UUID, actor: str, at: datetime) -> Printer:
    """Write down that a new ribbon was put in. Raises RuleBroken("not_found")."""
    row = lock_printer(printer)
    row.ribbon_left = row.ribbon_whole
    row.save(update_fields=["ribbon_left"])
    audit("cards.printer.ribbon_changed", actor=actor, at=at, subjects=[str(printer)])
    return row


@transaction.atomic
def note_cleaning(*, printer: UUID, actor: str, at: datetime) -> Printer:
    """Write down that the printer was cleaned. Raises RuleBroken("not_found")."""
    row = lock_printer(printer)
    row.since_cleaning = 0
    row.save(update_fields=["since_cleaning"])
    audit("cards.printer.cleaned", actor=actor, at=at, subjects=[str(printer)])
    return row


def lock_printer(printer: UUID) -> Printer:
    """The printer in the current scope, locked. Raises RuleBroken("not_found")."""
    row = Printer.objects.select_for_update().filter(uuid=printer).first()
    if row is None:
        raise RuleBroken("not_found")
    return row
