"""The one way in which a notice comes to be: once for its key, with its message, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.applications.filing.models import Application
from rekam.applications.notices.models import Breach, Notice
from rekam.applications.notices.rules import State, Topic, address_of
from rekam.kernel.errors import RuleBroken
from rekam.messages import services as messages
from rekam.messages.services import Template, To


@dataclass(frozen=True, kw_only=True)
class About:
    """What a notice is about; `key` names it for ever, and its message too."""

    topic: Topic
    key: str
    area_code: str
    application: Application | None = None
    record: UUID | None = None
    resident: UUID | None = None
    breach: Breach | None = None


@transaction.atomic
def tell(
    about: About,
    *,
    contact: str,
    template: Template,
    facts: Mapping[str, str],
    at: datetime,
    language: str = "id",
    by_letter: bool = False,
) -> Notice:
    """Tell something once; the same key again is the notice of then.

    contact    as somebody typed it; "" where none is known
    by_letter  a letter is due as well, or instead
    The message waits in the same transaction (messages.services.send): a worker that is killed neither loses
    nor doubles it. What cannot be sent is a state, never a refusal.
    """
    known = Notice.objects.filter(key=about.key).first()
    if known is not None:
        return known
    to = _address(contact)
    if isinstance(to, To):
        messages.send(
            to=to,
            template=template,
            facts=facts,
            key=about.key,
            area_code=about.area_code,
            at=at,
            language=language,
        )
        state, channel = State.HANDED, to.channel.value
    else:
        state, channel = to, ""
    return Notice.objects.create(
        **vars(about),
        event=template,
        state=State.TO_PRINT if by_letter else state,
        channel=channel,
        at=at,
    )


def _address(contact: str) -> To | State:
    """Where a message goes, or why none can."""
    if not contact:
        return State.NO_CONTACT
    try:
        return address_of(contact)
    except RuleBroken:
        return State.BAD_CONTACT
