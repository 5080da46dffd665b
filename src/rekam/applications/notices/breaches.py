"""A leak of personal data: written by one person, sent by another, told to everybody whom it touched."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from rekam.accounts.services import check_four_eyes
from rekam.applications.filing.models import Application
from rekam.applications.notices.models import Breach, Notice, Wish
from rekam.applications.notices.places import NAME_LETTERS, office_name
from rekam.applications.notices.rules import (
    State,
    Topic,
    check_known,
    check_reach,
    is_one_by_one,
)
from rekam.applications.notices.telling import About, tell
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.coverage.followups.rules import check_text
from rekam.enrolment import queries as enrolment
from rekam.enrolment.services import gathered
from rekam.kernel.database import current_scope
from rekam.kernel.dates import OfficeZone
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.messages.addressee import is_child
from rekam.messages.queries import ended_untold
from rekam.messages.rules import Channel
from rekam.messages.services import Template
from rekam.registry import queries as registry
from rekam.registry.rules import Status

ACTOR = "notices"
AT_ONCE = 1_000
TEXTS = ("what", "how", "done", "ask_at")


@transaction.atomic
def write_breach(
    *,
    told: Mapping[str, str],
    known_at: datetime,
    officer: str = "",
    since: date | None = None,
    until: date | None = None,
    touched_area: str = "",
    is_public: bool,
    actor: str,
    at: datetime,
) -> Breach:
    """Write down a leak; nobody is told before a second person sends it.

    told          what, how, done and ask_at, without anybody's number or name
    officer       whoever was touched by this account from `since` to `until`, both included; or else
    touched_area  everybody who lives there
    Raises RuleBroken("breach_in_future" | "not_found") and what rules.check_reach and
    coverage.followups.rules.check_text raise.
    """
    check_known(known_at, at=at)
    check_reach(officer=officer, since=since, until=until, area=touched_area)
    if touched_area and not current_scope().contains(touched_area):
        raise RuleBroken("not_found")
    row = Breach.objects.create(
        area_code=settings.REKAM_OFFICE_AREA,
        known_at=known_at,
        **{name: check_text(told[name]) for name in TEXTS},
        officer=officer,
        since=since,
        until=until,
        touched_area=touched_area,
        is_public=is_public,
        written_by=actor,
        written_at=at,
    )
    audit("applications.breach_written", actor=actor, at=at, case=str(row.uuid))
    return row


@transaction.atomic
def send_breach(*, breach: UUID, actor: str, at: datetime) -> Breach:
    """Let a leak be told, by a second person; the worker gathers whom it touched and writes to them.

    Raises RuleBroken("not_found" | "breach_sent" | "four_eyes").
    """
    row = Breach.objects.select_for_update().filter(uuid=breach).first()
    if row is None:
        raise RuleBroken("not_found")
    if row.sent_at is not None:
        raise RuleBroken("breach_sent")
    check_four_eyes(entered_by=row.written_by, decided_by=actor)
    row.sent_by, row.sent_at = actor, at
    row.save(update_fields=["sent_by", "sent_at"])
    audit("applications.breach_sent", actor=actor, at=at, case=str(row.uuid))
    return row


@transaction.atomic
def tell_touched(*, at: datetime) -> int:
    """Tell everybody whom a sent breach touched and who was not told yet; how many people.

    A worker that is killed begins again: each person's notice has its own key. Beyond MOST_TOUCHED people
    only those whose contact is known are written to, and the public is told.
    Source: UU 27/2022 Pasal 46 (3) (recall): the public is told where it concerns the public.
    In force from 2022-10-17.
    """
    rows = Breach.objects.filter(gathered_at=None, sent_at__isnull=False)
    return sum(_tell_all(row, at=at) for row in rows.select_for_update(skip_locked=True))


def _tell_all(row: Breach, *, at: datetime) -> int:
    touched = _touched(row)
    by_letter = is_one_by_one(len(touched))
    for some in _slices(touched):
        _tell_some(row, some, by_letter=by_letter, at=at)
    row.people, row.gathered_at = len(touched), at
    row.is_public = row.is_public or not by_letter
    row.save(update_fields=["people", "gathered_at", "is_public"])
    return len(touched)


def _touched(row: Breach) -> list[UUID]:
    if row.touched_area:
        living = registry.residents(area_code=row.touched_area).filter(status=Status.ACTIVE)
        return list(living.order_by("pk").values_list("uuid", flat=True))
    assert row.since is not None
    assert row.until is not None
    zone = OfficeZone(settings.REKAM_OFFICE_ZONE).zone
    since = datetime.combine(row.since, time(), zone)
    until = datetime.combine(row.until + timedelta(days=1), time(), zone)
    seen = list(gathered(officer=row.officer, since=since, until=until))  # things among them
    return [one.uuid for some in _slices(seen) for one in registry.residents_by_id(some)]


def _slices(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _tell_some(row: Breach, some: Sequence[UUID], *, by_letter: bool, at: datetime) -> None:
    found = registry.residents_by_id(some)
    contacts = known_contacts([one.uuid for one in found])
    silent, told = [], []
    for one in found:
        about = About(
            topic=Topic.BREACH,
            key=f"breach-{row.pk}-{one.uuid.hex}",
            area_code=one.area_code,
            resident=one.uuid,
            breach=row,
        )
        contact = "" if is_child(born=one.birth_date, on=office_day(at)) else contacts.get(one.uuid, "")
        if contact:
            _tell_one(about, row, contact=contact, by_letter=by_letter, at=at)
            told.append(str(one.uuid))
        else:
            state = State.TO_PRINT if by_letter else State.NO_CONTACT
            silent.append(Notice(**vars(about), event=Template.BREACH, state=state, at=at))
    Notice.objects.bulk_create(silent, ignore_conflicts=True)
    audit(
        "applications.breach_told",
        actor=ACTOR,
        at=at,
        subjects=[str(one.uuid) for one in found],
        purpose=Purpose.SUPERVISION,
        case=str(row.uuid),
        messages=len(told),
    )


def _tell_one(about: About, row: Breach, *, contact: str, by_letter: bool, at: datetime) -> None:
    """An e-mail is in writing; a short message announces the letter."""
    facts = {
        "office": office_name(),
        "what": row.what,
        "how": row.how,
        "done": row.done,
        "place": row.ask_at[:NAME_LETTERS],
    }
    written = "@" in contact
    tell(
        about,
        contact=contact,
        template=Template.BREACH,
        facts=facts,
        at=at,
        by_letter=by_letter and not written,
    )


def known_contacts(residents: Sequence[UUID]) -> Mapping[UUID, str]:
    """A contact of each of these people, where one is known: an e-mail before a telephone.

    What the law obliges the office to tell may go to any contact that it holds, whatever it was left for.
    """
    asked = Application.objects.filter(applicant__in=residents).exclude(contact="").order_by("pk")
    found = [(who, contact) for who, contact in asked.values_list("applicant", "contact") if who]
    records = enrolment.records_of(residents)
    wishes = Wish.objects.filter(record__in=list(records), ended_at=None).order_by("pk")
    found += [(records[record], contact) for record, contact in wishes.values_list("record", "contact")]
    found += [(records[record], number) for record, number in enrolment.contacts_of(list(records)).items()]
    return dict(sorted(found, key=lambda one: "@" in one[1]))


@transaction.atomic
def print_what_failed(*, at: datetime, limit: int = 1_000) -> int:
    """Let a letter tell what no message could, of birthdays and breaches; how many letters more."""
    rows = Notice.objects.filter(
        Q(topic=Topic.BIRTHDAY) | Q(topic=Topic.BREACH, channel=Channel.EMAIL),
        state=State.HANDED,
        at__gt=at - timedelta(days=30),
    )
    ids = list(rows.filter(key__in=ended_untold()).values_list("pk", flat=True)[:limit])
    ids += Notice.objects.filter(
        topic__in=(Topic.BIRTHDAY, Topic.BREACH), state=State.BAD_CONTACT, at__gt=at - timedelta(days=30)
    ).values_list("pk", flat=True)[:limit]
    return Notice.objects.filter(pk__in=ids).update(state=State.TO_PRINT)
