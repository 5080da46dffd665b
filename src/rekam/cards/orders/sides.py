"""Both sides of an order's card, and what is not as it should be on the front."""

from datetime import datetime

from django.conf import settings

from rekam.cards.face import drawing
from rekam.cards.face.back import lay_out_back
from rekam.cards.face.backdrop import wanted_instead
from rekam.cards.face.fields import CardFace, face_of
from rekam.cards.face.layout import lay_out
from rekam.cards.orders import away
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.queries import serial_of
from rekam.enrolment import queries as enrolment
from rekam.enrolment.photo_rules import Backdrop
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day


def card_face(job: PrintJob, *, at: datetime) -> CardFace:
    """What stands on the card of an order, as the register has it now."""
    started = job.attempts.filter(spoiled=False).values_list("started_at", flat=True).first()
    return face_of(
        away.holder_of(job),
        office=settings.REKAM_OFFICE_AREA,
        issued_on=office_day(started or at),
        country=job.country,
    )


def find_face(job: PrintJob, *, at: datetime) -> CardFace | None:
    """The same; None where the holder moved away or the door of a visit has closed again."""
    try:
        return card_face(job, at=at)
    except RuleBroken:
        return None


def card_drawing(job: PrintJob, *, at: datetime) -> drawing.Drawing:
    """The card's front as PDF and PNG; in the demo with CONTOH / SPECIMEN across it.

    Raises RuleBroken("portrait_missing" | "portrait_unreadable" | "card_text_too_long" |
    "card_letter_unknown").
    """
    with away.at_home(job):
        record = enrolment.get_record(job.record)
    return drawing.draw(
        lay_out(card_face(job, at=at)),
        portrait=enrolment.portrait(record),
        signature=enrolment.signature(record),
        specimen=settings.REKAM_DEMO,
        drawn_at=job.requested_at,
    )


def card_back(job: PrintJob, *, at: datetime) -> drawing.Drawing:
    """The card's back as PDF and PNG, with the serial of the blank once one is taken.

    Raises RuleBroken("not_found" | "card_text_too_long" | "card_letter_unknown").
    """
    back = lay_out_back(card_face(job, at=at), serial=serial_of(job))
    return drawing.draw_back(back, specimen=settings.REKAM_DEMO, drawn_at=job.requested_at)


def wanted_backdrop(job: PrintJob, *, at: datetime) -> Backdrop | None:
    """The colour that belongs behind the holder's face and is not there; None where all is well."""
    try:
        face = card_face(job, at=at)
        with away.at_home(job):
            portrait = enrolment.portrait(enrolment.get_record(job.record))
        return wanted_instead(portrait, born=face.birth_date, foreigner=face.is_foreign)
    except RuleBroken:  # no portrait or no holder, which the page says in its own words
        return None
