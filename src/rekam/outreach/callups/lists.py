"""Making lists: who is not recorded, named to one recipient, each only the own people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.coverage.queries import missing_people
from rekam.kernel.database import current_scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level
from rekam.outreach.callups.codes import code_of, digest_of, office_scope
from rekam.outreach.callups.models import Called, CallList, CallRound
from rekam.outreach.callups.rules import MOST_ON_A_LIST, For, expires_on
from rekam.outreach.sites.lists.queries import not_recorded
from rekam.outreach.sites.models import Site
from rekam.registry.queries import residents
from rekam.registry.rules import Status


@dataclass(frozen=True)
class Line:
    """One line of a list: whom, and, on a school's list, the class."""

    resident: UUID
    group: str = ""


@transaction.atomic
def make_list(
    *,
    recipient: For,
    area_code: str,
    rw: str = "",
    rt: str = "",
    site: Site | None = None,
    people: Collection[str] | None = None,
    call_round: CallRound | None = None,
    actor: str,
    at: datetime,
) -> Sequence[CallList]:
    """Lists of the not recorded for a recipient, at most 500 people each; none where nobody is left to call.

    rw, rt  for those recipients
    site    a school: the list is of the names that it sent, wherever they live
    people  residents' ids to choose from; None takes everybody of the place
    Raises RuleBroken("not_found" | "call_place_unknown" | "area_code_malformed").
    """
    if not current_scope().contains(area_code):
        raise RuleBroken("not_found")
    wants_rw, wants_rt = recipient in {For.RW, For.RT}, recipient is For.RT
    if (wants_rw and not rw) or (wants_rt and not rt) or (recipient is For.SCHOOL) != (site is not None):
        raise RuleBroken("call_place_unknown")
    if (recipient is For.CAMAT) == (AreaCode.parse(area_code).level is Level.KELURAHAN_DESA):
        raise RuleBroken("call_place_unknown")
    lines = _pupils(site) if site else _residents(area_code, rw=rw, rt=rt, on=office_day(at), people=people)
    made = []
    for first in range(0, len(lines), MOST_ON_A_LIST):
        row = CallList(area_code=area_code, recipient=recipient, rw=rw, rt=rt, site=site, round=call_round)
        made.append(keep_list(row, lines=lines[first : first + MOST_ON_A_LIST], actor=actor, at=at))
    return made


def _residents(
    area_code: str, *, rw: str, rt: str, on: date, people: Collection[str] | None
) -> Sequence[Line]:
    """In the order of a walk: kelurahan, RW, RT, name."""
    found = missing_people(area_code=area_code, on=on)
    for field, value in (("rw", rw), ("rt", rt)):
        found = found.filter(**{field: value}) if value else found
    if people is not None:
        found = found.filter(uuid__in=people)
    ordered = found.order_by("area_code", "rw", "rt", "full_name", "pk")
    return [Line(uuid) for uuid in ordered.values_list("uuid", flat=True)]


def _pupils(site: Site) -> Sequence[Line]:
    rows = not_recorded(site).filter(resident__isnull=False)
    return [Line(row.resident, row.group) for row in rows if row.resident]


def keep_list(row: CallList, *, lines: Sequence[Line], actor: str, at: datetime) -> CallList:
    """Save a list with its people and its code, and write down who is on it."""
    row.uuid = uuid4()
    row.code_digest = digest_of(code_of(row.uuid))
    row.made_by, row.made_at, row.expires_on = actor, at, expires_on(office_day(at))
    row.save(force_insert=True)
    Called.objects.bulk_create(
        Called(
            call_list=row, area_code=row.area_code, number=number, group=line.group, resident=line.resident
        )
        for number, line in enumerate(lines, 1)
    )
    record(
        "outreach.calls.listed",
        actor=actor,
        at=at,
        subjects=[str(line.resident) for line in lines],
        purpose=Purpose.OUTREACH,
        case=str(row.uuid),
        recipient=row.recipient,
    )
    return row


@transaction.atomic
def make_letters(call_list: CallList, *, actor: str, at: datetime) -> Sequence[CallList]:
    """A list of its own for each household of a list, whose code stands on its letter; pupils one by one.

    Only who is still not recorded gets a letter. A second time the same letters again.
    """
    with scope(office_scope()):
        known = list(call_list.households.order_by("pk"))
        if known:
            return known
        homes = _by_class(call_list) if call_list.recipient == For.SCHOOL else _by_family(call_list)
        return [keep_list(_household(call_list), lines=lines, actor=actor, at=at) for lines in homes]


def _by_class(call_list: CallList) -> Iterable[Sequence[Line]]:
    left = set(_not_recorded(call_list).values_list("uuid", flat=True))
    people = call_list.people.filter(resident__in=left).order_by("number")
    return ([Line(one.resident, one.group)] for one in people)


def _by_family(call_list: CallList) -> Iterable[Sequence[Line]]:
    """In the order of a walk, the eldest of a family first."""
    homes = defaultdict[str, list[Line]](list)
    rows = _not_recorded(call_list).order_by("area_code", "rw", "rt", "kk", "birth_date", "pk")
    for uuid, kk in rows.values_list("uuid", "kk"):
        homes[kk].append(Line(uuid))
    return homes.values()


def _not_recorded(call_list: CallList) -> QuerySet[Any]:
    """By the list, not by age: a school's has pupils of 16, who may be recorded and have no duty yet."""
    wanted = call_list.people.values("resident")
    rows = residents(area_code=str(settings.REKAM_OFFICE_AREA))
    return rows.filter(uuid__in=wanted, status=Status.ACTIVE, recorded_on=None)


def _household(above: CallList) -> CallList:
    return CallList(
        area_code=above.area_code,
        recipient=For.HOUSEHOLD,
        rw=above.rw,
        rt=above.rt,
        above=above,
        round=above.round,
    )
