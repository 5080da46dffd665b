"""Writing an act of two, and confirming it under the second officer's own sign-in. Enter through services.

An act is tried when it is written, and undone, so that what would be refused is refused at once.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.blanks.boxes.queries import get_box
from rekam.cards.blanks.boxes.services import close_short_box
from rekam.cards.blanks.custody import check_in, check_out
from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.seconds.models import ActOfTwo
from rekam.cards.blanks.seconds.rules import Kind, check_second
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def write_custody(
    *, kind: Kind, serials: Sequence[str], carrier: str, second: str, actor: str, at: datetime
) -> ActOfTwo:
    """Write down what a team takes along (TAKEN) or brings back (BROUGHT); the one who carries confirms.

    second   the officer who takes or brings, somebody else than the actor
    Raises what custody.check_out and custody.check_in raise.
    """
    row = ActOfTwo(kind=kind, serials=sorted(set(serials)), carrier=carrier.strip(), second=second)
    return _write(row, actor=actor, at=at)


@transaction.atomic
def write_short_box(*, box: UUID, reason: str, actor: str, at: datetime) -> ActOfTwo:
    """Write down that a box held fewer than its paper says; another officer who looked confirms.

    Raises RuleBroken("not_found" | "act_of_two_open"), and what boxes.services.close_short_box raises.
    """
    row = ActOfTwo(kind=Kind.SHORT_BOX, box=get_box(box), reason=reason.strip())
    return _write(row, actor=actor, at=at)


def _write(row: ActOfTwo, *, actor: str, at: datetime) -> ActOfTwo:
    row.written_by, row.written_at = actor, at
    check_four_eyes(entered_by=actor, decided_by=row.second)
    with transaction.atomic():
        _do(row, second=row.second, at=at)
        row.area_code = _site(row)
        transaction.set_rollback(True)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken("act_of_two_open") from error
    audit(
        "cards.second.asked", actor=actor, at=at, subjects=[str(row.uuid)], site=row.area_code, kind=row.kind
    )
    return row


def _site(row: ActOfTwo) -> str:
    if row.box is not None:
        return row.box.area_code
    return str(Blank.objects.values_list("area_code", flat=True).filter(serial__in=row.serials)[0])


def _do(row: ActOfTwo, *, second: str, at: datetime) -> None:
    first = row.written_by
    if row.box is not None:
        close_short_box(box=row.box.uuid, reason=row.reason, actor=first, second=second, at=at)
    elif row.kind == Kind.TAKEN:
        check_out(serials=row.serials, carrier=row.carrier, taken_by=second, actor=first, at=at)
    else:
        check_in(serials=row.serials, carrier=row.carrier, brought_by=second, actor=first, at=at)


@transaction.atomic
def confirm_act(*, act: UUID, actor: str, at: datetime) -> ActOfTwo:
    """Do what the first officer wrote down, now that the second one has signed in and says so too.

    Raises RuleBroken("not_found" | "act_of_two_answered" | "four_eyes" | "not_the_second"), and what the
    act itself raises if blanks have moved since.
    """
    row = _lock(act)
    check_four_eyes(entered_by=row.written_by, decided_by=actor)
    check_second(asked=row.second, actor=actor)
    _do(row, second=actor, at=at)
    return _answer(row, confirmed=True, actor=actor, at=at)


@transaction.atomic
def drop_act(*, act: UUID, actor: str, at: datetime) -> ActOfTwo:
    """Let an act fall that nobody confirmed: written by mistake, or the second officer found otherwise.

    Raises RuleBroken("not_found" | "act_of_two_answered").
    """
    return _answer(_lock(act), confirmed=False, actor=actor, at=at)


def _lock(act: UUID) -> ActOfTwo:
    row = ActOfTwo.objects.select_for_update(of=("self",)).select_related("box").filter(uuid=act).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.answered_at is not None:
        raise RuleBroken("act_of_two_answered")
    return row


def _answer(row: ActOfTwo, *, confirmed: bool, actor: str, at: datetime) -> ActOfTwo:
    row.confirmed, row.answered_by, row.answered_at = confirmed, actor, at
    row.save(update_fields=["confirmed", "answered_by", "answered_at"])
    _audit("confirmed" if confirmed else "dropped", row=row, actor=actor, at=at)
    return row


def _audit(what: str, *, row: ActOfTwo, actor: str, at: datetime) -> None:
    audit(
        f"cards.second.{what}",
        actor=actor,
        at=at,
        purpose=Purpose.CARD,
        case=str(row.uuid),
        site=row.area_code,
        kind=row.kind,
    )
