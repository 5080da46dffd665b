"""Inviting a laptop, hearing it, and letting it in."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.services import record
from rekam.devices.pairing import rules
from rekam.devices.pairing.messages import PairState, Question, check_number
from rekam.devices.pairing.models import Pairing, WrongCode
from rekam.devices.services import register_station
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def invite(*, name: str, area_code: str, code: str, actor: str, at: datetime) -> Pairing:
    """Open an invitation for one laptop; `code` is told to nobody again."""
    pairing = Pairing.objects.create(
        name=name, area_code=area_code, code_digest=_digest(code), invited_by=actor, invited_at=at
    )
    record("devices.pairing.invited", actor=actor, at=at, subjects=[str(pairing.uuid)], area=area_code)
    return pairing


@transaction.atomic
def hear(question: Question, *, server: bytes, at: datetime) -> Pairing:
    """A laptop asks by its code: the first time it is noted with its key, later the state is told.

    server   the public key whose fingerprint the invitation shows
    Raises RuleBroken("pairing_code_wrong" | "pairing_code_used" | "pairing_code_expired").
    """
    pairing = Pairing.objects.select_for_update().filter(code_digest=_digest(question.code)).first()
    if pairing is None:
        raise RuleBroken("pairing_code_wrong")
    known = bytes(pairing.public_key) if pairing.public_key is not None else None
    rules.check_question(
        state=PairState(pairing.state),
        known=known,
        public=question.public,
        invited_at=pairing.invited_at,
        at=at,
    )
    if known is None:
        pairing.public_key, pairing.state = question.public, PairState.ASKED
        pairing.check_number = check_number(code=question.code, station=question.public, server=server)
        pairing.save(update_fields=["public_key", "state", "check_number"])
        record("devices.pairing.asked", actor="station", at=at, subjects=[str(pairing.uuid)])
    return pairing


@transaction.atomic
def decide(pairing: UUID, *, same: bool, actor: str, at: datetime) -> Pairing:
    """Register the laptop whose six digits were the same, or refuse it.

    Raises RuleBroken("not_found" | "pairing_not_asked" | "pairing_code_expired" |
    "station_of_another_office").
    """
    found = Pairing.objects.select_for_update().filter(uuid=pairing).first()
    if found is None:
        raise RuleBroken("not_found")
    rules.check_decision(state=PairState(found.state), invited_at=found.invited_at, at=at)
    found.state = PairState.CONFIRMED if same else PairState.REFUSED
    found.decided_by, found.decided_at = actor, at
    found.save(update_fields=["state", "decided_by", "decided_at"])
    action = "devices.pairing.confirmed" if same else "devices.pairing.refused"
    record(action, actor=actor, at=at, subjects=[str(found.uuid)])
    if same:
        _register(found, actor=actor, at=at)
    return found


@transaction.atomic
def forget_invitations(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Forget invitations opened before that moment, whatever became of them; their ids."""
    over = Pairing.objects.filter(invited_at__lt=before)
    gone = [str(uuid) for uuid in over.order_by("invited_at", "pk").values_list("uuid", flat=True)]
    if not dry_run:
        over.filter(uuid__in=gone).delete()
    return gone


def note_wrong_code(*, at: datetime) -> None:
    """Count a wrong code, and forget those that count no more."""
    WrongCode.objects.filter(at__lt=at - rules.TRIES_WITHIN).delete()
    WrongCode.objects.create(at=at)


def check_tries(*, at: datetime) -> None:
    """Raises RuleBroken("too_many_attempts") after too many wrong codes in ten minutes, whoever sent them."""
    if WrongCode.objects.filter(at__gt=at - rules.TRIES_WITHIN).count() >= rules.TRIES:
        raise RuleBroken("too_many_attempts")


def _register(pairing: Pairing, *, actor: str, at: datetime) -> None:
    try:
        with transaction.atomic():
            register_station(
                public_key=bytes(pairing.public_key or b""),
                name=pairing.name,
                area_code=pairing.area_code,
                actor=actor,
                at=at,
            )
    except IntegrityError as error:  # a station that another office's rows hide from this one
        raise RuleBroken("station_of_another_office") from error


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
