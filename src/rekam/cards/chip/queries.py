"""The data set for the chip of a card that is being printed."""

from functools import partial

from rekam.cards.chip.document import DOMAIN, build
from rekam.cards.orders import away
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.sides import card_face
from rekam.enrolment import queries as enrolment
from rekam.enrolment import services as enrolment_services
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing
from rekam.vault.queries import server_keys


def chip_data(job: PrintJob, *, serial: str) -> bytes:
    """The signed data set for the chip of the blank that an order uses now.

    serial   of that blank, as the printer read it from the chip
    Raises RuleBroken("chip_of_another_card") for any other blank, "portrait_missing", "subject_unknown",
    "keys_missing", and what chip.build raises.
    """
    started = job.attempts.filter(spoiled=False, blank__serial=serial).values_list("started_at", flat=True)
    at = started.first()
    if at is None:
        raise RuleBroken("chip_of_another_card")
    face = card_face(job, at=at)
    with away.at_home(job):
        record = enrolment.get_record(job.record)
    return build(
        face,
        portrait=enrolment.portrait(record),
        signature=enrolment.signature(record),
        templates=enrolment_services.finger_templates(record),
        uid=serial,
        issued_on=face.issued_on,
        sign=partial(sealing.sign_document, seed=server_keys().receipt_seed, domain=DOMAIN),
    )
