"""What mobile teams have with them, in the scope of whoever asks."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from rekam.cards.blanks.models import Blank, BlankMove
from rekam.cards.blanks.queries import Site, site_name
from rekam.cards.blanks.rules import CHECKED_IN, CHECKED_OUT, BlankState


def carried_by(carrier: str) -> list[Blank]:
    """What a mobile team has with it now, unused blanks and printed cards, by serial."""
    held = Blank.objects.filter(carrier=carrier, state__in=sorted(CHECKED_IN))
    return list(held.order_by("serial")) if carrier else []


@dataclass(frozen=True)
class Trip:
    """Blanks and cards of one team: taken along, brought back as they went, and with it still."""

    taken: int
    back: int
    still: int

    @property
    def used(self) -> int:
        """Printed, spoiled or handed over on the way."""
        return self.taken - self.back - self.still


def trip_of(carrier: str) -> Trip:
    """What became of what a team took along, as far as the scope sees its safes."""
    moves = BlankMove.objects.filter(carrier=carrier).exclude(second="")
    taken = moves.filter(source__in=sorted(CHECKED_OUT), target__in=sorted(CHECKED_IN))
    back = moves.filter(source__in=sorted(CHECKED_IN), target__in=sorted(CHECKED_OUT))
    return Trip(taken.count(), back.count(), len(carried_by(carrier)))


@dataclass(frozen=True)
class Carried:
    """What one team took from one site and did not bring back, use or give out yet.

    since, by   when it was first taken along, of what is still away; the officer who took it
    """

    carrier: str
    site: Site
    blanks: int
    cards: int
    since: datetime
    by: str


def open_carriers() -> list[Carried]:
    """The teams that still have something, the longest away first."""
    away = Blank.objects.filter(state__in=sorted(CHECKED_IN))
    rows = away.values("carrier", "area_code").annotate(
        blanks=Count("pk", filter=Q(state=BlankState.CARRIED)),
        cards=Count("pk", filter=Q(state=BlankState.CARRIED_CARD)),
    )
    taken = [(row, _first_taken(row["carrier"], site=row["area_code"])) for row in rows.order_by()]
    return [
        Carried(
            row["carrier"], Site(site, site_name(site)), row["blanks"], row["cards"], move.at, move.second
        )
        for row, move in sorted(taken, key=lambda pair: pair[1].at)
        for site in [row["area_code"]]
    ]


def _first_taken(carrier: str, *, site: str) -> BlankMove:
    moves = BlankMove.objects.filter(carrier=carrier, area_code=site, target__in=sorted(CHECKED_IN))
    still = moves.filter(blank__carrier=carrier).exclude(second="").order_by("at", "pk").first()
    assert still is not None  # whatever a team has, it was given by two officers
    return still
