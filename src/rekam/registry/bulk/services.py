"""What people do with a list from SIAK: send, approve, refuse. The file waits in a private folder."""

import uuid
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from rekam.accounts.services import check_four_eyes
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk.columns import Layout
from rekam.registry.bulk.forgetting import forget_imports
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.rules import Kind, State
from rekam.registry.bulk.steps import audit, forget_file, locked, move

__all__ = ["approve", "forget_imports", "receive", "refuse"]


@transaction.atomic
def receive(
    *,
    kind: Kind,
    file_name: str,
    as_of: date,
    layout: Layout,
    actor: str,
    at: datetime,
    by_command: bool = False,
    shell: str = "",
    mark_gone: bool = False,
) -> Import:
    """Write down that a file came; its bytes are put into `folder_of` by whoever has them.

    shell   with by_command: the system's user, for the audit beside the name that he gave
    Raises RuleBroken("import_outside_office") for an account that does not have the whole office.
    """
    office = str(settings.REKAM_OFFICE_AREA)
    if not current_scope().contains(office):
        raise RuleBroken("import_outside_office")
    one = Import.objects.create(
        area_code=office,
        kind=kind,
        file_name=Path(file_name).name[:120],
        as_of=as_of,
        layout=layout.as_json(),
        sent_by=actor,
        sent_at=at,
        by_command=by_command,
        mark_gone=mark_gone,
    )
    audit("received", one, actor=actor, at=at, **({"shell": shell} if shell else {}))
    return one


@transaction.atomic
def approve(one: uuid.UUID, *, mark_gone: bool, actor: str, at: datetime) -> Import:
    """Let an import be taken over, by another person than who brought it.

    mark_gone   write down of those who are missing from the list that they are, since its day
    What was previewed at the server's shell is approved by nobody here: whoever stood there gave any name.
    Raises RuleBroken("not_found" | "import_step_not_allowed" | "four_eyes" | "import_from_shell").
    """
    row = locked(one)
    if row.by_command:
        raise RuleBroken("import_from_shell")
    check_four_eyes(entered_by=row.sent_by, decided_by=actor)
    decided = {"decided_by": actor, "decided_at": at, "mark_gone": mark_gone}
    row = move(row, to=State.APPROVED, **decided)
    audit("approved", row, actor=actor, at=at)
    return row


@transaction.atomic
def refuse(one: uuid.UUID, *, actor: str, at: datetime) -> Import:
    """Close an import without taking anything over; whoever brought the file may do that too.

    Raises RuleBroken("not_found" | "import_step_not_allowed").
    """
    row = locked(one)
    decided = {} if actor == row.sent_by else {"decided_by": actor, "decided_at": at}
    row = move(row, to=State.REFUSED, sample={}, **decided)
    audit("refused", row, actor=actor, at=at)
    transaction.on_commit(lambda: forget_file(one))
    return row
