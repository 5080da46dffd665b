"""A list's code: made of the installation's secret, so that the table tells nobody; tried only so often."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.utils.crypto import salted_hmac

from rekam.kernel.database import Scope, apart, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key, office_day
from rekam.outreach.callups import rules
from rekam.outreach.callups.models import CallList, CallTry

LOCK = 0x52656B65
ACTOR = "public"  # whoever has a code


def office_scope() -> Scope:
    """All of the office: a pupil of one kelurahan stands on the list of a school in another."""
    return Scope.of(str(settings.REKAM_OFFICE_AREA))


def code_of(call_list: UUID) -> str:
    """The code that opens a list, the same for as long as the installation's secret."""
    made = installation_key("outreach.callups", purpose=str(call_list))
    return "".join(rules.LETTERS[byte % len(rules.LETTERS)] for byte in made[: rules.CODE_LETTERS])


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def open_by_code(code: str, *, asker: str, at: datetime) -> CallList:
    """The list that a code opens today.

    asker  the network address that sent it; kept as a keyed digest for ten minutes
    Raises RuleBroken("call_code_unknown"), the same for one that never was and one that is over, and
    RuleBroken("call_codes_used_up").
    """
    _note_try(salted_hmac("outreach.callups", asker, algorithm="sha256").hexdigest()[:32], at=at)
    with scope(office_scope()):
        found = CallList.objects.filter(code_digest=digest_of(rules.clean_code(code))).first()
    return _still_open(found, at=at)


def open_again(call_list: UUID, *, at: datetime) -> CallList:
    """The list that somebody opened by its code before. Raises RuleBroken("call_code_unknown")."""
    with scope(office_scope()):
        found = CallList.objects.filter(uuid=call_list).first()
    return _still_open(found, at=at)


def _still_open(found: CallList | None, *, at: datetime) -> CallList:
    if found is None or found.expires_on < office_day(at):
        raise RuleBroken("call_code_unknown")
    return found


def _note_try(asker: str, *, at: datetime) -> None:
    """On a connection of its own: an undone request gives no try back."""
    with apart():
        with connections["default"].cursor() as cursor:  # of two tries at once the second sees the first
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, asker])
        CallTry.objects.filter(at__lt=at - timedelta(minutes=rules.CHECK_MINUTES)).delete()
        rules.check_asked(CallTry.objects.filter(asker=asker).count())
        CallTry.objects.create(asker=asker, at=at)
