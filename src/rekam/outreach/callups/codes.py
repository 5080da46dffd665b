"""A list's code: made of the installation's secret, so that the table tells nobody; tried only so often."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.conf import settings

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key, office_day
from rekam.kernel.letters import code_from
from rekam.kernel.questions import count_question
from rekam.outreach.callups import rules
from rekam.outreach.callups.models import CallList, CallTry

ACTOR = "public"  # whoever has a code


def office_scope() -> Scope:
    """All of the office: a pupil of one kelurahan stands on the list of a school in another."""
    return Scope.of(str(settings.REKAM_OFFICE_AREA))


def code_of(call_list: UUID) -> str:
    """The code that opens a list, the same for as long as the installation's secret."""
    made = installation_key("outreach.callups", purpose=str(call_list))
    return code_from(made, letters=rules.CODE_LETTERS)


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def open_by_code(code: str, *, asker: str, at: datetime) -> CallList:
    """The list that a code opens today.

    asker  the network address that sent it; kept as a keyed digest for ten minutes
    Raises RuleBroken("call_code_unknown"), the same for one that never was and one that is over, and
    RuleBroken("call_codes_used_up").
    """
    count_question(
        CallTry,
        asker=asker,
        salt="outreach.callups",
        minutes=rules.CHECK_MINUTES,
        check=rules.check_asked,
        at=at,
    )
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
