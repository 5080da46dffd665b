"""Writes of the blank ledger: receive, send on, spoil, take back, destroy. Enter through services."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.services import record as audit
from rekam.cards.blanks import rules
from rekam.cards.blanks.models import ROAD, SUPPLIER, Blank, BlankMove, Delivery
from rekam.cards.blanks.rules import BlankState
from rekam.cards.rules import check_reason
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken

LOT_ROWS_A_TIME = 2000


@transaction.atomic
def receive_delivery(*, site: str, letter: str, serials: Sequence[str], actor: str, at: datetime) -> Delivery:
    """Take a lot of blanks into a site's safe: all of them or none.

    serials  as rules.parse_serial gives them
    Raises RuleBroken("site_not_yours" | "lot_empty" | "serial_twice" | "delivery_known" |
    "blank_already_received").
    """
    check_site(site)
    if not serials:
        raise RuleBroken("lot_empty")
    if len(set(serials)) != len(serials):
        raise RuleBroken("serial_twice")
    delivery = _new_delivery(site=site, letter=letter, count=len(serials), actor=actor, at=at)
    blanks = [
        Blank(serial=rules.parse_serial(serial), area_code=site, state=BlankState.RECEIVED, delivery=delivery)
        for serial in serials
    ]
    try:
        with transaction.atomic():
            made = Blank.objects.bulk_create(blanks, batch_size=LOT_ROWS_A_TIME)
    except IntegrityError as error:
        # It may be another office's blank, which this office must not learn more about.
        raise RuleBroken("blank_already_received") from error
    act = uuid4()
    BlankMove.objects.bulk_create(
        [
            _row(blank, source=SUPPLIER, target=BlankState.RECEIVED, actor=actor, at=at, move=act)
            for blank in made
        ],
        batch_size=LOT_ROWS_A_TIME,
    )
    audit(
        "cards.blanks.received",
        actor=actor,
        at=at,
        subjects=[str(delivery.uuid)],
        site=site,
        count=len(made),
    )
    return delivery


def _new_delivery(*, site: str, letter: str, count: int, actor: str, at: datetime) -> Delivery:
    try:
        with transaction.atomic():
            return Delivery.objects.create(
                area_code=site, letter=letter.strip(), count=count, received_at=at, actor=actor
            )
    except IntegrityError as error:
        raise RuleBroken("delivery_known", letter=letter) from error


@transaction.atomic
def transfer_blanks(
    *, serials: Sequence[str], to_site: str, actor: str, at: datetime, reason: str = ""
) -> int:
    """Send unused blanks or printed cards to another site's safe; how many went.

    Each is two rows: out of its site onto the road, and off the road into the other one's safe.
    Raises RuleBroken("site_not_yours" | "site_is_the_same" | "blank_unknown" | "blank_step_not_allowed").
    """
    check_site(to_site)
    act = uuid4()
    for serial in sorted(set(serials)):
        blank = lock_blank(serial)
        if blank.state not in rules.SENDABLE:
            raise RuleBroken("blank_step_not_allowed", state=blank.state, to=ROAD)
        if blank.area_code == to_site:
            raise RuleBroken("site_is_the_same", serial=serial)
        told = {"actor": actor, "at": at, "reason": reason, "move": act}
        out = _row(blank, source=blank.state, target=ROAD, other_site=to_site, **told)
        from_site, blank.area_code = blank.area_code, to_site
        arrived = _row(blank, source=ROAD, target=blank.state, other_site=from_site, **told)
        BlankMove.objects.bulk_create([out, arrived])
        blank.save(update_fields=["area_code"])
    audit(
        "cards.blanks.transferred", actor=actor, at=at, subjects=[str(act)], site=to_site, count=len(serials)
    )
    return len(set(serials))


@transaction.atomic
def spoil_blank(*, serial: str, reason: str, actor: str, at: datetime) -> Blank:
    """Take a damaged, unused blank out of stock, or from a team, so that the safe and the ledger agree.

    A blank in a printer or a printed card is spoiled through its print order (printing.spoil_print).
    Raises RuleBroken("blank_unknown" | "blank_step_not_allowed" | "reason_missing").
    """
    check_reason(reason)
    blank = lock_blank(serial)
    if blank.state not in {BlankState.RECEIVED, BlankState.CARRIED}:
        raise RuleBroken("blank_step_not_allowed", state=blank.state, to=BlankState.SPOILED.value)
    step(blank, to=BlankState.SPOILED, actor=actor, at=at, reason=reason)
    audit("cards.blank.spoiled", actor=actor, at=at, subjects=[serial])
    return blank


@transaction.atomic
def take_back_card(*, serial: str, reason: str, actor: str, at: datetime) -> Blank:
    """Take back a card that its holder returns (replaced, damaged, a death), to be destroyed.

    Raises RuleBroken("blank_unknown" | "blank_step_not_allowed" | "reason_missing").
    """
    check_reason(reason)
    blank = lock_blank(serial)
    step(blank, to=BlankState.RETURNED, actor=actor, at=at, reason=reason)
    audit("cards.blank.returned", actor=actor, at=at, subjects=[serial])
    return blank


@transaction.atomic
def destroy_blanks(*, serials: Sequence[str], minutes: str, actor: str, witness: str, at: datetime) -> int:
    """Write down that spoiled or returned cards were burned, under the number of the signed minutes.

    Raises RuleBroken("minutes_missing" | "four_eyes" | "blank_unknown" | "blank_step_not_allowed").
    """
    rules.check_minutes(minutes)
    check_four_eyes(entered_by=actor, decided_by=witness)
    for serial in sorted(set(serials)):
        step(lock_blank(serial), to=BlankState.DESTROYED, actor=actor, at=at, reason=f"BA {minutes.strip()}")
    audit(
        "cards.blanks.destroyed",
        actor=actor,
        at=at,
        subjects=sorted(set(serials)),
        witness=witness,
        minutes=minutes.strip(),
    )
    return len(set(serials))


def lock_blank(serial: str) -> Blank:
    """The blank of this serial in the current scope, locked. Raises RuleBroken("blank_unknown")."""
    blank = Blank.objects.select_for_update().filter(serial=serial).first()
    if blank is None:
        raise RuleBroken("blank_unknown", serial=serial)
    return blank


def step(
    blank: Blank, *, to: BlankState, actor: str, at: datetime, reason: str = "", carrier: str = ""
) -> None:
    """Move a locked blank into another account of its site.

    carrier   the team that prints it or gives it out, "" for the counter; what a team prints stays with it
    Raises RuleBroken("blank_step_not_allowed" | "blank_carried"), and by the database's word
    RuleBroken("blank_used").
    """
    rules.check_custody(carrier=blank.carrier, used_by=carrier, to=to)
    if blank.carrier:
        to = rules.CHECKED_OUT.get(to, to)
    move_one(blank, to=to, carrier=blank.carrier, actor=actor, at=at, reason=reason, move=uuid4())


def move_one(blank: Blank, *, to: BlankState, carrier: str, **told: object) -> None:
    """Write one move of a locked blank, and where it is now.

    Raises RuleBroken("blank_step_not_allowed" | "blank_used").
    """
    state = BlankState(blank.state)
    rules.check_blank_step(state=state, to=to)
    try:
        with transaction.atomic():
            _row(blank, source=state, target=to, carrier=carrier, **told).save()
    except IntegrityError as error:
        raise RuleBroken("blank_used", serial=blank.serial) from error
    blank.state, blank.carrier = to, carrier if to in rules.WITH_A_TEAM else ""
    blank.save(update_fields=["state", "carrier"])


def check_site(site: str) -> None:
    """Refuse a site outside the officer's areas. Raises RuleBroken("site_not_yours")."""
    if not current_scope().contains(site):
        raise RuleBroken("site_not_yours", site=site)


def _row(blank: Blank, *, source: str, target: str, **told: object) -> BlankMove:
    return BlankMove(
        blank=blank, serial=blank.serial, area_code=blank.area_code, source=source, target=target, **told
    )
