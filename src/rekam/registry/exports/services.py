"""Asking for rows, allowing it, fetching and forgetting them. Each is one transaction and one audit entry."""

import random
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction

from rekam.accounts.caps.rules import Sort
from rekam.accounts.caps.services import spend
from rekam.accounts.permissions import Account
from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode
from rekam.registry.exports import contents, queries, rules
from rekam.registry.exports.contents import Content
from rekam.registry.exports.models import Export
from rekam.registry.exports.rules import FETCH_WITHIN, Kind, State
from rekam.registry.voters.rules import check_source
from rekam.vault import services as vault

PURPOSES = {
    Kind.CALL_UP: Purpose.OUTREACH,
    Kind.SCHOOL: Purpose.OUTREACH,
    Kind.MATCHING: Purpose.SUPERVISION,
    Kind.VOTERS: Purpose.SUPERVISION,
}
LEAST_REFUSAL = 10


def count_people(*, kind: Kind, area_code: str, at: datetime, polling: date | None = None) -> int:
    """How many residents an export would hold now.

    polling   the polling day of a list of voters
    Raises RuleBroken("area_code_malformed" | "export_area_too_large" | "export_empty" | "export_too_large" |
    "voters_list_centre_only" | "polling_day_missing" | "polling_day_too_early").
    """
    _check_source(kind)
    area = AreaCode.parse(area_code)
    if area.level not in rules.TERMS[kind].levels:
        raise RuleBroken("export_area_too_large", kind=kind.value)
    number = len(queries.people(kind=kind, area_code=area.text, on=office_day(at), polling=polling))
    rules.check_size(kind=kind, people=number)
    return number


@transaction.atomic
def ask_export(
    *,
    kind: Kind,
    area_code: str,
    fields: Sequence[str],
    addressee: str,
    letter: str,
    actor: str,
    at: datetime,
    polling: date | None = None,
) -> Export:
    """Ask another officer to let rows out.

    fields      columns, of those that the purpose allows (rules.TERMS)
    addressee   who gets the file, by name
    letter      the request on paper: its number and date
    polling     the polling day of a list of voters
    Raises RuleBroken("export_already_asked") and what rules.check_request and count_people raise.
    """
    area = AreaCode.parse(area_code)
    rules.check_request(kind=kind, area=area, fields=fields, addressee=addressee, letter=letter)
    wanted = {
        "area_code": area.text,
        "kind": kind,
        "fields": [field for field in rules.TERMS[kind].fields if field in set(fields)],
        "addressee": addressee.strip(),
        "letter": letter.strip(),
        "polling_on": polling if kind is Kind.VOTERS else None,
        "asked_by": actor,
    }
    if queries.is_waiting(wanted, at=at):
        raise RuleBroken("export_already_asked")
    people = count_people(kind=kind, area_code=area.text, at=at, polling=polling)
    row = Export.objects.create(people=people, asked_at=at, **wanted)
    _audit("asked", row, actor=actor, at=at, people=row.people)
    return row


@transaction.atomic
def approve_export(*, export: UUID, actor: str, at: datetime, chance: random.Random) -> Export:
    """Let the rows out, to who asked, for seven days. They are read now and lie closed in the vault.

    chance   draws the canary of a file with NIKs
    Raises RuleBroken("not_found" | "four_eyes" | "export_decided" | "export_expired" | "export_empty" |
    "export_too_large" | "voters_list_centre_only").
    """
    row = _lock(export)
    _check_decision(row, actor=actor, at=at)
    _check_source(Kind(row.kind))
    people = queries.people(
        kind=Kind(row.kind), area_code=row.area_code, on=office_day(at), polling=row.polling_on
    )
    rules.check_size(kind=Kind(row.kind), people=len(people))
    made = contents.make(row, people=people, actor=actor, at=at, chance=chance)
    row.content = vault.keep(made.to_bytes(), kind="export")
    row.marks, row.people = made.marks().to_bytes(), len(people)
    row.expires_at = at + FETCH_WITHIN
    _decide(row, to=State.APPROVED, actor=actor, at=at)
    return row


@transaction.atomic
def refuse_export(*, export: UUID, reason: str, actor: str, at: datetime) -> Export:
    """Close a request without a file.

    Raises RuleBroken("not_found" | "four_eyes" | "export_decided" | "export_expired" | "reason_missing").
    """
    row = _lock(export)
    _check_decision(row, actor=actor, at=at)
    if len(reason.strip()) < LEAST_REFUSAL:
        raise RuleBroken("reason_missing")
    row.refusal = reason.strip()
    _decide(row, to=State.REFUSED, actor=actor, at=at)
    return row


@transaction.atomic
def fetch_export(*, export: UUID, account: Account, at: datetime) -> tuple[Export, Content]:
    """The rows, for who asked for them; counted, and written down with everybody in them.

    Raises RuleBroken("not_found" | "export_not_approved" | "export_expired" | "export_fetched" |
    "daily_limit_reached" | "voters_list_centre_only"), and what the vault raises.
    """
    row = _lock(export)
    _check_source(Kind(row.kind))
    queries.check_fetch(row, actor=account.username, at=at)
    spend(account=account, people=row.people, at=at, sort=Sort.EXPORTED)
    content = Content.from_bytes(vault.read(row.content))
    row.downloads += 1
    row.save(update_fields=["downloads"])
    _audit(
        "fetched",
        row,
        actor=account.username,
        at=at,
        subjects=content.subjects,
        turn=row.downloads,
        columns=",".join(row.fields),
    )
    return row, content


@transaction.atomic
def forget_exports(*, before: datetime, actor: str, at: datetime, dry_run: bool = False) -> Sequence[str]:
    """Take the rows of exports that expired before that moment out of the vault; the exports' ids.

    What stays: who asked and allowed, what for, and keyed marks without names, by which a file that turns
    up later can still be traced.
    """
    rows = list(
        Export.objects.select_for_update().filter(expires_at__lt=before).exclude(content="").order_by("pk")
    )
    for row in rows if not dry_run else ():
        # After the commit: an undone forgetting must not leave an export without its rows.
        transaction.on_commit(partial(vault.forget, row.content))
        row.content = ""
        row.save(update_fields=["content"])
        _audit("forgotten", row, actor=actor, at=at)
    return [str(row.uuid) for row in rows]


def _lock(export: UUID) -> Export:
    found = Export.objects.select_for_update().filter(uuid=export).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def _check_source(kind: Kind) -> None:
    if kind is Kind.VOTERS:
        check_source(office_area=settings.REKAM_OFFICE_AREA, areas=current_scope().areas)


def _check_decision(row: Export, *, actor: str, at: datetime) -> None:
    check_four_eyes(entered_by=row.asked_by, decided_by=actor)
    rules.check_decision(state=State(row.state), asked_at=row.asked_at, at=at)


def _decide(row: Export, *, to: State, actor: str, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at = to, actor, at
    row.save()
    _audit(to.value, row, actor=actor, at=at, people=row.people)


def _audit(
    act: str, row: Export, *, actor: str, at: datetime, subjects: Sequence[str] = (), **facts: str | int
) -> None:
    record(
        f"registry.export.{act}",
        actor=actor,
        at=at,
        subjects=subjects,
        purpose=PURPOSES[Kind(row.kind)],
        case=str(row.uuid),
        kind=row.kind,
        area=row.area_code,
        **facts,
    )
