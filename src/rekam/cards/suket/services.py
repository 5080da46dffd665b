"""Writes of letters: give, replace, withdraw. Enter through cards.services.

A letter ends by itself when its recording turns out double or its card is handed over: `hear` listens to the
moves of recordings.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from rekam.accounts.queries import find_head
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.blanks.services import check_site
from rekam.cards.face.fields import nationality_of
from rekam.cards.rules import check_reason
from rekam.cards.suket import queries, rules
from rekam.cards.suket.models import Suket
from rekam.cards.suket.rules import Withdrawal
from rekam.enrolment import queries as enrolment
from rekam.enrolment.rules import Status as Ladder
from rekam.enrolment.rules import SuketCode
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.turns import take_turn
from rekam.registry import queries as registry
from rekam.registry.rules import Status, is_wajib

LOCK = 0x52656B62


@transaction.atomic
def issue(*, record: UUID, site: str, actor: str, at: datetime) -> Suket:
    """Give a first letter for a recording whose card has to wait.

    site  area of the place that gives it, by which letters are numbered
    Raises RuleBroken("not_found" | "record_without_resident" | "site_not_yours" | "suket_open") and what
    rules.check_issue raises.
    """
    holder = _who_may_have_one(record, at=at)
    return _write(record=record, holder=holder, site=site, actor=actor, at=at)


@transaction.atomic
def replace(*, suket: UUID, why: Withdrawal, site: str, actor: str, at: datetime) -> Suket:
    """Give a new letter for one that was lost or runs out. A lost one is not made longer by that.

    why  EXTENDED or LOST
    Raises what `issue` raises, RuleBroken("suket_not_open" | "suket_expired") and what
    rules.check_extension raises; ValueError for another reason.
    """
    if why not in rules.REPLACED_FOR:
        raise ValueError(f"a letter is not replaced for {why}")
    old, day = _lock_open(suket), office_day(at)
    if why is Withdrawal.EXTENDED:
        rules.check_extension(until=old.valid_until, on=day, office=settings.REKAM_SUKET_EXTENSION)
    elif day > old.valid_until:
        raise RuleBroken("suket_expired")
    holder = _who_may_have_one(old.record, at=at)
    _end(old, why=why, actor=actor, at=at)
    return _write(record=old.record, holder=holder, site=site, actor=actor, at=at, follows=old, why=why)


@transaction.atomic
def withdraw(*, suket: UUID, reason: str, actor: str, at: datetime) -> Suket:
    """Take back a letter that should not have been given.

    Raises RuleBroken("not_found" | "suket_not_open" | "reason_missing").
    """
    check_reason(reason)
    return _end(_lock_open(suket), why=Withdrawal.MISTAKE, reason=reason.strip(), actor=actor, at=at)


def hear(*, record: UUID, to: Ladder, actor: str, at: datetime) -> None:
    """End the letter of a recording that turned out double or whose card was handed over."""
    if to not in rules.ENDS_AT:
        return
    row = queries.open_sukets().filter(record=record).select_for_update().first()
    if row is not None:
        _end(row, why=rules.ENDS_AT[to], actor=actor, at=at)


@dataclass(frozen=True)
class _Holder:
    """Who gets a letter, where that person lives, and with which code."""

    resident: UUID
    area_code: str
    code: SuketCode


def _who_may_have_one(record: UUID, *, at: datetime) -> _Holder:
    recording, day = enrolment.get_record(record), office_day(at)
    if recording.resident is None:
        raise RuleBroken("record_without_resident")
    resident = registry.get_resident(recording.resident)
    if resident.status != Status.ACTIVE or resident.blocked_for:
        raise RuleBroken("holder_not_active", status=resident.status)
    code = queries.code_now(record)
    rules.check_issue(
        code=code,
        must_hold_card=is_wajib(
            born=resident.birth_date,
            ever_married=resident.ever_married,
            nationality=nationality_of(resident),
            permit_until=resident.permit_until,
            status=Status(resident.status),
            on=day,
        ),
        blanks=queries.blanks_here(),
        on=day,
        office=settings.REKAM_SUKET,
    )
    assert code is not None  # check_issue refuses it
    return _Holder(resident.uuid, resident.area_code, code)


def _write(
    *,
    record: UUID,
    holder: _Holder,
    site: str,
    actor: str,
    at: datetime,
    follows: Suket | None = None,
    why: Withdrawal | None = None,
) -> Suket:
    check_site(site)
    day = office_day(at)
    row = Suket(
        record=record,
        resident=holder.resident,
        area_code=holder.area_code,
        site=site,
        year=day.year,
        sequence=_next_number(site=site, year=day.year),
        code=holder.code,
        since=follows.since if follows else day,
        issued_on=day,
        valid_until=follows.valid_until if follows and why is Withdrawal.LOST else rules.valid_until(day),
        issued_at=at,
        issued_by=actor,
        follows=follows,
        **_signer(),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise RuleBroken("suket_open") from error
    _audit("issued", row=row, actor=actor, at=at, code=holder.code.value, replaces=why.value if why else "")
    return row


def _signer() -> dict[str, str]:
    """The head of the office, where it has one; else the name is written by hand."""
    head = find_head(settings.REKAM_OFFICE_AREA)
    return {"signer_name": head.display_name, "signer_number": head.employee_number} if head else {}


def _next_number(*, site: str, year: int) -> int:
    """One number after the other at a site, also when two officers give letters at once."""
    take_turn(LOCK, f"{site} {year}")
    last = Suket.objects.filter(site=site, year=year).aggregate(last=Max("sequence"))["last"]
    return (last or 0) + 1


def _lock_open(suket: UUID) -> Suket:
    row = Suket.objects.select_for_update().filter(uuid=suket).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.withdrawn_at is not None:
        raise RuleBroken("suket_not_open")
    return row


def _end(row: Suket, *, why: Withdrawal, actor: str, at: datetime, reason: str = "") -> Suket:
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_for, row.withdrawal_reason = at, actor, why, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_for", "withdrawal_reason"])
    _audit("withdrawn", row=row, actor=actor, at=at, why=why.value)
    return row


def _audit(what: str, *, row: Suket, actor: str, at: datetime, **facts: str) -> None:
    subjects = [str(row.uuid), str(row.record), str(row.resident)]
    audit(
        f"cards.suket.{what}",
        actor=actor,
        at=at,
        subjects=subjects,
        purpose=Purpose.CARD,
        case=str(row.uuid),
        **facts,
    )
