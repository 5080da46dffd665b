"""Reads of the blank ledger, in the scope of whoever asks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, Max, Min, QuerySet, Sum

from rekam.cards.blanks.models import BOXED, SUPPLIER, Blank, BlankMove, Box, BoxMove, Delivery
from rekam.cards.blanks.rules import BlankState
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, children, find_area

# The accounts of a site that are its own; the road is between two.
HELD = tuple(state for state in BlankState if state is not BlankState.ROAD)


@dataclass(frozen=True)
class Site:
    """A place with a safe for blanks: the Dinas, or a kecamatan's counter."""

    code: str
    name: str


Counts = dict[tuple[str, str, str], int]


@dataclass(frozen=True)
class Balance:
    """A site's accounts at an instant; each count is blanks, those in closed boxes too.

    held      by state; what is on the road is in nobody's safe
    boxed     in closed boxes, by the boxes' paper
    received  from the supplier; arrived and sent: by shipments
    """

    site: Site
    held: dict[BlankState, int] = field(default_factory=dict)
    boxed: int = 0
    received: int = 0
    arrived: int = 0
    sent: int = 0

    @property
    def usable(self) -> int:
        """Blanks in the safe that may be printed, and those that only have to be counted out of a box."""
        return self.held.get(BlankState.RECEIVED, 0) + self.boxed

    @property
    def whole(self) -> int:
        """Blanks that this site answers for, in whatever state, without those on the road."""
        return sum(self.held.values()) + self.boxed

    @property
    def adds_up(self) -> bool:
        """Whether what came in, less what was sent on, is what the accounts hold; none below zero."""
        came = self.received + self.arrived - self.sent
        return self.whole == came and min([self.boxed, *self.held.values()]) >= 0


def sites() -> list[Site]:
    """The places with a safe in the current scope: the office, its kecamatan, and wherever blanks lie."""
    codes = set(Delivery.objects.values_list("area_code", flat=True).distinct())
    for moves in (BlankMove.objects, BoxMove.objects):
        codes |= set(moves.values_list("area_code", flat=True).distinct())
    for area in current_scope().areas - {"*"}:
        code = AreaCode.parse(area)
        if code.level >= Level.KABUPATEN_KOTA:
            codes.add(area)
        if code.level is Level.KABUPATEN_KOTA:
            codes |= {child.code.text for child in children(code)}
    return [Site(code, site_name(code)) for code in sorted(codes)]


def own_site(areas: Sequence[str]) -> str:
    """Where an officer's own safe is: the first of the officer's areas, or "" for none."""
    return next((area for area in areas if area != "*"), "")


def site_name(code: str) -> str:
    """ "Dinas Kota Serang", "Kec. Kasemen"; the code where our table does not know it."""
    area = find_area(code)
    if area is None:
        return code
    words = {Level.PROVINSI: "Provinsi", Level.KABUPATEN_KOTA: "Dinas", Level.KECAMATAN: "Kec."}
    return f"{words.get(area.code.level, 'Kel.')} {area.name}"


def balances(places: Iterable[Site], *, at: datetime) -> list[Balance]:
    """What each place's accounts held at that instant, from the moves alone."""
    counts = Counter(_counts(BlankMove.objects.filter(at__lte=at), of=Count("pk")))
    counts.update(_counts(BoxMove.objects.filter(at__lte=at), of=Sum("count")))
    return [_balance(place, counts) for place in places]


def _counts(moves: QuerySet[Any], *, of: Aggregate) -> Counts:
    rows = moves.values_list("area_code", "source", "target").annotate(number=of).order_by()
    return {(area_code, source, target): number for area_code, source, target, number in rows}


