"""Entering a contract, granting it, its keys, and every change of its state. Each is one audit entry."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.verification.partners.models import Partner, PartnerKey, PartnerStep
from rekam.verification.partners.rules import (
    NEXT,
    Grant,
    State,
    Terms,
    check_days,
    check_grant,
    check_key,
    check_step,
    check_terms,
    read_thumbprint,
)

WATCH = "watch"  # who stops a contract without a person, in the steps and in the audit
LATE = "report_late"
LEAST_REASON = 10


@transaction.atomic
def draft_partner(*, terms: Terms, area_code: str, actor: str, at: datetime) -> Partner:
    """Enter a contract; nobody may ask by it before a second person approves it with its grant.

    Raises RuleBroken("not_found") for an area outside the scope, and what `check_terms` raises.
    """
    if not current_scope().contains(area_code):
        raise RuleBroken("not_found")
    check_terms(terms)
    row = Partner(area_code=area_code, made_by=actor, made_at=at, **_columns(terms))
    row.save(force_insert=True)
    _step(row, State.DRAFT, actor=actor, at=at)
    return row


@transaction.atomic
def approve_partner(*, partner: UUID, grant: Grant, actor: str, at: datetime) -> Partner:
    """Let an institution ask: by another officer than who entered the contract, and with its grant only.

    Raises RuleBroken("not_found" | "partner_step" | "four_eyes" | "grant_missing" | "grant_days").
    """
    row = lock(partner)
    if row.state != State.DRAFT:
        raise RuleBroken("partner_step", state=row.state, to=State.ACTIVE)
    check_four_eyes(entered_by=row.made_by, decided_by=actor)
    check_grant(grant)
    row.grant_giver, row.grant_number = grant.giver.strip(), grant.number.strip()
    row.grant_from, row.grant_until = grant.begins, grant.until
    row.approved_by, row.approved_at = actor, at
    _step(row, State.ACTIVE, actor=actor, at=at)
    return row


@transaction.atomic
def move_partner(*, partner: UUID, to: State, reason: str, actor: str, at: datetime) -> Partner:
    """Warn, suspend, reopen or end a contract, with a reason of at least 10 letters.

    A draft becomes active by `approve_partner` only, and only the watch stops.
    Raises RuleBroken("not_found" | "partner_step" | "partner_reason_missing").
    """
    row = lock(partner)
    if to is State.STOPPED or (row.state == State.DRAFT and to is State.ACTIVE):
        raise RuleBroken("partner_step", state=row.state, to=to)
    check_step(State(row.state), to)
    if len(reason.strip()) < LEAST_REASON:
        raise RuleBroken("partner_reason_missing", least=LEAST_REASON)
    _step(row, to, actor=actor, at=at, reason=reason.strip())
    return row


@transaction.atomic
def stop_partner(*, partner: UUID, reason: str, at: datetime) -> bool:
    """Stop a contract without a person, for a code of the watch; whether it was still open.

    Raises RuleBroken("not_found").
    """
    row = lock(partner)
    if State.STOPPED not in NEXT[State(row.state)]:
        return False
    _step(row, State.STOPPED, actor=WATCH, at=at, reason=reason)
    return True


@transaction.atomic
def warn_late(*, partner: UUID, at: datetime) -> bool:
    """Warn an institution that has not confirmed its report of use; whether it was still unwarned.

    A person suspends it, where the warning does not help. Raises RuleBroken("not_found").
    """
    row = lock(partner)
    if row.state != State.ACTIVE:
        return False
    _step(row, State.WARNED, actor=WATCH, at=at, reason=LATE)
    return True


@transaction.atomic
def add_key(
    *, partner: UUID, jwk: Mapping[str, object], begins: date, until: date, actor: str, at: datetime
) -> PartnerKey:
    """Trust one more public key of an institution for some days.

    Raises RuleBroken("not_found" | "partner_ended" | "key_private" | "key_not_es256" | "key_id" |
    "key_days").
    """
    row = _lock_open(partner)
    known = PartnerKey.objects.filter(partner=row, thumbprint="").values_list("jwk__kid", flat=True)
    check_key(jwk, known=list(known))
    check_days(begins=begins, until=until)
    kept = {name: jwk[name] for name in ("kty", "crv", "x", "y", "kid")} | {"alg": "ES256", "use": "sig"}
    return _add(row, PartnerKey(jwk=kept, begins=begins, until=until), actor=actor, at=at)


@transaction.atomic
def add_certificate(
    *, partner: UUID, thumbprint: str, begins: date, until: date, actor: str, at: datetime
) -> PartnerKey:
    """Trust one more client certificate of an institution for some days.

    Raises RuleBroken("not_found" | "partner_ended" | "thumbprint_malformed" | "key_days").
    """
    row = _lock_open(partner)
    digits = read_thumbprint(thumbprint)
    check_days(begins=begins, until=until)
    return _add(row, PartnerKey(thumbprint=digits, begins=begins, until=until), actor=actor, at=at)


@transaction.atomic
def revoke_key(*, key: UUID, actor: str, at: datetime) -> PartnerKey:
    """Trust a key or certificate no more, from now on. Raises RuleBroken("not_found" | "key_revoked")."""
    row = PartnerKey.objects.select_for_update().filter(uuid=key).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.revoked_at is not None:
        raise RuleBroken("key_revoked")
    row.revoked_at, row.revoked_by = at, actor
    row.save(update_fields=["revoked_at", "revoked_by"])
    record("verification.key_revoked", actor=actor, at=at, case=str(row.partner.uuid), key=str(row.uuid))
    return row


def lock(partner: UUID) -> Partner:
    """The contract, kept to this transaction. Raises RuleBroken("not_found")."""
    row = Partner.objects.select_for_update().filter(uuid=partner).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def _lock_open(partner: UUID) -> Partner:
    row = lock(partner)
    if row.state == State.ENDED:
        raise RuleBroken("partner_ended")
    return row


def _add(row: Partner, key: PartnerKey, *, actor: str, at: datetime) -> PartnerKey:
    key.partner, key.area_code, key.added_by, key.added_at = row, row.area_code, actor, at
    key.save(force_insert=True)
    record("verification.key_added", actor=actor, at=at, case=str(row.uuid), key=str(key.uuid))
    return key


def _step(row: Partner, state: State, *, actor: str, at: datetime, reason: str = "") -> None:
    row.state = state
    row.save()
    PartnerStep.objects.create(
        partner=row, area_code=row.area_code, state=state, actor=actor, at=at, reason=reason
    )
    record(
        f"verification.partner_{state}",
        actor=actor,
        at=at,
        purpose=Purpose.INSTITUTION,
        case=str(row.uuid),
    )


def _columns(terms: Terms) -> dict[str, object]:
    return asdict(terms) | {"fields": sorted(terms.fields), "codes": sorted(terms.codes)}
