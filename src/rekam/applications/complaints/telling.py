"""A word to whoever left an address that there is something to read; what it says stays behind the code."""

from datetime import datetime

from django.conf import settings

from rekam.accounts.queries import office_at
from rekam.applications.complaints.models import Complaint
from rekam.applications.filing.numbers import spaced
from rekam.messages import services as messages
from rekam.messages.services import Channel, Template, To


def address_of(contact: str) -> To:
    """A telephone number or an e-mail address from what somebody typed.

    Raises RuleBroken("message_phone_malformed" | "message_email_malformed").
    """
    return messages.to(Channel.EMAIL if "@" in contact else Channel.SMS, contact)


def tell_complainant(row: Complaint, *, at: datetime) -> None:
    """Say that a complaint was answered, or that there is a question; the same step again says it once."""
    if not row.contact:
        return
    messages.send(
        to=address_of(row.contact),
        template=Template.COMPLAINT_MOVED,
        facts={
            "office": office_at(settings.REKAM_OFFICE_AREA)[:40] or "Dukcapil",
            "number": spaced(row.number),
        },
        key=f"complaint:{row.uuid}:{row.steps.count()}",
        area_code=row.area_code,
        at=at,
    )
