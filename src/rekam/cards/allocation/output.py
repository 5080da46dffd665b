"""What the sites of an area did with blanks: by place of service, whoever the holders are."""

from datetime import date

from django.db.models import Count, Q

from rekam.cards.blanks.models import BlankMove
from rekam.cards.blanks.rules import BlankState

# A team that prints keeps the card with it; what comes off the road or back with a team has the same target.
MADE = Q(source=BlankState.PRINTING, target__in=(BlankState.PRINTED, BlankState.CARRIED_CARD))
GIVEN = Q(target=BlankState.HANDED_OVER)


def cards_made(*, area_code: str, since: date, until: date) -> tuple[int, int]:
    """Cards printed well and cards handed over at the sites of an area, both days counted.

    A card that was found faulty at the counter counts as printed; the blank that replaced it does too.
    """
    inside = Q(area_code=area_code) | Q(area_code__startswith=f"{area_code}.")
    rows = BlankMove.objects.filter(inside, at__date__range=(since, until))
    counted = rows.aggregate(made=Count("pk", filter=MADE), given=Count("pk", filter=GIVEN))
    return counted["made"], counted["given"]
