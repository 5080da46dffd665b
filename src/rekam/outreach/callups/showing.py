"""A list's recipient in words."""

from django.utils.translation import gettext as _

from rekam.kernel.region import area_name
from rekam.outreach.callups.models import CallList
from rekam.outreach.callups.rules import For
from rekam.outreach.callups.words import RECIPIENTS


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
