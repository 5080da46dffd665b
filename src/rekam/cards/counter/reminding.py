"""Telling people who agreed to it that their card waits. Enter through services."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from rekam.audit.services import record as audit
from rekam.cards.blanks.queries import site_name
from rekam.cards.blanks.rules import BlankState
from rekam.cards.counter import rules
from rekam.cards.counter.models import Reminder
from rekam.cards.orders.about import about
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.queries import collection_number
from rekam.cards.orders.rules import JobState
from rekam.enrolment import queries as enrolment
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.messages import services as messages
from rekam.messages.services import Channel, Template

ACTOR = "reminders"


def remind(*, at: datetime, limit: int = 5_000) -> int:
    """Send the reminders that are due today, each once; how many were handed to the messages.

    Only to whoever agreed, is no child and did not take it back, only while the card lies in a safe, and
    none where the office sends no messages (`messages.services.sends`).
    """
    if not messages.sends(Channel.SMS):
        return 0
    first = at - timedelta(days=rules.REMINDERS[0])
    lying = PrintJob.objects.filter(state=JobState.PRINTED, printed_at__lte=first, visit=None)
    rows = lying.filter(attempts__spoiled=False, attempts__blank__state=BlankState.PRINTED)
    return sum(_reminded(job, at=at) for job in rows.order_by("printed_at", "pk")[:limit])


@transaction.atomic
def _reminded(job: PrintJob, *, at: datetime) -> bool:
    assert job.printed_at is not None
    sent = list(job.reminders.values_list("day", flat=True))
    day = rules.reminder_due(printed=office_day(job.printed_at), on=office_day(at), sent=sent)
    agreed = enrolment.find_contact(job.record, on=office_day(at)) if day else None
    if day is None or agreed is None:
        return False
    contact, language = agreed
    Reminder.objects.create(job=job, area_code=job.area_code, day=day, at=at)
    audit("cards.reminder.sent", actor=ACTOR, at=at, **about(job), day=day)
    messages.send(
        to=messages.to(Channel.SMS, contact),
        template=Template.COLLECT_CARD,
        facts=_collection(job),
        key=f"{job.uuid.hex}-{day}",
        area_code=job.area_code,
        at=at,
        language=language,
    )
    return True


def find_collection(record: UUID) -> Mapping[str, str] | None:
    """Office, place and number by which the card of a recording is collected; None where none was ordered."""
    job = PrintJob.objects.filter(record=record).order_by("-requested_at", "-pk").first()
    return _collection(job) if job is not None else None


def _collection(job: PrintJob) -> Mapping[str, str]:
    """The card may lie at a site of another area, which the scope does not show: then the office is named."""
    site = job.attempts.filter(spoiled=False).values_list("blank__area_code", flat=True).first()
    office = area_name(AreaCode.parse(job.area_code).at(Level.KABUPATEN_KOTA).text)
    return {
        "office": f"Disdukcapil {office}"[:40],
        "place": site_name(site)[:30] if site else f"Disdukcapil {office}"[:30],
        "number": collection_number(job),
    }
