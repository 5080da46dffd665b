"""Lists and their people in words, and whom a page shows."""

from collections.abc import Sequence
from typing import TypedDict

from django.utils.translation import gettext as _

from rekam.audit.rules import Purpose
from rekam.kernel.region import area_name
from rekam.outreach.callups.models import CallList
from rekam.outreach.callups.rules import For, Outcome
from rekam.outreach.callups.seeing import Person
from rekam.outreach.callups.words import BECAME, OUTCOMES, RECIPIENTS


class Look(TypedDict):
    """Whom a page shows and why, as `show` takes it."""

    people: list[str]
    purpose: str
    case: str


def look(row: CallList, *, people: Sequence[Person]) -> Look:
    """What is written down and counted of a look at these people of a list."""
    return {
        "people": [str(one.called.resident) for one in people],
        "purpose": Purpose.OUTREACH,
        "case": str(row.uuid),
    }


def in_words(one: Person) -> tuple[Person, object, tuple[str, object]]:
    outcome = OUTCOMES[Outcome(one.answer.outcome)] if one.answer else ""
    return one, outcome, BECAME[one.became]


def named(call_list: CallList) -> str:
    """ "Ketua RT 003/RW 001, Bendung" and the like."""
    who, where = str(RECIPIENTS[For(call_list.recipient)]), area_name(call_list.area_code)
    if call_list.site is not None:
        return _("%(who)s %(where)s") % {"who": who, "where": call_list.site.name}
    if call_list.recipient == For.RT:
        return f"{who} {call_list.rt}/RW {call_list.rw}, {where}"
    if call_list.recipient == For.RW:
        return f"{who} {call_list.rw}, {where}"
    return _("%(who)s %(where)s") % {"who": who, "where": where}
