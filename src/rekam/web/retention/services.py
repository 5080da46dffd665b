"""Letting go what the table says. Each kind is one transaction with its entry in the audit, or nothing."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import Error

from rekam.accounts import services as accounts
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.devices.pairing import services as pairing
from rekam.enrolment import services as enrolment
from rekam.enrolment.operators import services as operators
from rekam.enrolment.portraits import services as portraits
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach import services as outreach
from rekam.registry.bulk import services as imports
from rekam.registry.entries import services as entries
from rekam.registry.exports import services as exports
from rekam.web.retention.rules import Kind, applied, over_before

ACTOR = "retention"


@dataclass(frozen=True)
class Gone:
    """What one run let go of a kind.

    before  what was over before that moment
    count   how many
    sha256  over their ids, sorted, one a line: whoever has a list can prove that it is the one
    """

    kind: Kind
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
    for kind, months in applied():
        try:
            gone.append(_apply(kind, months=months, at=at, dry_run=dry_run))
        except (RuleBroken, Error, OSError) as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup("kept longer than they should be", failed)
    return gone


def _apply(kind: Kind, *, months: int, at: datetime, dry_run: bool) -> Gone:
    before = over_before(months=months, now=at)
    with scope(EVERYWHERE):
        ids = FORGET[kind](before, at, dry_run)
        gone = Gone(kind=kind, before=before, count=len(ids), sha256=hash_of(ids))
        if not dry_run:
            record(
                "web.let_go",
                actor=ACTOR,
                at=at,
                purpose=Purpose.SYSTEM,
                kind=str(kind),
                before=before.isoformat(),
                count=gone.count,
                sha256=gone.sha256,
            )
    return gone


def hash_of(ids: Sequence[str]) -> str:
    """SHA-256 over ids, sorted, each on a line of its own; 64 hexadecimal digits."""
    return hashlib.sha256("".join(f"{one}\n" for one in sorted(ids)).encode()).hexdigest()


FORGET: Mapping[Kind, Callable[[datetime, datetime, bool], Sequence[str]]] = {
    Kind.UPLOADS: lambda before, _, dry: enrolment.forget_uploads(before=before, dry_run=dry),
    Kind.PACKETS: lambda before, at, dry: enrolment.forget_packets(before=before, at=at, dry_run=dry),
    Kind.CORRECTION_PAPERS: lambda before, _, dry: enrolment.forget_papers(before=before, dry_run=dry),
    Kind.CONTACTS: lambda before, _, dry: enrolment.forget_contacts(before=before, dry_run=dry),
    Kind.OFFICERS_BODIES: lambda before, _, dry: operators.forget_bodies(before=before, dry_run=dry),
    Kind.PORTRAITS: lambda before, _, dry: portraits.forget_unused(before=before, dry_run=dry),
    Kind.PAIRINGS: lambda before, _, dry: pairing.forget_invitations(before=before, dry_run=dry),
    Kind.CALL_UP_LISTS: lambda before, _, dry: outreach.forget_lists(before=before, dry_run=dry),
    Kind.EXPORTS: lambda before, at, dry: exports.forget_exports(
        before=before, actor=ACTOR, at=at, dry_run=dry
    ),
    Kind.IMPORTS: lambda before, _, dry: imports.forget_imports(before=before, dry_run=dry),
    Kind.REFUSED_ENTRIES: lambda before, _, dry: entries.forget_refused(before=before, dry_run=dry),
    Kind.SESSIONS: lambda before, _, dry: accounts.forget_sessions(before=before, dry_run=dry),
    Kind.SIGN_IN_TRIES: lambda before, _, dry: accounts.forget_sign_in_tries(before=before, dry_run=dry),
    Kind.PULL_TRIES: lambda before, _, dry: outreach.forget_tries(before=before, dry_run=dry),
}