def _balance(place: Site, counts: Counts) -> Balance:
    mine = {(source, target): n for (code, source, target), n in counts.items() if code == place.code}

    def into(account: str) -> int:
        return sum(n for (_, target), n in mine.items() if target == account)

    def out_of(account: str) -> int:
        return sum(n for (source, _), n in mine.items() if source == account)

    return Balance(
        site=place,
        held={state: into(state) - out_of(state) for state in HELD},
        boxed=into(BOXED) - out_of(BOXED),
        received=out_of(SUPPLIER),
        arrived=out_of(BlankState.ROAD),
        sent=into(BlankState.ROAD),
    )


def states_agree(place: Site) -> bool:
    """Whether the blanks' own states and the boxes' contents say the same as the moves do."""
    here = Blank.objects.filter(area_code=place.code).exclude(state=BlankState.ROAD)
    now = {BlankState(state): number for state, number in here.values_list("state").annotate(Count("pk"))}
    held = _balance(place, _counts(BlankMove.objects.filter(area_code=place.code), of=Count("pk")))
    moved = Counter(_counts(BoxMove.objects.filter(area_code=place.code), of=Sum("count")))
    boxes = Box.objects.filter(area_code=place.code, bound_for="").aggregate(whole=Sum("left"))["whole"]
    boxed = _balance(place, moved).boxed + held.boxed
    return now == {state: n for state, n in held.held.items() if n} and boxed == (boxes or 0)


@dataclass(frozen=True)
class Act:
    """Moves of one act at one site: how many blanks, from which account to which.

    first, last   serials, or twice the number of the closed `box` that moved whole
    """

    area_code: str
    source: str
    target: str
    other_site: str
    at: datetime
    actor: str
    reason: str
    number: int
    first: str
    last: str
    box: UUID | None = None


def latest_acts(*, until: datetime, limit: int = 20) -> list[Act]:
    """What moved last before that instant, newest first; a lot of a thousand is one act."""
    told = BlankMove.objects.filter(at__lte=until).values(*_OF_AN_ACT, "move")
    rows = told.annotate(number=Count("pk"), first=Min("serial"), last=Max("serial"), newest=Max("pk"))
    acts = [
        Act(**{name: row[name] for name in (*_OF_AN_ACT, "number", "first", "last")})
        for row in rows.order_by("-at", "-newest")[:limit]
    ]
    moved = BoxMove.objects.filter(at__lte=until).select_related("box").order_by("-at", "-pk")[:limit]
    boxed = [_of_box(move) for move in moved]
    return sorted([*acts, *boxed], key=lambda act: act.at, reverse=True)[:limit]


def _of_box(move: BoxMove) -> Act:
    same = {name: getattr(move, name) for name in _OF_AN_ACT}
    number = move.box.number
    return Act(**same, number=move.count, first=number, last=number, box=move.box.uuid)


_OF_AN_ACT = ("area_code", "source", "target", "other_site", "at", "actor", "reason")


def next_blank(site: str) -> str:
    """The serial to take next from a site's safe, or ""."""
    rows = Blank.objects.filter(area_code=site, state=BlankState.RECEIVED).order_by("pk")
    return rows.values_list("serial", flat=True).first() or ""


def lies_in_safe(serial: str, *, site: str) -> bool:
    """Whether a blank may be taken from a site's safe now."""
    return Blank.objects.filter(serial=serial, area_code=site, state=BlankState.RECEIVED).exists()


def known_serials(serials: Sequence[str]) -> set[str]:
    """Which of these blanks the ledger has already, as far as this scope sees."""
    return set(Blank.objects.filter(serial__in=serials).values_list("serial", flat=True))


def get_blank(serial: str) -> Blank:
    """The blank of this serial. Raises RuleBroken("not_found"), the same for another office's."""
    blank = Blank.objects.filter(serial=serial).select_related("delivery", "box").first()
    if blank is None:
        raise RuleBroken("not_found")
    return blank


def moves_of(blank: Blank) -> list[BlankMove]:
    """What happened to a blank, oldest first."""
    return list(BlankMove.objects.filter(blank=blank).order_by("number"))
