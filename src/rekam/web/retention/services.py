"""Letting go what the table says. Each kind is one transaction with its entry in the audit, or nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import Error

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.keeping import ACTOR, Keeping, over_before
from rekam.web.retention.table import applied


@dataclass(frozen=True)
class Gone:
    """What one run let go of a kind.

    before  what was over before that moment
    count   how many
    sha256  over their ids, sorted, one a line: whoever has a list can prove that it is the one
    """

    kind: str
    before: datetime
    count: int
    sha256: str


def apply(*, at: datetime, dry_run: bool = False) -> Sequence[Gone]:
    """Let go all that is kept long enough, kind by kind; a dry run changes and writes nothing.

    It sees every area. Repeating is safe. Raises ExceptionGroup with what the database, the vault or the disk
    refused, after the kinds that could be done were done.
    """
    gone: list[Gone] = []
    failed: list[Exception] = []
    for line in applied():
        try:
            gone.append(_apply(line, at=at, dry_run=dry_run))
        except (RuleBroken, Error, OSError) as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup("kept longer than they should be", failed)
    return gone


def _apply(line: Keeping, *, at: datetime, dry_run: bool) -> Gone:
    if line.forget is None or line.months is None:
        raise ValueError(f"nothing says how and when to let go of {line.what}")
    before = over_before(months=line.months, now=at)
    with scope(EVERYWHERE):
        ids = line.forget(before, at, dry_run)
        gone = Gone(kind=line.kind, before=before, count=len(ids), sha256=hash_of(ids))
        if not dry_run:
            record(
                "web.let_go",
                actor=ACTOR,
                at=at,
                purpose=Purpose.SYSTEM,
                kind=gone.kind,
                before=before.isoformat(),
                count=gone.count,
                sha256=gone.sha256,
            )
    return gone


def hash_of(ids: Sequence[str]) -> str:
    """SHA-256 over ids, sorted, each on a line of its own; 64 hexadecimal digits."""
    return hashlib.sha256("".join(f"{one}\n" for one in sorted(ids)).encode()).hexdigest()
