"""The public page's question: counted before it is asked, and written down when it finds a letter."""

from datetime import datetime, timedelta

from django.db import connections
from django.utils.crypto import salted_hmac

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.cards.suket import queries, rules
from rekam.cards.suket.models import SuketCheck
from rekam.kernel.database import apart
from rekam.kernel.installation import office_day

LOCK = 0x52656B63
ACTOR = "public"


def check(key: str, *, address: str, at: datetime) -> queries.Checked | None:
    """What the letter with this key is worth today; None for every other key.

    address  of whoever asks; kept as a keyed digest for ten minutes
    Raises RuleBroken("suket_checks_used_up").
    """
    _note(asker=salted_hmac("cards.suket", address, algorithm="sha256").hexdigest()[:32], at=at)
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


def _note(*, asker: str, at: datetime) -> None:
    """On a connection of its own: an undone request gives no question back."""
    with apart():
        with connections["default"].cursor() as cursor:  # of two questions at once the second sees the first
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, asker])
        SuketCheck.objects.filter(at__lt=at - timedelta(minutes=rules.CHECK_MINUTES)).delete()
        rules.check_asked(SuketCheck.objects.filter(asker=asker).count())
        SuketCheck.objects.create(asker=asker, at=at)
