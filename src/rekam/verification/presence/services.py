"""Asking that the card be shown, looking what came, and using it once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, override

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.credentials.presenting import queries as presented
from rekam.credentials.presenting import rules as presenting
from rekam.credentials.presenting import services as wallets
from rekam.credentials.presenting.rules import State as Asked
from rekam.credentials.presenting.rules import Template
from rekam.credentials.verdict import Standing
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.verification.asking.rules import Field, nik_asked
from rekam.verification.consent.services import check_pace, resident_of
from rekam.verification.partners.models import Partner
from rekam.verification.partners.queries import actor_of
from rekam.verification.partners.words import FIELDS
from rekam.verification.presence import rules
from rekam.verification.presence.models import Presence
from rekam.verification.presence.rules import Presentation
from rekam.verification.tokens.services import Caller

OF_NOBODY = "0" * 16


@transaction.atomic
def ask(caller: Caller, *, fields: Sequence[Field], at: datetime) -> Mapping[str, str]:
    """A presentation with the link for the wallet; in the sandbox an invented person has shown at once.

    Raises RuleBroken("field_not_granted" | "asked_too_fast" | "signing_key_missing" | "signing_root_away").
    """
    check_pace(Presence, client_id=caller.client_id, at=at)
    asked = sorted(set(fields))
    row = Presence(client_id=caller.client_id, fields=asked, made_at=at)
    link = ""
    if caller.partner is not None:
        _check_granted(asked, granted=caller.partner.terms.fields)
        made = wallets.ask(
            template=Template.HOLDER,
            purpose=_purpose(caller.partner, asked),
            actor=actor_of(caller.partner),
            at=at,
        )
        row.question, link = made.question, made.link
    row.save()
    return _told(row, at=at) | {"link": link}


def standing(presence: UUID, *, caller: Caller, at: datetime) -> Mapping[str, str]:
    """What came of the caller's own presentation. Raises RuleBroken("not_found")."""
    row = Presence.objects.filter(uuid=presence, client_id=caller.client_id).first()
    if row is None:
        raise RuleBroken("not_found")
    return _told(row, at=at)


def use(
    presence: UUID, *, caller: Caller, partner: Partner, nik: str, fields: Collection[Field], at: datetime
) -> UUID:
    """Spend a presentation on a question about this NIK.

    A wrong NIK spends it too: else who has somebody's card before them could try numbers until one fits.
    Raises RuleBroken("presence_not_shown") for that as for one that is another's, over or used, and what
    `rules.check_use` raises.
    """
    digits = nik_asked(nik) or OF_NOBODY
    with transaction.atomic():
        rows = Presence.objects.select_for_update()
        row = rows.filter(uuid=presence, client_id=caller.client_id, question__isnull=False).first()
        if row is None or row.question is None:
            raise RuleBroken("presence_not_shown")
        rules.check_use(_plain(row, at=at), fields=fields)
        row.used_at = at
        row.save(update_fields=["used_at"])
        is_holder = presented.is_holder(row.question, nik=digits)
    if not is_holder:
        raise RuleBroken("presence_not_shown")
    _record(row, partner=partner, nik=digits, at=at)
    return row.uuid


def give_back(presence: UUID) -> None:
    """A question for which a presentation was spent was not answered."""
    Presence.objects.filter(uuid=presence).update(used_at=None)


def forget_presences(*, before: datetime, dry_run: bool) -> list[str]:
    """Drop presentations asked for before then; their ids."""
    old = Presence.objects.filter(made_at__lt=before)
    gone = [str(one) for one in old.values_list("uuid", flat=True)]
    if not dry_run:
        old.delete()
    return gone


def _check_granted(fields: Collection[Field], *, granted: Collection[Field]) -> None:
    for field in fields:
        if field not in granted:
            raise RuleBroken("field_not_granted", field=field)


def _purpose(partner: Partner, fields: Sequence[Field]) -> str:
    """What the holder reads on the phone: who asks through the office, for what, and what is compared."""
    with override("id"):
        return gettext("{partner}, untuk {purpose}. Yang dicocokkan: {fields}.").format(
            partner=partner.name,
            purpose=partner.purpose,
            fields=", ".join(str(FIELDS[one]) for one in fields),
        )


def _record(row: Presence, *, partner: Partner, nik: str, at: datetime) -> None:
    resident = resident_of(nik)
    with scope(Scope.of(partner.area_code)):
        record(
            "verification.presence_used",
            actor=actor_of(partner),
            at=at,
            subjects=[str(resident)] if resident else [],
            purpose=Purpose.INSTITUTION,
            case=str(row.uuid),
        )


def _shown(row: Presence, *, at: datetime) -> presented.Shown:
    if row.question is not None:
        return presented.shown_to(row.question, at=at)
    until = row.made_at + presenting.COMPARED  # the sandbox: shown as soon as it was asked
    state = Asked.ANSWERED if at < until else Asked.OVER
    return presented.Shown(state, Standing.VALID, "credential_valid", until)


def _plain(row: Presence, *, at: datetime) -> Presentation:
    shown = _shown(row, at=at)
    return Presentation(
        fields=frozenset(row.fields),
        asked=shown.state,
        standing=shown.standing,
        used=row.used_at is not None,
    )


def _told(row: Presence, *, at: datetime) -> dict[str, str]:
    shown = _shown(row, at=at)
    return {
        "id": str(row.uuid),
        "state": str(rules.state_of(_plain(row, at=at))),
        "reason": shown.code,
        "ends_at": shown.until.isoformat(),
    }
