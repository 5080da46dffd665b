"""Burning spoiled and returned cards under minutes that name each of them. Enter through services.

The paper is made before the fire, to be ticked; the second signatory says afterwards that it was done.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.accounts.queries import find_account, same_person
from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.blanks import rules
from rekam.cards.blanks.destruction.models import Destruction, DestructionLine
from rekam.cards.blanks.destruction.paper import Minutes, draw, signatory
from rekam.cards.blanks.destruction.queries import Doomed, doomed, holders_of
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.moving import Told, check_site, lock_blanks, move_blanks
from rekam.cards.blanks.rules import BlankState
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault

MOST_CARDS = 1_000


@transaction.atomic
def prepare_minutes(
    *, serials: Sequence[str], number: str, place: str, on: date, witness: str, actor: str, at: datetime
) -> Destruction:
    """Make the berita acara of spoiled and returned cards of one site, to tick before they are burned.

    number    of the berita acara, as the office counts them
    witness   user name of the second signatory, who confirms the fire
    At most 1,000 cards a paper.
    Raises RuleBroken("minutes_missing" | "four_eyes" | "witness_unknown" | "lot_empty" | "lot_too_long" |
    "blank_unknown" | "blank_step_not_allowed" | "shipment_of_two_sites" | "site_not_yours" |
    "minutes_known" | "blank_in_other_minutes").
    """
    rules.check_minutes(number)
    check_four_eyes(entered_by=actor, decided_by=witness)
    if find_account(witness) is None:
        raise RuleBroken("witness_unknown")
    if len(set(serials)) > MOST_CARDS:
        raise RuleBroken("lot_too_long", rows=len(set(serials)), limit=MOST_CARDS)
    blanks = lock_blanks(serials, doing=BlankState.DESTROYED, actor=actor, at=at)
    site = _site_of(blanks)
    cards = doomed(blanks, at=at)
    paper = Minutes(
        number=number.strip(),
        place=place.strip(),
        on=on,
        site=site,
        cards=cards,
        signatories=(signatory(actor), signatory(witness)),
        made_at=at,
    )
    try:
        with transaction.atomic():
            row = Destruction.objects.create(
                area_code=site,
                number=paper.number,
                place=paper.place,
                on=on,
                count=len(cards),
                paper=vault.keep(draw(paper), kind="minutes"),
                prepared_by=actor,
                prepared_at=at,
                witness=witness,
            )
    except IntegrityError as error:
        raise RuleBroken("minutes_known", number=number) from error
    _write_lines(row, cards=cards)
    audit(
        "cards.minutes.prepared",
        actor=actor,
        at=at,
        subjects=[str(row.uuid), *holders_of(cards)],
        purpose=Purpose.CARD,
        case=str(row.uuid),
    )
    return row


def _site_of(blanks: Sequence[Blank]) -> str:
    for blank in blanks:
        rules.check_blank_step(state=BlankState(blank.state), to=BlankState.DESTROYED)
    sites = {blank.area_code for blank in blanks}
    if len(sites) != 1:
        raise RuleBroken("shipment_of_two_sites")
    site = sites.pop()
    check_site(site)
    return site


def _write_lines(row: Destruction, *, cards: Sequence[Doomed]) -> None:
    lines = [
        DestructionLine(
            destruction=row,
            blank=card.blank,
            area_code=row.area_code,
            serial=card.blank.serial,
            holder=card.holder,
        )
        for card in cards
    ]
    try:
        with transaction.atomic():
            DestructionLine.objects.bulk_create(lines)
    except IntegrityError as error:
        raise RuleBroken("blank_in_other_minutes") from error


@transaction.atomic
def confirm_destruction(*, minutes: UUID, ticked: Sequence[str], actor: str, at: datetime) -> Destruction:
    """Write down that every card of the paper was burned; the second signatory's word, card by card.

    Raises RuleBroken("not_found" | "minutes_closed" | "not_the_witness" | "destruction_unticked" |
    "blank_unknown" | "blank_step_not_allowed").
    """
    row = _lock_open(minutes)
    if not same_person(row.witness, actor):
        raise RuleBroken("not_the_witness")
    lines = list(row.lines.filter(dropped=False))
    serials = {line.serial for line in lines}
    if set(ticked) != serials:
        raise RuleBroken("destruction_unticked", left=len(serials - set(ticked)))
    steps = [(blank, BlankState.DESTROYED) for blank in lock_blanks(serials, actor=actor, at=at)]
    reason = f"BA {row.number}"
    move_blanks(steps, told=Told(actor=actor, at=at, second=row.prepared_by, reason=reason, move=row.uuid))
    row.confirmed_at = at
    row.save(update_fields=["confirmed_at"])
    audit(
        "cards.blanks.destroyed",
        actor=actor,
        at=at,
        subjects=[str(row.uuid), *sorted(serials), *holders_of(lines)],
        purpose=Purpose.CARD,
        case=str(row.uuid),
        minutes=row.number,
    )
    return row


@transaction.atomic
def drop_minutes(*, minutes: UUID, actor: str, at: datetime) -> Destruction:
    """Put a paper aside that nothing was burned under; its cards wait again, and its number is free.

    Raises RuleBroken("not_found" | "minutes_closed").
    """
    row = _lock_open(minutes)
    row.dropped_by, row.dropped_at = actor, at
    row.save(update_fields=["dropped_by", "dropped_at"])
    row.lines.update(dropped=True)
    audit("cards.minutes.dropped", actor=actor, at=at, subjects=[str(row.uuid)])
    return row


def _lock_open(minutes: UUID) -> Destruction:
    row = Destruction.objects.select_for_update().filter(uuid=minutes).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.confirmed_at or row.dropped_at:
        raise RuleBroken("minutes_closed")
    return row
