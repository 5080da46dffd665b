"""Scans: taken in, replaced, judged. Each is one transaction; the same file again counts once."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.applications.catalogue.rules import Document
from rekam.applications.filing.models import Application
from rekam.applications.filing.steps import EDITABLE, State
from rekam.applications.filing.writing import lock, tell
from rekam.applications.uploads import rules
from rekam.applications.uploads.cleaning import cleaned
from rekam.applications.uploads.models import Scan
from rekam.applications.uploads.rules import Verdict
from rekam.kernel.errors import RuleBroken
from rekam.registry.services import papers
from rekam.vault import services as vault


def take_in(*, application: UUID, document: Document, data: bytes, actor: str, at: datetime) -> Scan:
    """Keep one sheet of a paper; the same sheet again is the one that is kept already.

    Raises RuleBroken("not_found" | "application_not_editable"), what `rules.check_sheet` and
    `cleaning.cleaned` raise. Reading a hostile file happens outside the transaction, in a process of its own.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = find_same(application, document=document, digest=digest)
    if known is not None:
        return known
    rules.check_sheet(size=len(data), sheets=count_sheets(application, document=document))
    clean, kind = cleaned(data)
    address = vault.keep(clean, kind="document")
    with transaction.atomic():
        row = _editable(application)
        known = find_same(application, document=document, digest=digest)
        if known is not None:
            return known
        _drop(row, document=document, verdict=Verdict.AGAIN, at=at)
        scan = Scan.objects.create(
            application=row,
            area_code=row.area_code,
            document=document,
            address=address,
            kind=kind,
            size=len(clean),
            sent_digest=digest,
            sent_at=at,
        )
        tell("scan_sent", row=row, actor=actor, at=at)
    return scan


@transaction.atomic
def take_back(*, application: UUID, scan: UUID, actor: str, at: datetime) -> None:
    """Take back a sheet that was sent by mistake; one that is gone already stays so.

    Raises RuleBroken("not_found" | "application_not_editable").
    """
    row = _editable(application)
    sheet = Scan.objects.filter(application=row, uuid=scan).first()
    if sheet is None:
        raise RuleBroken("not_found")
    if sheet.dropped_at is None:
        sheet.dropped_at = at
        sheet.save(update_fields=["dropped_at"])
        tell("scan_taken_back", row=row, actor=actor, at=at)


@transaction.atomic
def judge(*, scan: UUID, verdict: Verdict, why: str = "", actor: str, at: datetime) -> Scan:
    """Say of a sheet that it is good, or what is wrong with it.

    why  to the applicant, who is to do it again; needed for AGAIN
    Raises RuleBroken("not_found" | "scan_not_judged_now" | "scan_reason_missing").
    """
    sheet = Scan.objects.select_for_update().filter(uuid=scan, dropped_at=None).first()
    if sheet is None:
        raise RuleBroken("not_found")
    row = lock(sheet.application.uuid)
    if row.state != State.WAITING:
        raise RuleBroken("scan_not_judged_now")
    if verdict is Verdict.AGAIN and not why.strip():
        raise RuleBroken("scan_reason_missing")
    sheet.verdict, sheet.verdict_by, sheet.verdict_at = verdict, actor, at
    sheet.why = why.strip()[:200] if verdict is Verdict.AGAIN else ""
    sheet.save(update_fields=["verdict", "verdict_by", "verdict_at", "why"])
    tell("scan_judged", row=row, actor=actor, at=at)
    return sheet


def holds_scan(address: str) -> bool:
    """Whether an application still has these bytes, for rooms below that let go of theirs."""
    return Scan.objects.filter(address=address).exists()


def let_go(scans: list[Scan]) -> None:
    """Take these sheets' bytes out of the vault, but for those that somebody else still has."""
    addresses = {scan.address for scan in scans if scan.address}
    Scan.objects.filter(pk__in=[scan.pk for scan in scans]).update(address="")
    papers.forget(addresses)


def count_sheets(application: UUID, *, document: Document) -> int:
    """How many sheets of a paper count."""
    sheets = Scan.objects.filter(application__uuid=application, document=document, dropped_at=None)
    return sheets.exclude(verdict=Verdict.AGAIN).count()


def find_same(application: UUID, *, document: Document, digest: str) -> Scan | None:
    """The sheet that was kept of these bytes, unless it is to be done again."""
    return (
        Scan.objects.filter(
            application__uuid=application, document=document, sent_digest=digest, dropped_at=None
        )
        .exclude(verdict=Verdict.AGAIN)
        .first()
    )


def _drop(row: Application, *, document: Document, verdict: Verdict, at: datetime) -> None:
    """What was to be done again goes when something comes in its place."""
    Scan.objects.filter(application=row, document=document, verdict=verdict, dropped_at=None).update(
        dropped_at=at
    )


def _editable(application: UUID) -> Application:
    row = lock(application)
    if State(row.state) not in EDITABLE:
        raise RuleBroken("application_not_editable", state=row.state)
    return row
