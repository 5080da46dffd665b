"""A step of an import: locked, checked against the table of moves, changed, audited."""

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.registry.bulk import rules
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.rules import State


def folder_of(one: uuid.UUID) -> Path:
    """Where the file of an import waits; for this process's owner only."""
    return data_folder() / "imports" / str(one)


def forget_file(one: uuid.UUID) -> None:
    """Remove the file of a decided import; the list of its rejected lines stays."""
    for path in folder_of(one).glob("file*"):
        path.unlink()


def step(one: uuid.UUID, *, to: State, **fields: object) -> Import:
    """A step in a transaction of its own, so that who looks at the page sees it."""
    with scope(Scope.of(str(settings.REKAM_OFFICE_AREA))):
        return move(locked(one), to=to, **fields)


def locked(one: uuid.UUID) -> Import:
    """The import with this id, held to the end of the transaction. Raises RuleBroken("not_found")."""
    row = Import.objects.select_for_update().filter(uuid=one).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def move(row: Import, *, to: State, **fields: object) -> Import:
    """Write a state and other fields. Raises RuleBroken("import_step_not_allowed")."""
    rules.check_step(state=State(row.state), to=to)
    row.state = to
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *fields])
    return row


def audit(act: str, row: Import, *, actor: str, at: datetime, **facts: Any) -> None:
    """Write down what was done with an import; facts are counts and hashes, never a person."""
    record(
        f"registry.import.{act}",
        actor=actor,
        at=at,
        purpose=Purpose.SYSTEM if row.by_command else Purpose.VERIFICATION,
        case=str(row.uuid),
        kind=row.kind,
        **facts,
    )


def tell_step(one: uuid.UUID, name: str) -> None:
    """Let the page say what a running check is doing."""
    with scope(Scope.of(str(settings.REKAM_OFFICE_AREA))):
        Import.objects.filter(uuid=one).update(step=name)
