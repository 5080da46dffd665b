"""Telling a holder that copies count no more, or not for now: whoever did it, the holder hears."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from rekam.accounts.queries import office_at
from rekam.accounts.residents.queries import find_account_of, find_login
from rekam.credentials.formats.status_list import Status
from rekam.credentials.issuing.standing_rules import Cause
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.messages import services as messages
from rekam.messages.services import Template

LONGEST_OFFICE = 40
# The dead are not written to; who deletes a card in the wallet knows.
UNTOLD = frozenset({Cause.DEATH, Cause.DELETED})
TEMPLATES = {Status.INVALID: Template.CARD_ENDED, Status.SUSPENDED: Template.CARD_PAUSED}


def tell(holder: UUID, *, status: Status, cause: Cause, at: datetime) -> bool:
    """Write to the address of the holder's account, once for all that ended in one act; whether there is one.

    An address left for another purpose, such as a card to collect, is not used for this.
    """
    account = None if cause in UNTOLD else find_account_of(holder)
    login = find_login(account) if account is not None else None
    if login is None:
        return False
    try:
        to = messages.unseal_address(bytes(login.sealed), known_as=login.digest)
    except RuleBroken:  # the installation's secret was changed; a lost phone ends all the same
        return False
    office = office_at(settings.REKAM_OFFICE_AREA) or "Disdukcapil"
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        messages.send(
            to=to,
            template=TEMPLATES[status],
            facts={"office": office[:LONGEST_OFFICE]},
            key=f"ikd {login.account.uuid} {status} {at:%Y%m%dT%H%M%S%f}",
            area_code=settings.REKAM_OFFICE_AREA,
            at=at,
        )
    return True
