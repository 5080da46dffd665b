"""What the demo's call-ups have found: why some of those who are not recorded have not come."""

from datetime import date, datetime, timedelta
from random import Random

ASKED = 400
SEED = 20260101
# Of a hundred who were asked, invented; the rest gave no answer.
SHARES = {
    "willing": 40,
    "unable_to_come": 8,
    "refuses": 2,
    "boarding": 8,
    "works_elsewhere": 10,
    "abroad": 3,
    "said_dead": 3,
    "said_moved": 5,
    "not_known_there": 3,
}


def bring_word(*, on: date, at: datetime) -> None:
    """Note what a call-up of some of the not recorded found lately; call it in the office's scope."""
    from django.conf import settings

    from rekam.coverage.counters.rules import Reason
    from rekam.coverage.counters.services import note_reason
    from rekam.coverage.queries import missing_people

    random = Random(SEED)  # noqa: S311 - made-up answers, not secrets
    missing = list(missing_people(area_code=settings.REKAM_OFFICE_AREA, on=on).values_list("uuid", flat=True))
    asked = random.sample(missing, min(ASKED, len(missing)))
    answers = [*SHARES, None]
    weights = [*SHARES.values(), 100 - sum(SHARES.values())]
    for resident, answer in zip(asked, random.choices(answers, weights, k=len(asked)), strict=True):
        if answer:
            found = on - timedelta(days=random.randrange(1, 40))
            note_reason(resident=resident, reason=Reason(answer), evidence_on=found, actor="bakri", at=at)
