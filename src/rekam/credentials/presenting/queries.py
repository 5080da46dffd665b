"""What the officer who asked may see of a question."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rekam.credentials.presenting import requests, rules, services
from rekam.credentials.presenting.holders import Shown as Shown  # what rooms above ask
from rekam.credentials.presenting.holders import is_holder as is_holder
from rekam.credentials.presenting.holders import shown_to as shown_to
from rekam.credentials.presenting.models import Question
from rekam.credentials.presenting.rules import State
from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True)
class Seen:
    """A question as its officer sees it now.

    values   what was shown, within its minute; empty before and after
    """

    row: Question
    state: State
    values: dict[str, Any]


def get_own(uuid: UUID, *, actor: str, reference: str, at: datetime) -> Seen:
    """A question of this officer. Raises RuleBroken("not_found") for another's.

    reference   from the officer's session; without it no value can be read
    """
    row = Question.objects.filter(uuid=uuid, asked_by=actor).first()
    if row is None:
        raise RuleBroken("not_found")
    return Seen(row, services.state_of(row, at=at), _values(row, reference=reference, at=at))


def is_return_of(row: Question, code: str) -> bool:
    """Whether the wallet of this question sent that browser back."""
    return bool(row.return_code) and row.return_code == requests.secrets_of(code).digest


def _values(row: Question, *, reference: str, at: datetime) -> dict[str, Any]:
    secrets = requests.secrets_of(reference)
    if row.sealed is None or secrets.digest != row.reference:
        return {}
    if not rules.may_see(answered_at=row.answered_at, at=at):
        return {}
    return secrets.unseal(bytes(row.sealed))
