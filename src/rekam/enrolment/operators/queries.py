"""Reads of officers' bodies."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from rekam.abis.engine.template import PersonTemplate
from rekam.accounts import queries as accounts
from rekam.accounts.permissions import Account
from rekam.enrolment.operators.models import OfficerBody
from rekam.enrolment.operators.rules import Standing
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault


@dataclass(frozen=True, kw_only=True)
class Known:
    """An operator and what is known of their body."""

    officer: Account
    confirmed: OfficerBody | None
    waiting: OfficerBody | None


def operators(by: Account) -> list[Known]:
    """The operators of the offices that somebody answers for, those who wait for a witness first."""
    found = accounts.operators_under(by)
    rows = {(row.officer, row.standing): row for row in _standing(one.username for one in found)}
    known = [
        Known(
            officer=one,
            confirmed=rows.get((one.username, Standing.CONFIRMED)),
            waiting=rows.get((one.username, Standing.WAITING)),
        )
        for one in found
    ]
    return sorted(known, key=lambda one: (one.waiting is None, one.confirmed is not None))


def get_body(body: uuid.UUID) -> OfficerBody:
    """A body of the scope that is not gone. Raises RuleBroken("not_found")."""
    found = OfficerBody.objects.exclude(standing=Standing.GONE).filter(uuid=body).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def templates_of(officers: Collection[str]) -> Mapping[str, bytes]:
    """Confirmed templates (PersonTemplate.to_bytes) of those of these officers who have one."""
    confirmed = _standing(officers).filter(standing=Standing.CONFIRMED)
    return {row.officer: vault.read(row.template) for row in confirmed}


def shows_officer(template: PersonTemplate, *, officer: str) -> bool:
    """Whether a recording's template shows the body of that officer; False for one who was never taken."""
    from rekam.enrolment.operators.likeness import is_body_of

    known = templates_of([officer]).get(officer)
    return known is not None and is_body_of(template, reference=PersonTemplate.from_bytes(known))


def _standing(officers: Iterable[str]) -> QuerySet[OfficerBody]:
    return OfficerBody.objects.filter(officer__in=list(officers)).exclude(standing=Standing.GONE)
