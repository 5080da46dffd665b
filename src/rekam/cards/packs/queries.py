"""Reads of packs and of what stations told of them, in the scope of whoever asks."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, F, Max, Q, QuerySet, Value, When

from rekam.cards.blanks.rules import BlankState
from rekam.cards.orders.entries import Entry, entries_of
from rekam.cards.orders.models import PrintJob
from rekam.cards.orders.rules import JobState
from rekam.cards.packs.models import FieldAct, Pack, PackCard
from rekam.cards.packs.rules import MOST_CARDS
from rekam.cards.packs.rules import Count as Counted
from rekam.kernel.errors import RuleBroken

# Where a card of a pack is, by the ledger and its order; a print that was spoiled is no card any more.
_PLACE = Case(
    When(~Q(end=""), then=F("end")),
    When(blank__attempt__spoiled=True, then=Value("spoiled")),
    When(blank__state=BlankState.LOST, then=Value("missing")),
    When(job__state=JobState.ISSUED, then=Value("given")),
    When(~Q(job__exception_by=""), then=Value("waiting")),
    default=Value("out"),
    output_field=CharField(),
)


@dataclass(frozen=True, kw_only=True)
class Packed:
    """A pack that an officer has: what a visit needs to know of it."""

    uuid: uuid.UUID
    place: str
    on: date


def packed_for(officer: str) -> Sequence[Packed]:
    """The packs that an officer has and nobody has counted out, the earliest first."""
    rows = Pack.objects.filter(officer=officer, closed_at=None).order_by("on", "pk")
    return [Packed(uuid=row.uuid, place=row.place, on=row.on) for row in rows]


def areas_with_cards() -> list[str]:
    """The kelurahan whose residents' printed cards lie in a safe of the scope."""
    rows = _lying().order_by("area_code").values_list("area_code", flat=True)
    return list(rows.distinct())


def packable(area: str) -> list[Entry]:
    """The printed cards of a kelurahan's residents that lie in a safe, the longest waiting first."""
    return entries_of(_lying().filter(area_code=area).order_by("printed_at", "pk")[:MOST_CARDS])


def _lying() -> QuerySet[PrintJob]:
    lying = Q(attempts__spoiled=False, attempts__blank__state=BlankState.PRINTED)
    return PrintJob.objects.filter(lying, state=JobState.PRINTED, visit=None)


def packs() -> QuerySet[Pack]:
    """The scope's packs, those that are not counted out first, then the newest."""
    return Pack.objects.order_by(F("closed_at").desc(nulls_first=True), "-on", "-pk")


def overdue_packs(*, today: date) -> QuerySet[Pack]:
    """The packs whose day is over and that nobody has counted out, the longest overdue first."""
    return Pack.objects.filter(closed_at=None, on__lt=today).order_by("on", "pk")


def get_pack(pack: uuid.UUID) -> Pack:
    """The pack with this id. Raises RuleBroken("not_found"), the same for another office's."""
    found = Pack.objects.filter(uuid=pack).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def find_pack_of(job: PrintJob) -> Pack | None:
    """The pack that has an order's card with it now, or None."""
    out = PackCard.objects.filter(job=job, end="", blank__state=BlankState.CARRIED_CARD)
    row = out.select_related("pack").first()
    return row.pack if row else None


def cards_of(pack: Pack) -> list[tuple[PackCard, str]]:
    """A pack's cards with their orders, each with where it is: a field of `rules.Count`."""
    rows = pack.cards.annotate(place=_PLACE).select_related("job", "blank").order_by("blank__serial")
    return [(card, card.place) for card in rows]


def cards_out(pack: Pack) -> list[PackCard]:
    """The cards that the officer still has, as far as anybody knows."""
    return [card for card, place in cards_of(pack) if place == "out"]


def count_of(pack: Pack) -> Counted:
    """How many cards of a pack are where."""
    return counts_of([pack])[pack.pk]


def counts_of(listed: Sequence[Pack]) -> Mapping[int, Counted]:
    """The same for several packs, by primary key."""
    rows = PackCard.objects.filter(pack__in=listed).annotate(place=_PLACE)
    found: dict[int, dict[str, int]] = {pack.pk: {} for pack in listed}
    for pack, place, number in rows.values_list("pack", "place").annotate(number=Count("pk")).order_by():
        found[pack][place] = number
    return {pack: Counted(**numbers) for pack, numbers in found.items()}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a station told of a pack so far.

    acts      how many acts came; last: the highest number, so that a smaller count says that some are missing
    counted   the officer's count at the end, or None
    """

    acts: int
    last: int
    counted: FieldAct | None

    @property
    def on_the_way(self) -> int:
        """Acts that the station made and that have not come."""
        return self.last - self.acts


def told_of(pack: Pack) -> Told:
    """What the station told of a pack."""
    row = pack.acts.aggregate(acts=Count("pk"), last=Max("number"))
    counted = pack.acts.filter(card=None).order_by("-number").first()
    return Told(acts=row["acts"], last=row["last"] or 0, counted=counted)


def open_cases() -> QuerySet[FieldAct]:
    """Hand-overs that could not be written down as told and that nobody has answered, the oldest first."""
    waiting = FieldAct.objects.filter(answered_at=None).exclude(code="")
    return waiting.select_related("pack", "card__job").order_by("received_at", "pk")


def get_case(act: uuid.UUID) -> FieldAct:
    """The case with this id, answered or not. Raises RuleBroken("not_found")."""
    found = FieldAct.objects.exclude(code="").select_related("pack", "card__job").filter(uuid=act).first()
    if found is None:
        raise RuleBroken("not_found")
    return found
