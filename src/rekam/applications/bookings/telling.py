"""Messages about a booking to whoever left a contact: outages, and reminders a day before and that day."""

import os
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.urls import reverse

from rekam.applications.bookings.models import Booking
from rekam.applications.bookings.places import get_place, office_now
from rekam.applications.bookings.rules import State
from rekam.applications.bookings.services import address_of
from rekam.messages.services import Message, Template, send
from rekam.ui.dates import short_date
from rekam.ui.numbers import Language

# What a short message has room for beside its own words.
LONGEST_PLACE, LONGEST_CAUSE, LONGEST_LINK = 24, 25, 34
DAY_BEFORE, MORNING = time(9), time(6, 30)  # from when on; quiet hours may make it later
AT_ONCE = 2_000


def write_to(
    row: Booking,
    *,
    template: Template,
    key: str,
    at: datetime,
    cause: str = "",
    not_before: datetime | None = None,
) -> Message | None:
    """Hand on a message about a booking; None where no contact was left."""
    to = address_of(row.contact)
    if to is None:
        return None
    language: Language = "en" if row.language == "en" else "id"
    facts = {
        "place": get_place(row.place).name[:LONGEST_PLACE],
        "day": short_date(row.on, language=language),
        "hour": f"{row.starts:%H.%M}",
        "link": own_page(),
        "cause": cause[:LONGEST_CAUSE],
        "whole_cause": cause,
    }
    return send(
        to=to,
        template=template,
        facts=facts,
        key=key,
        area_code=row.area_code,
        at=at,
        language=language,
        not_before=not_before,
    )


def own_page() -> str:
    """Where one opens a booking, as short as it can be typed; in words where the office has no address."""
    host = urlsplit(os.environ.get("REKAM_PUBLIC_URL", "")).netloc
    told = f"{host}{reverse('bookings:find')}"
    if not host:
        return "laman janji kami"
    return told if len(told) <= LONGEST_LINK else host[:LONGEST_LINK]


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind of tomorrow's bookings, and in the morning of today's, each once; how many messages left for it.

    Call it every hour in the office's scope.
    """
    now = office_now(at)
    sent = 0
    if now.time() >= DAY_BEFORE:
        sent += _remind(1, on=now + timedelta(days=1), template=Template.BOOKING_TOMORROW, at=at)
    if now.time() >= MORNING:
        sent += _remind(2, on=now, template=Template.BOOKING_TODAY, at=at)
    return sent


def _remind(step: int, *, on: datetime, template: Template, at: datetime) -> int:
    rows = Booking.objects.filter(state=State.BOOKED, on=on.date(), reminders__lt=step).exclude(contact="")
    due = [
        row
        for row in rows.select_for_update().order_by("pk")[:AT_ONCE]
        if datetime.combine(row.on, row.starts, on.tzinfo) > office_now(at)
    ]
    for row in due:
        write_to(
            row, template=template, key=f"{row.uuid.hex}-{row.on:%y%m%d}-{row.starts:%H%M}-{step}", at=at
        )
    return Booking.objects.filter(pk__in=[row.pk for row in due]).update(reminders=step)
