"""What pages say of the people whom a dead kit does not reach."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rekam.devices.kits.consequences import Cost
from rekam.devices.kits.standing import Standing
from rekam.ui.dates import long_date
from rekam.ui.language import page_language
from rekam.ui.numbers import count, decimal


def missed(cost: Cost | None) -> str:
    """What a dead kit costs this month, short; empty where it works or nobody knows."""
    if cost is None or cost.people is None:
        return ""
    people = count(cost.people, language=page_language())
    return _("sekitar %(people)s orang bulan ini") % {"people": people}


def missed_by_all(costs: Sequence[Cost]) -> str:
    """What all dead kits cost this month, as a sentence; empty where none is dead."""
    if not costs:
        return ""
    people = [cost.people for cost in costs if cost.people is not None]
    if len(people) < len(costs):
        told = ngettext(
            "%(n)d kit mati. Berapa orang tidak terjangkau belum dapat dihitung: belum ada hasil perekaman.",
            "%(n)d kit mati. Berapa orang tidak terjangkau belum dapat dihitung: belum ada hasil perekaman.",
            len(costs),
        )
        return told % {"n": len(costs)}
    told = ngettext(
        "%(n)d kit mati: bulan ini sekitar %(people)s orang tidak terjangkau.",
        "%(n)d kit mati: bulan ini sekitar %(people)s orang tidak terjangkau.",
        len(costs),
    )
    return told % {"n": len(costs), "people": count(sum(people), language=page_language())}


def consequence(standing: Standing, *, cost: Cost) -> str:
    """What a dead kit costs this month, as a sentence; the figures it rests on stand in it."""
    language = page_language()
    since = standing.dead_since or standing.kit.since
    lost = _("Mati sejak %(since)s: bulan ini %(days)d hari kerja tanpa kit ini.") % {
        "since": long_date(since, language=language),
        "days": cost.days,
    }
    if cost.per_day is None or cost.people is None:
        more = _("Berapa orang, belum dapat dihitung: belum ada hasil perekaman kit di kantor ini.")
        return f"{lost} {more}"
    more = ngettext(
        "%(a_day)s orang sehari (rata-rata %(n)d hari kerja kit di kantor ini): sekitar "
        "%(people)s orang tidak terjangkau.",
        "%(a_day)s orang sehari (rata-rata %(n)d hari kerja kit di kantor ini): sekitar "
        "%(people)s orang tidak terjangkau.",
        cost.per_day.days,
    ) % {
        "a_day": decimal(Decimal(cost.per_day.people), decimals=1, language=language),
        "n": cost.per_day.days,
        "people": count(cost.people, language=language),
    }
    return f"{lost} {more}"
