"""The back of an order's card, and what is not as it should be on its front."""

from datetime import datetime

from django.conf import settings

from rekam.cards.face import drawing
from rekam.cards.face.back import lay_out_back
from rekam.cards.face.backdrop import wanted_instead
from rekam.cards.orders import away
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.queries import card_face, serial_of
from rekam.enrolment import queries as enrolment
from rekam.enrolment.photo_rules import Backdrop
from rekam.kernel.errors import RuleBroken


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
