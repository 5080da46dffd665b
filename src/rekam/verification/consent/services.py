"""Asking a resident for a yes, hearing it, and using it once."""

import hmac
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key
from rekam.kernel.letters import new_code, read_code
from rekam.kernel.questions import count_question
from rekam.kernel.turns import take_turn
from rekam.registry.queries import find_by_nik
from rekam.verification.asking.rules import Field, nik_asked
from rekam.verification.consent import rules
from rekam.verification.consent.models import ConsentRequest, ConsentTry
from rekam.verification.consent.rules import CODE_LETTERS, LIFE, Request, State
from rekam.verification.tokens.services import Caller

TRIES, TRY_MINUTES = 10, 10
LOCK = 0x52656B70


@transaction.atomic
def ask(caller: Caller, *, fields: Sequence[Field], at: datetime) -> Mapping[str, str]:
    """A request with the code that the resident types. In the sandbox an invented person says yes at once.

    Raises RuleBroken("field_not_granted" | "asked_too_fast").
    """
    check_pace(ConsentRequest, client_id=caller.client_id, at=at)
    if caller.partner is not None:
        for field in fields:
            if field not in caller.partner.terms.fields:
                raise RuleBroken("field_not_granted", field=field)
    code = new_code(letters=CODE_LETTERS)
    row = ConsentRequest.objects.create(
        client_id=caller.client_id, fields=sorted(set(fields)), code=_digest(code), made_at=at
    )
    return _told(row, at=at, sandbox=caller.partner is None) | {"code": f"{code[:4]}-{code[4:]}"}


def check_pace(table: type[models.Model], *, client_id: str, at: datetime) -> None:
    """Refuse what one client asks for too fast, of several at once too. Raises RuleBroken("asked_too_fast").

    table  whose rows are counted; the two sorts do not count for each other
    """
    take_turn(LOCK, f"{table._meta.db_table} {client_id}")
    since = at - rules.ASKED_SPAN
    rules.check_pace(table._default_manager.filter(client_id=client_id, made_at__gt=since).count())


def standing(consent: UUID, *, caller: Caller, at: datetime) -> Mapping[str, str]:
    """What became of the caller's own request. Raises RuleBroken("not_found")."""
    row = ConsentRequest.objects.filter(uuid=consent, client_id=caller.client_id).first()
    if row is None:
        raise RuleBroken("not_found")
    return _told(row, at=at, sandbox=caller.partner is None)


def find_waiting(code: str, *, asker: str, at: datetime) -> UUID:
    """The request that waits for this code. Raises RuleBroken("consent_tries" | "consent_code_unknown")."""
    count_question(
        ConsentTry,
        asker=asker,
        salt="verification.consent",
        minutes=TRY_MINUTES,
        check=_check_tries,
        at=at,
    )
    row = ConsentRequest.objects.filter(code=_digest(read_code(code, letters=CODE_LETTERS))).first()
    if row is None or rules.state_of(_plain(row), at=at) is not State.WAITING:
        raise RuleBroken("consent_code_unknown")
    return row.uuid


def get_waiting(consent: UUID, *, at: datetime) -> ConsentRequest:
    """A request that still waits for a word. Raises RuleBroken("consent_code_unknown")."""
    row = ConsentRequest.objects.filter(uuid=consent).first()
    if row is None or rules.state_of(_plain(row), at=at) is not State.WAITING:
        raise RuleBroken("consent_code_unknown")
    return row


@transaction.atomic
def decide(consent: UUID, *, resident: UUID, yes: bool, actor: str, at: datetime) -> None:
    """What the resident says. Raises RuleBroken("consent_code_unknown") where nothing waits any more."""
    row = ConsentRequest.objects.select_for_update().filter(uuid=consent).first()
    if row is None or rules.state_of(_plain(row), at=at) is not State.WAITING:
        raise RuleBroken("consent_code_unknown")
    row.resident = resident
    if yes:
        row.given_at = at
    else:
        row.refused_at = at
    row.save(update_fields=["resident", "given_at", "refused_at"])
    record(
        "verification.consent_given" if yes else "verification.consent_refused",
        actor=actor,
        at=at,
        subjects=[str(resident)],
        purpose=Purpose.OWN,
        case=str(row.uuid),
        partner=row.client_id,
    )


def use(consent: UUID | None, *, caller: Caller, nik: str, fields: Collection[Field], at: datetime) -> UUID:
    """Spend a yes on a question about this NIK.

    Another's NIK spends it too: else who has somebody's yes could try numbers until one fits.
    Raises RuleBroken("yes_not_given"), whatever is missing.
    """
    holder = resident_of(nik)
    with transaction.atomic():
        rows = ConsentRequest.objects.select_for_update()
        row = rows.filter(uuid=consent, client_id=caller.client_id).first() if consent else None
        if row is None:
            raise RuleBroken("yes_not_given")
        rules.check_use(_plain(row), client_id=caller.client_id, fields=fields, at=at)
        row.used_at = at
        row.save(update_fields=["used_at"])
    if holder is None or holder != row.resident:
        raise RuleBroken("yes_not_given")
    return row.uuid


def give_back(consent: UUID) -> None:
    """A question for which a yes was spent was not answered."""
    ConsentRequest.objects.filter(uuid=consent).update(used_at=None)


def forget_requests(*, before: datetime, dry_run: bool) -> list[str]:
    """Drop requests made before then; their ids. What a resident said stays in the audit."""
    old = ConsentRequest.objects.filter(made_at__lt=before)
    gone = [str(one) for one in old.values_list("uuid", flat=True)]
    if not dry_run:
        old.delete()
    return gone


def resident_of(nik: str) -> UUID | None:
    """Whom a NIK stands for in this office's area, or None; for this room, which tells it to nobody."""
    digits = nik_asked(nik)
    if digits is None:
        return None
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        found = find_by_nik(digits)
    return found.uuid if found else None


def _told(row: ConsentRequest, *, at: datetime, sandbox: bool) -> dict[str, str]:
    state = rules.state_of(_plain(row), at=at)
    if sandbox and state is State.WAITING:
        state = State.GIVEN
    return {
        "id": str(row.uuid),
        "state": str(state),
        "ends_at": ((row.given_at or row.made_at) + LIFE).isoformat(),
    }


def _plain(row: ConsentRequest) -> Request:
    return Request(
        client_id=row.client_id,
        fields=frozenset(row.fields),
        made_at=row.made_at,
        resident=row.resident,
        given_at=row.given_at,
        refused_at=row.refused_at,
        used_at=row.used_at,
    )


def _digest(code: str) -> str:
    key = installation_key("verification.consent", purpose="code")
    return hmac.digest(key, code.encode(), "sha256").hex()


def _check_tries(asked: int) -> None:
    if asked >= TRIES:
        raise RuleBroken("consent_tries", minutes=TRY_MINUTES)
