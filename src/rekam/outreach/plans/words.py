"""Why a plan stops where it stops, in one sentence."""

from decimal import Decimal

from django.utils.translation import gettext as _

from rekam.outreach.plans.models import PlanStop
from rekam.ui.language import page_language
from rekam.ui.numbers import count, decimal

# From here on a tenth of a person says nothing any more.
LARGE = 10


def reason(stop: PlanStop, *, held: bool = False, elsewhere: bool = True) -> str:
    """Such as: 46 dari 131, 22 berusia 16–17; kunjungan ke-2; berikutnya Terumbu, 31.

    elsewhere  whether the next best place is told, which may be in another part of the office
    """
    parts = [_("%(people)s dari %(called)s") % _counts(people=stop.people, called=stop.called)]
    if stop.first_time and not stop.before:
        parts[0] += _(", %(first)s berusia 16–17") % _counts(first=stop.first_time)
    if stop.before:
        parts.append(_("kunjungan ke-%(number)s") % _counts(number=stop.before + 1))
    if held:
        parts.append(_("tanggal sudah ditetapkan"))
    if elsewhere and stop.next_site is not None and round(stop.next_people):
        told = _counts(people=stop.next_people) | {"place": stop.next_site.name}
        parts.append(_("berikutnya %(place)s, %(people)s") % told)
    return "; ".join(parts) + "."


def heads(people: float) -> str:
    """People who are expected, in whole ones; somebody who is less likely than not to be there is not 0."""
    return count(round(people)) if round(people) or not people else "<1"


def more(people: float) -> str:
    """What something would add: +44, +0,3."""
    if people >= LARGE:
        return f"+{count(round(people))}"
    return f"+{decimal(Decimal(str(people)), decimals=1, language=page_language())}"


def _counts(**values: float) -> dict[str, str]:
    return {name: heads(value) for name, value in values.items()}
