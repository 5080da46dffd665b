"""Stolen and lost blanks: shut at once, found by two officers; alarms answered. Enter through services."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.accounts.queries import same_person
from rekam.accounts.services import check_four_eyes
from rekam.audit.services import record as audit
from rekam.cards.blanks.boxes.services import lock_boxes, lose_boxes
from rekam.cards.blanks.losses.models import BlankAlarm, Finding, Loss
from rekam.cards.blanks.losses.queries import find_loss_of
from rekam.cards.blanks.losses.rules import LossKind, check_report, found_as
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.moving import Told, check_site, lock_blanks, move_blanks
from rekam.cards.blanks.rules import BlankState
from rekam.cards.rules import check_reason
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def report_loss(
    *,
    kind: LossKind,
    serials: Sequence[str] = (),
    boxes: Sequence[str] = (),
    police_number: str,
    police_on: date,
    told: str,
    actor: str,
    at: datetime,
) -> Loss:
    """Shut blanks, cards and boxes of one site that were stolen or lost, under the police report's number.

    A card's order goes back to be printed by orders.lost.print_anew, which leaves the card lost.
    Raises RuleBroken("police_number_missing" | "reason_missing" | "lot_empty" | "blank_unknown" |
    "box_unknown" | "shipment_of_two_sites" | "site_not_yours" | "blank_step_not_allowed").
    """
    check_report(police_number=police_number, told=told)
    if not serials and not boxes:
        raise RuleBroken("lot_empty")
    blanks = lock_blanks(serials, lost_too=True) if serials else []
    closed = lock_boxes(boxes)
    sites = {thing.area_code for thing in [*blanks, *closed]}
    if len(sites) != 1:
        raise RuleBroken("shipment_of_two_sites")
    (site,) = sites
    check_site(site)
    row = Loss.objects.create(
        area_code=site,
        kind=kind,
        police_number=police_number.strip(),
        police_on=police_on,
        count=len(blanks) + sum(box.left for box in closed),
        told=told.strip(),
        actor=actor,
        at=at,
    )
    reason = f"laporan polisi {row.police_number}"
    told_of = Told(actor=actor, at=at, reason=reason, move=row.uuid)
    move_blanks([(blank, BlankState.LOST) for blank in blanks], told=told_of)
    lose_boxes(closed, told=told_of)
    subjects = [str(row.uuid), *(blank.serial for blank in blanks)]
    audit("cards.blanks.lost", actor=actor, at=at, subjects=subjects, kind=kind.value)
    return row


@transaction.atomic
def report_blank_found(*, serial: str, told: str, actor: str, at: datetime) -> Finding:
    """Say that a lost blank lies here again; it stays shut until another officer has seen it.

    Raises RuleBroken("reason_missing" | "blank_unknown" | "blank_not_lost" | "finding_open").
    """
    check_reason(told)
    blank = _lock_lost(serial)
    try:
        with transaction.atomic():
            row = Finding.objects.create(
                area_code=blank.area_code, blank=blank, told=told.strip(), actor=actor, at=at
            )
    except IntegrityError as error:
        raise RuleBroken("finding_open") from error
    audit("cards.blank.found", actor=actor, at=at, subjects=[serial])
    return row


@transaction.atomic
def confirm_blank_found(*, serial: str, actor: str, at: datetime) -> Blank:
    """Take a found blank back: a mislaid one as what it was, a stolen or replaced one to be burned.

    Raises RuleBroken("blank_unknown" | "blank_not_lost" | "not_found" | "four_eyes").
    """
    blank = _lock_lost(serial)
    finding = Finding.objects.filter(blank=blank, confirmed_by="").first()
    if finding is None:
        raise RuleBroken("not_found")
    check_four_eyes(entered_by=finding.actor, decided_by=actor)
    loss = find_loss_of(blank)
    kind = LossKind(loss.kind) if loss else LossKind.LOST
    replaced = Blank.objects.filter(pk=blank.pk, attempt__spoiled=True).exists()
    to = found_as(kind=kind, before=BlankState(blank.before), replaced=replaced)
    move_blanks([(blank, to)], told=Told(actor=actor, at=at, second=finding.actor, reason=finding.told[:200]))
    finding.confirmed_by, finding.confirmed_at = actor, at
    finding.save(update_fields=["confirmed_by", "confirmed_at"])
    audit("cards.blank.found_confirmed", actor=actor, at=at, subjects=[serial])
    return blank


def _lock_lost(serial: str) -> Blank:
    (blank,) = lock_blanks([serial], lost_too=True)
    if blank.state != BlankState.LOST:
        raise RuleBroken("blank_not_lost", state=blank.state)
    return blank


@transaction.atomic
def answer_alarm(*, alarm: UUID, answer: str, actor: str, at: datetime) -> BlankAlarm:
    """Write down what came out of an alarm, which takes it off the first pages; the losing site's word.

    Raises RuleBroken("not_found" | "site_not_yours" | "blank_alarm_yours" | "blank_alarm_answered" |
    "reason_missing").
    """
    row = BlankAlarm.objects.filter(uuid=alarm).first()
    if row is None:
        raise RuleBroken("not_found")
    check_site(row.area_code)
    row = BlankAlarm.objects.select_for_update().get(uuid=alarm)
    if same_person(row.actor, actor):
        raise RuleBroken("blank_alarm_yours")
    if row.answered_at is not None:
        raise RuleBroken("blank_alarm_answered")
    check_reason(answer)
    row.answered_by, row.answered_at, row.answer = actor, at, answer.strip()
    row.save(update_fields=["answered_by", "answered_at", "answer"])
    audit("cards.alarm.answered", actor=actor, at=at, subjects=[row.serial], case=str(row.uuid))
    return row
