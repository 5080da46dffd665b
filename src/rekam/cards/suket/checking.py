"""The public page's question: counted before it is asked, and written down when it finds a letter."""

from datetime import datetime

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.suket import queries, rules
from rekam.cards.suket.models import SuketCheck
from rekam.kernel.installation import office_day
from rekam.kernel.questions import count_question

ACTOR = "public"


def check(key: str, *, address: str, at: datetime) -> queries.Checked | None:
    """What the letter with this key is worth today; None for every other key.

    address  of whoever asks; kept as a keyed digest for ten minutes
    Raises RuleBroken("suket_checks_used_up").
    """
    count_question(
        SuketCheck,
        asker=address,
        salt="cards.suket",
        minutes=rules.CHECK_MINUTES,
        check=rules.check_asked,
        at=at,
    )
    found = queries.check(rules.clean_key(key), on=office_day(at))
    if found is not None:
        audit(
            "cards.suket.checked",
            actor=ACTOR,
            at=at,
            subjects=[str(found.suket), str(found.resident)],
            purpose=Purpose.SERVICE,
            case=str(found.suket),
        )
    return found
