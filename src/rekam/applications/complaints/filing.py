"""What a complainant does: complain, reply, reopen. Each is one transaction; the same form again is one."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from rekam.accounts.queries import accounts_of_person
from rekam.applications.complaints import involved
from rekam.applications.complaints.models import Complaint, ComplaintForm, ComplaintSheet
from rekam.applications.complaints.owning import choose_owner
from rekam.applications.complaints.queries import candidates
from rekam.applications.complaints.rules import (
    Accused,
    Category,
    Channel,
    Level,
    check_reopening,
    check_words,
    due_on,
    first_level,
    higher,
)
from rekam.applications.complaints.settings import counts_day
from rekam.applications.complaints.steps import Step
from rekam.applications.complaints.writing import lock, take_step, write
from rekam.applications.filing.models import Application
from rekam.applications.filing.numbers import code_of, digest_of, new_number
from rekam.applications.filing.writing import PUBLIC
from rekam.applications.uploads.cleaning import cleaned
from rekam.applications.uploads.rules import check_sheet
from rekam.kernel.dates import OfficeZone
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.vault import services as vault


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody complains about.

    place        area where it happened; empty = not said
    application  ten digits; whether there is one is told to nobody
    came_on      the day on which the paper was handed in, from which the days run; None = now
    contact      a telephone number or an e-mail address; empty = anonymous
    """

    category: Category
    said: str
    accused: Accused
    described: str = ""
    place: str = ""
    happened_on: date | None = None
    application: str = ""
    contact: str = ""
    came_on: date | None = None


@dataclass(frozen=True)
class Filed:
    """A complaint, and the code that is shown once."""

    complaint: Complaint
    code: str


def file(
    *, told: Told, token: UUID, channel: Channel, keyed_by: str = "", sheet: bytes = b"", at: datetime
) -> Filed:
    """Take a complaint; the same token and words again are the same complaint with the same code.

    token     of the form, or of the paper that was printed
    keyed_by  the officer who wrote it down for somebody; empty online
    sheet     a photograph or PDF; b"" for none
    Raises RuleBroken("complaint_words_short" | "complaint_form_used") and what a scan is refused for.
    """
    check_words(told.said)
    known = Complaint.objects.filter(token=token).first()
    if known is not None:
        return _again(known, told)
    kept = _kept(sheet, sheets=0)
    with transaction.atomic():
        fresh = _row(told, token=token, channel=channel, keyed_by=keyed_by, at=at)
        row = _insert(fresh)
        if row is not fresh:
            return _again(row, told)
        _attach(row, kept, at=at)
        write(row, step=Step.FILED, actor=keyed_by or PUBLIC, at=at)
    return Filed(row, code_of(token))


def _again(known: Complaint, told: Told) -> Filed:
    if known.said != told.said:
        raise RuleBroken("complaint_form_used")
    return Filed(known, code_of(known.token))


def _row(told: Told, *, token: UUID, channel: Channel, keyed_by: str, at: datetime) -> Complaint:
    case = Application.objects.filter(number=told.application).first() if told.application else None
    area = told.place or (case.area_code if case else settings.REKAM_OFFICE_AREA)
    named = involved.accused_by_role(told.accused, area_code=area)
    barred = involved.whole_people(named | involved.who_acted(application=case, resident=None))
    level = first_level(category=told.category, accused=told.accused, knows_case=case is not None)
    chosen = choose_owner(candidates(area), barred=barred, level=level)
    paper = ComplaintForm.objects.filter(token=token).first()
    came = _came(told.came_on, at=at)
    return Complaint(
        token=token,
        number=paper.number if paper else new_number(),
        code_digest=digest_of(code_of(token)),
        area_code=area,
        channel=channel,
        keyed_by=keyed_by,
        category=told.category,
        said=told.said,
        accused=told.accused,
        described=told.described,
        happened_on=told.happened_on,
        contact=told.contact,
        application=case,
        barred=barred,
        level=chosen.level,
        owner=chosen.username,
        state_at=at,
        filed_at=came,
        due_on=due_on(told.category, filed=office_day(came), counts=counts_day()),
    )


def _came(day: date | None, *, at: datetime) -> datetime:
    """The moment from which the days run: of a paper the noon of its day, unless that is still to come."""
    if day is None:
        return at
    return min(at, datetime.combine(day, time(12), tzinfo=OfficeZone(settings.REKAM_OFFICE_ZONE).zone))


def _insert(row: Complaint) -> Complaint:
    """Of two forms of one token that come at once, the second finds what the first made."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        made = Complaint.objects.filter(token=row.token).first()
        if made is not None:
            return made
        row.number = new_number()  # one of a thousand million was taken
        row.save(force_insert=True)
    return row


def reply(*, complaint: UUID, text: str, sheet: bytes = b"", at: datetime) -> Complaint:
    """Let the complainant answer a question, or add what he forgot.

    Raises RuleBroken("not_found" | "complaint_step_not_allowed") and what a scan is refused for.
    """
    sheets = ComplaintSheet.objects.filter(complaint__uuid=complaint).count() if sheet else 0
    kept = _kept(sheet, sheets=sheets)
    with transaction.atomic():
        row = lock(complaint)
        _attach(row, kept, at=at)
        return take_step(row, step=Step.REPLIED, actor=PUBLIC, at=at, text=text)


@transaction.atomic
def reopen(*, complaint: UUID, text: str, at: datetime) -> Complaint:
    """Let a complainant who is not satisfied be heard once more, by the head or, if he answered, above him.

    Raises RuleBroken("not_found" | "complaint_step_not_allowed" | "complaint_words_short") and what
    `rules.check_reopening` raises.
    """
    check_words(text)
    row = lock(complaint)
    if row.answered_at is not None:
        answered, before = office_day(row.answered_at), row.reopened_at is not None
        check_reopening(answered=answered, day=office_day(at), before=before)
    give(row, level=higher(Level(row.level), Level.HEAD), besides={row.owner})
    row.reopened_at = at
    row.due_on = due_on(Category(row.category), filed=office_day(at), counts=counts_day())
    return take_step(row, step=Step.REOPENED, actor=PUBLIC, at=at, text=text)


def give(row: Complaint, *, level: Level, besides: Collection[str] = ()) -> None:
    """Choose who answers from now on, from that level up; it is not saved here.

    besides  who is not to be chosen though not barred
    """
    others = {account for name in besides for account in accounts_of_person(name)}
    chosen = choose_owner(candidates(row.area_code), barred={*row.barred, *others}, level=level)
    row.owner, row.level = chosen.username, chosen.level


def _kept(sheet: bytes, *, sheets: int) -> tuple[str, str, str] | None:
    """Address, kind and digest of a cleaned sheet in the vault; None for none."""
    if not sheet:
        return None
    check_sheet(size=len(sheet), sheets=sheets)
    clean, kind = cleaned(sheet)
    return vault.keep(clean, kind="document"), kind, hashlib.sha256(sheet).hexdigest()


def _attach(row: Complaint, kept: tuple[str, str, str] | None, *, at: datetime) -> None:
    if kept is None:
        return
    address, kind, digest = kept
    ComplaintSheet.objects.get_or_create(
        complaint=row,
        sent_digest=digest,
        defaults={"area_code": row.area_code, "address": address, "kind": kind, "sent_at": at},
    )
