"""The phone of a holder: one at a time, as long as nobody says that it is lost."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.credentials.formats.status_list import Status
from rekam.credentials.issuing import standing, telling
from rekam.credentials.issuing.models import Copy, Offer, Phone, Token
from rekam.credentials.issuing.standing_rules import Cause
from rekam.credentials.wallets import services as wallets
from rekam.kernel.errors import RuleBroken

WALLET = "wallet"  # who acts in the audit where a phone asks


def find_phone(holder: UUID) -> Phone | None:
    """The phone that somebody's documents are on, or None."""
    return Phone.objects.filter(holder=holder, ended_at=None).first()


@transaction.atomic
def take_phone(holder: UUID, *, key: str, at: datetime) -> Phone:
    """The phone with this key, for this holder; another one of his ends, and what is on it."""
    before = Phone.objects.select_for_update().filter(holder=holder, ended_at=None).first()
    if before is not None and before.key == key:
        _lift(before, actor=WALLET, at=at)  # who redeems a new code was seen again
        return before
    if before is not None:
        end_phone(before, cause=Cause.REPLACED, actor=WALLET, at=at)
    wallets.adopt(thumbprint=bytes.fromhex(key), resident=holder, at=at)
    return Phone.objects.create(holder=holder, key=key, since=at)


@transaction.atomic
def end_phone(phone: Phone, *, cause: Cause, actor: str, at: datetime) -> None:
    """Nothing more is issued to a phone, and what it holds is revoked."""
    phone.ended_at, phone.ended_for = at, cause
    phone.save(update_fields=["ended_at", "ended_for"])
    wallets.remove(thumbprint=bytes.fromhex(phone.key), actor=actor, at=at)
    Token.objects.filter(offer__phone=phone).delete()
    if cause is not Cause.REPLACED:  # then the code that waits is the one that is being redeemed
        Offer.objects.filter(holder=phone.holder, phone=None).delete()
    standing.set_status(copies_on(phone), to=Status.INVALID, cause=cause, at=at)
    _tell("credentials.phone_ended", phone=phone, actor=actor, at=at, cause=cause.value)
    telling.tell(phone.holder, status=Status.INVALID, cause=cause, at=at)


@transaction.atomic
def suspend(phone: Phone, *, actor: str, at: datetime) -> None:
    """What a phone holds does not count until it is lifted; it may be found again.

    Raises RuleBroken("credential_status_step") for one that is suspended already.
    """
    if phone.suspended_at is not None:
        raise RuleBroken("credential_status_step")
    phone.suspended_at = at
    phone.save(update_fields=["suspended_at"])
    standing.set_status(copies_on(phone), to=Status.SUSPENDED, cause=Cause.LOST, at=at)
    _tell("credentials.phone_suspended", phone=phone, actor=actor, at=at)
    telling.tell(phone.holder, status=Status.SUSPENDED, cause=Cause.LOST, at=at)


@transaction.atomic
def lift(phone: Phone, *, actor: str, at: datetime) -> None:
    """What was suspended counts again. Raises RuleBroken("credential_status_step") where nothing was."""
    if phone.suspended_at is None:
        raise RuleBroken("credential_status_step")
    _lift(phone, actor=actor, at=at)


def _lift(phone: Phone, *, actor: str, at: datetime) -> None:
    if phone.suspended_at is None:
        return
    phone.suspended_at = None
    phone.save(update_fields=["suspended_at"])
    standing.set_status(copies_on(phone), to=Status.VALID, cause=None, at=at)
    _tell("credentials.phone_lifted", phone=phone, actor=actor, at=at)


def copies_on(phone: Phone) -> QuerySet[Copy]:
    """What was issued to a phone."""
    return Copy.objects.filter(answer__offer__phone=phone)


def phones_of(holder: UUID) -> Sequence[Phone]:
    """All phones of somebody, the newest first."""
    return list(Phone.objects.filter(holder=holder).order_by("-since", "-pk")[:20])


def _tell(action: str, *, phone: Phone, actor: str, at: datetime, **told: str) -> None:
    purpose = Purpose.OWN if actor == WALLET else Purpose.SERVICE
    record(
        action,
        actor=actor,
        at=at,
        subjects=[str(phone.holder)],
        purpose=purpose,
        case=str(phone.uuid),
        **told,
    )
