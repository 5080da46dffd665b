"""What the sites of an area did with blanks: by place of service, whoever the holders are."""

from datetime import date

from django.db.models import Count, Q

from rekam.cards.blanks.models import BlankMove
from rekam.cards.blanks.rules import BlankState

DONE = (BlankState.PRINTED, BlankState.HANDED_OVER)


def cards_made(*, area_code: str, since: date, until: date) -> tuple[int, int]:
    """Cards printed well and cards handed over at the sites of an area, both days counted.

    A card that was found faulty at the counter counts as printed; the blank that replaced it does too.
    """
    inside = Q(area_code=area_code) | Q(area_code__startswith=f"{area_code}.")
    rows = BlankMove.objects.filter(inside, target__in=DONE, at__date__range=(since, until))
    # A transfer of printed cards has the same target, by way of the road.
    made = rows.filter(source__in=list(BlankState)).values_list("target").annotate(number=Count("pk"))
    numbers = dict(made.order_by())
    return numbers.get(BlankState.PRINTED, 0), numbers.get(BlankState.HANDED_OVER, 0)
