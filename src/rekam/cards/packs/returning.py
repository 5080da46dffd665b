"""Cards of packs that nobody got: back in the safe, or lost. Enter through services."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.audit.services import record as audit
from rekam.cards.blanks.custody import check_in
from rekam.cards.blanks.losses.rules import LossKind
from rekam.cards.blanks.losses.services import report_loss
from rekam.cards.orders.services import spoil_print
from rekam.cards.packs import queries, rules
from rekam.cards.packs.models import Pack, PackCard
from rekam.cards.packs.services import about, lock_pack
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day

Out = Mapping[str, PackCard]


@transaction.atomic
def take_back(*, pack: UUID, back: Collection[str], actor: str, at: datetime) -> Pack:
    """Put cards that an officer brings into the safe; the pack stays open for the rest.

    back    serials that lie on the table
    actor   who counts them, somebody else than the officer who brings them
    Raises RuleBroken("not_found" | "pack_closed" | "pack_empty" | "pack_card_unknown" | "four_eyes"), and the
    codes of the ledger.
    """
    row = _lock_open(pack)
    if not back:
        raise RuleBroken("pack_empty")
    _put_back(row, out=_out(row), back=back, actor=actor, at=at)
    audit("cards.pack.brought_back", actor=actor, at=at, **about(row, *sorted(back)), back=len(back))
    return row


@transaction.atomic
def close_pack(
    *, pack: UUID, back: Collection[str], actor: str, at: datetime, why: str = "", police_number: str = ""
) -> Pack:
    """Count a pack out: what is there goes into the safe, what is neither there nor given is lost.

    back            serials that lie on the table
    why             what is said of the missing ones
    police_number   of the report of that day; both are needed where some are missing
    The orders of lost cards go back to be printed anew.
    Raises RuleBroken("not_found" | "pack_closed" | "pack_card_unknown" | "pack_exceptions_wait" |
    "police_number_missing" | "reason_missing" | "four_eyes"), and the codes of the ledger.
    """
    row = _lock_open(pack)
    out = _out(row)
    missing = sorted(set(out) - set(back))
    _put_back(row, out=out, back=back, actor=actor, at=at)
    if missing:
        report_loss(
            kind=LossKind.LOST,
            serials=missing,
            police_number=police_number,
            police_on=office_day(at),
            told=why,
            actor=actor,
            at=at,
        )
        _print_anew([out[serial] for serial in missing], why=why, actor=actor, at=at)
    rules.check_closable(queries.count_of(row))
    row.closed_by, row.closed_at, row.why = actor, at, why.strip()
    row.save(update_fields=["closed_by", "closed_at", "why"])
    audit("cards.pack.closed", actor=actor, at=at, **about(row), back=len(back), missing=len(missing))
    if missing:
        people = [str(out[serial].job.resident) for serial in missing]
        audit("cards.pack.missing", actor=actor, at=at, **about(row, *missing, *people))
    return row


def _lock_open(pack: UUID) -> Pack:
    row = lock_pack(pack)
    if row.closed_at:
        raise RuleBroken("pack_closed")
    return row


def _out(row: Pack) -> Out:
    return {card.blank.serial: card for card in queries.cards_out(row)}


def _put_back(row: Pack, *, out: Out, back: Collection[str], actor: str, at: datetime) -> None:
    if set(back) - set(out):
        raise RuleBroken("pack_card_unknown")
    if back:
        check_in(serials=list(back), carrier=str(row.uuid), brought_by=row.officer, actor=actor, at=at)
    _end([out[serial] for serial in back], end=PackCard.End.BACK)


def _print_anew(cards: Sequence[PackCard], *, why: str, actor: str, at: datetime) -> None:
    _end(cards, end=PackCard.End.MISSING)
    for card in cards:
        spoil_print(job=card.job.uuid, reason=why, actor=actor, at=at)


def _end(cards: Sequence[PackCard], *, end: PackCard.End) -> None:
    PackCard.objects.filter(pk__in=[card.pk for card in cards]).update(end=end)
