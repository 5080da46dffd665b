"""The worker's part: a message is claimed, carried with no transaction open, and its end written down.

A worker that dies on the way leaves the message claimed until its next try: it may then go out twice with the
same key, and never not at all.
"""

from datetime import datetime

from django.db import transaction

from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.messages.adapters import Parcel, Undelivered, find_way
from rekam.messages.addresses import unseal
from rekam.messages.models import Message
from rekam.messages.rules import AT_ONCE, Kind, State, try_again
from rekam.messages.services import awake_at

A_RUN = 500


def deliver_due(*, at: datetime, limit: int = A_RUN) -> int:
    """Carry what is due, the longest waiting first; how many left. Each message is two short transactions."""
    return sum(_carried(pk, at=at) for pk in _due(at=at, limit=limit))


def _due(*, at: datetime, limit: int) -> list[int]:
    with scope(EVERYWHERE):
        rows = Message.objects.filter(state=State.WAITING, next_at__lte=at).order_by("next_at", "pk")
        return list(rows.values_list("pk", flat=True)[:limit])


def _carried(pk: int, *, at: datetime) -> bool:
    parcel = _claim(pk, at=at)
    if parcel is None:
        return False
    way = find_way(parcel.to.channel)
    try:
        if way is None:
            raise Undelivered("no_way", again=True)
        way.carry(parcel)
    except Undelivered as told:
        _put_off(pk, told=told, at=at)
        return False
    _end(pk, state=State.SENT, at=at)
    return True


def _claim(pk: int, *, at: datetime) -> Parcel | None:
    """Count a try and say when the next would be; None where somebody else has it, or it was stopped."""
    with scope(EVERYWHERE):
        rows = Message.objects.select_for_update(skip_locked=True, of=("self",)).select_related("recipient")
        row = rows.filter(pk=pk, state=State.WAITING, next_at__lte=at).first()
        if row is None:
            return None
        if row.recipient.stopped_at is not None and Kind(row.kind) not in AT_ONCE:
            _ended(row, state=State.STOPPED, at=at)
            return None
        try:
            to, subject, text = unseal(bytes(row.sealed), row=str(row.uuid))
        except RuleBroken as broken:
            _ended(row, state=State.FAILED, why=broken.code, at=at)
            return None
        row.tries += 1
        row.next_at = awake_at(try_again(row.tries, at=at) or at, kind=Kind(row.kind))
        row.save(update_fields=["tries", "next_at"])
        return Parcel(row.key, to, subject, text, f"{row.template}/{row.version}")


def _put_off(pk: int, *, told: Undelivered, at: datetime) -> None:
    with scope(EVERYWHERE):
        row = Message.objects.select_for_update().get(pk=pk)
        if not told.again or try_again(row.tries, at=at) is None:
            _ended(row, state=State.FAILED, why=told.code, at=at)
            return
        row.why = told.code
        row.save(update_fields=["why"])


def _end(pk: int, *, state: State, at: datetime) -> None:
    with scope(EVERYWHERE):
        _ended(Message.objects.select_for_update().get(pk=pk), state=state, at=at)


@transaction.atomic
def _ended(row: Message, *, state: State, at: datetime, why: str = "") -> None:
    row.state, row.why, row.ended_at, row.sealed = state, why, at, b""
    row.save(update_fields=["state", "why", "ended_at", "sealed"])
