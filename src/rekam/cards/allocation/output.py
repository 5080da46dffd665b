"""What the sites of an area did with blanks: by place of service, whoever the holders are."""

from datetime import date

from django.db.models import Q

from rekam.cards.blanks.models import BlankMove
from rekam.cards.blanks.rules import BlankState

# A team that prints keeps the card with it.
PRINTED = (BlankState.PRINTED, BlankState.CARRIED_CARD)


def cards_made(*, area_code: str, since: date, until: date) -> tuple[int, int]:
    """Cards printed well and cards handed over at the sites of an area, both days counted.

    A card that was found faulty at the counter counts as printed; the blank that replaced it does too.
    """
    inside = Q(area_code=area_code) | Q(area_code__startswith=f"{area_code}.")
    moves = BlankMove.objects.filter(inside, at__date__range=(since, until))
    # What comes off the road or back with a team has the same target.
    printed = moves.filter(source=BlankState.PRINTING, target__in=PRINTED)
    return printed.count(), moves.filter(target=BlankState.HANDED_OVER).count()
