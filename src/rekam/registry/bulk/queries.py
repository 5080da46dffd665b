"""Reads of imports."""

import uuid
from collections.abc import Sequence
from datetime import date

from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk.columns import Layout
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.rules import Kind, State

SHOWN = 30


def latest() -> Sequence[Import]:
    """The last 30 imports of the scope, the newest first."""
    return list(Import.objects.order_by("-sent_at", "-pk")[:SHOWN])


def get_import(one: uuid.UUID) -> Import:
    """The import with this id. Raises RuleBroken("not_found")."""
    found = Import.objects.filter(uuid=one).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def find_same(*, kind: Kind, sha256: str, layout: Layout, as_of: date | None) -> Import | None:
    """The last import that was taken over, if it was this very file, read in the same way; else None.

    as_of   None asks for any day
    """
    last = Import.objects.filter(kind=kind, state=State.APPLIED).order_by("-applied_at", "-pk").first()
    if last is None or last.sha256 != sha256 or (as_of is not None and last.as_of != as_of):
        return None
    return last if last.layout == layout.as_json() else None


def waiting() -> Sequence[Import]:
    """Imports of pages that a worker has to go on with: received, or approved, or left in their check."""
    states = (State.RECEIVED, State.CHECKING, State.APPROVED)
    return list(Import.objects.filter(state__in=states, by_command=False).order_by("sent_at"))
