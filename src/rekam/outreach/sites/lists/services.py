"""Taking in a list of names: read, shown, taken over; one person chosen; let go when its time is over."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.lists.matching import match
from rekam.outreach.sites.lists.models import ListedName, NameList
from rekam.outreach.sites.lists.queries import get_list, get_name
from rekam.outreach.sites.lists.reading import read_names
from rekam.outreach.sites.lists.rules import Found, Match, Row, State
from rekam.outreach.sites.queries import get_site


@transaction.atomic
def read_list(*, site: UUID, content: bytes, today: date, actor: str, at: datetime) -> NameList:
    """Read a file as the draft of a site's list, in place of an earlier draft; the file is not kept.

    The same file again gives the list that it gave before.
    Raises RuleBroken("not_found" | "list_empty") and what lists.reading refuses.
    """
    place = get_site(site, lock=True)
    sha256 = hashlib.sha256(content).hexdigest()
    known = NameList.objects.filter(site=place, sha256=sha256).exclude(state=State.REPLACED).first()
    if known is not None:
        return known
    rows, rejects = read_names(content, today=today)
    if not rows:
        raise RuleBroken("list_empty", rejects=len(rejects))
    NameList.objects.filter(site=place, state=State.DRAFT).delete()
    made = NameList.objects.create(
        site=place,
        area_code=place.area_code,
        sha256=sha256,
        state=State.DRAFT,
        rejects=[[one.line, one.column, one.code] for one in rejects],
        actor=actor,
        at=at,
    )
    found = match(rows)
    ListedName.objects.bulk_create(_name(made, row=row, found=found[row.line]) for row in rows)
    record(
        "outreach.list.read",
        actor=actor,
        at=at,
        subjects=sorted({str(one.resident) for one in found.values() if one.resident}),
        purpose=Purpose.OUTREACH,
        case=str(made.uuid),
        rows=len(rows),
        rejects=len(rejects),
    )
    return made


def _name(made: NameList, *, row: Row, found: Found) -> ListedName:
    """What is kept of a row: no NIK, and the birth date only until it is known who it is."""
    return ListedName(
        name_list=made,
        area_code=made.area_code,
        group=row.group,
        full_name=row.full_name,
        birth_date=None if found.match is Match.FOUND else row.birth_date,
        match=found.match,
        resident=found.resident,
        candidates=[str(one) for one in found.candidates],
    )


@transaction.atomic
def take_list(*, name_list: UUID, actor: str, at: datetime) -> NameList:
    """Let a draft count, in place of the list before, whose names are let go.

    Raises RuleBroken("not_found" | "list_not_draft").
    """
    row = get_list(name_list, lock=True)
    if row.state != State.DRAFT:
        raise RuleBroken("list_not_draft")
    for before in NameList.objects.select_for_update().filter(site=row.site, state=State.TAKEN):
        before.names.all().delete()
        before.state = State.REPLACED
        before.save(update_fields=["state"])
    row.state, row.taken_by, row.taken_at = State.TAKEN, actor, at
    row.save(update_fields=["state", "taken_by", "taken_at"])
    record("outreach.list.taken", actor=actor, at=at, case=str(row.uuid))
    return row


@transaction.atomic
def drop_list(*, name_list: UUID, actor: str, at: datetime) -> UUID:
    """Let a list go with its names; its people stand at home again. The site's id.

    Raises RuleBroken("not_found").
    """
    row = get_list(name_list, lock=True)
    site = row.site.uuid
    row.delete()
    record("outreach.list.dropped", actor=actor, at=at, case=str(site))
    return site


@transaction.atomic
def choose(*, name: UUID, resident: UUID | None, actor: str, at: datetime) -> ListedName:
    """Say which of the candidates a name means, or, with None, that it is none of them.

    Raises RuleBroken("not_found" | "name_decided" | "not_a_candidate").
    """
    row = get_name(name, lock=True)
    if row.match != Match.UNSURE:
        raise RuleBroken("name_decided")
    if resident is not None and str(resident) not in row.candidates:
        raise RuleBroken("not_a_candidate")
    row.match = Match.NOBODY if resident is None else Match.FOUND
    row.resident, row.candidates = resident, []
    row.birth_date = row.birth_date if resident is None else None
    row.save()
    record(
        "outreach.list.chosen",
        actor=actor,
        at=at,
        subjects=[str(resident)] if resident else [],
        purpose=Purpose.OUTREACH,
        case=str(row.name_list.uuid),
    )
    return row


@transaction.atomic
def forget_names(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Let lists go that came before that moment, with their names; their ids."""
    rows = NameList.objects.filter(at__lt=before).order_by("pk")
    ids = [str(one) for one in rows.values_list("uuid", flat=True)]
    if not dry_run:
        rows.delete()
    return ids
